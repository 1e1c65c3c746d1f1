// The terminal in a real browser: what is typed there, and what is seen.

import { afterEach, expect, test, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { openPage, type PageOptions, type TerminalPage } from './terminal-page.ts';

let page: TerminalPage | undefined;

function open(options?: PageOptions): TerminalPage {
  page = openPage(options);
  return page;
}

afterEach(() => {
  page?.remove();
  page = undefined;
});

async function sees(page: TerminalPage, text: string): Promise<void> {
  await vi.waitFor(() => expect(page.screen()).toContain(text), { timeout: 10_000 });
}

test('a line that is typed is run, and its output is followed by a prompt', async () => {
  const page = open();
  page.session.focus();
  await userEvent.keyboard('echo hello world{Enter}');
  await vi.waitFor(() => expect(page.screen()).toBe('$ echo hello world\nhello world\n$'));
  expect(page.shell.lines).toEqual(['echo hello world']);
});

test('a line from the page is typed, run and answered', async () => {
  const page = open({ isShadow: true });
  const result = await page.session.run('json');
  expect(result).toEqual({ stdout: '{\n  "id": "cus_123"\n}\n', stderr: '', exitCode: 0 });
  await sees(page, '$ json\n{\n  "id": "cus_123"\n}\n$');
});
