import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFlagSet, type Flag } from '../../src/shell/flag.ts';
import { parseWords } from '../../src/shell/parser.ts';

const flags: readonly Flag[] = [
  { name: 'name', type: 'string', summary: '' },
  { name: 'balance', type: 'integer', summary: '' },
  { name: 'limit', type: 'integer', shorthand: 'l', summary: '' },
  { name: 'address.postal-code', type: 'string', summary: '' },
  { name: 'confirm', type: 'boolean', bare: 'true', shorthand: 'c', summary: '' },
  { name: 'show-headers', type: 'boolean', bare: 'true', shorthand: 's', summary: '' },
  { name: 'data', type: 'list', shorthand: 'd', summary: '' },
  { name: 'map', type: 'string', bare: 'tree', summary: '' },
];
const set = createFlagSet(flags);

function outline(...words: string[]): Record<string, unknown> {
  const parsed = parseWords(words, set);
  const given = flags.filter(({ name }) => parsed.has(name));
  const entries = given.map(({ name }) => [name, parsed.values(name)]);
  return { ...Object.fromEntries(entries), _: parsed.positionals };
}

describe('what a line of flags means', () => {
  test.each([
    [['--name', 'a'], { name: ['a'], _: [] }],
    [['--name=a=b'], { name: ['a=b'], _: [] }],
    [['--name='], { name: [''], _: [] }],
    [['--name', ''], { name: [''], _: [] }],
    [['--name', '--name'], { name: ['--name'], _: [] }],
    [['--name', '-x', 'y'], { name: ['-x'], _: ['y'] }],
    [['--name', '"quoted"'], { name: ['"quoted"'], _: [] }],
    [['--name=1e3', '7'], { name: ['1e3'], _: ['7'] }],
    [['--name', 'a\nb=c'], { name: ['a\nb=c'], _: [] }],
    [['--balance', '-10'], { balance: ['-10'], _: [] }],
    [['--balance=0x10'], { balance: ['16'], _: [] }],
    [['--balance', '010'], { balance: ['8'], _: [] }],
    [['--balance', '1_000'], { balance: ['1000'], _: [] }],
    [['--balance', '-0x8000000000000000'], { balance: ['-9223372036854775808'], _: [] }],
    [['--confirm', 'true'], { confirm: ['true'], _: ['true'] }],
    [['--confirm=F'], { confirm: ['false'], _: [] }],
    [['-sc', '-l', '5'], { confirm: ['true'], 'show-headers': ['true'], limit: ['5'], _: [] }],
    [['-csd', 'a'], { confirm: ['true'], 'show-headers': ['true'], data: ['a'], _: [] }],
    [['-da=b', '-d=c', '-d', 'd,e'], { data: ['a=b', 'c', 'd,e'], _: [] }],
    [['-d='], { data: ['='], _: [] }],
    [['-c=false'], { confirm: ['false'], _: [] }],
    [['--address[postal_code]=1'], { 'address.postal-code': ['1'], _: [] }],
    [['--address[postal-code', '1'], { 'address.postal-code': ['1'], _: [] }],
    [['--', '--name', '-x'], { _: ['--name', '-x'] }],
    [['a', '-', '', 'b'], { _: ['a', '-', '', 'b'] }],
    [['--map', 'x', '--map=json'], { map: ['tree', 'json'], _: ['x'] }],
  ])('%j', (words, expected) => {
    expect(outline(...words)).toEqual(expected);
  });
});

describe('what fits no rule', () => {
  test.each([
    [['--zzz'], 'unknown flag: --zzz'],
    [['--show_headers'], 'unknown flag: --show_headers'],
    [['--metadata[a]=b'], 'unknown flag: --metadata[a]'],
    [['--__proto__=x'], 'unknown flag: --__proto__'],
    [['--constructor', 'x'], 'unknown flag: --constructor'],
    [['--='], 'bad flag syntax: --='],
    [['---a'], 'bad flag syntax: ---a'],
    [['-x'], "unknown shorthand flag: 'x' in -x"],
    [['-cxd'], "unknown shorthand flag: 'x' in -xd"],
    [['-é'], "unknown shorthand flag: 'Ã' in -é"],
    [['--name'], 'flag needs an argument: --name'],
    [['-cd'], "flag needs an argument: 'd' in -d"],
    [
      ['--balance', '1.5'],
      'invalid argument "1.5" for "--balance" flag: strconv.ParseInt: parsing "1.5": invalid syntax',
    ],
    [
      ['-l', '9223372036854775808'],
      'invalid argument "9223372036854775808" for "-l, --limit" flag: ' +
        'strconv.ParseInt: parsing "9223372036854775808": value out of range',
    ],
    [
      ['-c=yes'],
      'invalid argument "yes" for "-c, --confirm" flag: ' +
        'strconv.ParseBool: parsing "yes": invalid syntax',
    ],
    [
      ['--address.postal_code=1'],
      'unknown flag: --address.postal_code\nNested API fields are not dotted flags. ' +
        'Use --address.postal-code, or the raw form --address[postal_code]=value.',
    ],
    [
      ['--metadata.a', '1'],
      'unknown flag: --metadata.a\nNested API fields use bracket notation, ' +
        'e.g. --metadata[a]=value — not dotted --metadata.a.',
    ],
    [['--balance', 'x', '--zzz'], 'invalid argument "x"'],
    [['--zzz', '--balance', 'x'], 'unknown flag: --zzz'],
  ])('%j', (words, message) => {
    expect(() => outline(...words)).toThrow(message);
  });
});

test('any words either give all their values back or are refused with a message', () => {
  const word = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '--name',
      '--data=',
      '-d',
      '-c',
      '--confirm',
      '--',
      '-',
      '--balance',
      '1',
      '-l',
    ),
  );
  fc.assert(
    fc.property(fc.array(word), (words) => {
      try {
        const parsed = parseWords(['--data', words[0] ?? '', ...words], set);
        expect(parsed.values('data')[0]).toBe(words[0] ?? '');
      } catch (error) {
        expect(error).toHaveProperty('name', 'ShellError');
      }
    }),
    { numRuns: 500 },
  );
});

/** A flag that is right, in one of its spellings, with the value that it must give. */
const rightFlag = fc.constantFrom(...flags).chain(({ name, type, shorthand, bare }) => {
  const isBoolean = type === 'boolean';
  const value = isBoolean
    ? fc.boolean().map(String)
    : type === 'integer'
      ? fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String)
      : fc.string({ unit: 'grapheme' });
  const brackets = name.replace(/\.(.*)$/, (_, inner: string) => `[${inner.replace('-', '_')}]`);
  return value.chain((text) =>
    fc.constantFrom(
      { name, text, words: [`--${name}=${text}`] },
      { name, text, words: [`--${brackets}=${text}`] },
      ...(bare === undefined ? [{ name, text, words: [`--${name}`, text] }] : []),
      ...(bare === undefined && shorthand ? [{ name, text, words: [`-${shorthand}`, text] }] : []),
      ...(shorthand && text !== '' ? [{ name, text, words: [`-${shorthand}=${text}`] }] : []),
    ),
  );
});

const positional = fc
  .string({ unit: 'grapheme' })
  .filter((text) => !text.startsWith('-'))
  .map((text) => ({ name: '', text, words: [text] }));

test('right flags in any spelling and order, between any words, give back their values', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(rightFlag, positional)), (items) => {
      const parsed = parseWords(
        items.flatMap(({ words }) => words),
        set,
      );
      const textsOf = (wanted: string): readonly string[] =>
        items.flatMap(({ name, text }) => (name === wanted ? [text] : []));
      for (const { name } of flags) expect(parsed.values(name)).toEqual(textsOf(name));
      expect(parsed.positionals).toEqual(textsOf(''));
    }),
    { numRuns: 500 },
  );
});

test('two hundred thousand of anything keep their order', () => {
  const items = Array.from({ length: 200_000 }, (_, index) => `k=${index}`);
  const flags = items.flatMap((item) => ['-d', item]);
  expect(parseWords(flags, set).values('data')).toEqual(items);
  expect(parseWords(['--', ...items], set).positionals).toEqual(items);
  expect(parseWords([`-${'c'.repeat(200_000)}`], set).values('confirm')).toHaveLength(200_000);
});
