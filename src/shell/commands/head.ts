// `head`: the first lines of a pipe.

import type { Command } from '../command.ts';
import { linesOf, readFlags, refuseFiles, requireInput } from '../piped.ts';
import { ShellError } from '../shell-error.ts';

const linesUsual = 10;

export const head: Command = {
  path: ['head'],
  summary: 'Show the first lines of a pipe',
  usage: '[-n LINES]',
  isRaw: true,

  async run({ words }, { input, print }) {
    // The old form, as in `head -3`.
    const [first = '', ...others] = words.slice(1);
    const modern = words.length > 1 ? [first.replace(/^-(\d+)$/, '-n$1'), ...others] : [];
    const flags = readFlags('head', modern, [
      { names: ['n', 'lines'], takesValue: true },
      { names: ['c', 'bytes'], takesValue: true },
      { names: ['q', 'quiet', 'silent'] },
    ]);
    refuseFiles(
      flags.rest,
      (file) => `head: cannot open '${file}' for reading: No such file or directory`,
    );
    const text = requireInput('head', input);
    const bytes = flags.values('c').at(-1);
    if (bytes !== undefined) print(firstBytes(text, count(bytes, 'bytes')));
    else print(firstLines(text, count(flags.values('n').at(-1) ?? String(linesUsual), 'lines')));
    return 0;
  },
};

/** Below zero: all but so many at the end. */
function count(value: string, of: string): number {
  if (/^[+-]?\d+$/.test(value)) return Object.is(Number(value), -0) ? Infinity : Number(value);
  throw new ShellError(`head: invalid number of ${of}: '${value}'`);
}

function firstLines(text: string, wanted: number): string {
  const lines = linesOf(text);
  const kept = lines.slice(0, wanted);
  if (kept.length === lines.length) return text;
  return kept.map((line) => `${line}\n`).join('');
}

function firstBytes(text: string, wanted: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).slice(0, wanted));
}
