import { expect, test } from 'vitest';
import { createRunner } from '../../src/terminal/runner.ts';
import type { ShellDoor } from '../../src/terminal/shell-door.ts';

/** What stands on a screen of 20 columns when the shell has warned of the text. */
async function shown(text: string): Promise<string> {
  let screen = '';
  const run: ShellDoor['run'] = async (_, io) => {
    io.warn(text);
    return 1;
  };
  const runner = createRunner({
    shell: { run } as ShellDoor,
    output: { print: (printed: string) => (screen += printed) } as never,
    columns: () => 20,
    createQuestion: () => undefined as never,
    onPrint: () => undefined,
    onQuestion: () => undefined,
  });
  const { stderr } = await runner.run('line');
  expect(stderr).not.toContain('\x1b');
  return screen;
}

const green = (text: string): string => `\x1b[32m${text}\x1b[0m`;

test.each([
  ['short', 'short'],
  ['twenty columns wide. and more', 'twenty columns wide.\nand more'],
  ['one two three four five six seven', 'one two three four\nfive six seven'],
  [`one ${green('two')} three four five six`, `one ${green('two')} three four\nfive six`],
  [`one two three ${green('four')} five six`, `one two three ${green('four')}\nfive six`],
  [`${green('one two three four five six')}`, '\x1b[32mone two three four\nfive six\x1b[0m'],
  ['a-word-that-is-too-long-for-it', 'a-word-that-is-too-long-for-it'],
  ['first\nstripe customers create --name a', 'first\nstripe customers create --name a'],
  ['', ''],
])('a message is broken at words, colours and commands left whole: %j', async (text, screen) => {
  expect(await shown(`${text}\n`)).toBe(`${screen}\n`);
});
