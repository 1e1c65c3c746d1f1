// The CLI's flag grammar (Go's pflag): words to flags with their values and to positional words.
// The first word that fits no rule is the one that is complained about. Source:
// https://pkg.go.dev/github.com/spf13/pflag

import { canonicalName, type Flag, type FlagSet } from './flag.ts';
import { parseBoolean, parseInteger, quote, quoteByte } from './go-format.ts';
import { ShellError } from './shell-error.ts';

export interface GivenFlag {
  readonly flag: Flag;
  /** Checked: `true` or `false` for a boolean, decimal digits for an integer. */
  readonly value: string;
}

export interface FlagWords {
  /** In the order of the line; a flag may be there several times. */
  readonly given: readonly GivenFlag[];
  readonly positionals: readonly string[];
}

/** Throws ShellError in the CLI's words. */
export function readFlagWords(words: readonly string[], set: FlagSet): FlagWords {
  const given: GivenFlag[] = [];
  const positionals: string[] = [];
  let index = 0;
  const next = (): string | undefined => words[index++];

  for (let word = next(); word !== undefined; word = next()) {
    if (word === '--') {
      return { given, positionals: positionals.concat(words.slice(index)) };
    }
    if (word.startsWith('--')) given.push(readLong(word, set, next));
    else if (word.startsWith('-') && word.length > 1) {
      for (const one of readShort(word, set, next)) given.push(one);
    } else positionals.push(word);
  }
  return { given, positionals };
}

type Next = () => string | undefined;

function readLong(word: string, set: FlagSet, next: Next): GivenFlag {
  const body = word.slice(2);
  if (/^[-=]/.test(body)) throw new ShellError(`bad flag syntax: ${word}`);
  const equals = body.indexOf('=');
  const name = equals === -1 ? body : body.slice(0, equals);
  const flag = set.named(name);
  if (!flag) throw unknownFlag(name, set);
  if (equals !== -1) return check(flag, body.slice(equals + 1));
  const value = flag.bare ?? next();
  if (value === undefined) throw new ShellError(`flag needs an argument: ${word}`);
  return check(flag, value);
}

/** Several letters in one word: the first that takes a value takes the rest of the word. */
function* readShort(word: string, set: FlagSet, next: Next): Iterable<GivenFlag> {
  for (let letters = word.slice(1); letters !== ''; letters = letters.slice(1)) {
    const letter = letters.charAt(0);
    const flag = set.short(letter);
    if (!flag) throw unknownLetter(letters);
    if (letters.length > 2 && letters.charAt(1) === '=') return yield check(flag, letters.slice(2));
    if (flag.bare !== undefined) {
      yield check(flag, flag.bare);
      continue;
    }
    const value = letters.length > 1 ? letters.slice(1) : next();
    if (value === undefined) {
      throw new ShellError(`flag needs an argument: '${letter}' in -${letters}`);
    }
    return yield check(flag, value);
  }
}

/** To Go a letter is one byte, so that of `é` only the first half is named. */
function unknownLetter(letters: string): ShellError {
  const character = String.fromCodePoint(letters.codePointAt(0) ?? 0);
  const byte = new TextEncoder().encode(character)[0] ?? 0;
  return new ShellError(`unknown shorthand flag: ${quoteByte(byte)} in -${letters}`);
}

function unknownFlag(name: string, set: FlagSet): ShellError {
  const first = `unknown flag: --${name}`;
  if (!name.includes('.') || name.includes('[')) return new ShellError(first);
  return new ShellError(`${first}\nNested API fields ${adviceOnDots(name, set)}`);
}

/** The last part may be a flag by itself; the whole may be one with hyphens. */
function adviceOnDots(name: string, set: FlagSet): string {
  const parts = name.split('.');
  const [outer = '', ...rest] = parts;
  const brackets = outer + rest.map((part) => `[${part}]`).join('');
  const meant = [parts.at(-1) ?? '', name]
    .map((each) => each.replaceAll('_', '-'))
    .filter((each) => set.named(each) !== undefined);
  return meant.length > 0
    ? `are not dotted flags. Use --${meant.join(' or --')}, or the raw form --${brackets}=value.`
    : `use bracket notation, e.g. --${brackets}=value — not dotted --${name}.`;
}

function check(flag: Flag, value: string): GivenFlag {
  const parsed =
    flag.type === 'boolean'
      ? parseBoolean(value)
      : flag.type === 'integer'
        ? parseInteger(value)
        : { value };
  if ('value' in parsed) return { flag, value: String(parsed.value) };
  const name = flag.shorthand ? `-${flag.shorthand}, --${flag.name}` : `--${flag.name}`;
  throw new ShellError(`invalid argument ${quote(value)} for ${quote(name)} flag: ${parsed.error}`);
}

/** Whether the word behind this one belongs to it: a flag without `=` that does not stand alone. */
export function takesNextWord(word: string, set: FlagSet): boolean {
  if (word.includes('=')) return false;
  if (word.startsWith('--')) return set.named(canonicalName(word.slice(2)))?.bare === undefined;
  return /^-.$/.test(word) && set.short(word.charAt(1))?.bare === undefined;
}
