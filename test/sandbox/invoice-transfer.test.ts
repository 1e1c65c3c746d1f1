// Invoices and subscriptions that are collected for a connected account.

import { expect, test } from 'vitest';
import { made, payer, payerOnClock, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, type Answered, type Call } from './open-sandbox.ts';

async function opened() {
  const { call } = openSandbox();
  const capabilities = { transfers: { requested: 'true' }, card_payments: { requested: 'true' } };
  const asked = { type: 'express', country: 'US', capabilities };
  const { id: destination } = await made(call, '/v1/accounts', asked);
  const { id: product } = await made(call, '/v1/products', { name: 'Magazine' });
  const sold = { product, currency: 'usd', unit_amount: '2000' };
  const price = await made(call, '/v1/prices', { ...sold, recurring: { interval: 'month' } });
  return { call, destination, items: [{ price: price.id }] };
}

/** Of the newest invoice. */
async function chargeOf(call: Call): Promise<Answered['body']> {
  return (await call('GET', '/v1/charges', { limit: '1' })).body.data[0];
}

test.each<[string, Given, number | null, number, number]>([
  ['in full', {}, null, 2000, 0],
  ['in part', { amount_percent: '75' }, null, 1500, 0],
  ['with a fee', {}, 10, 2000, 200],
])('what a subscription brings goes on %s', async (_, data, percent, amount, fee) => {
  const { call, destination, items } = await opened();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  await made(call, '/v1/subscriptions', {
    customer,
    items,
    transfer_data: { destination, ...data },
    on_behalf_of: destination,
    ...(percent === null ? {} : { application_fee_percent: String(percent) }),
  });
  expect(await chargeOf(call)).toMatchObject({
    on_behalf_of: destination,
    transfer: expect.stringMatching(/^tr_/),
    transfer_data: { destination },
  });
  await advance(nowSeconds + 32 * 86_400);
  const { data: transfers } = (await call('GET', '/v1/transfers')).body;
  expect(transfers).toMatchObject([
    { amount, destination },
    { amount, destination },
  ]);
  const { data: fees } = (await call('GET', '/v1/application_fees')).body;
  expect(fees.map((one: Given) => one['amount'])).toEqual(fee === 0 ? [] : [fee, fee]);
  const { data: invoices } = (await call('GET', '/v1/invoices')).body;
  expect(invoices).toMatchObject([{ on_behalf_of: destination }, { on_behalf_of: destination }]);
});

test('what an invoice says itself counts, until it is final', async () => {
  const { call, destination } = await opened();
  const customer = await payer(call);
  const transfer = { transfer_data: { destination, amount: '300' } };
  const { id } = await made(call, '/v1/invoices', { customer, ...transfer });
  await made(call, '/v1/invoiceitems', { customer, invoice: id, amount: '1000', currency: 'usd' });
  const fee = { transfer_data: { destination }, application_fee_amount: '150' };
  await made(call, `/v1/invoices/${id}`, fee);
  const old = { 'Stripe-Version': '2024-06-20' };
  const told = { application_fee_amount: 150, transfer_data: { amount: null, destination } };
  expect((await call('GET', `/v1/invoices/${id}`, {}, old)).body).toMatchObject(told);
  expect((await call('GET', `/v1/invoices/${id}`)).body).not.toHaveProperty('transfer_data');
  await made(call, `/v1/invoices/${id}/finalize`);
  const { status, body } = await post(call, `/v1/invoices/${id}`, transfer);
  expect([status, body.error.param]).toEqual([400, 'transfer_data']);
  await made(call, `/v1/invoices/${id}/pay`);
  expect((await call('GET', '/v1/transfers')).body.data).toMatchObject([{ amount: 1000 }]);
  expect((await call('GET', '/v1/application_fees')).body.data).toMatchObject([{ amount: 150 }]);
  expect((await call('GET', `/v1/invoices/${id}`, {}, old)).body).toMatchObject(told);
});

test('an invoice of a subscription may keep all', async () => {
  const { call, destination, items } = await opened();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const data = { destination };
  await made(call, '/v1/subscriptions', { customer, items, transfer_data: data });
  await advance(nowSeconds + 30 * 86_400 + 60);
  const [draft] = (await call('GET', '/v1/invoices', { status: 'draft' })).body.data;
  await made(call, `/v1/invoices/${draft.id}`, { transfer_data: '' });
  await made(call, `/v1/invoices/${draft.id}/pay`);
  expect((await call('GET', '/v1/transfers')).body.data).toHaveLength(1);
});

test.each(['/v1/invoices', '/v1/subscriptions'])(
  '%s goes to no account that is not there',
  async (at) => {
    const { call, items } = await opened();
    const more = at === '/v1/invoices' ? {} : { items };
    const asked = { customer: await payer(call), ...more };
    const wrong = { transfer_data: { destination: 'acct_nobody' } };
    const refused = [400, 'transfer_data[destination]'];
    const first = await post(call, at, { ...asked, ...wrong });
    expect([first.status, first.body.error.param]).toEqual(refused);
    const { id } = await made(call, at, asked);
    const second = await post(call, `${at}/${id}`, wrong);
    expect([second.status, second.body.error.param]).toEqual(refused);
  },
);
