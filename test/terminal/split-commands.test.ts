// Pasted lines as single commands.

import { expect, test } from 'vitest';
import { splitCommands } from '../../src/terminal/split-commands.ts';

const isIncomplete = (text: string): boolean =>
  text.endsWith('\\') || (text.split('"').length - 1) % 2 === 1;

const cases: readonly (readonly [name: string, text: string, commands: string[]])[] = [
  ['one line', 'a', ['a']],
  ['several lines', 'a\nb\nc', ['a', 'b', 'c']],
  ['a continued line', 'a \\\n b\nc', ['a \\\n b', 'c']],
  ['a quote over lines', 'a "x\ny"\nb', ['a "x\ny"', 'b']],
  ['blank lines', 'a\n\n  \nb', ['a', 'b']],
  ['nothing but blanks', '\n \n', []],
  ['an open end', 'a\nb \\', ['a', 'b \\']],
];

for (const [name, text, commands] of cases) {
  test(`${name}: ${commands.length}`, () => {
    expect(splitCommands(text, isIncomplete)).toEqual(commands);
  });
}

test('an open quote with ten thousand lines behind it is one command, at once', () => {
  const text = `a\n"${'x\n'.repeat(10_000)}`;
  expect(splitCommands(text, isIncomplete)).toHaveLength(2);
});

test('more than a reader would step through is one command', () => {
  expect(splitCommands('abc\n'.repeat(20_000), isIncomplete)).toHaveLength(1);
});
