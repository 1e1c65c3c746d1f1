// What the commands have in common that read a pipe: its text, its lines, and the flags of their kind.

import { ShellError } from './shell-error.ts';

/** Throws ShellError at a terminal: whoever typed the command alone would wait for nothing. */
export function requireInput(name: string, input: string | undefined): string {
  if (input !== undefined) return input;
  throw new ShellError(
    `${name}: nothing to read: write it behind a pipe, as in stripe customers list | ${name} …`,
    { exitCode: 2 },
  );
}

/** Without their ends; what stands behind the last end is a line if it is anything. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export interface FlagShape {
  /** One letter, or a word for a long flag. */
  readonly names: readonly string[];
  readonly takesValue?: boolean;
}

export interface ReadFlags {
  isOn(name: string): boolean;
  /** All values of the flag, in order; names are the first of its shape. */
  values(name: string): readonly string[];
  readonly rest: readonly string[];
}

/**
 * As getopt reads them: `-ic`, `-m1`, `-m 1`, `--max-count=1`, `--`, flags behind other words. Throws
 * ShellError for one that the command does not have.
 */
export function readFlags(
  name: string,
  words: readonly string[],
  shapes: readonly FlagShape[],
): ReadFlags {
  const found = new Map<string, string[]>();
  const rest: string[] = [];
  const queue = [...words];

  function take(flag: string, given: string | undefined): void {
    const shape = shapes.find(({ names }) => names.includes(flag));
    const shown = flag.length === 1 ? `-- '${flag}'` : `'--${flag}'`;
    if (!shape) throw mistake(`${flag.length === 1 ? 'invalid' : 'unrecognized'} option ${shown}`);
    const value = shape.takesValue ? (given ?? queue.shift()) : '';
    if (value === undefined) throw mistake(`option requires an argument ${shown}`);
    const key = shape.names[0] ?? flag;
    found.set(key, [...(found.get(key) ?? []), value]);
  }

  function takeLetters(letters: string): void {
    for (let index = 0; index < letters.length; index += 1) {
      const letter = letters.charAt(index);
      const behind = letters.slice(index + 1);
      const shape = shapes.find(({ names }) => names.includes(letter));
      take(letter, shape?.takesValue && behind !== '' ? behind : undefined);
      if (shape?.takesValue) return;
    }
  }

  function mistake(message: string): ShellError {
    return new ShellError(`${name}: ${message}`, { exitCode: 2 });
  }

  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word === '--') {
      rest.push(...queue);
      break;
    }
    const long = /^--([^=]+)(?:=([\s\S]*))?$/.exec(word);
    if (long) take(long[1] ?? '', long[2]);
    else if (/^-./.test(word)) takeLetters(word.slice(1));
    else rest.push(word);
  }
  return {
    rest,
    isOn: (flag) => found.has(flag),
    values: (flag) => found.get(flag) ?? [],
  };
}

/** Throws ShellError for the first that is not `-`: there are no files here. */
export function refuseFiles(files: readonly string[], tell: (file: string) => string): void {
  const file = files.find((each) => each !== '-');
  if (file !== undefined) throw new ShellError(tell(file), { exitCode: 2 });
}
