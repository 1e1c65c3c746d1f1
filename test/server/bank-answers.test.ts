// Debits that banks answer for while nobody asks.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { awaitBanks } from '../../src/server/bank-answers.ts';
import { nowSeconds, requestOf } from '../sandbox/open-sandbox.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: nowSeconds * 1000, toFake: ['Date', 'setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function opened() {
  const sandbox = createSandbox({ catalog: loadCatalog(), clock: Date.now, seed: 'banks' });
  const types: string[] = [];
  sandbox.on('event', ({ event }) => void types.push(String(event['type'])));
  const asked: string[] = [];
  const banks = awaitBanks(sandbox, {
    send(request) {
      asked.push(`${request.method} ${new URL(request.url).pathname}`);
      return sandbox.fetch(request);
    },
    onError: (error) => {
      throw error;
    },
  });
  const debit = (payment_method: string, headers = {}) =>
    banks.fetch(
      requestOf(
        'POST',
        '/v1/payment_intents',
        {
          amount: '2500',
          confirm: 'true',
          currency: 'usd',
          payment_method,
          payment_method_types: ['us_bank_account'],
        },
        headers,
      ),
    );
  return { banks, debit, types, asked };
}

test('the events of a debit come when its time has come', async () => {
  const { debit, types } = opened();
  expect((await debit('pm_usBankAccount_success')).status).toBe(200);
  expect(types.at(-1)).toBe('payment_intent.processing');
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(types.at(-1)).toBe('payment_intent.succeeded'));
});

test('and when a key made it that may do nothing else', async () => {
  const { debit, types } = opened();
  const key = 'rk_test_payment_intent_write_of_sk_test_4eC39HqLyjWDarjtT1zdp7dc';
  const Authorization = `Bearer ${key}`;
  expect((await debit('pm_usBankAccount_success', { Authorization })).status).toBe(200);
  await vi.advanceTimersByTimeAsync(60_000);
  await vi.waitFor(() => expect(types.at(-1)).toBe('payment_intent.succeeded'));
});

test('nobody asks for one that is never answered, or once all is closed', async () => {
  const { banks, debit, asked } = opened();
  await debit('pm_usBankAccount_processing');
  await debit('pm_usBankAccount_success');
  banks.close();
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toEqual(['POST /v1/payment_intents', 'POST /v1/payment_intents']);
});
