import { expect, test } from 'vitest';
import { catalogs, loadCatalog } from '../../src/catalog/load.ts';
import { createShell, type ShellOptions } from '../../src/shell/shell.ts';
import { createTree } from '../../src/shell/tree.ts';
import { isWithin } from '../../src/shell/within.ts';
import { openShell } from './open-shell.ts';

const root = createTree(catalogs.first(), []);

test.each([
  'stripe customers create --name "Jane Smith" --email jane@example.com',
  'stripe --api-key sk_test_BQokikJOvBiI2HlWgH4olfQ2 customers list --limit 3',
  'stripe customers retrieve $ID',
  'stripe customers create --nmae x',
  'stripe customers create; stripe customers list && stripe customers delete cus_123',
  'A=1',
  '# nothing',
  '',
  'stripe payment_intents "',
  'stripe charges list >| file',
  '; stripe charges list',
  'stripe charges list |',
])('needs no more than the first commands: %s', (line) => {
  expect(isWithin(line, root)).toBe(true);
});

test.each([
  'stripe payment_intents list',
  'stripe customers',
  'stripe customers balance_transactions cus_123',
  'stripe custmers create',
  'stripe help customers create',
  'stripe --map',
  'stripe',
  'stripe get cus_123',
  'stripe listen',
  'stripe $RESOURCE list',
  'stripe customers list | jq .data',
  'stripe customers retrieve $(echo cus_123)',
  'X=$(stripe charges list)',
  '$COMMAND customers list',
  'clear',
  'custmers',
  'stripe customers list; stripe charges list',
])('needs the whole tree: %s', (line) => {
  expect(isWithin(line, root)).toBe(false);
});

const lines = [
  '; echo a',
  'if true; then echo a; fi',
  'stripe customers create --name "Jane Smith" --metadata x',
  'stripe customers create -d "metadata[a]=b" --tax-exempt exempt --dry-run',
  'stripe customers create -h',
  'stripe customers create --help --bogus',
  'stripe customers create --address-city Paris --address.city Lyon',
  'stripe customers list --limit abc',
  'stripe customers retrieve',
  'stripe customers retrieve cus_1 cus_2',
  'stripe customers delete cus_1 -c',
  'stripe customers search --query "name:\'x\'"',
  'stripe events retrieve evt_123 -s',
  'stripe events list --types a --types b -e data.object',
  'stripe customers update cus_1 --email "" -i key --color on',
];

test.each(lines)(
  'says and sends the same before the whole catalogue has come: %s',
  async (line) => {
    // Each shell is new, or the line before would have fetched all.
    const small = await ranBy(line, {});
    expect(small).toEqual(await ranBy(line, { catalog: loadCatalog() }));
  },
);

async function ranBy(line: string, options: Partial<ShellOptions>): Promise<unknown> {
  const sent: string[] = [];
  const shell = createShell({
    seed: 'a',
    clock: () => 0,
    fetch: async (request) => {
      sent.push(`${request.method} ${request.url} ${await request.text()}`);
      return new Response('{"id": "cus_1"}', { headers: { 'Request-Id': 'req_1' } });
    },
    ...options,
  });
  const result = await shell.run(line);
  const parts = sent.map((text) => text.split('&').sort().join('&'));
  return { ...result, parts };
}

test('words are not judged before all commands are known', async () => {
  const shell = createShell({ fetch: async () => new Response('{}') });
  await shell.prepare();
  const colors = (line: string): unknown[] =>
    shell.highlight(line).map(({ text, style }) => [text, style.color, style.bold]);
  expect(colors('stripe customers x')[0]).toEqual(['stripe', undefined, true]);
  expect(colors('stripe customers x')[2]).toEqual(['customers', 'blue', undefined]);
  expect(colors('stripe charges x').flat()).not.toContain('red');
  expect(colors('clear now').flat()).not.toContain('red');
  await shell.run('stripe version');
  expect(colors('stripe charges x').flat()).toContain('blue');
  expect(colors('stripe chrges x').flat()).toContain('red');
});

test('a catalogue that cannot be had is told, and asked for again by the next line', async () => {
  const failed = Promise.reject(new Error('offline'));
  failed.catch(() => undefined);
  const shell = openShell(undefined, { catalog: failed });
  const { stderr, exitCode } = await shell.run('stripe charges list');
  expect(stderr).toContain('could not be loaded: Error: offline');
  expect(exitCode).toBe(1);
});
