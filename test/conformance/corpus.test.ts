// The same lines to the official CLI and to this shell, against recording servers: what they print
// to standard output, their exit code and their requests must be equal; so must standard error, for
// what is listed nowhere. A difference that stays is listed here, with its reason; one that has
// gone fails.

import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { inBothShells, openBothShells, type Outcome } from './both-shells.ts';
import { comparable, comparableText } from './comparable.ts';
import { generatedLines } from './generated-lines.ts';

/** Our own, and, where it is there, a corpus that lies beside the project. */
const own = new URL('lines.txt', import.meta.url);
const beside = new URL('../../../shared/reference/corpus.txt', import.meta.url);
const sections = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17]);

const liveKey = 'live keys and others that are not for testing are refused, by design';
const ownConfig = 'the CLI names its machine by a random id; this shell has a name, and no file';
const ownWords =
  'the same requests with the same names; the descriptions in a recipe are our own words';
const noFiles = 'a page has no configuration file that could be missing';

/** Line → why it cannot be equal. */
const differences: ReadonlyMap<string, string> = new Map([
  ['stripe customers list --api-key sk_live_4242424242424242', liveKey],
  ['stripe customers list --api-key sk_org_1234567890', liveKey],
  ['stripe customers list --api-key rkcs_test_1234567890', liveKey],
  ['stripe customers list --config none.toml', noFiles],
  ['stripe config --list', ownConfig],
  ['stripe trigger customer.created', ownWords],
  [
    'stripe trigger price.created --override price:unit_amount=99 --override product:name="A b c"',
    ownWords,
  ],
  ['stripe trigger v1.customer.created --stripe-account acct_fake', ownWords],
  ['stripe customers create \\', 'a backslash at the end asks for a further line, as at a prompt'],
  [
    `stripe delete /v2/core/accounts/acct_1 -c -d '{"a":1}'`,
    'the CLI writes JSON into the query as it is, which no Request can carry unescaped',
  ],
]);

const catalog = await loadCatalog();
await catalog.loadAll();

const lists: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['lines.txt', linesOf(own)],
  ['corpus.txt', existsSync(fileURLToPath(beside)) ? linesOf(beside) : []],
  ['generated', generatedLines(catalog, { seed: 20, count: 60 })],
];
const lines = [...new Set(lists.flatMap(([, some]) => some))];

if (lists[1]?.[1].length === 0) {
  console.log(
    'There is no ../shared/reference/corpus.txt: only the lines of this project are run.',
  );
}

interface Pair {
  readonly theirs: Outcome;
  readonly ours: Outcome;
}

/** Long for a quiet machine, where it takes about half a minute. */
const patienceMs = 600_000;

const pairs = new Map<string, Pair>();

beforeAll(async () => {
  const found = await inBothShells(lines, async (line, shells): Promise<[string, Pair]> => {
    const theirs = await shells.theirs(line);
    return [line, { theirs, ours: await shells.ours(line) }];
  });
  for (const [line, pair] of found) pairs.set(line, pair);
}, patienceMs);

const pairOf = (line: string): Pair => pairs.get(line) as Pair;
const isEqual = ({ theirs, ours }: Pair): boolean =>
  JSON.stringify(comparable(ours)) === JSON.stringify(comparable(theirs));
const isToldEqually = ({ theirs, ours }: Pair): boolean =>
  comparableText(ours.stderr) === comparableText(theirs.stderr);

afterAll(() => {
  const all = [...pairs.values()];
  console.log(`lines equal: ${all.filter(isEqual).length} of ${all.length}`);
  console.log(`standard error equal: ${all.filter(isToldEqually).length} of ${all.length}`);
  for (const [line, reason] of differences)
    if (pairs.has(line)) console.log(`- ${line}: ${reason}`);
});

describe.each(lists.filter(([, some]) => some.length > 0))('%s', (_name, some) => {
  test.each(some.map((line) => [line]))('%s', (line) => {
    const { theirs, ours } = pairOf(line);
    if (differences.has(line)) {
      const isStill = !isEqual({ theirs, ours }) || !isToldEqually({ theirs, ours });
      expect(isStill, 'no longer differs: take it off the list').toBe(true);
      return;
    }
    expect(comparable(ours)).toEqual(comparable(theirs));
    expect(comparableText(ours.stderr)).toBe(comparableText(theirs.stderr));
  });
});

test('every listed difference belongs to a line', () => {
  const known = new Set([...lines, ...(lists[1]?.[1].length === 0 ? differences.keys() : [])]);
  expect([...differences.keys()].filter((line) => !known.has(line))).toEqual([]);
});

test.each([
  ["stripe customers create --name 'Zoë' -d 'metadata[a]=b'"],
  ['echo no | stripe customers delete cus_fake'],
  ['stripe customers list --api-key sk_test_unauthorized'],
  ['stripe custmers list'],
  ['stripe customers retrieve cus_fake --color on'],
])('`sandshell run` prints the same and ends the same: %s', async (line) => {
  const shells = await openBothShells();
  try {
    const theirs = await shells.theirs(line);
    const program = await shells.program(line);
    expect(program).toEqual(theirs);
  } finally {
    await shells.close();
  }
});

/** Of the sections that are compared here. */
function linesOf(list: URL): readonly string[] {
  let section = 0;
  return readFileSync(list, 'utf8')
    .split('\n')
    .filter((line) => {
      section = Number(/^# --- (\d+)\./.exec(line)?.[1] ?? section);
      return line !== '' && !line.startsWith('#') && sections.has(section);
    });
}
