// Whether an invoice goes on by itself, what a subscription is before its first one is paid, and requests that
// say too little or too much.

import { describe, expect, test } from 'vitest';
import { made, payer, payerOnClock, post } from './made.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

const inDays = (days: number): number => nowSeconds + days * 86_400;

async function invoiced(call: Call, customer: string): Promise<string> {
  const { id } = await made(call, '/v1/invoices', { customer });
  await made(call, '/v1/invoiceitems', { customer, invoice: id, amount: '900', currency: 'usd' });
  return `/v1/invoices/${id}`;
}

async function priceOf(call: Call): Promise<string> {
  const product_data = { name: 'Orchard' };
  const priced = { currency: 'usd', unit_amount: '1000', recurring: { interval: 'month' } };
  return (await made(call, '/v1/prices', { ...priced, product_data })).id;
}

describe('an invoice', () => {
  test.each(['pay', 'void', 'mark_uncollectible'])(
    'that is over by %s does not advance',
    async (verb) => {
      const { call } = openSandbox();
      const path = await invoiced(call, await payer(call));
      await made(call, `${path}/finalize`);
      await made(call, `${path}/${verb}`);
      expect(await made(call, path, { auto_advance: 'true' })).toMatchObject({
        auto_advance: false,
      });
    },
  );

  test('that is not to advance any more is not tried again', async () => {
    const { call } = openSandbox();
    const { customer, advance } = await payerOnClock(call, nowSeconds);
    const items = [{ price: await priceOf(call) }];
    await made(call, '/v1/subscriptions', { customer, items });
    const card = 'pm_card_chargeCustomerFail';
    const { id } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
    const settings = { invoice_settings: { default_payment_method: id } };
    await made(call, `/v1/customers/${customer}`, settings);
    await advance(inDays(31));
    const [open] = (await call('GET', '/v1/invoices', { customer })).body.data;
    expect(open).toMatchObject({ status: 'open', attempt_count: 1 });
    expect(open.next_payment_attempt).toBeGreaterThan(inDays(31));
    const path = `/v1/invoices/${open.id}`;
    const stopped = { auto_advance: false, next_payment_attempt: null };
    expect(await made(call, path, { auto_advance: 'false' })).toMatchObject(stopped);
    await advance(inDays(50));
    expect((await call('GET', path)).body).toMatchObject({ status: 'open', attempt_count: 1 });
  });
});

describe('a subscription whose first invoice is not paid', () => {
  const refused = {
    items: [{ quantity: '2' }],
    trial_end: String(inDays(9)),
    billing_cycle_anchor: 'now',
    collection_method: 'send_invoice',
  };

  test.each(Object.entries(refused))('does not change its %s', async (name, value) => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const { id, items } = await made(call, '/v1/subscriptions', {
      customer,
      items: [{ price: await priceOf(call) }],
      payment_behavior: 'default_incomplete',
    });
    const asked = name === 'items' ? [{ id: items.data[0].id, quantity: '2' }] : value;
    const path = `/v1/subscriptions/${id}`;
    const { status, body } = await post(call, path, { [name]: asked });
    expect([status, body.error.param]).toEqual([400, name]);
    expect(await made(call, path, { metadata: { a: 'b' } })).toMatchObject({
      status: 'incomplete',
    });
  });
});

test('a credit note tells what it is of', async () => {
  const { call } = openSandbox();
  const path = await invoiced(call, await payer(call));
  await made(call, `${path}/finalize`);
  const invoice = path.slice(path.lastIndexOf('/') + 1);
  for (const at of ['/v1/credit_notes', '/v1/credit_notes/preview']) {
    const { body } = await call(at.endsWith('preview') ? 'GET' : 'POST', at, { invoice });
    expect(body.error.message).toBe(
      'One of `amount`, `lines`, or `shipping_cost` must be provided.',
    );
  }
});

test('events are asked for by a type or by several', async () => {
  const { call } = openSandbox();
  const { status, body } = await call('GET', '/v1/events', {
    type: 'customer.created',
    types: ['charge.succeeded'],
  });
  expect([status, body.error.message]).toEqual([
    400,
    'You may only specify one of these parameters: type, types.',
  ]);
});
