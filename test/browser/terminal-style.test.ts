// A strict content security policy: the terminal's rules hold, and no style element is ever made.

import { afterEach, expect, test } from 'vitest';
import { createStyleMirror } from '../../src/terminal/style-mirror.ts';
import { until } from './terminal-page.ts';

const frames: HTMLIFrameElement[] = [];

afterEach(() => {
  for (const frame of frames.splice(0)) frame.remove();
});

test('a style element that is made is a sheet of the root, and goes with the mirror', async () => {
  const host = document.createElement('div');
  document.body.append(host);
  const root = host.attachShadow({ mode: 'open' });
  const mirror = createStyleMirror(root);
  const style = mirror.document.createElement('style');
  const box = mirror.document.createElement('p');
  root.append(style, box);
  style.textContent = 'p { color: rgb(1, 2, 3) }';
  await until(() => expect(getComputedStyle(box).color).toBe('rgb(1, 2, 3)'));
  style.textContent = 'p { color: rgb(4, 5, 6) }';
  await until(() => expect(getComputedStyle(box).color).toBe('rgb(4, 5, 6)'));
  expect(style.textContent).toContain('rgb(4, 5, 6)');
  expect(root.querySelector('style')).toBeNull();
  mirror.dispose();
  expect(root.adoptedStyleSheets).toEqual([]);
  host.remove();
});

test('in all else the mirror is the document', () => {
  const mirror = createStyleMirror(document);
  expect(mirror.document instanceof Document).toBe(true);
  expect(mirror.document.body).toBe(document.body);
  expect(mirror.document.createElement('span')).toBeInstanceOf(HTMLSpanElement);
  expect(mirror.document.createDocumentFragment()).toBeInstanceOf(DocumentFragment);
  mirror.dispose();
});

interface StrictWindow extends Window {
  readonly violations: string[];
  readonly page?: { screen(): string; readonly container: HTMLElement };
}

function openStrict(): StrictWindow {
  const frame = document.createElement('iframe');
  frame.width = '800';
  frame.height = '400';
  frame.srcdoc = `<!doctype html>
    <meta http-equiv="Content-Security-Policy" content="style-src 'self'">
    <body><script>
      violations = [];
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.violatedDirective + ' ' + event.sample);
      });
    </script><script type="module">
      import { openPage } from '${new URL('./terminal-page.ts', import.meta.url).pathname}';
      const page = openPage({ isShadow: true });
      await page.session.run('json');
      page.session.setTheme('dark');
      window.page = page;
    </script>`;
  document.body.append(frame);
  frames.push(frame);
  return frame.contentWindow as unknown as StrictWindow;
}

test('under style-src ’self’ there is no violation, and the colours are the theme’s', async () => {
  const strict = openStrict();
  await until(() => expect(strict.page?.screen()).toContain('"cus_123"'));
  const { container } = strict.page!;
  await until(() => {
    const green = [...container.querySelectorAll('.xterm-fg-2')].at(-1)!;
    expect(strict.getComputedStyle(green).color).toBe('rgb(160, 216, 164)');
  });
  expect(strict.violations).toEqual([]);
});
