// Plans are prices under their former name: whatever is made as the one is whole as the other, and billed
// the same.

import { expect, test } from 'vitest';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const tiers = [
  { up_to: '2', unit_amount: '100' },
  { up_to: 'inf', unit_amount: '50', flat_amount: '7' },
];
const toldTiers = [
  { flat_amount: null, unit_amount: 100, unit_amount_decimal: '100', up_to: 2 },
  { flat_amount: 7, flat_amount_decimal: '7', unit_amount: 50, up_to: null },
];
const stages = { billing_scheme: 'tiered', tiers_mode: 'graduated', tiers };

// Tests read whatever the API answers.
// oxlint-disable-next-line typescript/no-explicit-any
async function made(call: Call, path: string, params: object): Promise<any> {
  const { status, body } = await call('POST', `/v1/${path}`, params as never);
  expect([body.error?.message, status]).toEqual([undefined, 200]);
  return body;
}

function asPlan(call: Call, more: object) {
  return made(call, 'plans', {
    currency: 'usd',
    interval: 'month',
    product: { name: 'Calls' },
    ...more,
  });
}

function asPrice(
  call: Call,
  { recurring, ...more }: { recurring?: object; [name: string]: unknown },
) {
  return made(call, 'prices', {
    currency: 'usd',
    product_data: { name: 'Calls' },
    recurring: { interval: 'month', ...recurring },
    ...more,
  });
}

async function subscribe(call: Call, params: object) {
  const card = 'pm_card_visa';
  const pays = { payment_method: card, invoice_settings: { default_payment_method: card } };
  const customer = (await made(call, 'customers', pays)).id;
  return made(call, 'subscriptions', { customer, expand: ['latest_invoice'], ...params });
}

for (const [name, make] of Object.entries({ plan: asPlan, price: asPrice })) {
  test(`tiers of what is made as a ${name} are told by both names where they are asked for`, async () => {
    const { call } = openSandbox();
    const one = await make(call, stages);
    expect(one).not.toHaveProperty('tiers');
    for (const path of ['plans', 'prices']) {
      const plain = (await call('GET', `/v1/${path}/${one.id}`)).body;
      expect(plain).not.toHaveProperty('tiers');
      expect(plain).toMatchObject({ billing_scheme: 'tiered', tiers_mode: 'graduated' });
      const { body } = await call('GET', `/v1/${path}/${one.id}`, { expand: ['tiers'] });
      expect(body.tiers).toMatchObject(toldTiers);
    }
  });

  test(`what is made as a ${name} with tiers is billed by them`, async () => {
    const { call } = openSandbox();
    const one = await make(call, stages);
    const { latest_invoice: invoice } = await subscribe(call, {
      items: [{ plan: one.id, quantity: '5' }],
    });
    expect(invoice.total).toBe(2 * 100 + 3 * 50 + 7);
  });
}

test('packages are told by both names', async () => {
  const { call } = openSandbox();
  const packed = { divide_by: '3', round: 'up' };
  const told = { divide_by: 3, round: 'up' };
  const plan = await asPlan(call, { amount: '1000', transform_usage: packed });
  const asOther = (await call('GET', `/v1/prices/${plan.id}`)).body;
  expect(asOther.transform_quantity).toEqual(told);
  const price = await asPrice(call, { unit_amount: '1000', transform_quantity: packed });
  expect((await call('GET', `/v1/plans/${price.id}`)).body.transform_usage).toEqual(told);
  const { latest_invoice: invoice } = await subscribe(call, {
    items: [{ plan: plan.id, quantity: '5' }],
  });
  expect(invoice.total).toBe(2000);
});

test("a plan's trial is the subscription's where that is asked for", async () => {
  const { call } = openSandbox();
  const plan = await asPlan(call, { amount: '1000', trial_period_days: '7' });
  const items = [{ plan: plan.id }];
  const without = await subscribe(call, { items });
  expect([without.status, without.trial_end]).toEqual(['active', null]);
  const end = nowSeconds + 7 * daySeconds;
  const tried = await subscribe(call, { items, trial_from_plan: 'true' });
  expect([tried.status, tried.trial_end]).toEqual(['trialing', end]);
});

test('a change by either name is told by both', async () => {
  const { call } = openSandbox();
  const plan = await asPlan(call, { amount: '1000' });
  const price = await asPrice(call, { unit_amount: '1000' });
  const changes = [`prices/${price.id}`, `plans/${plan.id}`];
  for (const path of changes) {
    const before = await typesOf(call);
    await made(call, path, { nickname: 'Gold' });
    const types = (await typesOf(call)).slice(before.length);
    expect([path, types.toSorted()]).toEqual([path, ['plan.updated', 'price.updated']]);
  }
  await call('DELETE', `/v1/plans/${plan.id}`);
  expect((await typesOf(call)).slice(-2)).toEqual(['price.deleted', 'plan.deleted']);
});

test('currencies of a price are added one by one, each told whole, and in no event', async () => {
  const { call } = openSandbox();
  const { id } = await asPrice(call, {
    unit_amount: '900',
    currency_options: { eur: { unit_amount: '800' } },
  });
  const change = (options: unknown) =>
    made(call, `prices/${id}`, { currency_options: options, expand: ['currency_options'] });
  const euros = { custom_unit_amount: null, tax_behavior: 'unspecified', unit_amount: 800 };
  const { currency_options: told } = await change({ gbp: { unit_amount_decimal: '70.5' } });
  expect(told).toEqual({
    eur: { ...euros, unit_amount_decimal: '800' },
    gbp: { ...euros, unit_amount: null, unit_amount_decimal: '70.5' },
    usd: { ...euros, unit_amount: 900, unit_amount_decimal: '900' },
  });
  expect(Object.keys((await change('')).currency_options)).toEqual(['usd']);
  const events = (await call('GET', '/v1/events', { type: 'price.*' })).body.data;
  for (const { data } of events) expect(data.object).not.toHaveProperty('currency_options');
});
