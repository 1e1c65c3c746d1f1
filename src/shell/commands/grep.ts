// `grep`: the lines of a pipe that a pattern finds.

import type { Command } from '../command.ts';
import { linesOf, readFlags, refuseFiles, requireInput, type ReadFlags } from '../piped.ts';
import { ShellError } from '../shell-error.ts';

const shapes = [
  { names: ['i', 'y', 'ignore-case'] },
  { names: ['v', 'invert-match'] },
  { names: ['c', 'count'] },
  { names: ['n', 'line-number'] },
  { names: ['o', 'only-matching'] },
  { names: ['q', 'quiet', 'silent'] },
  { names: ['w', 'word-regexp'] },
  { names: ['x', 'line-regexp'] },
  { names: ['s', 'no-messages'] },
  { names: ['h', 'no-filename'] },
  { names: ['E', 'extended-regexp'] },
  { names: ['F', 'fixed-strings'] },
  { names: ['G', 'basic-regexp'] },
  { names: ['P', 'perl-regexp'] },
  { names: ['e', 'regexp'], takesValue: true },
  { names: ['m', 'max-count'], takesValue: true },
  { names: ['A', 'after-context'], takesValue: true },
  { names: ['B', 'before-context'], takesValue: true },
  { names: ['C', 'context'], takesValue: true },
];

export const grep: Command = {
  path: ['grep'],
  summary: 'Show the lines of a pipe that match',
  usage: '[flags] PATTERN',
  isOfPipe: true,
  isRaw: true,

  async run({ words }, { input, print }) {
    const flags = readFlags('grep', words.slice(1), shapes);
    const [first, ...others] = flags.rest;
    const isGiven = flags.isOn('e');
    if (!isGiven && first === undefined) throw mistake('no pattern: write grep PATTERN');
    const patterns = isGiven ? flags.values('e') : [first ?? ''];
    refuseFiles(
      isGiven ? flags.rest : others,
      (file) => `grep: ${file}: No such file or directory`,
    );
    const text = requireInput('grep', input);
    const { createFinder } = await import('../find-pattern.ts');
    const find = createFinder(patterns.join('\n').split('\n'), {
      syntax: flags.isOn('F') ? 'fixed' : flags.isOn('E') || flags.isOn('P') ? 'extended' : 'basic',
      isCaseIgnored: flags.isOn('i'),
      whole: flags.isOn('x') ? 'line' : flags.isOn('w') ? 'word' : undefined,
    });
    const { lines, matched } = select(linesOf(text), find, flags);
    if (flags.isOn('c')) print(`${matched}\n`);
    else if (!flags.isOn('q')) print(lines.map((line) => `${line}\n`).join(''));
    return matched > 0 ? 0 : 1;
  },
};

type Find = (line: string) => readonly string[];

interface Selected {
  readonly lines: readonly string[];
  readonly matched: number;
}

function select(all: readonly string[], find: Find, flags: ReadFlags): Selected {
  const most = number(flags, 'm') ?? Infinity;
  const found = new Map<number, readonly string[]>();
  for (const [index, line] of all.entries()) {
    if (found.size >= most) break;
    const texts = find(line);
    if (texts.length > 0 !== flags.isOn('v')) found.set(index, texts);
  }
  const lines = flags.isOn('o') ? pieces(found, flags) : withContext(all, found, flags);
  return { lines, matched: found.size };
}

function pieces(
  found: ReadonlyMap<number, readonly string[]>,
  flags: ReadFlags,
): readonly string[] {
  if (flags.isOn('v')) return [];
  return [...found].flatMap(([index, texts]) =>
    texts.filter((text) => text !== '').map((text) => `${prefix(index, ':', flags)}${text}`),
  );
}

/** Groups that do not touch one another have a line of two hyphens between them. */
function withContext(
  all: readonly string[],
  found: ReadonlyMap<number, unknown>,
  flags: ReadFlags,
): readonly string[] {
  const around = number(flags, 'C') ?? 0;
  const before = number(flags, 'B') ?? around;
  const after = number(flags, 'A') ?? around;
  const lines: string[] = [];
  let next = 0;
  for (const index of found.keys()) {
    const from = Math.max(next, index - before);
    if (from > next && next > 0 && before + after > 0) lines.push('--');
    const upTo = Math.min(all.length - 1, index + after);
    for (let at = from; at <= upTo; at += 1) {
      if (at > index && found.has(at)) break;
      lines.push(`${prefix(at, found.has(at) ? ':' : '-', flags)}${all[at] ?? ''}`);
      next = at + 1;
    }
  }
  return lines;
}

function prefix(index: number, sign: string, flags: ReadFlags): string {
  return flags.isOn('n') ? `${index + 1}${sign}` : '';
}

function number(flags: ReadFlags, name: string): number | undefined {
  const value = flags.values(name).at(-1);
  if (value === undefined || /^\d+$/.test(value))
    return value === undefined ? value : Number(value);
  const what = name === 'm' ? 'invalid max count' : `${value}: invalid context length argument`;
  throw mistake(what);
}

function mistake(message: string): ShellError {
  return new ShellError(`grep: ${message}`, { exitCode: 2 });
}
