// Subscriptions that go on while nobody collects what they cost: by `pause_collection`.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const daySeconds = 86_400;
const monthlyUsd = { currency: 'usd', unit_amount: '1200', recurring: { interval: 'month' } };

async function subscribed(pause: Given) {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const sold = { ...monthlyUsd, product_data: { name: 'Choir' } };
  const price = (await made(call, '/v1/prices', sold)).id;
  const items = [{ price, quantity: '2' }];
  const { id } = await made(call, '/v1/subscriptions', { customer, items });
  const at = `/v1/subscriptions/${id}`;
  const paused = await made(call, at, { pause_collection: pause });
  const invoices = async () => (await call('GET', '/v1/invoices', { customer })).body.data;
  return { call, customer, advance, at, paused, invoices };
}

const nextMonth = nowSeconds + 31 * daySeconds;

describe('while the collection is paused, the invoice of a renewal', () => {
  test.each([
    ['void', 'void', 'invoice.voided', 2400, -500],
    ['mark_uncollectible', 'uncollectible', 'invoice.marked_uncollectible', 1900, 0],
  ])('is %s: at once %s', async (behavior, status, type, due, balance) => {
    const { call, customer, advance, at, paused, invoices } = await subscribed({ behavior });
    expect(paused).toMatchObject({ status: 'active', pause_collection: { resumes_at: null } });
    await made(call, `/v1/customers/${customer}`, { balance: '-500' });
    await advance(nextMonth);
    const [last, first] = await invoices();
    expect(last).toMatchObject({
      status,
      amount_due: due,
      parent: { subscription_details: { pause_collection: { behavior, resumes_at: null } } },
    });
    expect(first).toMatchObject({ status: 'paid' });
    expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(balance);
    expect((await call('GET', at)).body).toMatchObject({
      status: 'active',
      latest_invoice: last.id,
    });
    const types = await typesOf(call);
    expect(types).toContain(type);
    expect(types).not.toContain('invoice.upcoming');
    expect(types.filter((one) => one === 'payment_intent.created')).toHaveLength(1);
  });

  test('is paid where the balance is enough, though nobody collects', async () => {
    const { call, customer, advance, invoices } = await subscribed({
      behavior: 'mark_uncollectible',
    });
    await made(call, `/v1/customers/${customer}`, { balance: '-3000' });
    await advance(nextMonth);
    const [last] = await invoices();
    expect(last).toMatchObject({ status: 'paid', amount_due: 0, ending_balance: -600 });
    expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-600);
  });

  test('is kept as a draft, until somebody makes it final', async () => {
    const { advance, invoices } = await subscribed({ behavior: 'keep_as_draft' });
    await advance(nextMonth + daySeconds);
    const [last] = await invoices();
    expect(last).toMatchObject({
      status: 'draft',
      auto_advance: false,
      automatically_finalizes_at: null,
      next_payment_attempt: null,
    });
  });

  test('costs what it says once it is final, with what the customer has left', async () => {
    const { call, customer, advance, at, invoices } = await subscribed({
      behavior: 'keep_as_draft',
    });
    await made(call, `/v1/customers/${customer}`, { balance: '-500' });
    await advance(nextMonth);
    await made(call, at, { pause_collection: '' });
    const [{ id }] = await invoices();
    expect(await made(call, `/v1/invoices/${id}/finalize`)).toMatchObject({
      amount_due: 1900,
      ending_balance: 0,
    });
    await made(call, `/v1/invoices/${id}/pay`);
    const { data } = (await call('GET', '/v1/charges', { customer })).body;
    expect(data.map(({ amount }: Given) => amount)).toEqual([1900, 2400]);
  });

  test('is paid after all by a payment of its own, though it was written off', async () => {
    const { call, customer, advance, invoices } = await subscribed({
      behavior: 'mark_uncollectible',
    });
    await advance(nextMonth);
    const [{ id }] = await invoices();
    expect(await made(call, `/v1/invoices/${id}/pay`)).toMatchObject({ status: 'paid' });
    const { data } = (await call('GET', '/v1/charges', { customer })).body;
    expect(data.map(({ amount }: Given) => amount)).toEqual([2400, 2400]);
    const payments = (await call('GET', '/v1/invoice_payments', { invoice: id })).body.data;
    expect(payments).toMatchObject([{ amount_paid: 2400, is_default: true, status: 'paid' }]);
  });

  test('is collected again from the day on that was named', async () => {
    const resumes = nowSeconds + 40 * daySeconds;
    const { call, advance, at, invoices } = await subscribed({
      behavior: 'void',
      resumes_at: String(resumes),
    });
    await advance(nextMonth);
    await advance(nowSeconds + 70 * daySeconds);
    const [third, second] = await invoices();
    expect([second.status, third.status]).toEqual(['void', 'paid']);
    expect((await call('GET', at)).body.pause_collection).toBe(null);
    const { data } = (await call('GET', '/v1/events', { type: 'customer.subscription.updated' }))
      .body;
    const told = data.map((one: Given) => Object(one['data']).previous_attributes);
    expect(told).toContainEqual({ pause_collection: { behavior: 'void', resumes_at: resumes } });
  });
});

test('what a change costs at once is not collected either', async () => {
  const { call, at, invoices } = await subscribed({ behavior: 'void' });
  const { id } = (await call('GET', at)).body.items.data[0];
  const items = [{ id, quantity: '5' }];
  const after = await made(call, at, { items, proration_behavior: 'always_invoice' });
  const [last] = await invoices();
  expect(after).toMatchObject({ status: 'active', latest_invoice: last.id });
  expect(last).toMatchObject({ status: 'void', billing_reason: 'subscription_update' });
});

test('invoices of before are paid all the same, and those of after it is over', async () => {
  const { advance, call, at, invoices } = await subscribed({ behavior: 'void' });
  await made(call, at, { pause_collection: '' });
  await advance(nextMonth + daySeconds);
  expect((await invoices())[0]).toMatchObject({ status: 'paid' });
});

test('what is billed last is not collected either', async () => {
  const { advance, call, customer, at, invoices } = await subscribed({ behavior: 'void' });
  await made(call, '/v1/invoiceitems', {
    customer,
    subscription: at.slice(at.lastIndexOf('/') + 1),
    amount: '700',
    currency: 'usd',
  });
  const { status, body } = await call('DELETE', at, { invoice_now: 'true' });
  expect([status, body.status]).toEqual([200, 'canceled']);
  expect((await invoices())[0]).toMatchObject({
    id: body.latest_invoice,
    status: 'void',
    total: 700,
  });
  await advance(nowSeconds + daySeconds);
  expect((await call('GET', '/v1/charges', { customer })).body.data).toHaveLength(1);
});
