// Makes yargs-parser smaller for pages: what its one caller never asks for is told to the minifier as a
// constant, which then leaves out the code behind it.

/** Kinds of flags by the option that names them; a kind that nobody names holds none. */
const kinds = {
  boolean: 'bools',
  number: 'numbers',
  count: 'counts',
  normalize: 'normalize',
  narg: 'nargs',
  coerce: 'coercions',
};

/**
 * Both are texts: the parser's module, and the module that calls it, with `parse(…, { … })` and each
 * setting as `'name': true`. Throws where either is not as it was.
 */
export function smallParser(code: string, caller: string): string {
  const given = givenOptions(caller);
  const settings = new Map([...settingsIn(code), ...settingsIn(caller)]);
  const empty = Object.entries(kinds).flatMap(([option, kind]) =>
    given.has(option) ? [] : [kind],
  );
  const changes: readonly [RegExp, (name: string) => string | undefined][] = [
    // Words, never a line that is still to be cut into words.
    [/\btokenizeArgString\((\w+)\)/g, (name) => name],
    [/\bconfiguration\['([\w-]+)'\]/g, (name) => settings.get(name)],
    [/\bopts\.(\w+)\b/g, (name) => (given.has(name) ? `opts.${name}` : 'undefined')],
    // The key may hold a call of its own, such as `arg.slice(1)`.
    [
      RegExp(
        String.raw`\bcheckAllAliases\((?:\([^()]*\)|[^(),])+, flags\.(${empty.join('|')})\)`,
        'g',
      ),
      () => 'false',
    ],
  ];
  return changes.reduce((text, [pattern, instead]) => replaceAll(text, pattern, instead), code);
}

function givenOptions(caller: string): ReadonlySet<string> {
  const [, options] = /\bparse\([^{]*\{([^}]*)\}/.exec(caller) ?? [];
  if (options === undefined) throw new Error('The call of yargs-parser is not where it was.');
  return new Set([...options.matchAll(/(\w+)\s*:/g)].map(([, name = '']) => name));
}

function settingsIn(text: string): readonly (readonly [string, string])[] {
  const found = [...text.matchAll(/^\s*'([\w-]+)': (true|false|'[^']*'),?$/gm)];
  return found.map(([, name = '', value = '']) => [name, value] as const);
}

function replaceAll(
  text: string,
  pattern: RegExp,
  instead: (name: string) => string | undefined,
): string {
  if (text.search(pattern) === -1) throw new Error(`yargs-parser has no ${pattern.source}.`);
  return text.replace(pattern, (all: string, name: string) => {
    const value = instead(name);
    if (value === undefined) throw new Error(`yargs-parser has no value for ${all}.`);
    return value;
  });
}
