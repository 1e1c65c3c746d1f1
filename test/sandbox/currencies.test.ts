// The currency of a customer: what sets it, what may be in another one, and what may not.

import { describe, expect, test } from 'vitest';
import { made, payer, post } from './made.ts';
import { openSandbox } from './open-sandbox.ts';
import { answerOf, check, type Before, type Params } from './rows.ts';

const priced = (currency: string): Before[number] => [
  currency,
  '/v1/prices',
  {
    currency,
    unit_amount: '500',
    'recurring[interval]': 'month',
    'product_data[name]': 'Desk',
  },
];
const customer: Before[number] = ['customer', '/v1/customers', { email: 'jane@example.com' }];
const sold = [customer, priced('usd'), priced('eur')];
const sent = { customer: '{customer}', collection_method: 'send_invoice', days_until_due: '5' };
const ordered = (currency: string): Params => ({ ...sent, 'items[0][price]': `{${currency}}` });
const item = (currency: string): Params => ({ customer: '{customer}', amount: '900', currency });
const read = 'GET /v1/customers/{customer}';

describe('the currency of a customer is set by', () => {
  const by = (...before: Before): { before: Before; path: string } => ({ before, path: read });
  check({
    'a balance': {
      ...by(['customer', '/v1/customers', { balance: '-500' }]),
      told: { currency: 'usd', balance: -500 },
    },
    'a balance in another currency': {
      ...by(customer, [
        'x',
        `${read.slice(4)}/balance_transactions`,
        { amount: '5', currency: 'eur' },
      ]),
      told: { currency: 'eur', balance: 5 },
    },
    'an invoice item': {
      ...by(customer, ['x', '/v1/invoiceitems', item('eur')]),
      told: { currency: 'eur' },
    },
    'an invoice': {
      ...by(customer, ['x', '/v1/invoices', { customer: '{customer}', currency: 'eur' }]),
      told: { currency: 'eur' },
    },
    'a subscription': {
      ...by(...sold, ['x', '/v1/subscriptions', ordered('eur')]),
      told: { currency: 'eur' },
    },
    'a coupon that takes off an amount': {
      ...by(
        ['coupon', '/v1/coupons', { id: 'less', amount_off: '100', currency: 'eur' }],
        ['customer', '/v1/customers', { coupon: 'less' }],
      ),
      told: { currency: 'eur' },
    },
    'no coupon of a percentage': {
      ...by(
        ['coupon', '/v1/coupons', { id: 'less', percent_off: '10' }],
        ['customer', '/v1/customers', { coupon: 'less' }],
      ),
      told: { currency: null },
    },
  });
});

describe('another currency', () => {
  const refused = {
    error: { type: 'invalid_request_error', message: expect.stringMatching(/combine.*eur\.$/s) },
  };
  const going: Before = [...sold, ['subscription', '/v1/subscriptions', ordered('eur')]];
  const page = { customer: '{customer}', mode: 'subscription', success_url: 'https://example.com' };
  check({
    'is refused to a second subscription': {
      before: going,
      path: '/v1/subscriptions',
      params: ordered('usd'),
      told: refused,
    },
    'is refused to a schedule': {
      before: going,
      path: '/v1/subscription_schedules',
      params: {
        customer: '{customer}',
        start_date: '1900000000',
        'phases[0][items][0][price]': '{usd}',
      },
      told: refused,
    },
    'is refused on the page of a checkout': {
      before: going,
      path: '/v1/checkout/sessions',
      params: { ...page, 'line_items[0][price]': '{usd}', 'line_items[0][quantity]': '1' },
      told: refused,
    },
    'is refused while an item waits': {
      before: [...sold, ['item', '/v1/invoiceitems', item('eur')]],
      path: '/v1/subscriptions',
      params: ordered('usd'),
      told: refused,
    },
    'is refused while a page that subscribes is open': {
      before: [
        ...sold,
        [
          'session',
          '/v1/checkout/sessions',
          {
            customer: '{customer}',
            mode: 'subscription',
            success_url: 'https://example.com',
            'line_items[0][price]': '{eur}',
            'line_items[0][quantity]': '1',
          },
        ],
      ],
      path: '/v1/subscriptions',
      params: ordered('usd'),
      told: {
        error: { message: expect.stringContaining('subscription mode checkout session with') },
      },
    },
    'is refused when it is offered': {
      before: going,
      path: '/v1/quotes',
      params: { customer: '{customer}', 'line_items[0][price]': '{usd}' },
      told: refused,
    },
    'is refused to a price of the same subscription': {
      before: going,
      path: '/v1/subscriptions/{subscription}',
      params: { 'items[0][price]': '{usd}' },
      told: { error: { param: 'items[0][price]', message: expect.stringContaining('`eur`') } },
    },
    'is taken by an invoice': {
      before: [...going, ['item', '/v1/invoiceitems', item('usd')]],
      path: '/v1/invoices',
      params: {
        customer: '{customer}',
        currency: 'usd',
        pending_invoice_items_behavior: 'include',
      },
      told: { currency: 'usd', total: 900 },
    },
  });

  test('is the new one once nothing goes on in the other', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: going,
      path: '/v1/prices',
      params: priced('gbp')[2]!,
    });
    const { data } = (await call('GET', '/v1/subscriptions')).body;
    await call('DELETE', `/v1/subscriptions/${data[0].id}`);
    const params = { ...sent, customer: data[0].customer, 'items[0][price]': body.id };
    expect((await call('POST', '/v1/subscriptions', params)).status).toBe(200);
    const { body: after } = await call('GET', `/v1/customers/${data[0].customer}`);
    expect(after.currency).toBe('gbp');
  });

  test('has a balance of its own, which only its invoices take', async () => {
    const { call } = openSandbox();
    const { body: invoice } = await answerOf(call, {
      before: [
        ['customer', '/v1/customers', { balance: '-500' }],
        ['x', '/v1/customers/{customer}/balance_transactions', { amount: '-300', currency: 'eur' }],
        ['item', '/v1/invoiceitems', item('eur')],
        [
          'invoice',
          '/v1/invoices',
          { customer: '{customer}', currency: 'eur', pending_invoice_items_behavior: 'include' },
        ],
      ],
      path: '/v1/invoices/{invoice}/finalize',
    });
    expect(invoice).toMatchObject({ starting_balance: -300, amount_due: 600, ending_balance: 0 });
    const asked = { 'expand[]': 'invoice_credit_balance' };
    const { body: customer } = await call('GET', `/v1/customers/${invoice.customer}`, asked);
    expect(customer).toMatchObject({
      balance: -500,
      currency: 'usd',
      invoice_credit_balance: { eur: 0, usd: -500 },
    });
    await call('POST', `/v1/invoices/${invoice.id}/void`);
    const { body: after } = await call('GET', `/v1/customers/${invoice.customer}`, asked);
    expect(after.invoice_credit_balance).toEqual({ eur: -300, usd: -500 });
  });
});

describe('a price that is sold in another currency, too,', () => {
  async function opened() {
    const { call } = openSandbox();
    const { id: product } = await made(call, '/v1/products', { name: 'Tea' });
    const both = { product, currency: 'usd', currency_options: { eur: { unit_amount: '900' } } };
    const monthly = { ...both, unit_amount: '1000', recurring: { interval: 'month' } };
    const { id: price } = await made(call, '/v1/prices', monthly);
    const { id: once } = await made(call, '/v1/prices', { ...both, unit_amount: '1000' });
    return { call, price, once, customer: await payer(call) };
  }

  test('is billed and prorated in that which its subscription has, and told in its own', async () => {
    const { call, price, once, customer } = await opened();
    const subscription = await made(call, '/v1/subscriptions', {
      ...{ customer, currency: 'eur', items: [{ price }], add_invoice_items: [{ price: once }] },
      expand: ['latest_invoice'],
    });
    expect(subscription).toMatchObject({
      currency: 'eur',
      items: { data: [{ price: { currency: 'usd', unit_amount: 1000 } }] },
      latest_invoice: { currency: 'eur', total: 1800 },
    });
    const items = [{ id: subscription.items.data[0].id, quantity: '3' }];
    const { latest_invoice: change } = await made(call, `/v1/subscriptions/${subscription.id}`, {
      ...{ items, proration_behavior: 'always_invoice', expand: ['latest_invoice'] },
    });
    const amounts = change.lines.data.map(({ amount }: { amount: number }) => amount);
    expect([change.currency, amounts]).toEqual(['eur', [-900, 2700]]);
  });

  test('is sold in that which its customer pays in already', async () => {
    const { call, price, once, customer } = await opened();
    await made(call, '/v1/subscriptions', { customer, currency: 'eur', items: [{ price }] });
    const other = await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
    expect(other.currency).toBe('eur');
    const item = await made(call, '/v1/invoiceitems', { customer, pricing: { price: once } });
    expect(item).toMatchObject({ amount: 900, currency: 'eur' });
  });

  test('is sold on pages in that which they name, if it has it', async () => {
    const { call, once } = await opened();
    const page = (currency: string) =>
      post(call, '/v1/checkout/sessions', {
        ...{ mode: 'payment', currency, success_url: 'https://example.com' },
        ...{ line_items: [{ price: once, quantity: '2' }], expand: ['line_items'] },
      });
    expect((await page('eur')).body).toMatchObject({
      amount_total: 1800,
      currency: 'eur',
      line_items: { data: [{ amount_total: 1800, currency: 'eur', price: { currency: 'usd' } }] },
    });
    expect((await page('sek')).body.error.param).toBe('line_items[0][price]');
  });
});
