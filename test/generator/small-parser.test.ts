import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import whole from 'yargs-parser/browser';
import { smallParser } from '../../src/generator/small-parser.ts';

const folder = dirname(createRequire(import.meta.url).resolve('yargs-parser/browser'));
const library = readFileSync(join(folder, 'build/lib/yargs-parser.js'), 'utf8');
const caller = readFileSync('src/shell/parser.ts', 'utf8');

type Parse = (words: string[], options: object) => { argv: Record<string, unknown> };

async function smallParse(): Promise<Parse> {
  const beside = pathToFileURL(join(folder, 'build/lib')).href;
  const text = smallParser(library, caller).replaceAll("from './", `from '${beside}/`);
  const url = `data:text/javascript,${encodeURIComponent(text)}`;
  const { YargsParser } = (await import(/* @vite-ignore */ url)) as {
    YargsParser: new (mixin: object) => { parse: Parse };
  };
  const parser = new YargsParser({ env: () => ({}), format: String });
  return (words, options) => parser.parse(words, options);
}

/** As `shell/parser.ts` sets them, told here once more. */
const configuration = {
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
};

const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,9}$/),
  fc.constantFrom('no-name', 'address.city', 'constructor', 'toString', 'lineItems'),
);
const flags = fc.dictionary(name, fc.array(fc.string(), { minLength: 1, maxLength: 3 }));

test('what is left of the parser reads what the shell gives it as the whole one does', async () => {
  const small = await smallParse();
  fc.assert(
    fc.property(flags, fc.array(fc.string()), (given, behind) => {
      const names = Object.keys(given);
      const words = names.flatMap((each) => [
        `--${each}`,
        ...given[each]!.map((text) => `:${text}`),
      ]);
      const options = {
        array: names.filter((each) => given[each]!.length > 1),
        string: names,
        configuration,
      };
      const line = [...words, '--', ...behind];
      expect(small(line, options).argv).toEqual(whole(line, options));
    }),
  );
});

test('what the caller never asks for is not looked up', () => {
  const text = smallParser(library, caller);
  expect(text).not.toMatch(/configuration\['|opts\.(boolean|coerce|envPrefix)|flags\.bools\)/);
  expect(text).toMatch(/opts\.array.*\n[^]*opts\.string/);
});

test('an option that the caller begins to give is asked for again', () => {
  const asking = caller.replace('string: names,', 'string: names,\n    boolean: [],');
  expect(smallParser(library, asking)).toMatch(/opts\.boolean[^]*flags\.bools\)/);
});

test('another caller or another parser is told to whoever builds', () => {
  expect(() => smallParser(library, '')).toThrow('not where it was');
  expect(() => smallParser('', caller)).toThrow('yargs-parser has no');
  expect(() => smallParser(`${library}\nconfiguration['of-later']`, caller)).toThrow('of-later');
});
