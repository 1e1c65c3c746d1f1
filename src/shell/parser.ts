// A command's words to its flags' values and its positional words. The one home of yargs-parser: it
// gets the words in a form that leaves it nothing to guess.

import parse from 'yargs-parser/browser';
import { readFlagWords, type GivenFlag } from './flag-words.ts';
import type { FlagSet } from './flag.ts';

export interface Parsed {
  /** Of the last occurrence: `true` or `false` for booleans, decimal digits for integers. */
  value(name: string): string | undefined;
  /** Of all occurrences, in their order. */
  values(name: string): readonly string[];
  has(name: string): boolean;
  isOn(name: string): boolean;
  readonly positionals: readonly string[];
}

/** For commands that read their words themselves. */
export const noFlags: Parsed = {
  value: () => undefined,
  values: () => [],
  has: () => false,
  isOn: () => false,
  positionals: [],
};

/** Throws ShellError in the CLI's words for the first word that does not fit. */
export function parseWords(words: readonly string[], set: FlagSet): Parsed {
  const { given, positionals } = readFlagWords(words, set);
  const groups = valuesByName(given);
  const names = [...groups.keys()];
  const repeated = names.filter((name) => (groups.get(name)?.length ?? 0) > 1);
  const { '--': behind = [], ...flags } = parse(unambiguous(groups, positionals), {
    array: repeated,
    string: names,
    configuration: exact,
  });
  const parsed = new Map(Object.entries(flags).map(([name, found]) => [name, unguarded(found)]));
  const values = (name: string): readonly string[] => parsed.get(name) ?? [];
  return {
    values,
    value: (name) => values(name).at(-1),
    has: (name) => values(name).length > 0,
    isOn: (name) => values(name).at(-1) === 'true',
    positionals: behind.map(String),
  };
}

function valuesByName(given: readonly GivenFlag[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { flag, value } of given) {
    const group = groups.get(flag.name);
    if (group) group.push(value);
    else groups.set(flag.name, [value]);
  }
  return groups;
}

/**
 * Before each value, so that none looks like a flag or stands in quotes, which would be taken away.
 */
const guard = ':';

/**
 * Each flag once, as `--name :first :second`, then `--`, then what stands alone. A flag that came
 * back a hundred thousand times would take yargs-parser minutes.
 */
function unambiguous(
  groups: ReadonlyMap<string, readonly string[]>,
  positionals: readonly string[],
): string[] {
  const words: string[] = [];
  for (const [name, values] of groups) {
    words.push(`--${name}`);
    for (const value of values) words.push(guard + value);
  }
  words.push('--');
  for (const positional of positionals) words.push(positional);
  return words;
}

function unguarded(found: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(found) ? found : [found];
  return values.map((value) => String(value).slice(guard.length));
}

const exact = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': true,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
  'short-option-groups': false,
} as const;
