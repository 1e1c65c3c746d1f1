// How high the shell would be if nothing of what it printed had to be scrolled to.

import type { SandShell } from '../main.ts';

/** Rows below the last line: the prompt, and what its menu needs. */
const rowsBelow = 3;

/** Tells whole CSS pixels, each time they change. */
export function followHeight(shell: SandShell, tell: (height: number) => void): void {
  // Lays the transcript out as the terminal does; its height is what the browser tells.
  const mirror = document.createElement('pre');
  mirror.ariaHidden = 'true';
  mirror.style.cssText =
    'position:absolute;visibility:hidden;margin:0;padding:0;white-space:pre-wrap;word-break:break-all';
  document.body.append(mirror);
  let last = 0;

  function measure(): void {
    const screen = shell.shadowRoot?.querySelector('[part=terminal]');
    const row = screen?.querySelector<HTMLElement>('.xterm-rows > div');
    if (!screen || !row) return;
    const { fontFamily, fontSize } = getComputedStyle(row);
    const rowHeight = row.getBoundingClientRect().height;
    mirror.style.fontFamily = fontFamily;
    mirror.style.fontSize = fontSize;
    mirror.style.lineHeight = `${rowHeight}px`;
    mirror.style.width = `${screen.querySelector('.xterm-screen')?.clientWidth ?? 0}px`;
    mirror.textContent = shell.transcript();
    const around = shell.clientHeight - screen.clientHeight;
    const height = Math.ceil(mirror.offsetHeight + rowsBelow * rowHeight + around);
    if (height === last || rowHeight === 0) return;
    last = height;
    tell(height);
  }

  for (const name of ['ready', 'result']) shell.addEventListener(`sandshell:${name}`, measure);
  new ResizeObserver(measure).observe(shell);
  new ResizeObserver(measure).observe(mirror);
}
