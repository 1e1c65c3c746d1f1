// Lines of drafts as they join, change and go, payments that are attached, and credit notes as if.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { made } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

interface Line {
  readonly id: string;
  readonly amount: number;
  readonly description: string;
}

const amountsOf = ({ lines }: { lines: { data: readonly Line[] } }) =>
  lines.data.map(({ amount }) => amount);

async function draft(amounts: readonly string[] = []) {
  const { call, sandbox } = openSandbox();
  const customer = (
    await made(call, '/v1/customers', {
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    })
  ).id;
  const { id } = await made(call, '/v1/invoices', { customer });
  for (const amount of amounts) {
    await made(call, '/v1/invoiceitems', { customer, invoice: id, amount, currency: 'usd' });
  }
  const at = `/v1/invoices/${id}`;
  const now = async () => (await call('GET', at)).body;
  return { call, sandbox, customer, id, at, now };
}

describe('lines of a draft', () => {
  test('are added, of items that wait and of new ones', async () => {
    const { call, customer, at } = await draft(['1000']);
    const item = await made(call, '/v1/invoiceitems', { customer, amount: '300', currency: 'usd' });
    const after = await made(call, `${at}/add_lines`, {
      lines: [{ invoice_item: item.id }, { amount: '200', description: 'Extra' }],
      invoice_metadata: { order: '7' },
    });
    expect(amountsOf(after)).toEqual([1000, 300, 200]);
    expect(after).toMatchObject({ total: 1500, amount_due: 1500, metadata: { order: '7' } });
    expect((await call('GET', `/v1/invoiceitems/${item.id}`)).body.invoice).toBe(after.id);
    const twice = await call('POST', `${at}/add_lines`, { lines: [{ invoice_item: item.id }] });
    expect([twice.status, twice.body.error.param]).toEqual([400, 'lines[0][invoice_item]']);
  });

  test('are changed together, or by their own address', async () => {
    const { call, at, now } = await draft(['1000', '500']);
    const [first, second] = (await now()).lines.data;
    const after = await made(call, `${at}/update_lines`, {
      lines: [
        { id: first.id, amount: '1100' },
        { id: second.id, description: 'Half' },
      ],
    });
    expect(after.total).toBe(1600);
    expect(after.lines.data).toMatchObject([
      { id: first.id, amount: 1100 },
      { id: second.id, amount: 500, description: 'Half' },
    ]);
    const line = await made(call, `${at}/lines/${second.id}`, { amount: '600' });
    expect(line).toMatchObject({ id: second.id, amount: 600 });
    expect((await now()).total).toBe(1700);
  });

  test('have an amount or a quantity, and an amount is a price of its own', async () => {
    const { call, customer, at } = await draft();
    const both = { amount: '200', quantity: '2', description: 'Extra' };
    const line = await call('POST', `${at}/add_lines`, { lines: [both] });
    const param = 'lines[0][amount]';
    expect(line.body.error).toMatchObject({ code: 'parameters_exclusive', param });
    const item = await call('POST', '/v1/invoiceitems', { customer, currency: 'usd', ...both });
    expect(item.body.error).toMatchObject({
      code: 'parameters_exclusive',
      message: 'You may only specify one of these parameters: amount, quantity.',
    });
    const { id, pricing, ...kept } = await made(call, '/v1/invoiceitems', {
      ...{ customer, currency: 'usd', amount: '300' },
    });
    expect(kept).toMatchObject({ frozen_fields: [], invoicing_rules: [] });
    const after = await made(call, `/v1/invoiceitems/${id}`, { amount: '400' });
    const { price, product } = pricing.price_details;
    expect(after.pricing.price_details.price).not.toBe(price);
    expect(after.pricing.price_details.product).toBe(product);
  });

  test('go with their items, or leave them for another invoice', async () => {
    const { call, customer, at, now } = await draft(['1000', '500', '20']);
    const [first, second] = (await now()).lines.data;
    const after = await made(call, `${at}/remove_lines`, {
      lines: [
        { id: first.id, behavior: 'delete' },
        { id: second.id, behavior: 'unassign' },
      ],
    });
    expect([amountsOf(after), after.total]).toEqual([[20], 20]);
    const waiting = (await call('GET', '/v1/invoiceitems', { customer, pending: 'true' })).body
      .data;
    expect(waiting.map(({ amount }: Line) => amount)).toEqual([500]);
    expect(await typesOf(call)).toContain('invoiceitem.deleted');
  });

  test('of a subscription are told other words and amounts', async () => {
    const { call, customer } = await draft();
    const product = (await made(call, '/v1/products', { name: 'Gold' })).id;
    const price = await made(call, '/v1/prices', {
      product,
      currency: 'usd',
      unit_amount: '1000',
      recurring: { interval: 'month' },
    });
    const clock = await made(call, '/v1/test_helpers/test_clocks', { frozen_time: '1795564800' });
    const timed = await made(call, '/v1/customers', {
      test_clock: clock.id,
      payment_method: 'pm_card_visa',
      invoice_settings: { default_payment_method: 'pm_card_visa' },
    });
    expect(timed.id).not.toBe(customer);
    await made(call, '/v1/subscriptions', { customer: timed.id, items: [{ price: price.id }] });
    await made(call, `/v1/test_helpers/test_clocks/${clock.id}/advance`, {
      frozen_time: String(1_795_564_800 + 30 * 86_400 + 60),
    });
    const [renewal] = (await call('GET', '/v1/invoices', { customer: timed.id })).body.data;
    expect(renewal.status).toBe('draft');
    const line = renewal.lines.data[0].id;
    const at = `/v1/invoices/${renewal.id}`;
    const after = await made(call, `${at}/update_lines`, {
      lines: [{ id: line, amount: '900', description: 'Loyal' }],
    });
    expect(after).toMatchObject({
      total: 900,
      lines: { data: [{ amount: 900, description: 'Loyal' }] },
    });
    const { body } = await call('POST', `${at}/lines/${line}`, { tax_rates: ['txr_1'] });
    expect(body.error.code).toBe('sandbox_not_simulated');
  });

  test.each(['add_lines', 'remove_lines', 'update_lines'])(
    'stay once it is final: %s',
    async (verb) => {
      const { call, at, now } = await draft(['1000']);
      const [line] = (await now()).lines.data;
      await made(call, `${at}/finalize`);
      const lines: Record<string, FormObject> = {
        add_lines: { amount: '5' },
        remove_lines: { id: line.id, behavior: 'delete' },
        update_lines: { id: line.id, amount: '5' },
      };
      const { status, body } = await call('POST', `${at}/${verb}`, { lines: [lines[verb] ?? {}] });
      expect([status, body.error.code]).toEqual([400, 'invoice_not_editable']);
      expect((await now()).total).toBe(1000);
    },
  );
});

describe('a payment that is attached', () => {
  async function payment(call: Call, customer: string, amount: string, params: FormObject = {}) {
    return made(call, '/v1/payment_intents', {
      amount,
      customer,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      payment_method_types: ['card'],
      ...params,
    });
  }

  test('pays a part, and the invoice itself asks for the rest', async () => {
    const { call, customer, at } = await draft(['1000']);
    await made(call, `${at}/finalize`);
    const part = await payment(call, customer, '400', { confirm: 'true' });
    const after = await made(call, `${at}/attach_payment`, { payment_intent: part.id });
    expect(after).toMatchObject({ status: 'open', amount_paid: 400, amount_remaining: 600 });
    const rest = await made(call, `${at}/pay`, { 'expand[]': 'payments' });
    expect(rest).toMatchObject({ status: 'paid', amount_paid: 1000, amount_remaining: 0 });
    expect(rest.payments.data).toMatchObject([
      { is_default: true, status: 'paid', amount_paid: 600 },
      { is_default: false, status: 'paid', amount_paid: 400 },
    ]);
  });

  test('pays all of it when it goes through, and the other is given up', async () => {
    const { call, customer, at, now } = await draft(['1000']);
    await made(call, `${at}/finalize`);
    const whole = await payment(call, customer, '1200');
    await made(call, `${at}/attach_payment`, { payment_intent: whole.id });
    expect((await now()).status).toBe('open');
    await made(call, `/v1/payment_intents/${whole.id}/confirm`);
    const { body: after } = await call('GET', at, { 'expand[]': 'payments' });
    expect(after).toMatchObject({ status: 'paid', amount_paid: 1200, amount_overpaid: 200 });
    expect(after.payments.data).toMatchObject([
      { is_default: true, status: 'canceled' },
      { is_default: false, status: 'paid', amount_paid: 1200 },
    ]);
    const own = after.payments.data[0].payment.payment_intent;
    expect((await call('GET', `/v1/payment_intents/${own}`)).body.status).toBe('canceled');
    const [told] = (await call('GET', '/v1/events', { type: 'invoice.overpaid' })).body.data;
    expect(told.data.object).toMatchObject({ status: 'paid', amount_overpaid: 200 });
  });

  test('must fit, and the invoice must be open', async () => {
    const { call, customer, at } = await draft(['1000']);
    const euros = await payment(call, customer, '400', { currency: 'eur' });
    const early = await call('POST', `${at}/attach_payment`, { payment_intent: euros.id });
    expect(early.body.error.code).toBe('invoice_not_editable');
    await made(call, `${at}/finalize`);
    const { status, body } = await call('POST', `${at}/attach_payment`, {
      payment_intent: euros.id,
    });
    expect([status, body.error.param]).toEqual([400, 'payment_intent']);
  });
});

test('a credit note can be looked at before it is made', async () => {
  const { call, sandbox, at, id, now } = await draft(['1000', '500']);
  await made(call, `${at}/finalize`);
  const [line] = (await now()).lines.data;
  const before = JSON.stringify(sandbox.snapshot());
  const params = {
    invoice: id,
    lines: [{ type: 'invoice_line_item', invoice_line_item: line.id, quantity: '1' }],
  };
  const { status, body: told } = await call('GET', '/v1/credit_notes/preview', params);
  expect([status, told.total, told.lines.data.length]).toEqual([200, 1000, 1]);
  const { body: lines } = await call('GET', '/v1/credit_notes/preview/lines', params);
  expect(lines.data).toMatchObject([{ amount: 1000 }]);
  expect(JSON.stringify(sandbox.snapshot())).toBe(before);
  const note = await made(call, '/v1/credit_notes', params);
  expect(note.total).toBe(told.total);
  const tooMuch = await call('GET', '/v1/credit_notes/preview', { invoice: id, amount: '9999' });
  expect(tooMuch.status).toBe(400);
});

test('a payment link is no session, though its page opens one', async () => {
  const { call } = openSandbox();
  const product = await made(call, '/v1/products', {
    name: 'Cup',
    default_price_data: { currency: 'usd', unit_amount: '900' },
  });
  const link = await made(call, '/v1/payment_links', {
    line_items: [{ price: product.default_price, quantity: '1' }],
  });
  const { status, body } = await call('GET', `/v1/checkout/sessions/${link.id}`);
  expect([status, body.error.code]).toEqual([404, 'resource_missing']);
  expect((await call('GET', '/v1/checkout/sessions')).body.data).toEqual([]);
  expect((await call('GET', `/v1/payment_pages/${link.id}`)).status).toBe(200);
});
