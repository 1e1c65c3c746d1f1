// The named seeds: what each begins with, always the same, and right in itself.

import { expect, test } from 'vitest';
import { openFileJournal } from '../../src/server/file-journal.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBackend } from '../../src/backend/backend.ts';
import { isNamedSeed, stepsOf } from '../../src/backend/named-seeds.ts';
import { createSandbox, openSandbox } from '../../src/backend/whole-sandbox.ts';
import type { Fetch } from '../../src/base/fetch.ts';
import type { ApiObject } from '../../src/sandbox/behaviour.ts';
import type { Snapshot } from '../../src/sandbox/objects/commit.ts';

const now = '2026-11-25T12:00:00Z';
const key = 'sk_test_namedseeds1234';

/** Lists of `/v1/`, and how many objects each has. */
const contents: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  shop: {
    products: 4,
    prices: 5,
    customers: 13,
    coupons: 1,
    promotion_codes: 1,
    shipping_rates: 1,
    payment_intents: 19,
    charges: 15,
    refunds: 2,
    disputes: 2,
    payouts: 2,
    setup_intents: 1,
    'checkout/sessions': 1,
    payment_links: 1,
  },
  saas: {
    products: 3,
    prices: 6,
    // As many again are on the clocks.
    customers: 5,
    coupons: 2,
    promotion_codes: 1,
    'subscriptions?status=all': 5,
    'test_helpers/test_clocks': 2,
  },
  marketplace: {
    accounts: 3,
    customers: 3,
    payment_intents: 7,
    transfers: 5,
    refunds: 1,
    disputes: 1,
    payouts: 1,
  },
};
const names = Object.keys(contents);

async function list(send: Fetch, path: string, as = key): Promise<readonly ApiObject[]> {
  const url = `https://api.stripe.com/v1/${path}${path.includes('?') ? '&' : '?'}limit=100`;
  const response = await send(new Request(url, { headers: { Authorization: `Bearer ${as}` } }));
  return ((await response.json()) as { data: readonly ApiObject[] }).data;
}

async function seeded(seed: string): Promise<Snapshot> {
  const sandbox = createSandbox({ seed, now });
  await list(sandbox.fetch, 'customers');
  return sandbox.snapshot();
}

/** Objects of one kind, by account. */
function held({ accounts }: Snapshot, kind: string): readonly (readonly ApiObject[])[] {
  return Object.values(accounts).map(({ records }) =>
    (records[kind] ?? []).map(({ version }) => version),
  );
}

test.each(names)('%s holds what its table says', async (name) => {
  const { fetch } = createSandbox({ seed: name, now });
  const counted: Record<string, number> = {};
  for (const path of Object.keys(contents[name] ?? {}))
    counted[path] = (await list(fetch, path)).length;
  expect(counted).toEqual(contents[name]);
});

test('saas: half of the customers are on test clocks, each with a subscription', async () => {
  const { fetch } = createSandbox({ seed: 'saas', now });
  const counts: number[] = [];
  for (const { id } of await list(fetch, 'test_helpers/test_clocks')) {
    for (const path of ['customers?', 'subscriptions?status=all&']) {
      counts.push((await list(fetch, `${path}test_clock=${id}`)).length);
    }
  }
  expect(counts).toEqual([2, 2, 3, 3]);
});

test.each(names)('%s is the same twice, and another for another key', async (name) => {
  const [one, other] = [await seeded(name), await seeded(name)];
  expect(one).toEqual(other);
  const sandbox = createSandbox({ seed: name, now });
  const ids = async (as: string) =>
    (await list(sandbox.fetch, 'customers', as)).map(({ id }) => id);
  const [mine, theirs] = [await ids(key), await ids('sk_test_somebodyelse12')];
  expect(mine).toHaveLength(theirs.length);
  expect(mine.filter((id) => theirs.includes(id))).toEqual([]);
});

test.each(names)('in %s every balance is the sum of its transactions', async (name) => {
  const snapshot = await seeded(name);
  const transactions = held(snapshot, 'balance_transaction');
  expect(transactions.flat().length).toBeGreaterThan(0);
  for (const [index, [balance]] of held(snapshot, 'balance').entries()) {
    for (const part of ['available', 'pending'] as const) {
      for (const { amount, currency } of (balance?.[part] ?? []) as readonly ApiObject[]) {
        const own = (transactions[index] ?? []).filter(
          (one) => one['status'] === part && one['currency'] === currency,
        );
        expect(amount).toBe(own.reduce((sum, { net }) => sum + Number(net), 0));
        expect(amount).toBeGreaterThanOrEqual(0);
      }
    }
  }
});

test.each(names)('in %s nothing is newer than now, or told out of order', async (name) => {
  const snapshot = await seeded(name);
  const nowSeconds = Date.parse(now) / 1000;
  for (const { records } of Object.values(snapshot.accounts)) {
    const created = (records['charge'] ?? []).map(({ version }) => Number(version['created']));
    expect(created.every((time) => time <= nowSeconds)).toBe(true);
  }
  const intents = held(snapshot, 'payment_intent').map((all) => all.map(({ id }) => id));
  expect(new Set(intents.flat()).size).toBe(intents.flat().length);
});

test('shop: payments of every status, and one dispute that was won', async () => {
  const snapshot = await seeded('shop');
  const statuses = new Set(held(snapshot, 'payment_intent').flatMap(statusesOf));
  expect([...statuses].toSorted()).toEqual([
    'canceled',
    'processing',
    'requires_action',
    'requires_capture',
    'requires_confirmation',
    'requires_payment_method',
    'succeeded',
  ]);
  expect(held(snapshot, 'dispute').flatMap(statusesOf).toSorted()).toEqual([
    'needs_response',
    'won',
  ]);
  for (const charge of held(snapshot, 'charge').flat()) {
    const back = held(snapshot, 'refund')
      .flat()
      .filter((refund) => refund['charge'] === charge.id)
      .reduce((sum, refund) => sum + Number(refund['amount']), 0);
    if (charge['status'] === 'succeeded' && charge['captured'] && back > 0)
      expect(charge['amount_refunded']).toBe(back);
  }
});

test('saas: subscriptions of every status, with invoices that add up', async () => {
  const snapshot = await seeded('saas');
  const statuses = new Set(held(snapshot, 'subscription').flatMap(statusesOf));
  expect([...statuses].toSorted()).toEqual([
    'active',
    'canceled',
    'incomplete',
    'past_due',
    'trialing',
  ]);
  const invoices = held(snapshot, 'invoice').flat();
  expect(new Set(invoices.map(({ status }) => status))).toEqual(new Set(['draft', 'open', 'paid']));
  for (const invoice of invoices) {
    const { amount_due: due, amount_paid: paid, amount_remaining: left, status } = invoice;
    expect(Number(paid) + Number(left)).toBe(due);
    if (status === 'paid') expect(left).toBe(0);
  }
});

test('marketplace: no seller has more than was transferred', async () => {
  const snapshot = await seeded('marketplace');
  const transfers = held(snapshot, 'transfer').flat();
  const sellers = new Set(
    held(snapshot, 'account')
      .flat()
      .map(({ id }) => id),
  );
  for (const { destination, amount, amount_reversed: back } of transfers) {
    expect(sellers).toContain(destination);
    expect(Number(back)).toBeLessThanOrEqual(Number(amount));
  }
  expect(
    held(snapshot, 'account')
      .flat()
      .every(({ type }) => type === 'express'),
  ).toBe(true);
});

function statusesOf(all: readonly ApiObject[]): readonly unknown[] {
  return all.map(({ status }) => status);
}

test('reset returns to the seed, with the same ids', async () => {
  const sandbox = createSandbox({ seed: 'shop', now });
  const before = await list(sandbox.fetch, 'customers');
  const headers = { Authorization: `Bearer ${key}` };
  const gone = `https://api.stripe.com/v1/customers/${before[0]?.id}`;
  await sandbox.fetch(new Request(gone, { method: 'DELETE', headers }));
  expect(await list(sandbox.fetch, 'customers')).toHaveLength(12);
  let resets = 0;
  sandbox.on('reset', () => (resets += 1));
  sandbox.reset();
  expect(resets).toBe(1);
  expect(Object.values(sandbox.snapshot().accounts)[0]?.records['customer']).toHaveLength(13);
  expect(await list(sandbox.fetch, 'customers')).toEqual(before);
});

test('a snapshot of a seeded sandbox is restored as it was, and not sown over', async () => {
  const sandbox = createSandbox({ seed: 'saas', now });
  const before = await list(sandbox.fetch, 'customers');
  const snapshot = structuredClone(sandbox.snapshot());
  for (const seed of ['saas', 'shop', 'other']) {
    const other = createSandbox({ seed, now });
    other.restore(snapshot);
    expect(await list(other.fetch, 'customers')).toEqual(before);
    expect(other.snapshot()).toEqual(snapshot);
  }
});

test('commits lead another sandbox to the same state, after a reset too', async () => {
  const sandbox = createSandbox({ seed: 'shop', now });
  const other = createSandbox({ seed: 'elsewhere', now });
  sandbox.on('commit', (commit) => other.apply(structuredClone(commit)));
  await list(sandbox.fetch, 'customers');
  expect(other.snapshot()).toEqual(sandbox.snapshot());
  sandbox.reset();
  expect(other.snapshot()).toEqual(sandbox.snapshot());
});

test('requests that come together find one seed', async () => {
  const { fetch } = createSandbox({ seed: 'shop', now });
  const lists = await Promise.all(Array.from({ length: 5 }, () => list(fetch, 'customers')));
  for (const one of lists) expect(one).toEqual(lists[0]);
  expect(lists[0]).toHaveLength(13);
});

test('what is kept in a file is not sown again, and what was changed stays', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  const open = () =>
    openFileJournal(join(folder, 'sandbox.journal'), openSandbox({ seed: 'shop', now }));
  try {
    const first = await open();
    const [newest, ...others] = await list(first.fetch, 'customers');
    const headers = { Authorization: `Bearer ${key}` };
    const url = `https://api.stripe.com/v1/customers/${newest?.id}`;
    await first.fetch(new Request(url, { method: 'DELETE', headers }));
    await first.close();
    const second = await open();
    expect(await list(second.fetch, 'customers')).toEqual(others);
    await second.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the page has named seeds as well', async () => {
  const backend = await openBackend({ type: 'sandbox', seed: 'marketplace', now: new Date(now) });
  expect(await list(backend.send, 'accounts')).toHaveLength(3);
  await backend.sandbox.reset();
  expect(await list(backend.send, 'transfers')).toHaveLength(5);
  backend.close();
});

test('empty and any other text hold nothing', async () => {
  for (const seed of ['empty', 'docs', 'toString', undefined]) {
    expect(isNamedSeed(seed)).toBe(false);
    expect(await list(createSandbox({ seed, now }).fetch, 'customers')).toEqual([]);
  }
});

test('every step of a play has a name of its own and a time that does not go back', async () => {
  for (const name of names) {
    const steps = await stepsOf(name);
    expect(new Set(steps.map((step) => step.name)).size).toBe(steps.length);
    for (const [index, { daysAgo }] of steps.entries())
      expect(daysAgo).toBeLessThanOrEqual(steps[index - 1]?.daysAgo ?? Infinity);
  }
});
