// What is printed, as the terminal gets it.

import { expect, test } from 'vitest';
import { createOutput } from '../../src/terminal/output.ts';

function printed(...texts: string[]): string {
  let codes = '';
  const output = createOutput((more) => (codes += more));
  for (const text of texts) output.print(text);
  output.freshLine();
  return codes;
}

test('line feeds become line ends of a terminal', () => {
  expect(printed('a\nb\n')).toBe('a\r\nb\r\n\x1b[0m');
});

test('output without an end of line gets one before the prompt', () => {
  expect(printed('a')).toBe('a\x1b[0m\r\n');
  expect(printed('a\n', '', 'b')).toBe('a\r\nb\x1b[0m\r\n');
  expect(printed()).toBe('\x1b[0m');
});

test('a line that ends with a colour’s end has ended all the same', () => {
  expect(printed('\x1b[31mred\n\x1b[0m')).toBe('\x1b[31mred\r\n\x1b[0m\x1b[0m');
});

test('codes other than colours are shown, not obeyed', () => {
  expect(printed('\x1b[31mred\x1b[0m\x1b[2J\n')).toBe('\x1b[31mred\x1b[0m␛[2J\r\n\x1b[0m');
});
