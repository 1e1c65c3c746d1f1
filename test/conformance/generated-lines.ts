// Command lines made by chance from the catalogue: any operation, any of its flags, in every
// spelling.

import fc from 'fast-check';
import type { Catalog, Operation } from '../../src/catalog/catalog.ts';
import { flagsOf, type Flag } from '../../src/catalog/flags.ts';
import { operationsIn } from '../../src/generator/flag-differences.ts';

export interface Chance {
  readonly seed: number;
  readonly count: number;
}

/** The same lines for the same seed. All parts of the catalogue must be loaded. */
export function generatedLines(catalog: Catalog, { seed, count }: Chance): readonly string[] {
  const operations = operationsIn(catalog.commands);
  const line = fc.constantFrom(...operations).chain((operation) => lineOf(catalog, operation));
  return fc.sample(line, { seed, numRuns: count });
}

/**
 * Three for each operation: with what it requires, with five flags by chance, and with one mistake.
 */
export function linesOfEachOperation(catalog: Catalog, seed: number): readonly string[] {
  return operationsIn(catalog.commands).flatMap((operation, index) => {
    const { words, route } = operation;
    const flags = flagsOf(catalog, operation);
    const required = flags.filter(({ isRequired }) => isRequired);
    const confirmed = route.method === 'DELETE' ? ['--confirm'] : [];
    const line = (ids: fc.Arbitrary<readonly string[]>, given: fc.Arbitrary<readonly string[]>) =>
      fc
        .tuple(ids, given)
        .map(([id, some]) => ['stripe', ...words, ...id, ...some, ...confirmed].join(' '));
    const ids = idsFor(operation.positionals.length);
    const five = fc
      .shuffledSubarray([...flags], {
        minLength: Math.min(5, flags.length),
        maxLength: Math.min(5, flags.length),
      })
      .map(withoutClashes);
    const kinds = [
      line(rightIds(operation.positionals.length), flagsWith(fc.constant(required))),
      line(ids, flagsWith(five)),
      fc
        .tuple(
          line(rightIds(operation.positionals.length), flagsWith(fc.constant(required))),
          mistake,
        )
        .map(([whole, spoil]) => spoil(whole)),
    ];
    return kinds.map((kind) => fc.sample(kind, { seed: seed + index, numRuns: 1 })[0] ?? '');
  });
}

function flagsWith(chosen: fc.Arbitrary<readonly Flag[]>): fc.Arbitrary<readonly string[]> {
  return chosen.chain((flags) => fc.tuple(...flags.map(flagWords)));
}

/** What turns a right line into a wrong one. */
const mistake = fc.constantFrom<(line: string) => string>(
  (line) => `${line} --nmae=x`,
  (line) => `${line} too many words`,
  (line) => `${line} -d`,
  (line) => `${line} -Z`,
  (line) => `${line} --limit=many`,
  (line) => `${line} --live=perhaps`,
  (line) => `${line} --metadta.key value`,
  (line) => `${line} -d '{'`,
  (line) => `${line} ---name=x`,
  (line) => `${line} --=x`,
  (line) => line.replace(/^(stripe .*?\w)(\w)( |$)/, '$1$3'),
  (line) => line.replace(/^(stripe (?:[a-z_]\w* )*?)([a-z_]+)( (?![a-z])|$)/, '$1$2s$3'),
);

function lineOf(catalog: Catalog, operation: Operation): fc.Arbitrary<string> {
  const { words, positionals, route } = operation;
  const flags = flagsOf(catalog, operation);
  const own = flags.length === 0 ? fc.constant([]) : someFlags(flags);
  const confirmed = route.method === 'DELETE' ? ['--confirm'] : [];
  return fc
    .tuple(idsFor(positionals.length), own, fc.array(sharedFlag, { maxLength: 2 }))
    .map(([ids, given, shared]) =>
      ['stripe', ...words, ...ids, ...given, ...shared, ...confirmed].join(' '),
    );
}

const plainId = fc.constantFrom('cus_123', 'acct_1', 'x', 'pi_missing', 'id-1.2~3');

/** Now and then one too many. */
function idsFor(count: number): fc.Arbitrary<readonly string[]> {
  const id = fc.oneof(
    { weight: 8, arbitrary: plainId },
    { weight: 1, arbitrary: fc.constantFrom("'a b'", "'é😀'", "'a/b'", "'a%20b'", "'a;b'", "'*'") },
  );
  const wrong = fc.array(id, { maxLength: 3 });
  const right = fc.array(id, { minLength: count, maxLength: count });
  return fc.oneof({ weight: 15, arbitrary: right }, { weight: 1, arbitrary: wrong });
}

function rightIds(count: number): fc.Arbitrary<readonly string[]> {
  return fc.array(plainId, { minLength: count, maxLength: count });
}

function someFlags(flags: readonly Flag[]): fc.Arbitrary<readonly string[]> {
  return fc
    .uniqueArray(fc.constantFrom(...flags), { maxLength: 4, selector: ({ name }) => name })
    .map(withoutClashes)
    .chain((chosen) => fc.tuple(...chosen.map(flagWords)));
}

/** Where an object and one of its fields are given, the official CLI crashes every other time. */
function withoutClashes(flags: readonly Flag[]): readonly Flag[] {
  const cleared = flags.filter(({ isClearable }) => isClearable).map(({ path }) => path[0]);
  return flags.filter(({ isClearable, path }) => isClearable || !cleared.includes(path[0]));
}

const spelled = fc.constantFrom('plain', 'plain', 'brackets', 'underscores');

function flagWords(flag: Flag): fc.Arbitrary<string> {
  return fc
    .tuple(spelled, valueOf(flag), fc.boolean(), fc.boolean())
    .map(([spelling, value, isGlued, isBare]) => {
      const name = quotedIfNeeded(`--${spell(flag, spelling)}`);
      if (flag.type === 'boolean' && isBare) return name;
      return isGlued || flag.type === 'boolean' ? `${name}=${value}` : `${name} ${value}`;
    });
}

function spell({ name, path }: Flag, spelling: string): string {
  if (spelling === 'underscores') return path.join('.');
  const [first = '', ...rest] = path;
  if (spelling === 'plain' || rest.length === 0) return name;
  return first + rest.map((part) => `[${part}]`).join('');
}

function quotedIfNeeded(name: string): string {
  return name.includes('[') ? `'${name}'` : name;
}

const odd = fc.constantFrom(
  ...["''", "' '", '"a b"', "'{}'", '--', '-x', '--name', "'é😀'", "'a&b=c'", '\'"q"\''],
  ...['"it\'s"', 'a=b', "$'t\\tn\\n'", "' x '", "'[1]'", 'true', "'a+b%20c'", "'${x:y}'"],
);

const integers = fc.constantFrom(
  ...['0', '5', '-3', '+7', '0x1F', '017', '0b11', '1_000', '2000000000', '99999999999'],
  ...['1.5', 'x', "''", '9223372036854775808', '08'],
);

const booleans = fc.constantFrom('true', 'false', '1', '0', 't', 'F', 'TRUE', 'yes', "''");

function valueOf({ type, values, isClearable }: Flag): fc.Arbitrary<string> {
  if (isClearable) return fc.constantFrom("''", "'{}'", 'x');
  if (type === 'integer') return integers;
  if (type === 'boolean') return booleans;
  const plain = fc.constantFrom('word', 'usd', 'cus_123', '12.50', 'a@b.co');
  const known = values.length > 0 ? fc.constantFrom(...values) : plain;
  return fc.oneof({ weight: 3, arbitrary: known }, { weight: 1, arbitrary: odd });
}

const sharedFlag = fc.constantFrom(
  ...['', '', '', '-d metadata[a]=b', "-d 'a[0][b]=c d'", '-d a', "-d '{}'", '-d \'{"a":[1]}\''],
  ...['-e customer', '-e data.x --expand=y', '-i key', '-s', '--dry-run', '-v 2020-08-27'],
  ...['--stripe-account acct_1', '--stripe-context=c', '-l 3', '--limit 2', '-a x', '-c', '--live'],
  ...['--color on', '--nmae x', '-h', '--starting-after y'],
);
