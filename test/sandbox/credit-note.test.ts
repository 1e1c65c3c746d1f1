// Credit notes: first of what is still to be paid, then of what was, and never more than the invoice.

import { describe, expect, test } from 'vitest';
import { made, payer, post } from './made.ts';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

async function openInvoice(amount = '2000', more: { readonly balance?: string } = {}) {
  const { call } = openSandbox();
  const customer = await payer(call, more);
  const { id } = await made(call, '/v1/invoices', { customer });
  if (amount !== '') {
    await made(call, '/v1/invoiceitems', { customer, invoice: id, amount, currency: 'usd' });
  }
  await made(call, `/v1/invoices/${id}/finalize`);
  const now = async (): Promise<Answered['body']> => (await call('GET', `/v1/invoices/${id}`)).body;
  return { call, customer, id, at: `/v1/invoices/${id}`, now };
}

async function ownIntent(call: Call, invoice: string): Promise<Answered['body']> {
  const { data } = (await call('GET', '/v1/invoice_payments', { invoice })).body;
  const { payment } = data.find(({ is_default }: Answered['body']) => is_default);
  return (await call('GET', `/v1/payment_intents/${payment.payment_intent}`)).body;
}

describe('a credit note for an open invoice', () => {
  test('lowers what its intent asks for, so that the rest alone is paid', async () => {
    const { call, id, at } = await openInvoice();
    const note = await made(call, '/v1/credit_notes', { invoice: id, amount: '600' });
    expect(note).toMatchObject({
      pre_payment_amount: 600,
      post_payment_amount: 0,
      type: 'pre_payment',
    });
    expect((await ownIntent(call, id)).amount).toBe(1400);
    const after = await made(call, `${at}/pay`);
    expect(after).toMatchObject({
      total: 2000,
      amount_due: 1400,
      amount_paid: 1400,
      status: 'paid',
    });
    expect((await ownIntent(call, id)).amount_received).toBe(1400);
  });

  test('of all that is due leaves nothing to pay', async () => {
    const { call, id, now } = await openInvoice();
    await made(call, '/v1/credit_notes', { invoice: id, amount: '2000' });
    expect(await ownIntent(call, id)).toMatchObject({ amount: 2000, status: 'canceled' });
    expect(await now()).toMatchObject({
      amount_due: 0,
      amount_paid: 0,
      amount_remaining: 0,
      pre_payment_credit_notes_amount: 2000,
      status: 'paid',
    });
    expect((await ownIntent(call, id)).status).toBe('canceled');
    expect((await call('GET', '/v1/charges')).body.data).toEqual([]);
  });

  test('of more than is due gives back of what was paid', async () => {
    const { call, customer, id, now } = await openInvoice();
    const part = await made(call, '/v1/payment_intents', {
      ...{ amount: '800', currency: 'usd', customer, confirm: 'true' },
      ...{ payment_method: 'pm_card_visa', 'payment_method_types[]': 'card' },
    });
    await made(call, `/v1/invoices/${id}/attach_payment`, { payment_intent: part.id });
    const asked = { invoice: id, amount: '1500', credit_amount: '300' };
    const note = await made(call, '/v1/credit_notes', asked);
    expect(note).toMatchObject({
      pre_payment_amount: 1200,
      post_payment_amount: 300,
      type: 'mixed',
    });
    expect(await now()).toMatchObject({
      amount_due: 800,
      amount_paid: 800,
      post_payment_credit_notes_amount: 300,
      pre_payment_credit_notes_amount: 1200,
      status: 'paid',
    });
    expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-300);
  });

  test('that is void is to be paid again, while the invoice is open', async () => {
    const { call, id, now, at } = await openInvoice();
    const note = await made(call, '/v1/credit_notes', { invoice: id, amount: '600' });
    await made(call, `/v1/credit_notes/${note.id}/void`);
    expect(await now()).toMatchObject({
      amount_due: 2000,
      amount_remaining: 2000,
      pre_payment_credit_notes_amount: 0,
    });
    expect((await ownIntent(call, id)).amount).toBe(2000);
    const other = await made(call, '/v1/credit_notes', { invoice: id, amount: '600' });
    const paid = await made(call, `${at}/pay`);
    expect((await post(call, `/v1/credit_notes/${other.id}/void`)).status).toBe(400);
    expect(await now()).toEqual(paid);
  });
});

test.each([
  ['to the balance', { credit_amount: '600' }],
  ['to the card', { refund_amount: '600' }],
  ['otherwise', { out_of_band_amount: '600' }],
])('what was not paid is not given back %s', async (_, where) => {
  const { call, id, now } = await openInvoice();
  const before = await now();
  const asked = { invoice: id, amount: '600', ...where };
  const { status, body } = await post(call, '/v1/credit_notes', asked);
  expect([status, body.error.message]).toEqual([
    400,
    'The sum of refunds, credit amount, and out of band amount ($6.00) must equal the credit note ' +
      'post_payment_amount ($0.00).',
  ]);
  expect(await now()).toEqual(before);
});

test('a refund that is not named is missed', async () => {
  const { call, id, at } = await openInvoice();
  await made(call, `${at}/pay`);
  const asked = { invoice: id, amount: '600', refunds: [{ amount_refunded: '600' }] };
  const { status, body } = await post(call, '/v1/credit_notes', asked);
  expect([status, body.error.param]).toEqual([400, 'refunds[0][refund]']);
});

test('credit notes of a paid invoice come to no more than was paid', async () => {
  const { call, id, at } = await openInvoice();
  await made(call, `${at}/pay`);
  const part = { invoice: id, amount: '1200', out_of_band_amount: '1200' };
  await made(call, '/v1/credit_notes', part);
  const { status, body } = await post(call, '/v1/credit_notes', part);
  expect([status, body.error.param]).toEqual([400, 'amount']);
  const rest = { invoice: id, amount: '800', out_of_band_amount: '800' };
  expect((await made(call, '/v1/credit_notes', rest)).post_payment_amount).toBe(800);
});

test('credit notes come to no more than the invoice, whatever the customer owed before', async () => {
  const { call, id, at } = await openInvoice('100', { balance: '900' });
  expect((await made(call, `${at}/pay`)).amount_paid).toBe(1000);
  const more = { invoice: id, amount: '101', out_of_band_amount: '101' };
  expect((await post(call, '/v1/credit_notes', more)).status).toBe(400);
});

test('a payment counts for one invoice only', async () => {
  const { call, customer, id, at } = await openInvoice();
  const paying = { currency: 'usd', customer, confirm: 'true', payment_method: 'pm_card_visa' };
  const kinds = { amount: '500', 'payment_method_types[]': 'card' };
  const { id: intent } = await made(call, '/v1/payment_intents', { ...paying, ...kinds });
  await made(call, `${at}/attach_payment`, { payment_intent: intent });
  const own = (await ownIntent(call, id)).id;
  for (const again of [intent, own]) {
    const { status, body } = await post(call, `${at}/attach_payment`, { payment_intent: again });
    expect([status, body.error.param]).toEqual([400, 'payment_intent']);
  }
});

/** How a part of a line is credited first, and how it cannot be then. */
test.each([
  ['quantity', { quantity: '2' }, { amount: '500' }, { quantity: 2, unit_amount: 1000 }],
  ['amount', { amount: '500' }, { quantity: '1' }, { amount: 500, unit_amount: null }],
])('a line that is credited by its %s is so from then on', async (_, first, other, told) => {
  const { call, customer } = await openInvoice();
  const { id } = await made(call, '/v1/invoices', { customer });
  const item = { customer, invoice: id, quantity: '5', unit_amount_decimal: '1000' };
  await made(call, '/v1/invoiceitems', { ...item, currency: 'usd' });
  const { lines } = await made(call, `/v1/invoices/${id}/finalize`);
  const line = { type: 'invoice_line_item', invoice_line_item: lines.data[0].id };
  const credit = (way: object) =>
    post(call, '/v1/credit_notes', { invoice: id, lines: [{ ...line, ...way }] });
  const { body: note } = await credit(first);
  expect(note.lines.data).toMatchObject([told]);
  const [name = ''] = Object.keys(other);
  expect((await credit(other)).body.error.param).toBe(`lines[0][${name}]`);
  expect((await credit(first)).status).toBe(200);
  // Those that are void count for nothing.
  const { data } = (await call('GET', '/v1/credit_notes', { invoice: id })).body;
  for (const one of data) await made(call, `/v1/credit_notes/${one.id}/void`);
  expect((await credit(other)).status).toBe(200);
});

test('a credit note of less than nothing is refused', async () => {
  const { call, id, now } = await openInvoice();
  const { status, body } = await post(call, '/v1/credit_notes', { invoice: id, amount: '-5' });
  expect([status, body.error.param]).toEqual([400, 'amount']);
  expect((await now()).amount_due).toBe(2000);
});

test('a credit note of an invoice that was written off lowers what is left', async () => {
  const { call, id, at, now } = await openInvoice();
  await made(call, `${at}/mark_uncollectible`);
  expect(await made(call, '/v1/credit_notes', { invoice: id, amount: '600' })).toMatchObject({
    pre_payment_amount: 600,
    type: 'pre_payment',
  });
  expect(await now()).toMatchObject({ amount_remaining: 1400, status: 'uncollectible' });
  await made(call, '/v1/credit_notes', { invoice: id, amount: '1400' });
  expect(await now()).toMatchObject({ amount_remaining: 0, status: 'paid' });
});

test('lines of less than nothing are credited with others alone', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const { id } = await made(call, '/v1/invoices', { customer });
  for (const amount of ['10000', '-5000']) {
    await made(call, '/v1/invoiceitems', { customer, invoice: id, amount, currency: 'usd' });
  }
  const { lines } = await made(call, `/v1/invoices/${id}/finalize`);
  const credits: Answered['body'][] = lines.data.map((line: Answered['body']) => ({
    type: 'invoice_line_item',
    invoice_line_item: line.id,
    amount: String(line.amount),
  }));
  const alone = credits.filter(({ amount }) => amount === '-5000');
  const { body } = await post(call, '/v1/credit_notes', { invoice: id, lines: alone });
  expect(body.error.param).toBe('lines');
  const note = await made(call, '/v1/credit_notes', { invoice: id, lines: credits });
  expect(note).toMatchObject({ amount: 5000, pre_payment_amount: 5000 });
});
