// Whether an invoice goes on by itself, what a subscription is before its first one is paid, and requests that
// say too little or too much.

import { describe, expect, test } from 'vitest';
import { made, payer, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, type Answered, type Call } from './open-sandbox.ts';

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

/** What is planned for an invoice, in hours since it was made. */
function plan({ created, ...told }: Answered['body']) {
  const hours = (time: number | null) => time && (time - created) / 3600;
  const { automatically_finalizes_at: final, next_payment_attempt: next } = told;
  return [told.auto_advance, hours(final), hours(next)];
}

describe('what is planned for an invoice', () => {
  const on = { auto_advance: 'true' };
  const off = { auto_advance: 'false' };
  const sent = { collection_method: 'send_invoice', days_until_due: '7' };
  const charged = { collection_method: 'charge_automatically' };
  const told = [true, 2, 2] as const;
  const at = { automatically_finalizes_at: String(nowSeconds + 7200) };

  test.each<[string, Given, readonly Given[], readonly unknown[]]>([
    ['nothing', {}, [], [false, null, null]],
    ['both within the hour', on, [], [true, 1, 1]],
    ['both, once it is told to', {}, [on], [true, 1, 1]],
    ['the same, told again', on, [on], [true, 1, 1]],
    ['nothing any more', on, [off], [false, null, null]],
    ['both again', on, [off, on], [true, 1, 1]],
    ['to be sent', { ...on, ...sent }, [], [true, 1, null]],
    ['to be sent instead', on, [sent], [true, 1, null]],
    ['to be charged instead', { ...on, ...sent }, [charged], [true, 1, 1]],
    ['nothing, whatever its way', {}, [sent, charged], [false, null, null]],
    ['at a time that is told', at, [], told],
    ['at another time', on, [at], told],
    ['at no time', at, [off], [false, null, null]],
  ])('that is a draft: %s', async (_, made_, changes, expected) => {
    const { call } = openSandbox();
    let body = await made(call, '/v1/invoices', { customer: await payer(call), ...made_ });
    for (const change of changes) body = await made(call, `/v1/invoices/${body.id}`, change);
    expect(plan(body)).toEqual(expected);
  });

  test.each<[string, Given, readonly Given[], readonly unknown[]]>([
    ['nothing', {}, [], [false, null, null]],
    ['an attempt', {}, [on], [true, null, 1]],
    ['the attempt that was planned before', on, [on], [true, null, 1]],
    ['none any more', on, [off], [false, null, null]],
    ['it again', on, [off, on], [true, null, 1]],
    ['nothing of what is sent', { ...on, ...sent }, [off, on], [true, null, null]],
  ])('that is open: %s', async (_, made_, changes, expected) => {
    const { call } = openSandbox();
    const customer = await payer(call);
    const { id } = await made(call, '/v1/invoices', { customer, ...made_ });
    const path = `/v1/invoices/${id}`;
    const sold = { customer, invoice: id, amount: '900', currency: 'usd' };
    await made(call, '/v1/invoiceitems', sold);
    let body = await made(call, `${path}/finalize`);
    for (const change of changes) body = await made(call, path, change);
    expect(plan(body)).toEqual(expected);
  });

  test('that is old is an hour from now', async () => {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const path = await invoiced(call, await payer(call));
    now += 86_400;
    expect(plan(await made(call, path, on))).toEqual([true, 25, 25]);
    await made(call, `${path}/finalize`);
    await made(call, path, off);
    now += 86_400;
    expect(plan(await made(call, path, on))).toEqual([true, null, 49]);
  });

  test('is done in its time, also where it was open before', async () => {
    const { call } = openSandbox();
    const { customer, advance } = await payerOnClock(call, nowSeconds);
    const path = await invoiced(call, customer);
    await made(call, `${path}/finalize`);
    await advance(inDays(1));
    expect((await call('GET', path)).body.status).toBe('open');
    await made(call, path, on);
    await advance(inDays(2));
    expect((await call('GET', path)).body).toMatchObject({ status: 'paid', attempt_count: 1 });
  });

  test('after an attempt that failed is the next one, as from now on', async () => {
    const { call } = openSandbox();
    const { customer, advance } = await payerOnClock(call, nowSeconds);
    const path = await invoiced(call, customer);
    const card = 'pm_card_chargeCustomerFail';
    const { id } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
    await made(call, path, { ...on, default_payment_method: id });
    await advance(inDays(1));
    await made(call, path, off);
    await advance(inDays(10));
    const next = { attempt_count: 1, next_payment_attempt: inDays(13) };
    expect(await made(call, path, on)).toMatchObject(next);
  });

  test.each<[string, Given, Given]>([
    ['due on no day', {}, { collection_method: 'send_invoice' }],
    ['charged on a day', {}, { days_until_due: '7' }],
    ['charged on a day, which it was sent for', sent, { ...charged, days_until_due: '7' }],
  ])('is no invoice that is %s', async (_, made_, change) => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/invoices', { customer: await payer(call), ...made_ });
    const { status, body } = await post(call, `/v1/invoices/${id}`, change);
    expect([status, body.error.message]).toEqual([400, expect.stringContaining("'due_date'")]);
  });

  test('is due by days from its creation on, and on no day where it is charged', async () => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/invoices', { customer: await payer(call) });
    const change = (params: Given) => made(call, `/v1/invoices/${id}`, params);
    expect((await change(sent)).due_date).toBe(inDays(7));
    expect((await change({ days_until_due: '9' })).due_date).toBe(inDays(9));
    expect((await change(charged)).due_date).toBeNull();
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
