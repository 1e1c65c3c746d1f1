// Parts that rows of both panels show: the time of day, and a button that copies.

import { make } from './dom.ts';

/** `timeMs` since 1970, shown in the reader's own zone. */
export function clockTime(timeMs: number): HTMLElement {
  const date = new Date(timeMs);
  const time = make('time', '', date.toLocaleTimeString([], { timeStyle: 'medium' }));
  time.dateTime = date.toISOString();
  return time;
}

export function copyButton(text: string): HTMLElement {
  const button = make('button', 'copy', 'Copy');
  button.type = 'button';
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text);
      button.textContent = 'Copied';
    } catch {
      // Only a page served securely may write to the clipboard.
      button.textContent = 'Not allowed here';
    }
  });
  return button;
}
