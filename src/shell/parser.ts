// A command's words to its flags' values and its positional words. The one home of yargs-parser: it
// gets the words in a form that leaves it nothing to guess.

import parse from 'yargs-parser/browser';
import { readFlagWords, type FlagWords } from './flag-words.ts';
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
  const flagWords = readFlagWords(words, set);
  const parsed = parse(unambiguous(flagWords), {
    array: [...new Set(flagWords.given.map(({ flag }) => flag.name))],
    string: [...new Set(flagWords.given.map(({ flag }) => flag.name))],
    configuration: exact,
  });
  const given = new Map(Object.entries(parsed));
  const values = (name: string): readonly string[] => {
    const found: unknown = given.get(name);
    return Array.isArray(found) ? found.map((value) => String(value).slice(guard.length)) : [];
  };
  return {
    values,
    value: (name) => values(name).at(-1),
    has: (name) => values(name).length > 0,
    isOn: (name) => values(name).at(-1) === 'true',
    positionals: (parsed['--'] ?? []).map(String),
  };
}

/** Before each value: yargs-parser would take away quotes that stand around a whole value. */
const guard = ':';

/** Every flag as `--name=value`, then `--`, then what stands alone. */
function unambiguous({ given, positionals }: FlagWords): string[] {
  return [
    ...given.map(({ flag, value }) => `--${flag.name}=${guard}${value}`),
    '--',
    ...positionals,
  ];
}

const exact = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'flatten-duplicate-arrays': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
  'short-option-groups': false,
} as const;
