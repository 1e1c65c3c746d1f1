// The terminal in a real browser: what is typed there, and what is seen.

import { afterEach, expect, test } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { memoryStorage } from '../terminal/memory-storage.ts';
import { openPage, type PageOptions, type TerminalPage, until } from './terminal-page.ts';

interface DevTools {
  send(method: string, parameters?: object): Promise<unknown>;
}

let page: TerminalPage | undefined;

function open(options?: PageOptions): TerminalPage {
  page = openPage(options);
  return page;
}

afterEach(() => {
  page?.remove();
  page = undefined;
});

async function sees(page: TerminalPage, screen: string): Promise<void> {
  await until(() => expect(page.screen()).toBe(screen));
}

async function seesPart(page: TerminalPage, part: string): Promise<void> {
  await until(() => expect(page.screen()).toContain(part));
}

test('a line that is typed is run, and its output is followed by a prompt', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('echo hello world{Enter}');
  await sees(page, '$ echo hello world\nhello world\n$');
  expect(page.shell.lines).toEqual(['echo hello world']);
});

test('a line from the page is typed, run and answered, in a shadow root too', async () => {
  const page = open({ isShadow: true });
  const result = await page.session.run('json');
  expect(result).toEqual({ stdout: '{\n  "id": "cus_123"\n}\n', stderr: '', exitCode: 0 });
  await sees(page, '$ json\n{\n  "id": "cus_123"\n}\n$');
});

test('both streams and the exit code are answered', async () => {
  const page = open();
  const result = await page.session.run('fail badly');
  expect(result).toEqual({ stdout: '', stderr: 'badly\n', exitCode: 2 });
});

test('a long message breaks at words; the page gets it as it was said', async () => {
  const page = open({ width: 300 });
  const words = 'long enough a message for the lines of every phone that a reader may hold';
  const { stderr } = await page.session.run(`fail ${words}`);
  expect(stderr).toBe(`${words}\n`);
  expect(page.session.columns()).toBeLessThan(words.length);
  await until(() => expect(page.screen()).toMatch(/hold\n\$$/));
  const shown = page.screen().split('\n').slice(-5).join(' ');
  expect(shown).toContain(words.slice(-40));
  expect(page.session.transcript.text()).toContain(`\n${words}\n`);
});

test('a command in a message is not broken at words, so that it is whole where it is copied', async () => {
  const page = open({ width: 300 });
  const command = 'stripe customers create --name "Jenny Rosen" --email jenny@example.com';
  await page.session.run(`fail ${command}`);
  const columns = page.session.columns();
  expect(columns).toBeLessThan(command.length);
  await until(() =>
    expect(page.screen().split('\n')).toContain(command.slice(0, columns).trimEnd()),
  );
});

test('a shell that throws is told of, and the next prompt comes', async () => {
  const page = open();
  expect((await page.session.run('broken')).exitCode).toBe(1);
  await sees(page, '$ broken\nthe shell broke\n$');
});

test('lines from the page wait for each other, and leave what is half typed alone', async () => {
  const page = open();
  page.session.type('half typ');
  const results = [page.session.run('echo one'), page.session.run('echo two')];
  await Promise.all(results);
  await sees(page, '$ echo one\none\n$ echo two\ntwo\n$ half typ');
  page.session.type('ed\r');
  await seesPart(page, '$ half typed\nunknown: half');
});

test('a line that is inserted waits to be run, and can be undone', async () => {
  const page = open();
  page.session.type('mine');
  page.session.insert('echo theirs');
  await sees(page, '$ echo theirs');
  page.session.type('\x1f');
  await sees(page, '$ mine');
  expect(page.shell.lines).toEqual([]);
});

test('Ctrl+C stops what runs, and drops what was typed ahead', async () => {
  const page = open();
  const result = page.session.run('wait');
  page.session.type('ahead');
  page.session.type('\x03');
  expect((await result).exitCode).toBe(130);
  await sees(page, '$ wait\n^C\n$');
});

test('Ctrl+C at the prompt drops the line', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('abc{Control>}c{/Control}');
  await sees(page, '$ abc^C\n$');
});

test('keys that come while a command runs are typed ahead', async () => {
  const page = open();
  const first = page.session.run('ask');
  page.session.type('yes\recho next\r');
  await first;
  await sees(page, '$ ask\nSure? yes\nyou said yes\n$ echo next\nnext\n$');
});

test('keys that come while candidates are fetched wait for them, as in readline', async () => {
  const page = open();
  const { complete } = page.shell;
  let send: (() => void) | undefined;
  const fetched = new Promise<void>((resolve) => (send = resolve));
  page.shell.complete = async (line, cursor) => {
    await fetched;
    return complete(line, cursor);
  };
  page.session.focus();
  page.session.type('echo cus\tand cus\tmore\r');
  send?.();
  await sees(page, '$ echo customers and customers more\ncustomers and customers more\n$');
});

test('keys wait no longer than that for candidates that do not come', async () => {
  const page = open();
  page.shell.complete = () => new Promise(() => undefined);
  page.session.focus();
  page.session.type('echo cus\tand\r');
  await sees(page, '$ echo cusand\ncusand\n$');
});

test('Ctrl+D answers a question with the end of input', async () => {
  const page = open();
  const result = page.session.run('ask');
  await seesPart(page, 'Sure?');
  page.session.type('\x04');
  expect((await result).stdout).toContain('no answer');
});

test('Ctrl+C at a question stops the command', async () => {
  const page = open();
  const result = page.session.run('ask');
  await seesPart(page, 'Sure?');
  page.session.type('\x03');
  expect((await result).exitCode).toBe(130);
  page.session.type('echo on\r');
  await seesPart(page, 'on\n$');
});

test('a question that is longer than a row stands on the screen once', async () => {
  const page = open({ width: 150 });
  const result = page.session.run('ask');
  await seesPart(page, 'Sure?');
  page.session.type('a rather long answer, I am afraid');
  page.session.type('\x7f\r');
  expect((await result).stdout).toContain('I am afrai\n');
  await page.session.flushed();
  expect(page.screen().split('Sure?')).toHaveLength(2);
});

test('an answer stands in the transcript, and not in the history', async () => {
  const page = open();
  const result = page.session.run('ask');
  await seesPart(page, 'Sure?');
  page.session.type('secret\r');
  await result;
  expect(page.session.history()).toEqual(['ask']);
  expect(page.session.transcript.text()).toBe('$ ask\nSure? secret\nyou said secret\n');
});

test('output never moves the cursor, clears the screen or leaves its colours behind', async () => {
  const page = open();
  await page.session.run(`raw ${JSON.stringify('a\x1b[2J\x1b[31mb\x1b]0;t\x07')}`);
  await sees(page, '$ raw "a\\u001b[2J\\u001b[31mb\\u001b]0;t\\u0007"\na␛[2Jb␛]0;t␇\n$');
});

test('a paste of several lines is shown, and each command is run by itself', async () => {
  const page = open();
  await sees(page, '$');
  page.session.focus();
  const data = new DataTransfer();
  data.setData('text/plain', '$ echo one\r\n$ echo "two\r\nlines"\r\n');
  const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true });
  page.textarea.dispatchEvent(event);
  await sees(page, '$ echo one\n> echo "two\n> lines"');
  expect(page.shell.lines).toEqual([]);
  await userEvent.keyboard('{Enter}');
  await sees(page, '$ echo one\none\n$ echo "two\n> lines"\n"two\nlines"\n$');
  expect(page.shell.lines).toEqual(['echo one', 'echo "two\nlines"']);
  expect(page.session.history()).toEqual(['echo one', 'echo "two\nlines"']);
});

test('an open quote goes on in the next line', async () => {
  const page = open();
  page.session.type('echo "a\rb"\r');
  await sees(page, '$ echo "a\n> b"\n"a\nb"\n$');
});

test('clear empties the screen and keeps the prompt', async () => {
  const page = open();
  await page.session.run('lines 30');
  page.session.clear();
  await sees(page, '$');
  expect(page.session.transcript.text()).toBe('');
});

test('the welcome stands above the first prompt', async () => {
  await sees(open({ welcome: '\x1b[1mHello.\x1b[0m\nTry it.\n\n' }), 'Hello.\nTry it.\n\n$');
});

test('the history survives a reload', async () => {
  const storage = memoryStorage();
  const first = open({ storage });
  await first.session.run('echo remembered');
  first.remove();
  const second = open({ storage });
  second.session.type('\x1b[A');
  await sees(second, '$ echo remembered');
});

test('a live key is covered while it is typed, and kept nowhere', async () => {
  const storage = memoryStorage();
  const page = open({ storage });
  const told: string[] = [];
  page.session.on('command', ({ line }) => told.push(line));
  page.session.type('echo --api-key sk_live_abcdef123456');
  await seesPart(page, 'sk_live_••••');
  page.session.type('\r');
  await until(() => expect(page.shell.lines).toHaveLength(1));
  page.session.type('\x1b[A');
  expect(page.session.history()).toEqual([]);
  expect(storage.length).toBe(0);
  expect(page.session.transcript.text()).not.toContain('abcdef123456');
  expect(told.join()).not.toContain('abcdef123456');
});

test('a big output is shown to its end while the page stays alive', async () => {
  const page = open();
  let frames = 0;
  let isDone = false;
  const count = (): void => {
    frames += 1;
    if (!isDone) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
  await page.session.run('lines 100000');
  await page.session.flushed();
  isDone = true;
  await seesPart(page, 'line 100000\n$');
  expect(frames).toBeGreaterThan(3);
});

test('a megabyte of paste neither hangs nor fills the screen', async () => {
  const page = open();
  page.session.type(`\x1b[200~echo ${'x'.repeat(1_000_000)}\x1b[201~`);
  page.session.type('y\x7f\x01\x05');
  await seesPart(page, 'xxx');
  page.session.type('\x15echo still here\r');
  await seesPart(page, 'still here\n$');
});

test('a new width lays the line out anew', async () => {
  const page = open({ width: 700 });
  page.session.type('echo abcdefghijklmnopqrstuvwxyz');
  await sees(page, '$ echo abcdefghijklmnopqrstuvwxyz');
  page.container.style.width = '150px';
  await until(() => {
    const rows = page.screen().split('\n');
    expect(rows.length).toBeGreaterThan(1);
    expect(rows.join('')).toBe('$ echo abcdefghijklmnopqrstuvwxyz');
  });
  page.session.type('!');
  page.container.style.width = '700px';
  await sees(page, '$ echo abcdefghijklmnopqrstuvwxyz!');
});

test('a new width while a command runs shows no prompt before its end', async () => {
  const page = open({ width: 700 });
  page.session.type('half typed');
  const result = page.session.run('wait');
  await sees(page, '$ wait');
  const columns = page.session.columns();
  page.container.style.width = '500px';
  await until(() => expect(page.session.columns()).toBeLessThan(columns));
  await page.session.flushed();
  await sees(page, '$ wait');
  page.session.type('\x03');
  await result;
  await sees(page, '$ wait\n^C\n$ half typed');
});

test('a command that was wrapped is whole again where there is room', async () => {
  const page = open({ width: 200 });
  await page.session.run('echo abcdefghijklmnopqrstuvwxyz');
  page.container.style.width = '700px';
  await seesPart(page, '$ echo abcdefghijklmnopqrstuvwxyz\n');
});

test('what a command prints after its end is not shown', async () => {
  const page = open();
  await page.session.run('late');
  await page.session.run('echo next');
  await new Promise((done) => setTimeout(done));
  await sees(page, '$ late\n$ echo next\nnext\n$');
});

test('a line that is inserted while a command runs waits at the next prompt', async () => {
  const page = open();
  page.session.type('wait\r');
  await sees(page, '$ wait');
  page.session.insert('echo later');
  page.session.type('\x03');
  await seesPart(page, '^C\n$ echo later');
});

test('a hidden terminal fits itself once it is shown', async () => {
  const page = open();
  page.container.style.display = 'none';
  page.session.type('echo while hidden');
  await page.session.flushed();
  page.container.style.display = 'block';
  page.container.style.height = '200px';
  await sees(page, '$ echo while hidden');
});

test('nothing is focused on load, and focusing does not scroll the page', async () => {
  const spacer = document.createElement('div');
  spacer.style.height = '3000px';
  document.body.prepend(spacer);
  const page = open();
  expect(document.activeElement).not.toBe(page.textarea);
  window.scrollTo(0, 0);
  page.session.focus();
  expect(document.activeElement).toBe(page.textarea);
  expect(window.scrollY).toBe(0);
  spacer.remove();
});

test('a theme can be changed, and covers the padding too', async () => {
  const page = open();
  page.container.style.padding = '8px';
  page.session.setTheme('dark');
  expect(getComputedStyle(page.container).backgroundColor).toBe('rgb(18, 25, 26)');
  page.session.setTheme('light');
  expect(getComputedStyle(page.container).backgroundColor).toBe('rgb(253, 251, 247)');
});

test('no style element is in the page, and yet the rows are drawn by their rules', async () => {
  const page = open({ isShadow: true });
  await page.session.run('json');
  const root = page.container.getRootNode() as ShadowRoot;
  expect(root.querySelectorAll('style')).toHaveLength(0);
  expect(document.querySelectorAll('.xterm style')).toHaveLength(0);
  await until(() => {
    const green = [...page.container.querySelectorAll('.xterm-fg-2')].at(-1)!;
    expect(getComputedStyle(green).color).toBe('rgb(28, 106, 58)');
  });
});

test('a terminal that is gone leaves nothing behind', async () => {
  const before = document.adoptedStyleSheets.length;
  const page = open();
  const result = page.session.run('wait');
  page.session.dispose();
  expect((await result).exitCode).toBe(130);
  expect(page.container.childElementCount).toBe(0);
  expect(document.adoptedStyleSheets).toHaveLength(before);
});

test('an input method’s text is drawn where it is typed, and put in once', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('echo ');
  const devTools = cdp() as unknown as DevTools;
  for (const text of ['n', 'に', 'にほ', 'にほん']) {
    const selection = { selectionStart: text.length, selectionEnd: text.length };
    await devTools.send('Input.imeSetComposition', { text, ...selection });
  }
  await until(() => {
    const view = page.container.querySelector('.composition-view')!;
    expect(view.textContent).toBe('にほん');
    expect(view.classList).toContain('active');
  });
  await devTools.send('Input.insertText', { text: '日本' });
  await sees(page, '$ echo 日本');
  await userEvent.keyboard('!{Backspace}{Backspace}');
  await sees(page, '$ echo 日');
  await userEvent.keyboard('{Enter}');
  await sees(page, '$ echo 日\n日\n$');
});

test('text that a keyboard puts in as a whole is there once', async () => {
  const page = open();
  page.session.focus();
  const devTools = cdp() as unknown as DevTools;
  await devTools.send('Input.insertText', { text: 'echo 👩‍👩‍👧‍👦' });
  await sees(page, '$ echo 👩‍👩‍👧‍👦');
  await userEvent.keyboard('{Backspace}{Backspace}!');
  await sees(page, '$ echo!');
});

test('a composition that is shortened, then given up, leaves nothing', async () => {
  const page = open();
  page.session.focus();
  const devTools = cdp() as unknown as DevTools;
  for (const text of ['abc', 'ab', '']) {
    const selection = { selectionStart: text.length, selectionEnd: text.length };
    await devTools.send('Input.imeSetComposition', { text, ...selection });
  }
  await userEvent.keyboard('x');
  await sees(page, '$ x');
});

test('auto follows the reader’s system, while it changes', async () => {
  const page = open();
  const devTools = cdp() as unknown as DevTools;
  const prefer = (value: string): Promise<unknown> =>
    devTools.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value }],
    });
  page.session.setTheme('auto');
  for (const [value, background] of [
    ['dark', 'rgb(18, 25, 26)'],
    ['light', 'rgb(253, 251, 247)'],
  ] as const) {
    await prefer(value);
    await until(() => {
      expect(getComputedStyle(page.container).backgroundColor).toBe(background);
    });
  }
  await devTools.send('Emulation.setEmulatedMedia', { features: [] });
});

test('a page’s own colours and font take the place of the theme’s', async () => {
  const { style } = document.documentElement;
  style.setProperty('--sandshell-background', 'oklch(0.3 0.05 250)');
  style.setProperty('--sandshell-color', 'hotpink');
  style.setProperty('--sandshell-font', 'Courier, monospace');
  const page = open();
  const rows = page.container.querySelector<HTMLElement>('.xterm-rows')!;
  await until(() => {
    expect(getComputedStyle(rows).fontFamily).toBe('Courier, monospace');
    expect(getComputedStyle(rows).color).toBe('rgb(255, 105, 180)');
  });
  expect(getComputedStyle(page.container).backgroundColor).toContain('oklch(0.3');
  document.documentElement.removeAttribute('style');
});

test('wide characters and emoji take exactly two columns each', async () => {
  const page = open();
  page.session.focus();
  page.session.type('echo 世界👩‍👩‍👧‍👦🇩🇪e\u0301x');
  await sees(page, '$ echo 世界👩‍👩‍👧‍👦🇩🇪e\u0301x');
  const cell = page.container.querySelector('.xterm-screen')!.getBoundingClientRect();
  const columns = page.session.columns();
  const width = cell.width / columns;
  await until(() => {
    const cursor = page.container.querySelector('.xterm-cursor')!.getBoundingClientRect();
    expect((cursor.left - cell.left) / width).toBeCloseTo(7 + 8 + 2, 0);
  });
});
