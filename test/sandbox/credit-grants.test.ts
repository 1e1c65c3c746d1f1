// Billing credits: granted to a customer, used up by metered usage, and given back.

import { describe, expect, test } from 'vitest';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const daySeconds = 86_400;
const start = nowSeconds;
const nextMonth = start + 30 * daySeconds;
const metered = { scope: { price_type: 'metered' } };

async function opened() {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, start);
  const counted = { display_name: 'Calls', event_name: 'calls' };
  const meter = await made(call, '/v1/billing/meters', {
    ...counted,
    default_aggregation: { formula: 'sum' },
  });
  const product = (await made(call, '/v1/products', { name: 'Switchboard' })).id;
  const priced = async (unit: string, more: Given): Promise<string> => {
    const recurring = { interval: 'month', ...more };
    const sold = { product, currency: 'usd', unit_amount: unit, recurring };
    return (await made(call, '/v1/prices', sold)).id;
  };
  const usage = await priced('10', { usage_type: 'metered', meter: meter.id });
  const flat = await priced('500', {});
  const granted = (value: string, more: Given = {}) =>
    made(call, '/v1/billing/credit_grants', {
      customer,
      amount: { type: 'monetary', monetary: { currency: 'usd', value } },
      applicability_config: metered,
      ...more,
    });
  const subscribed = (more: Given = {}) => {
    const items = [{ price: usage }, { price: flat }];
    return made(call, '/v1/subscriptions', { customer, items, ...more });
  };
  const used = (value: string) =>
    made(call, '/v1/billing/meter_events', {
      event_name: 'calls',
      payload: { stripe_customer_id: customer, value },
      timestamp: String(start + daySeconds),
    });
  const balances = async (
    filter: Given = { type: 'applicability_scope', applicability_scope: { price_type: 'metered' } },
  ) => {
    const path = '/v1/billing/credit_balance_summary';
    const { body } = await call('GET', path, { customer, filter } as Parameters<typeof call>[2]);
    return body.balances.map((one: Given) => Object(one['available_balance']).monetary.value);
  };
  const transactions = async () => {
    const path = '/v1/billing/credit_balance_transactions';
    return (await call('GET', path, { customer })).body.data;
  };
  const lastInvoice = async () => (await call('GET', '/v1/invoices', { customer })).body.data[0];
  return {
    call,
    customer,
    advance,
    usage,
    granted,
    subscribed,
    used,
    balances,
    transactions,
    lastInvoice,
  };
}

test('a grant tells what it is by default, and is a credit of the balance', async () => {
  const { call, granted, balances, transactions } = await opened();
  const grant = await granted('700');
  expect(grant).toMatchObject({ category: 'paid', effective_at: start, priority: 50 });
  expect(await balances()).toEqual([700]);
  expect(await transactions()).toMatchObject([
    { type: 'credit', credit: { type: 'credits_granted' }, credit_grant: grant.id, debit: null },
  ]);
  expect(await typesOf(call)).toContain('billing.credit_balance_transaction.created');
});

test('usage is paid with it once an invoice is final, and nothing else is', async () => {
  const { call, advance, granted, subscribed, used, balances, transactions, lastInvoice } =
    await opened();
  const { id: grant } = await granted('700');
  await subscribed();
  await advance(start + 2 * daySeconds);
  await used('40');
  await advance(nextMonth);
  expect(await lastInvoice()).toMatchObject({ status: 'draft', total: 900 });
  await advance(nextMonth + daySeconds);
  const invoice = await lastInvoice();
  // Of 400 for usage and 500 for all else.
  expect(invoice).toMatchObject({
    status: 'paid',
    subtotal: 900,
    total: 500,
    amount_paid: 500,
    total_discount_amounts: [],
    total_pretax_credit_amounts: [{ amount: 400, type: 'credit_balance_transaction' }],
  });
  expect(await balances()).toEqual([300]);
  const [last] = await transactions();
  expect(last).toMatchObject({
    type: 'debit',
    credit_grant: grant,
    debit: {
      amount: { monetary: { currency: 'usd', value: 400 } },
      credits_applied: { invoice: invoice.id },
      type: 'credits_applied',
    },
  });
  expect((await call('GET', `/v1/billing/credit_balance_transactions/${last.id}`)).status).toBe(
    200,
  );
});

test('taxes are laid on what credits leave, and discounts come before them', async () => {
  const { call, advance, granted, subscribed, used, lastInvoice } = await opened();
  const rate = { display_name: 'VAT', inclusive: 'false', percentage: '10' };
  const { id } = await made(call, '/v1/tax_rates', rate);
  await made(call, '/v1/coupons', { id: 'half', percent_off: '50', duration: 'forever' });
  await granted('100');
  await subscribed({ default_tax_rates: [id], discounts: [{ coupon: 'half' }] });
  await advance(start + 2 * daySeconds);
  await used('40');
  await advance(nextMonth + daySeconds);
  // 400 and 500, halved, without 100, and a tenth more.
  expect(await lastInvoice()).toMatchObject({
    subtotal: 900,
    total: 385,
    total_excluding_tax: 350,
  });
});

describe('several grants are used up', () => {
  test.each<[string, Given, Given]>([
    ['by priority', {}, { priority: '10' }],
    ['then the one that expires first', {}, { expires_at: String(start + 90 * daySeconds) }],
    ['then what was given for free', {}, { category: 'promotional' }],
  ])('%s', async (_, later, sooner) => {
    const { advance, granted, subscribed, used, transactions } = await opened();
    await granted('300', later);
    const { id } = await granted('300', sooner);
    await subscribed();
    await advance(start + 2 * daySeconds);
    await used('20');
    await advance(nextMonth + daySeconds);
    expect((await transactions())[0]).toMatchObject({ credit_grant: id, type: 'debit' });
  });
});

test('grants for other prices, of later days and that are over pay nothing', async () => {
  const { call, advance, granted, subscribed, used, lastInvoice } = await opened();
  const other = await made(call, '/v1/prices', {
    currency: 'usd',
    unit_amount: '1',
    recurring: { interval: 'month' },
    product_data: { name: 'Letters' },
  });
  await granted('300', { applicability_config: { scope: { prices: [{ id: other.id }] } } });
  await granted('300', { effective_at: String(start + 60 * daySeconds) });
  await granted('300', { expires_at: String(start + 10 * daySeconds) });
  const gone = await granted('300');
  const over = await made(call, `/v1/billing/credit_grants/${gone.id}/void`);
  expect(over.voided_at).toBe(start);
  await subscribed();
  await advance(start + 2 * daySeconds);
  await used('20');
  await advance(nextMonth + daySeconds);
  expect(await lastInvoice()).toMatchObject({ total: 700 });
});

test('a void invoice gives back what it took, and a grant may be ended with what is left', async () => {
  const { call, advance, granted, subscribed, used, balances, transactions, lastInvoice } =
    await opened();
  const { id } = await granted('300');
  await subscribed({ collection_method: 'send_invoice', days_until_due: '30' });
  await advance(start + 2 * daySeconds);
  await used('20');
  await advance(nextMonth + daySeconds);
  expect(await balances()).toEqual([100]);
  const invoice = await lastInvoice();
  await made(call, `/v1/invoices/${invoice.id}/void`);
  expect(await balances({ type: 'credit_grant', credit_grant: id })).toEqual([300]);
  const [back] = await transactions();
  expect(back.credit).toMatchObject({
    credits_application_invoice_voided: { invoice: invoice.id },
    type: 'credits_application_invoice_voided',
  });
  await made(call, `/v1/billing/credit_grants/${id}/expire`);
  expect(await balances()).toEqual([0]);
  expect((await transactions())[0].debit).toMatchObject({ type: 'credits_expired' });
});
