// Whatever is paid, given back, billed and paid out, in whatever order: the balance is the sum of its
// transactions, nothing listed is missing, and the same seed gives the same.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

const cards = [
  'pm_card_visa',
  'pm_card_mastercard',
  'pm_card_bypassPending',
  'pm_card_visa_chargeDeclined',
  'pm_card_authenticationRequired',
  'pm_card_createDispute',
  'pm_card_createDisputeInquiry',
  'pm_card_pendingRefund',
  'pm_card_chargeCustomerFail',
] as const;

interface Step {
  readonly type:
    | 'pay'
    | 'hold'
    | 'capture'
    | 'cancel'
    | 'confirm'
    | 'refund'
    | 'payout'
    | 'invoice'
    | 'subscribe'
    | 'evidence';
  readonly card: (typeof cards)[number];
  readonly amount: number;
  /** Which of those there are. */
  readonly pick: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(
    'pay',
    'pay',
    'hold',
    'capture',
    'cancel',
    'confirm',
    'refund',
    'refund',
    'payout',
    'invoice',
    'subscribe',
    'evidence',
  ),
  card: fc.constantFrom(...cards),
  amount: fc.integer({ min: 40, max: 5000 }),
  pick: fc.nat(20),
});

async function idAt(call: Call, path: string, pick: number): Promise<string> {
  const { data } = (await call('GET', path, { limit: '100' })).body;
  return data[pick % Math.max(1, data.length)]?.id ?? 'none_1';
}

async function take(call: Call, { type, card, amount, pick }: Step): Promise<Answered> {
  const intents = '/v1/payment_intents';
  const money = { amount: String(amount), currency: 'usd' };
  const paying = {
    ...money,
    payment_method: card,
    confirm: 'true',
    'payment_method_types[]': 'card',
  };
  switch (type) {
    case 'pay':
      return call('POST', intents, paying);
    case 'hold':
      return call('POST', intents, { ...paying, capture_method: 'manual' });
    case 'capture':
    case 'cancel':
    case 'confirm':
      return call('POST', `${intents}/${await idAt(call, intents, pick)}/${type}`);
    case 'refund':
      return call('POST', '/v1/refunds', {
        charge: await idAt(call, '/v1/charges', pick),
        amount: String(amount),
      });
    case 'payout':
      return call('POST', '/v1/payouts', money);
    case 'evidence':
      return call('POST', `/v1/disputes/${await idAt(call, '/v1/disputes', pick)}`, {
        'evidence[uncategorized_text]': pick % 2 ? 'winning_evidence' : 'losing_evidence',
      });
    case 'invoice':
    case 'subscribe': {
      const settings = { invoice_settings: { default_payment_method: card } };
      const made = await call('POST', '/v1/customers', { payment_method: card, ...settings });
      const customer = made.body.id ?? 'cus_none';
      if (type === 'subscribe') {
        const price = { currency: 'usd', product: 'prod_1', unit_amount: String(amount) };
        const items = [{ price_data: { ...price, recurring: { interval: 'month' } } }];
        return call('POST', '/v1/subscriptions', { customer, items });
      }
      await call('POST', '/v1/invoiceitems', { customer, ...money });
      const { body } = await call('POST', '/v1/invoices', {
        customer,
        pending_invoice_items_behavior: 'include',
      });
      return call('POST', `/v1/invoices/${body.id ?? 'in_none'}/pay`);
    }
  }
}

interface Held {
  readonly id: string;
  readonly amount: number;
  readonly net: number;
}

async function listed(call: Call, path: string): Promise<readonly Held[]> {
  const { body } = await call('GET', path, { limit: '100' });
  return body.data;
}

const kinds = ['charges', 'payment_intents', 'payment_methods', 'refunds', 'disputes', 'payouts'];

test(
  'the balance adds up, and nothing that is listed is missing',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const { call, sandbox } = openSandbox({ seed: 'sums' });
        for (const one of steps) {
          const { status, text } = await take(call, one);
          expect(status, text).toBeLessThan(500);
        }
        const transactions = await listed(call, '/v1/balance_transactions');
        const sum = transactions.reduce((total, { net }) => total + net, 0);
        const { available, pending } = (await call('GET', '/v1/balance')).body;
        const held = [...available, ...pending].reduce(
          (total: number, one: Held) => total + one.amount,
          0,
        );
        expect(held).toBe(sum);
        for (const kind of [...kinds, 'invoices', 'subscriptions', 'customers']) {
          for (const { id } of await listed(call, `/v1/${kind}`)) {
            expect((await call('GET', `/v1/${kind}/${id}`)).status, `${kind} ${id}`).toBe(200);
          }
        }
        for (const charge of (await call('GET', '/v1/charges', { limit: '100' })).body.data) {
          expect(charge.amount_refunded).toBeLessThanOrEqual(charge.amount);
        }
        // What is kept and taken up again is the same.
        const kept = JSON.stringify(sandbox.snapshot());
        sandbox.restore(JSON.parse(kept));
        expect(JSON.stringify(sandbox.snapshot())).toBe(kept);
        // And so is what the same seed makes of the same requests.
        const twin = openSandbox({ seed: 'sums' });
        for (const one of steps) await take(twin.call, one);
        expect(await listed(twin.call, '/v1/charges')).toEqual(await listed(call, '/v1/charges'));
      }),
      { numRuns: 60 },
    );
  },
);
