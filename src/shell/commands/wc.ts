// `wc`: counts the lines, words and characters of a pipe.

import type { Command } from '../command.ts';
import { linesOf, readFlags, refuseFiles, requireInput } from '../piped.ts';

/** In the order in which they are told. */
const counts: readonly (readonly [names: readonly string[], of: (text: string) => number])[] = [
  [['l', 'lines'], (text) => text.split('\n').length - 1],
  [['w', 'words'], (text) => text.match(/\S+/g)?.length ?? 0],
  [['m', 'chars'], (text) => [...text].length],
  [['c', 'bytes'], (text) => new TextEncoder().encode(text).length],
  [
    ['L', 'max-line-length'],
    (text) => Math.max(0, ...linesOf(text).map((line) => [...line].length)),
  ],
];

const usual = ['l', 'w', 'c'];

export const wc: Command = {
  path: ['wc'],
  summary: 'Count the lines of a pipe',
  usage: '[-lwmc]',
  isOfPipe: true,
  isRaw: true,

  async run({ words }, { input, print }) {
    const shapes = counts.map(([names]) => ({ names }));
    const flags = readFlags('wc', words.slice(1), shapes);
    refuseFiles(flags.rest, (file) => `wc: ${file}: No such file or directory`);
    const text = requireInput('wc', input);
    const asked = counts.filter(([[name = '']]) => flags.isOn(name));
    const shown = asked.length > 0 ? asked : counts.filter(([[name = '']]) => usual.includes(name));
    const numbers = shown.map(([, of]) => String(of(text)));
    print(
      `${numbers.length === 1 ? numbers[0] : numbers.map((one) => one.padStart(7)).join(' ')}\n`,
    );
    return 0;
  },
};
