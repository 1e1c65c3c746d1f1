// Changes of subscriptions that wait until they are paid.

import { describe, expect, test } from 'vitest';
import { made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const pending = { payment_behavior: 'pending_if_incomplete', proration_behavior: 'always_invoice' };

/** Pays for the small price with a card that works; what is charged from then on is declined. */
async function subscribed(call: Call) {
  const clock = await made(call, '/v1/test_helpers/test_clocks', {
    frozen_time: String(nowSeconds),
  });
  const customer = await made(call, '/v1/customers', {
    test_clock: clock.id,
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const [small, large, other] = await Promise.all(
    ['1000', '5000', '300'].map((amount) => priceOf(call, amount)),
  );
  const subscription = await made(call, '/v1/subscriptions', {
    customer: customer.id,
    items: [{ price: small.id }],
  });
  const item = subscription.items.data[0].id;
  const bad = await made(call, '/v1/payment_methods/pm_card_chargeCustomerFail/attach', {
    customer: customer.id,
  });
  await made(call, `/v1/customers/${customer.id}`, {
    invoice_settings: { default_payment_method: bad.id },
  });
  return {
    clock,
    subscription,
    item,
    small,
    large,
    other,
    path: `/v1/subscriptions/${subscription.id}`,
  };
}

type Subscribed = Awaited<ReturnType<typeof subscribed>>;

async function priceOf(call: Call, amount: string) {
  const name = `Plan of ${amount}`;
  return made(call, '/v1/prices', {
    currency: 'usd',
    product_data: { name },
    recurring: { interval: 'month' },
    unit_amount: amount,
  });
}

describe('a change that is not paid', () => {
  test('waits, and is done when its invoice is paid', async () => {
    const { call } = openSandbox();
    const { path, item, small, large } = await subscribed(call);
    const waiting = await made(call, path, { ...pending, items: [{ id: item, price: large.id }] });
    expect(waiting).toMatchObject({
      status: 'active',
      items: { data: [{ id: item, price: { id: small.id } }] },
      pending_update: {
        expires_at: nowSeconds + 23 * 3600,
        subscription_items: [{ id: item, price: { id: large.id } }],
        trial_end: null,
      },
    });
    const stored = await call('GET', `/v1/subscription_items/${item}`);
    expect(stored.body.price.id).toBe(small.id);
    const refused = await post(call, `/v1/invoices/${waiting.latest_invoice}/pay`);
    expect(refused.status).toBe(402);
    expect((await call('GET', path)).body.pending_update).toEqual(waiting.pending_update);

    await made(call, `/v1/invoices/${waiting.latest_invoice}/pay`, {
      payment_method: 'pm_card_visa',
    });
    const { body: after } = await call('GET', path);
    expect(after).toMatchObject({
      status: 'active',
      pending_update: null,
      plan: { id: large.id },
      items: { data: [{ id: item, price: { id: large.id } }] },
    });
    const types = await typesOf(call);
    expect(types.slice(-4)).toEqual([
      'invoice.payment_succeeded',
      'invoice_payment.paid',
      'customer.subscription.updated',
      'customer.subscription.pending_update_applied',
    ]);
  });

  test('adds and takes away items only then', async () => {
    const { call } = openSandbox();
    const { path, item, small, large, other } = await subscribed(call);
    const items = [{ id: item, deleted: 'true' }, { price: large.id }, { price: other.id }];
    const waiting = await made(call, path, { ...pending, items });
    expect(waiting.items.data.map(({ id }: { id: string }) => id)).toEqual([item]);
    expect(waiting.pending_update.subscription_items).toHaveLength(2);
    const before = await call('GET', '/v1/subscription_items', {
      subscription: waiting.id,
    });
    expect(before.body.data).toMatchObject([{ price: { id: small.id } }]);
    await made(call, `/v1/invoices/${waiting.latest_invoice}/pay`, {
      payment_method: 'pm_card_visa',
    });
    const { data } = (await call('GET', '/v1/subscription_items', { subscription: waiting.id }))
      .body;
    expect(data.map(({ price }: { price: { id: string } }) => price.id).toSorted()).toEqual(
      [large.id, other.id].toSorted(),
    );
  });

  test('is given up after 23 hours, and its invoice is void', async () => {
    const { call } = openSandbox();
    const { path, item, small, large, clock } = await subscribed(call);
    const waiting = await made(call, path, { ...pending, items: [{ id: item, price: large.id }] });
    await made(call, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
      frozen_time: String(nowSeconds + daySeconds),
    });
    expect((await call('GET', path)).body).toMatchObject({
      status: 'active',
      pending_update: null,
      items: { data: [{ price: { id: small.id } }] },
    });
    const invoice = await call('GET', `/v1/invoices/${waiting.latest_invoice}`);
    expect(invoice.body.status).toBe('void');
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining(['invoice.voided', 'customer.subscription.pending_update_expired']),
    );
  });

  test('is given up with its invoice', async () => {
    const { call } = openSandbox();
    const { path, item, large } = await subscribed(call);
    const waiting = await made(call, path, { ...pending, items: [{ id: item, price: large.id }] });
    await made(call, `/v1/invoices/${waiting.latest_invoice}/void`);
    expect((await call('GET', path)).body.pending_update).toBeNull();
    expect((await typesOf(call)).at(-1)).toBe('customer.subscription.pending_update_expired');
  });

  test.each([
    [
      'at the time that was chosen',
      async (call: Call, { path, clock }: Subscribed) => {
        await made(call, path, { cancel_at: String(nowSeconds + 3600) });
        await made(call, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
          frozen_time: String(nowSeconds + 7200),
        });
      },
    ],
    [
      'with its customer',
      (call: Call, { subscription }: Subscribed) =>
        call('DELETE', `/v1/customers/${subscription.customer}`),
    ],
    [
      'with its schedule',
      async (call: Call, { subscription }: Subscribed) => {
        const path = '/v1/subscription_schedules';
        const { id } = await made(call, path, { from_subscription: subscription.id });
        await made(call, `${path}/${id}/cancel`);
      },
    ],
  ])('is given up where the subscription ends %s', async (_, end) => {
    const { call } = openSandbox();
    const all = await subscribed(call);
    const { path, item, large, subscription } = all;
    const waiting = await made(call, path, { ...pending, items: [{ id: item, price: large.id }] });
    await end(call, all);
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ status: 'canceled', pending_update: null });
    const invoice = await call('GET', `/v1/invoices/${waiting.latest_invoice}`);
    expect(invoice.body.status).toBe('void');
    const intents = await call('GET', '/v1/payment_intents', { customer: subscription.customer });
    expect(intents.body.data[0]).toMatchObject({
      status: 'canceled',
      cancellation_reason: 'void_invoice',
    });
    const types = await typesOf(call);
    const told = ['pending_update_expired', 'deleted'].map((end) => `customer.subscription.${end}`);
    expect(types.filter((type) => told.includes(type))).toEqual(told);
  });

  test('gives way to a later one', async () => {
    const { call } = openSandbox();
    const { path, item, large, other } = await subscribed(call);
    const asked = { ...pending, items: [{ id: item, price: large.id }] };
    const first = await made(call, path, asked);
    const second = await made(call, path, {
      ...pending,
      items: [{ id: item, price: large.id, quantity: '3' }],
    });
    expect(second.latest_invoice).not.toBe(first.latest_invoice);
    expect(second.pending_update.subscription_items[0].quantity).toBe(3);
    const invoice = await call('GET', `/v1/invoices/${first.latest_invoice}`);
    expect(invoice.body.status).toBe('void');
    const third = await made(call, path, {
      items: [{ id: item, price: other.id }],
      proration_behavior: 'none',
    });
    expect(third).toMatchObject({ pending_update: null, plan: { id: other.id } });
  });

  test('of an item by its own address waits as well', async () => {
    const { call } = openSandbox();
    const { path, item, large } = await subscribed(call);
    await made(call, `/v1/subscription_items/${item}`, { ...pending, price: large.id });
    expect((await call('GET', path)).body.pending_update.subscription_items).toMatchObject([
      { id: item, price: { id: large.id } },
    ]);
  });
});

describe('a change that may wait', () => {
  test('is done at once where it is paid, or where nothing is billed for it', async () => {
    const { call } = openSandbox();
    const { path, item, large, other } = await subscribed(call);
    const unbilled = await made(call, path, {
      payment_behavior: 'pending_if_incomplete',
      items: [{ id: item, price: large.id }],
    });
    expect(unbilled).toMatchObject({ pending_update: null, plan: { id: large.id } });
    const paid = await made(call, path, { ...pending, items: [{ id: item, price: other.id }] });
    expect(paid).toMatchObject({ pending_update: null, plan: { id: other.id } });
  });

  test('takes nothing else along, and is for cards that are charged', async () => {
    const { call } = openSandbox();
    const { path, item, large } = await subscribed(call);
    const asked = { ...pending, items: [{ id: item, price: large.id }] };
    const { status, body } = await post(call, path, { ...asked, description: 'Large' });
    expect([status, body.error.param]).toEqual([400, 'description']);
    const sent = { collection_method: 'send_invoice', days_until_due: '7' };
    await made(call, path, sent);
    const other = await post(call, path, asked);
    expect([other.status, other.body.error.param]).toEqual([400, 'payment_behavior']);
  });
});
