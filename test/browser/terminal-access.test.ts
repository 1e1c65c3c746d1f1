// The terminal for keyboards, screen readers, mice, fingers and paper, in a real browser.

import axe from 'axe-core';
import { afterEach, expect, test, vi } from 'vitest';
import { cdp, userEvent } from 'vitest/browser';
import { openPage, type PageOptions, type TerminalPage, until } from './terminal-page.ts';

interface DevTools {
  send(method: string, parameters?: object): Promise<unknown>;
}

let page: TerminalPage | undefined;
const buttons: HTMLButtonElement[] = [];

/** With a button before it and one behind, for the focus to go to. */
function open(options?: PageOptions): TerminalPage {
  buttons.push(button('before'));
  page = openPage(options);
  buttons.push(button('behind'));
  return page;
}

function button(name: string): HTMLButtonElement {
  const made = document.createElement('button');
  made.textContent = name;
  document.body.append(made);
  return made;
}

afterEach(() => {
  vi.restoreAllMocks();
  page?.remove();
  page = undefined;
  for (const made of buttons.splice(0)) made.remove();
});

async function seesPart(page: TerminalPage, part: string): Promise<void> {
  await until(() => expect(page.screen()).toContain(part));
}

function focused(): string {
  const active = document.activeElement;
  return active instanceof HTMLButtonElement ? active.textContent : (active?.tagName ?? '');
}

const ways: readonly (readonly [name: string, keys: string, focus: string])[] = [
  ['Tab on an empty line moves on', '{Tab}', 'behind'],
  ['Tab behind blanks moves on', '  {Tab}', 'behind'],
  ['Tab behind text stays', 'cr{Tab}', 'TEXTAREA'],
  ['Shift+Tab on an empty line leaves', '{Shift>}{Tab}{/Shift}', 'before'],
  ['Shift+Tab behind text leaves', 'cr{Shift>}{Tab}{/Shift}', 'before'],
  ['Shift+Tab leaves the open menu', 'cr{Tab}{Shift>}{Tab}{/Shift}', 'before'],
  ['Escape and Tab leave', 'cr{Escape}{Tab}', 'behind'],
  ['Escape closes the menu, and Tab leaves', 'cr{Tab}{Escape}{Tab}', 'behind'],
  ['Escape, a letter and Tab stay', 'cr{Escape}e{Tab}', 'TEXTAREA'],
];

for (const [name, keys, focus] of ways) {
  test(name, async () => {
    const page = open();
    page.session.focus();
    await userEvent.keyboard(keys);
    expect(focused()).toBe(focus);
  });
}

test('while a command runs, Tab moves on', async () => {
  const page = open();
  void page.session.run('wait');
  page.session.focus();
  await userEvent.keyboard('{Tab}');
  expect(focused()).toBe('behind');
});

test('Tab opens a menu, Down chooses, Enter takes', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('echo c{Tab}');
  await seesPart(page, 'Notes that lower an invoice');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  await seesPart(page, '$ echo credit_notes');
  await userEvent.keyboard('{Enter}');
  await until(() => expect(page.shell.lines).toEqual(['echo credit_notes ']));
});

test('a candidate can be clicked', async () => {
  const page = open();
  page.session.type('echo c\t');
  await seesPart(page, 'People who pay');
  const rows = [...page.container.querySelectorAll('.xterm-rows > div')];
  const row = rows.find((row) => row.textContent?.includes('customers'))!;
  const screen = page.container.querySelector('.xterm-screen')!;
  const { top, height } = row.getBoundingClientRect();
  const y = top - screen.getBoundingClientRect().top + height / 2;
  await userEvent.click(screen, { position: { x: 40, y } });
  await seesPart(page, '$ echo customers');
  expect(page.screen()).not.toContain('People who pay');
});

test('a screen reader is told of the menu and of the choice', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('echo c{Tab}');
  const listed = () => page.container.querySelector<HTMLElement>('[role=listbox]');
  await until(() => expect(listed()?.hidden).toBe(false));
  const list = listed()!;
  expect(page.textarea.getAttribute('aria-controls')).toBe(list.id);
  expect(page.container.querySelector('[role=status]')!.textContent).toBe('3 candidates.');
  await userEvent.keyboard('{ArrowDown}');
  const chosen = document.getElementById(page.textarea.getAttribute('aria-activedescendant')!)!;
  expect(chosen.textContent).toBe('create, Create a customer');
  expect(chosen.ariaSelected).toBe('true');
  await userEvent.keyboard('{Escape}');
  expect(list.hidden).toBe(true);
  expect(page.textarea.hasAttribute('aria-activedescendant')).toBe(false);
});

test('each command is a heading in the log, and one sentence tells its end', async () => {
  const page = open();
  await page.session.run('json');
  await page.session.run('fail badly');
  const log = page.container.querySelector('[role=log]')!;
  expect(log.getAttribute('aria-live')).toBe('off');
  const headings = [...log.querySelectorAll('h3')].map((heading) => heading.textContent);
  expect(headings).toEqual(['$ json', '$ fail badly']);
  expect(log.textContent).toContain('"id": "cus_123"');
  const told = page.container.querySelector('[role=status]')!;
  expect(told.textContent).toBe('Ended with exit code 2: badly');
  await page.session.run('echo one');
  expect(told.textContent).toBe('Done: one');
  await page.session.run('lines 100');
  expect(told.textContent).toBe('Done: 100 lines');
});

test('the ways out are told where the line is described', () => {
  const page = open();
  const id = page.textarea.getAttribute('aria-describedby')!;
  expect(document.getElementById(id)!.textContent).toContain('Shift+Tab always leaves');
});

test('axe finds nothing, with the menu open and output above it', async () => {
  const page = open();
  await page.session.run('json');
  page.session.type('echo c\t\t');
  await seesPart(page, 'People who pay');
  const { violations } = await axe.run(page.container, {
    rules: { region: { enabled: false } },
  });
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
});

test('phones neither zoom in, nor correct or capitalise what is typed', () => {
  const { textarea } = open({ isShadow: true });
  expect(parseFloat(getComputedStyle(textarea).fontSize)).toBeGreaterThanOrEqual(16);
  for (const name of ['autocorrect', 'autocapitalize', 'autocomplete']) {
    expect(textarea.getAttribute(name)).toBe('off');
  }
  expect(textarea.getAttribute('spellcheck')).toBe('false');
  expect(textarea.getAttribute('enterkeyhint')).toBe('send');
});

test('Ctrl+C copies what is selected, and only without a selection drops the line', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('abc');
  await seesPart(page, '$ abc');
  const row = page.container.querySelector('.xterm-screen')!.getBoundingClientRect();
  const place = { clientX: row.left + 30, clientY: row.top + 8 };
  const press = { bubbles: true, button: 0, detail: 2, ...place };
  const word = page.container.querySelector('.xterm-screen')!;
  word.dispatchEvent(new MouseEvent('mousedown', press));
  word.dispatchEvent(new MouseEvent('mouseup', press));
  let copied = '';
  const read = (event: ClipboardEvent): void => {
    copied = event.clipboardData!.getData('text/plain');
  };
  document.addEventListener('copy', read, { once: true });
  await userEvent.keyboard('{Control>}c{/Control}');
  expect(copied).toBe('abc');
  expect(page.screen()).toBe('$ abc');
  await userEvent.keyboard('{Control>}c{/Control}');
  await seesPart(page, '$ abc^C');
});

test('Ctrl+V is left to the browser, which pastes without asking', async () => {
  const page = open();
  page.session.focus();
  const key = { key: 'v', code: 'KeyV', ctrlKey: true };
  const event = new KeyboardEvent('keydown', { ...key, bubbles: true, cancelable: true });
  page.textarea.dispatchEvent(event);
  expect(event.defaultPrevented).toBe(false);
});

test('Ctrl+Backspace takes a whole word', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('one two{Control>}{Backspace}{/Control}x');
  await seesPart(page, '$ one x');
});

test('Shift+Enter begins another line', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('one{Shift>}{Enter}{/Shift}two');
  await until(() => expect(page.screen()).toBe('$ one\n> two'));
  expect(page.shell.lines).toEqual([]);
});

function touch(target: Element, y: number): Touch {
  return new Touch({ identifier: 1, target, clientX: 50, clientY: y });
}

function drag(page: TerminalPage, from: number, to: number): TouchEvent {
  const target = page.container.querySelector('.xterm-screen')!;
  const start = { touches: [touch(target, from)], bubbles: true };
  target.dispatchEvent(new TouchEvent('touchstart', start));
  const move = { touches: [touch(target, to)], bubbles: true, cancelable: true };
  const event = new TouchEvent('touchmove', move);
  target.dispatchEvent(event);
  return event;
}

test('a finger scrolls what was printed, and the page where there is no more', async () => {
  vi.spyOn(Navigator.prototype, 'maxTouchPoints', 'get').mockReturnValue(1);
  const page = open();
  expect(drag(page, 100, 200).defaultPrevented).toBe(false);
  await page.session.run('lines 100');
  await seesPart(page, 'line 100');
  expect(drag(page, 200, 100).defaultPrevented).toBe(false);
  await until(() => expect(drag(page, 50, 250).defaultPrevented).toBe(true));
  await until(() => expect(page.screen()).not.toContain('line 100'));
});

test('the wheel over a terminal with nothing to scroll scrolls the page', async () => {
  const page = open();
  const wheel = new WheelEvent('wheel', { deltaY: 100, bubbles: true, cancelable: true });
  page.container.querySelector('.xterm-screen')!.dispatchEvent(wheel);
  expect(wheel.defaultPrevented).toBe(false);
});

test('PageUp looks back, and typing returns to the prompt', async () => {
  const page = open();
  await page.session.run('lines 100');
  await seesPart(page, 'line 100');
  page.session.focus();
  await userEvent.keyboard('{PageUp}');
  await until(() => expect(page.screen()).not.toContain('line 100'));
  await userEvent.keyboard('x');
  await seesPart(page, 'line 100\n$ x');
});

test('for readers who want no motion the cursor does not blink', async () => {
  await preferReducedMotion(true);
  const page = open();
  page.session.focus();
  await until(() => expect(page.container.querySelector('.xterm-cursor')).not.toBeNull());
  expect(page.container.querySelector('.xterm-cursor-blink')).toBeNull();
  await preferReducedMotion(false);
  await until(() => {
    // Another window may have taken the focus, without which no cursor blinks.
    page.session.focus();
    expect(page.container.querySelector('.xterm-cursor-blink')).not.toBeNull();
  });
});

async function preferReducedMotion(isPreferred: boolean): Promise<void> {
  const value = isPreferred ? 'reduce' : '';
  const features = [{ name: 'prefers-reduced-motion', value }];
  await (cdp() as unknown as DevTools).send('Emulation.setEmulatedMedia', { features });
  await until(() => {
    expect(matchMedia('(prefers-reduced-motion: reduce)').matches).toBe(isPreferred);
  });
}

test('on paper there is the whole output as text', async () => {
  const page = open();
  await page.session.run('lines 100');
  const devTools = cdp() as unknown as DevTools;
  await devTools.send('Emulation.setEmulatedMedia', { media: 'print' });
  const log = page.container.querySelector<HTMLElement>('[role=log]')!;
  const screen = page.container.querySelector<HTMLElement>('.xterm')!;
  expect(log.getBoundingClientRect().height).toBeGreaterThan(1000);
  expect(log.innerText).toContain('line 1\n');
  expect(getComputedStyle(screen).display).toBe('none');
  await devTools.send('Emulation.setEmulatedMedia', { media: '' });
  expect(getComputedStyle(screen).display).not.toBe('none');
});
