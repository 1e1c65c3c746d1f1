// What is sent with an invoice: what it costs, its taxes, and where it goes.

import { expect, test } from 'vitest';
import { made, post } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

const rates = '/v1/shipping_rates';
const invoices = '/v1/invoices';
const fixed = { amount: '500', currency: 'usd' };
const parcel = { display_name: 'Parcel', type: 'fixed_amount', fixed_amount: fixed };

/** A draft over 1000, in dollars. */
async function draft(call: Call, given: object, customer = {}): Promise<{ readonly id: string }> {
  const { id } = await made(call, '/v1/customers', customer);
  const invoice = await made(call, invoices, { customer: id, ...given });
  await made(call, '/v1/invoiceitems', {
    ...{ amount: '1000', currency: 'usd' },
    customer: id,
    invoice: invoice.id,
  });
  return invoice;
}

const read = async (call: Call, { id }: { readonly id: string }) =>
  (await call('GET', `${invoices}/${id}`)).body;

/** Nineteen percent in Germany. */
async function taxedInGermany(call: Call): Promise<void> {
  await made(call, '/v1/tax/registrations', {
    country: 'DE',
    active_from: 'now',
    country_options: { de: { type: 'standard', standard: { place_of_supply_scheme: 'standard' } } },
  });
}

test('a shipping rate adds to the total and to what is due, and to no line', async () => {
  const { call } = openSandbox();
  const rate = await made(call, rates, parcel);
  const invoice = await draft(call, { shipping_cost: { shipping_rate: rate.id } });
  expect(await read(call, invoice)).toMatchObject({
    amount_due: 1500,
    amount_remaining: 1500,
    amount_shipping: 500,
    shipping_cost: {
      amount_subtotal: 500,
      amount_tax: 0,
      amount_total: 500,
      shipping_rate: rate.id,
    },
    subtotal: 1000,
    total: 1500,
    total_excluding_tax: 1500,
  });
  const open = await made(call, `${invoices}/${invoice.id}/finalize`);
  expect([open.total, open.amount_due]).toEqual([1500, 1500]);
  const late = await post(call, `${invoices}/${invoice.id}`, { shipping_cost: '' });
  expect([late.status, late.body.error.param]).toEqual([400, 'shipping_cost']);
});

test('a rate can be made with the invoice, and be taken away while that is a draft', async () => {
  const { call } = openSandbox();
  const invoice = await draft(call, {});
  const path = `${invoices}/${invoice.id}`;
  const sent = await made(call, path, { shipping_cost: { shipping_rate_data: parcel } });
  expect([sent.total, sent.amount_shipping]).toEqual([1500, 500]);
  const rate = (await call('GET', `${rates}/${sent.shipping_cost.shipping_rate}`)).body;
  expect(rate).toMatchObject({ display_name: 'Parcel', fixed_amount: { amount: 500 } });
  const kept = await made(call, path, { description: 'x' });
  expect([kept.total, kept.amount_shipping]).toEqual([1500, 500]);
  const without = await made(call, path, { shipping_cost: '' });
  expect(without).toMatchObject({ amount_shipping: 0, shipping_cost: null, total: 1000 });
});

test.each([
  [{ shipping_rate: 'shr_none' }, 'shipping_cost[shipping_rate]', 'No such shipping_rate'],
  [
    { shipping_rate_data: { ...parcel, fixed_amount: { amount: '5', currency: 'eur' } } },
    'shipping_cost',
    'no amount in the currency',
  ],
])('what %j asks for is refused', async (cost, param, message) => {
  const { call } = openSandbox();
  const invoice = await draft(call, {});
  const { status, body } = await post(call, `${invoices}/${invoice.id}`, { shipping_cost: cost });
  expect([status, body.error.param]).toEqual([400, param]);
  expect(body.error.message).toContain(message);
});

test('a rate that is there and one that is to be made are refused together', async () => {
  const { call } = openSandbox();
  const rate = await made(call, rates, parcel);
  const invoice = await draft(call, {});
  const both = { shipping_rate: rate.id, shipping_rate_data: parcel };
  const { status, body } = await post(call, `${invoices}/${invoice.id}`, { shipping_cost: both });
  expect([status, body.error.code]).toEqual([400, 'parameters_exclusive']);
});

test('a rate of another currency counts where it has an option for that of the invoice', async () => {
  const { call } = openSandbox();
  const euros = { ...fixed, currency: 'eur', currency_options: { usd: { amount: '700' } } };
  const rate = await made(call, rates, { ...parcel, fixed_amount: euros });
  const invoice = await draft(call, { shipping_cost: { shipping_rate: rate.id } });
  expect((await read(call, invoice)).total).toBe(1700);
});

test.each([
  ['exclusive', { amount_subtotal: 500, amount_tax: 95, amount_total: 595 }, 1595 + 190, 285],
  ['inclusive', { amount_subtotal: 500, amount_tax: 80, amount_total: 500 }, 1500 + 190, 270],
  ['unspecified', { amount_subtotal: 500, amount_tax: 0, amount_total: 500 }, 1500 + 190, 190],
])('with automatic tax it is taxed by a rate that is %s', async (behavior, cost, total, taxes) => {
  const { call } = openSandbox();
  await taxedInGermany(call);
  const rate = await made(call, rates, { ...parcel, tax_behavior: behavior });
  const invoice = await draft(
    call,
    { automatic_tax: { enabled: 'true' }, shipping_cost: { shipping_rate: rate.id } },
    { address: { country: 'DE' } },
  );
  const told = await made(call, `${invoices}/${invoice.id}/finalize`);
  expect(told).toMatchObject({ amount_shipping: 500, shipping_cost: cost, total });
  const all = told.total_taxes.map(({ amount }: { amount: number }) => amount);
  expect(all.reduce((sum: number, one: number) => sum + one)).toBe(taxes);
  expect(told.total - told.total_excluding_tax).toBe(taxes);
});

test('a rate whose tax code is of what is never taxed is not taxed', async () => {
  const { call } = openSandbox();
  await taxedInGermany(call);
  const never = { tax_behavior: 'exclusive', tax_code: 'txcd_00000000' };
  const rate = await made(call, rates, { ...parcel, ...never });
  const invoice = await draft(
    call,
    { automatic_tax: { enabled: 'true' }, shipping_cost: { shipping_rate: rate.id } },
    { address: { country: 'DE' } },
  );
  expect(await made(call, `${invoices}/${invoice.id}/finalize`)).toMatchObject({
    shipping_cost: { amount_subtotal: 500, amount_tax: 0, amount_total: 500 },
    total: 1500 + 190,
  });
});

test('rates of its own are laid on its lines only', async () => {
  const { call } = openSandbox();
  const tax = { display_name: 'VAT', inclusive: 'false', percentage: '10' };
  const { id } = await made(call, '/v1/tax_rates', tax);
  const invoice = await draft(call, {
    default_tax_rates: [id],
    shipping_cost: { shipping_rate_data: parcel },
  });
  expect(await read(call, invoice)).toMatchObject({
    total: 1600,
    shipping_cost: { amount_tax: 0 },
  });
});

test('its details are told whole, and go again', async () => {
  const { call } = openSandbox();
  const details = { name: 'Jane', address: { city: 'Berlin', country: 'DE' } };
  const invoice = await draft(call, { shipping_details: details });
  const { shipping_details: told } = await read(call, invoice);
  expect(told).toMatchObject({
    name: 'Jane',
    phone: null,
    address: { city: 'Berlin', country: 'DE', line1: null, postal_code: null },
  });
  const path = `${invoices}/${invoice.id}`;
  expect((await made(call, path, { shipping_details: '' })).shipping_details).toBeNull();
});

test('a page with automatic tax taxes what it sends, and so does its invoice', async () => {
  const { call } = openSandbox();
  await taxedInGermany(call);
  const { id: customer } = await made(call, '/v1/customers', { address: { country: 'DE' } });
  const session = await made(call, '/v1/checkout/sessions', {
    customer,
    mode: 'payment',
    success_url: 'https://example.com',
    automatic_tax: { enabled: 'true' },
    invoice_creation: { enabled: 'true' },
    line_items: [
      {
        quantity: '1',
        price_data: {
          currency: 'usd',
          unit_amount: '1000',
          tax_behavior: 'exclusive',
          product_data: { name: 'Book' },
        },
      },
    ],
    shipping_options: [{ shipping_rate_data: { ...parcel, tax_behavior: 'exclusive' } }],
  });
  expect(session).toMatchObject({
    amount_total: 1785,
    shipping_cost: { amount_subtotal: 500, amount_tax: 95, amount_total: 595 },
    total_details: { amount_shipping: 500, amount_tax: 285 },
  });
});

test.each([
  ['exclusive', { amount_subtotal: 500, amount_tax: 95, amount_total: 595 }, 500],
  ['inclusive', { amount_subtotal: 500, amount_tax: 80, amount_total: 500 }, 420],
])('a credit note gives back what is sent, with its %s tax', async (behavior, cost, net) => {
  const { call } = openSandbox();
  await taxedInGermany(call);
  const rate = await made(call, rates, { ...parcel, tax_behavior: behavior });
  const shipping_cost = { shipping_rate: rate.id };
  const { id: invoice } = await draft(
    call,
    { automatic_tax: { enabled: 'true' }, shipping_cost },
    { address: { country: 'DE' } },
  );
  const { amount_remaining: before } = await made(call, `${invoices}/${invoice}/finalize`);
  const asked = { invoice, shipping_cost };
  const preview = await call('GET', '/v1/credit_notes/preview', asked);
  const note = await made(call, '/v1/credit_notes', asked);
  for (const told of [preview.body, note]) {
    expect(told).toMatchObject({
      amount_shipping: 500,
      lines: { data: [] },
      shipping_cost: { ...cost, shipping_rate: rate.id },
      subtotal: 0,
      total: cost.amount_total,
      total_excluding_tax: net,
      total_taxes: [{ amount: cost.amount_tax, tax_behavior: behavior }],
    });
  }
  const after = (await call('GET', `${invoices}/${invoice}`)).body;
  expect(after.amount_remaining).toBe(before - cost.amount_total);
});

test('a credit note does not give back what is not sent', async () => {
  const { call } = openSandbox();
  const { id: sent } = await made(call, rates, parcel);
  const { id: other } = await made(call, rates, parcel);
  const { id: invoice } = await draft(call, { shipping_cost: { shipping_rate: sent } });
  await made(call, `${invoices}/${invoice}/finalize`);
  const shipping_cost = { shipping_rate: other };
  const { status, body } = await call('POST', '/v1/credit_notes', { invoice, shipping_cost });
  expect([status, body.error.param]).toEqual([400, 'shipping_cost[shipping_rate]']);
});
