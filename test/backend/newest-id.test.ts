import { expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { newestId } from '../../src/backend/newest-id.ts';
import { readStripeEvent, type StripeEvent } from '../../src/inspector/stripe-event.ts';

const one = 'sk_test_ofone';
const other = 'sk_test_ofother';

function filled() {
  const sandbox = createSandbox({ seed: 'newest', now: () => 1_767_225_600_000 });
  const events: StripeEvent[] = [];
  sandbox.on('event', ({ event }) => void events.push(readStripeEvent(event)!));
  async function ask(method: string, path: string, key: string, account?: string) {
    const headers: Record<string, string> = { Authorization: `Bearer ${key}` };
    if (account) headers['Stripe-Account'] = account;
    const url = `https://api.stripe.com/v1/${path}`;
    const response = await sandbox.fetch(new Request(url, { method, headers }));
    return ((await response.json()) as { id: string }).id;
  }
  return {
    ask,
    newest: (kind: string, key: string) =>
      newestId({ kind, key }, { events, held: sandbox.snapshot() }),
  };
}

test('is of the account of the key, whatever others have made since', async () => {
  const { ask, newest } = filled();
  const own = await ask('POST', 'customers', one);
  const foreign = await ask('POST', 'customers', other);
  expect(newest('customer', one)).toBe(own);
  expect(newest('customer', other)).toBe(foreign);
  expect(newest('product', one)).toBeUndefined();
});

test('is none that was deleted, and of another account where the own has none', async () => {
  const { ask, newest } = filled();
  const first = await ask('POST', 'customers', one);
  const second = await ask('POST', 'customers', one);
  await ask('DELETE', `customers/${second}`, one);
  expect(newest('customer', one)).toBe(first);
  expect(newest('customer', 'sk_test_$KEY')).toBe(first);
});

test('may be of an account that is connected', async () => {
  const { ask, newest } = filled();
  await ask('POST', 'customers', one);
  const account = await ask('POST', 'accounts', one);
  const connected = await ask('POST', 'customers', one, account);
  expect(connected).toMatch(/^cus_/);
  expect(newest('customer', one)).toBe(connected);
});
