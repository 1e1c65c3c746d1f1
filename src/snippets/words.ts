// The words and flags of a command line, as far as a docs page has to understand it. Pure.

export interface Line {
  /** Without flags: `stripe`, `customers`, `create`. */
  readonly words: readonly string[];
  /** Names as written, without dashes. A flag without a value has ''. */
  readonly flags: readonly (readonly [name: string, value: string])[];
  /** False for pipes, several commands, and what the shell would put in. */
  readonly isSimple: boolean;
}

const word = /(?:[^\s"'\\]|\\[^]|"(?:\\[^]|[^"\\])*"|'[^']*')+/g;

export function wordsOf(command: string): Line {
  const whole = command.replaceAll(/\\\r?\n/g, ' ');
  const all = (whole.match(word) ?? []).map(unquoted);
  const words: string[] = [];
  const flags: [string, string][] = [];
  for (let index = 0; index < all.length; index += 1) {
    const now = all[index] ?? '';
    const next = all[index + 1];
    const [, name, value] = /^--?([^=]+)(?:=([^]*))?$/.exec(now) ?? [];
    if (name === undefined) words.push(now);
    else if (value !== undefined || next === undefined || next.startsWith('-')) {
      flags.push([name, value ?? '']);
    } else {
      flags.push([name, next]);
      index += 1;
    }
  }
  return {
    words,
    flags,
    isSimple: !/[|;<>`]|\$\(|&&/.test(whole.replaceAll(/'[^']*'|"[^"$`]*"/g, '')),
  };
}

function unquoted(text: string): string {
  return text.replaceAll(/"((?:\\[^]|[^"\\])*)"|'([^']*)'|\\([^])/g, (_, double, single, escaped) =>
    String(single ?? escaped ?? String(double).replaceAll(/\\(["\\$`])/g, '$1')),
  );
}
