// Words as bash reads them: lines made by chance, read by bash itself and by this shell. What this
// shell refuses is left out: it must never read a line as something else.

import { spawn } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expandWords } from '../../src/shell/expand.ts';
import { readScript } from '../../src/shell/script.ts';
import { finished } from './program.ts';

const variables = new Map([
  ['A', 'one'],
  ['B', ' two  words '],
  ['E', ''],
  ['?', '0'],
  ['#', '0'],
]);

const pieces = fc.constantFrom(
  ...[
    'a',
    'b c',
    ' ',
    '  ',
    '\t',
    "'",
    '"',
    '\\',
    '=',
    '-',
    '--d',
    '%',
    '!',
    '1',
    '?',
    '#',
    ']',
    '[',
  ],
  ...['$A', '${B}', '"$B"', '$E', '"$E"', '$?', '$#', '$', "$'", '$"', '\\"', '\\$', '\\\n', '\n'],
  ...[
    '\\n',
    '\\x41',
    '\\101',
    '\\U1F600',
    '\\u20ac',
    '\\cA',
    '\\xc3\\xa9',
    'é',
    '😀',
    '~',
    'm[0]=*',
  ],
);

/**
 * Two of bash's oddities are left out: a line that is cut between a dollar and its quote, and a
 * dollar that means nothing, which keeps the variables of its word from being split.
 */
const lines = fc
  .sample(fc.array(pieces, { minLength: 1, maxLength: 9 }), { seed: 7, numRuns: 1500 })
  .map((parts) => `words ${parts.join('')}`)
  .filter((line) => !line.includes('$\\\n'))
  .filter((line) => !line.includes('${B}') || !/\$(?![A-Z{?#'"])/.test(line));

interface Read {
  readonly line: string;
  readonly words: readonly string[];
}

function readHere(line: string): readonly Read[] {
  try {
    const [first, ...others] = readScript(line);
    const words = first?.commands[0]?.words ?? [];
    if (others.length > 0 || words.length === 0) return [];
    const texts = expandWords(words, (name) => variables.get(name)).map(({ text }) => text);
    return [{ line, words: texts.slice(1) }];
  } catch {
    return [];
  }
}

/** Each line in a subshell of its own, so that a syntax error ends nothing else. */
async function readByBash(all: readonly string[]): Promise<readonly string[]> {
  const script = all.map((line) => `(eval ${quote(line)}); printf '\\1'`).join('\n');
  const head = `words() { [ $# -gt 0 ] && printf '%s\\0' "$@"; }; A=one; B=' two  words '; E=`;
  const child = spawn('bash', ['--norc', '-s'], {
    env: { LC_ALL: 'C.UTF-8' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  child.stdin.end(`true\n${head}\n${script}\n`);
  const { stdout } = await finished(child);
  return stdout.split('\x01').slice(0, -1);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

test('every line that is not refused gives bash’s own words', async () => {
  const read = lines.flatMap(readHere).filter(({ words }) => !words.join('').includes('\x01'));
  expect(read.length).toBeGreaterThan(500);
  const theirs = await readByBash(read.map(({ line }) => `true; ${line}`));
  const different = read.filter(
    ({ words }, index) => words.map((word) => `${word}\0`).join('') !== theirs[index],
  );
  expect(different).toEqual([]);
});
