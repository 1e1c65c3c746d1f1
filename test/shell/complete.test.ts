import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Host, WantedObjects } from '../../src/shell/command.ts';
import { profileKey } from '../../src/shell/keys.ts';
import { createShell } from '../../src/shell/shell.ts';

const shell = createShell({ fetch: () => Promise.reject(new Error('no requests')) });

async function texts(line: string, cursor = line.length): Promise<readonly string[]> {
  const { candidates } = await shell.complete(line, cursor);
  return candidates.map(({ text }) => text);
}

describe('what can stand at the cursor', () => {
  test.each([
    ['', ['stripe', 'help', 'clear', 'echo']],
    ['st', ['stripe']],
    ['A=1 st', ['stripe']],
    ['echo a; st', ['stripe']],
    ['echo yes | st', ['stripe']],
    ['stripe cust', ['customer_balance_transactions', 'customers']],
    ['stripe customers cr', ['create', 'create_funding_instructions']],
    ['stripe --limit 3 customers del', ['delete', 'delete_discount']],
    ['stripe issuing car', ['cardholders', 'cards']],
    ['stripe help customers up', ['update']],
    ['stripe customers create --em', ['--email']],
    ['stripe customers create --address.po', ['--address.postal-code']],
    ['stripe customers create --dry', ['--dry-run']],
    ['stripe customers create --tax-exempt ', ['exempt', 'none', 'reverse']],
    ['stripe customers create --tax-exempt=re', ['--tax-exempt=reverse']],
    ['stripe customers create --tax-exempt r', ['reverse']],
    ['stripe payment_intents create --confirm=', ['--confirm=true', '--confirm=false']],
    ['stripe customers list --color o', ['on', 'off']],
    ['stripe customers create -d metad', ['metadata[']],
    ['stripe customers create -d nam', ['name=']],
    ['stripe customers list -e data.def', ['data.default_source']],
    ['stripe events list --type customer.cre', ['customer.created']],
    ['stripe trigger customer.del', ['customer.deleted']],
    ['stripe get /v1/customers', ['/v1/customers', '/v1/customers/', '/v1/customers/search']],
    ['stripe delete /v1/cus', ['/v1/customers/']],
    [
      'stripe get /v1/customers/cus_1/t',
      ['/v1/customers/cus_1/tax_ids', '/v1/customers/cus_1/tax_ids/'],
    ],
    [
      'stripe post /v1/customers/cus_1/sources/card_1/',
      ['/v1/customers/cus_1/sources/card_1/verify'],
    ],
    ['stripe preview get /v2/core/acc', ['/v2/core/accounts']],
    ['stripe listen --events-from ', ['@self', '@accounts', 'all']],
    ['stripe logs tail --filter-http-method=P', ['--filter-http-method=POST']],
    ['X=$(stripe cust', ['customers']],
    ['stripe customers retrieve "$(stripe customers li', ['list', 'list_payment_methods']],
    ['echo $(echo $(st', ['stripe']],
    ["stripe 'cust", ['customer_balance_transactions', 'customers']],
    ['stripe customers 2>/dev/null cr', ['create', 'create_funding_instructions']],
    ['stripe customers 2>&1 cr', ['create', 'create_funding_instructions']],
    ['</dev/null st', ['stripe']],
  ])('%j', async (line, expected) => {
    const found = await texts(line);
    expect(found).toEqual(expect.arrayContaining([...expected]));
  });

  test.each([
    ['# stripe cust'],
    ['stripe nosuch cr'],
    ['stripe customers create --name J'],
    ['stripe customers retrieve cus_'],
    ['stripe get cus_'],
    ['nosuch cust'],
    ['stripe customers create </dev/n'],
    ['stripe customers list >/dev/n'],
    ['stripe customers list 2> '],
    ['stripe customers 2>&1'],
    ['stripe -- cust'],
    ['stripe get /v9'],
    ['stripe get /v1//'],
    ['stripe get /v1/customers/cus_1/nosuch/'],
    ['stripe customers retrieve $(stripe customers list)'],
    ['echo $(# stripe cust'],
  ])('%j: nothing', async (line) => {
    expect(await texts(line)).toEqual([]);
  });

  test.each(['stripe customers list | ', 'echo a; echo b | ', 'X=$(echo a | '])(
    'behind a pipe it is what takes one: %j',
    async (line) => {
      expect(await texts(line)).toEqual(['grep', 'head', 'jq', 'tail', 'wc', 'stripe']);
    },
  );

  test.each(['echo a | wc; ', 'echo a | wc && ', 'echo a | wc || '])(
    'behind another joint it is any command: %j',
    async (line) => expect(await texts(line)).toContain('clear'),
  );

  test('a flag that was given is not offered again, but for those that repeat', async () => {
    const found = await texts('stripe customers create --email a@b.co --preferred-locales fr --');
    expect(found).not.toContain('--email');
    expect(found).toContain('--preferred-locales');
  });

  test('in a menu required flags come first, and say so', async () => {
    const line = 'stripe payment_intents create --';
    const { candidates } = await shell.complete(line, line.length, {});
    const firstOptional = candidates.findIndex(({ isRequired }) => !isRequired);
    const required = candidates.slice(0, firstOptional).map(({ text }) => text);
    expect(required).toEqual(expect.arrayContaining(['--amount', '--currency']));
    expect(candidates[0]?.description).toContain('(required)');
    expect(candidates.slice(firstOptional).every(({ isRequired }) => !isRequired)).toBe(true);
  });

  test('only what is before the cursor counts, and only that is replaced', async () => {
    const line = 'stripe cust list';
    const completion = await shell.complete(line, 'stripe cust'.length);
    expect(completion).toMatchObject({ start: 7, end: 11 });
    expect(completion.candidates.map(({ text }) => text)).toContain('customers');
  });
});

describe('ids of what the sandbox holds', () => {
  const asked: WantedObjects[] = [];
  const host: Host = {
    async objects(wanted) {
      asked.push(wanted);
      return wanted.kinds.includes('customer') || wanted.kinds.length === 0
        ? [
            { id: 'cus_new', label: 'New' },
            { id: 'cus_old', label: '' },
          ]
        : [];
    },
  };

  test.each([
    ['stripe customers retrieve ', ['customer']],
    ['stripe customers update --name x cus_', ['customer']],
    ['stripe customers retrieve --expand tax ', ['customer']],
    ['stripe payment_intents create --customer ', ['customer', 'deleted_customer']],
    ['stripe payment_intents create --customer=', ['customer']],
    ['stripe subscriptions list --customer ', ['customer']],
    ['stripe customers list --starting-after ', ['customer']],
    ['stripe get ', []],
    ['stripe delete cus_', []],
    ['stripe delete /v1/customers/', ['customer', 'deleted_customer']],
    ['stripe post /v1/customers/cus_', ['customer', 'deleted_customer']],
  ])('%j', async (line, kinds) => {
    asked.length = 0;
    const { candidates } = await shell.complete(line, line.length, host);
    const texts = candidates.map(({ label, text }) => label ?? text);
    expect(texts).toEqual(['cus_new', 'cus_old']);
    expect(candidates[0]).toMatchObject({ description: 'New', suffix: ' ', type: 'value' });
    expect(kinds).toEqual(expect.arrayContaining([...(asked[0]?.kinds ?? ['none'])]));
  });

  test('stand in a path where a route has one, before what else may follow', async () => {
    const line = 'stripe get /v1/customers/';
    const { candidates } = await shell.complete(line, line.length, host);
    expect(candidates.map(({ text }) => text)).toEqual([
      '/v1/customers/cus_new',
      '/v1/customers/cus_old',
      '/v1/customers/search',
    ]);
  });

  test.each([
    'stripe customers retrieve cus_new ',
    'stripe customers create ',
    'stripe products retrieve ',
    'stripe customers create --name ',
  ])('%j: none', async (line) => {
    expect((await shell.complete(line, line.length, host)).candidates).toEqual([]);
  });

  test('are those of the key that the line would be run with', async () => {
    asked.length = 0;
    for (const line of [
      'stripe customers retrieve ',
      'stripe --api-key sk_test_one customers retrieve ',
      'stripe customers retrieve --api-key=sk_test_two ',
    ]) {
      await shell.complete(line, line.length, host);
    }
    const exported = createShell({
      fetch: () => Promise.reject(new Error('no requests')),
      environment: { STRIPE_API_KEY: 'sk_test_three' },
    });
    await exported.complete('stripe get ', 11, host);
    const keys = asked.map(({ key }) => key);
    expect(keys).toEqual([profileKey, 'sk_test_one', 'sk_test_two', 'sk_test_three']);
  });
});

describe('descriptions', () => {
  test('come by themselves once fetched, for the same candidates', async () => {
    const first = await shell.complete('stripe subscriptions create --cus');
    const described = await first.described;
    expect(first.candidates.map(({ text }) => text)).toContain('--customer');
    expect(described?.candidates.map(({ text }) => text)).toEqual(
      first.candidates.map(({ text }) => text),
    );
    const [customer] = described?.candidates ?? [];
    expect(customer?.description).toMatch(/^<string>.* · \S+ \S+/);
    const second = await shell.complete('stripe subscriptions create --cus');
    expect(second.described).toBeUndefined();
    expect(second.candidates).toEqual(described?.candidates);
  });

  test('are one line each', async () => {
    const line = 'stripe payment_intents create --';
    const completion = await shell.complete(line);
    const { candidates } = (await completion.described) ?? completion;
    for (const { description } of candidates) expect(description).not.toMatch(/[\n\r\t]/);
  });
});

test('anywhere in any line it answers, for the stretch that ends at the cursor', async () => {
  const piece = fc.constantFrom(
    ...[
      'stripe',
      'customers',
      'create',
      '--',
      '--address[',
      '-d',
      '-',
      "'",
      '"',
      '$A',
      '|',
      '<',
      '#',
    ],
    ...[' ', '  ', '=', '\n', '\\', 'é', '😀', '--color', '__proto__', 'constructor', ';'],
  );
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.nat(80), async (pieces, at) => {
      const line = pieces.join('');
      const cursor = Math.min(at, line.length);
      const { start, end } = await shell.complete(line, cursor);
      expect(end).toBe(cursor);
      expect(start).toBeLessThanOrEqual(end);
    }),
    { numRuns: 300 },
  );
});
