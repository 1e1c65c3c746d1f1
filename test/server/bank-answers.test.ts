// Debits that banks answer for while nobody asks.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { catalogs } from '../../src/catalog/load.ts';
import type { Snapshot } from '../../src/sandbox/objects/commit.ts';
import { createSandbox, type ToldEvent } from '../../src/sandbox/sandbox.ts';
import { awaitBanks } from '../../src/server/bank-answers.ts';
import { accepted } from '../sandbox/made.ts';
import { nowSeconds, requestOf } from '../sandbox/open-sandbox.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: nowSeconds * 1000, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function opened(from?: Snapshot) {
  const sandbox = createSandbox({ catalog: catalogs, clock: Date.now, seed: 'banks' });
  if (from) sandbox.restore(from);
  const told: ToldEvent[] = [];
  sandbox.on('event', (event) => void told.push(event));
  const banks = awaitBanks(sandbox, {
    clock: Date.now,
    onError: (error) => {
      throw error;
    },
  });
  const post = async (path: string, params: Parameters<typeof requestOf>[2], headers = {}) => {
    const response = await sandbox.fetch(requestOf('POST', path, params, headers));
    expect(response.status).toBe(200);
    return (await response.json()) as { readonly id: string };
  };
  const debit = (payment_method: string, headers = {}, more = {}) =>
    post(
      '/v1/payment_intents',
      {
        amount: '2500',
        confirm: 'true',
        currency: 'usd',
        payment_method,
        payment_method_types: ['us_bank_account'],
        ...accepted,
        ...more,
      },
      headers,
    );
  const types = () => told.map(({ event }) => event['type']);
  return { sandbox, banks, post, debit, told, types };
}

test('the events of a debit come when its time has come', async () => {
  const { debit, types, told } = opened();
  await debit('pm_usBankAccount_success');
  expect(types().at(-1)).toBe('charge.pending');
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(types().at(-1)).toBe('balance.available'));
  expect(told.at(-1)?.event['request']).toEqual({ id: null, idempotency_key: null });
});

test('a connected account has them too, and its platform the fee', async () => {
  const { post, debit, told } = opened();
  const { id: account } = await post('/v1/accounts', { type: 'custom', country: 'US' });
  await debit(
    'pm_usBankAccount_success',
    { 'Stripe-Account': account },
    { application_fee_amount: '100' },
  );
  const before = told.length;
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => {
    const later = told.slice(before).map((one) => [one.event['type'], one.account === account]);
    expect(later).toContainEqual(['payment_intent.succeeded', true]);
    expect(later).toContainEqual(['application_fee.created', false]);
  });
});

test('those that waited already come after a restart, with a commit to keep', async () => {
  const before = opened();
  await before.debit('pm_usBankAccount_success');
  before.banks.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(before.types().at(-1)).toBe('charge.pending');

  const after = opened(before.sandbox.snapshot());
  const sequence = after.sandbox.sequence();
  await vi.advanceTimersByTimeAsync(1_000);
  await vi.waitFor(() => expect(after.types().at(-1)).toBe('balance.available'));
  expect(after.sandbox.sequence()).toBe(sequence + 1);
});

test('nothing happens to one that is never answered, or once all is closed', async () => {
  const { banks, debit, types } = opened();
  await debit('pm_usBankAccount_processing');
  await debit('pm_usBankAccount_success');
  const before = types();
  banks.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(types()).toEqual(before);
});
