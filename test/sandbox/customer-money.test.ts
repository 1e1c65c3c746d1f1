// What belongs to customers: their balance and its transactions, what invoices make of it, their cards
// and bank accounts.

import { describe, expect, test } from 'vitest';
import { made, payer, post } from './made.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';
import { answerOf, check, type Before } from './rows.ts';

const balanced = (balance: string): Before => [['customer', '/v1/customers', { balance }]];

describe('the balance of a customer', () => {
  const transactions = 'GET /v1/customers/{customer}/balance_transactions';
  check({
    'that it begins with is told by a transaction': {
      before: balanced('-500'),
      path: transactions,
      told: { data: [{ amount: -500, ending_balance: -500, type: 'initial', currency: 'usd' }] },
    },
    'is moved by transactions': {
      before: [
        ...balanced('-500'),
        [
          'moved',
          '/v1/customers/{customer}/balance_transactions',
          { amount: '200', currency: 'usd' },
        ],
      ],
      path: 'GET /v1/customers/{customer}',
      told: { balance: -300, currency: 'usd' },
    },
    'that is set tells the difference': {
      before: [...balanced('-500'), ['same', '/v1/customers/{customer}', { balance: '100' }]],
      path: transactions,
      told: { data: [{ amount: 600, ending_balance: 100, type: 'adjustment' }, { amount: -500 }] },
    },
  });

  async function finalized(call: Call, balance: string, amount: string) {
    const { body } = await answerOf(call, {
      before: [
        ...balanced(balance),
        [
          'item',
          '/v1/invoiceitems',
          { customer: '{customer}', amount, currency: 'usd', description: 'Work' },
        ],
        [
          'invoice',
          '/v1/invoices',
          { customer: '{customer}', pending_invoice_items_behavior: 'include' },
        ],
      ],
      path: '/v1/invoices/{invoice}/finalize',
    });
    const { body: customer } = await call('GET', `/v1/customers/${body.customer}`);
    return { invoice: body, customer };
  }

  const rows: readonly (readonly [balance: string, amount: string, due: number, left: number])[] = [
    ['-300', '1000', 700, 0],
    ['-1500', '1000', 0, -500],
    ['200', '1000', 1200, 0],
    ['0', '-400', 0, -400],
    ['0', '1000', 1000, 0],
  ];
  test.each(rows)('of %s goes into an invoice of %s', async (balance, amount, due, left) => {
    const { call } = openSandbox();
    const { invoice, customer } = await finalized(call, balance, amount);
    expect(invoice).toMatchObject({
      amount_due: due,
      starting_balance: Number(balance),
      ending_balance: left,
      status: due === 0 ? 'paid' : 'open',
      total: Number(amount),
    });
    expect(customer.balance).toBe(left);
  });

  test.each([
    ['0', '30', 'invoice_too_small', 30],
    ['-100', '130', 'invoice_too_small', 130],
    ['0', '100000000', 'invoice_too_large', 100_000_000],
    ['-100', '130000', 'applied_to_invoice', 100],
  ])('of %s tells by %s why it moves: %s', async (balance, amount, type, moved) => {
    const { call } = openSandbox();
    const { invoice, customer } = await finalized(call, balance, amount);
    const { data } = (await call('GET', `/v1/customers/${customer.id}/balance_transactions`)).body;
    expect(data[0]).toMatchObject({ amount: moved, invoice: invoice.id, type });
    expect(invoice.status).toBe(type === 'applied_to_invoice' ? 'open' : 'paid');
  });

  test('comes back from an invoice that is void', async () => {
    const { call } = openSandbox();
    const { invoice, customer } = await finalized(call, '-300', '1000');
    await call('POST', `/v1/invoices/${invoice.id}/void`);
    expect((await call('GET', `/v1/customers/${customer.id}`)).body.balance).toBe(-300);
    const { data } = (await call('GET', `/v1/customers/${customer.id}/balance_transactions`)).body;
    expect(
      data.map(({ type, amount }: { type: string; amount: number }) => [type, amount]),
    ).toEqual([
      ['unapplied_from_invoice', -300],
      ['applied_to_invoice', 300],
      ['initial', -300],
    ]);
  });
});

describe('sources of a customer', () => {
  const account = {
    'source[object]': 'bank_account',
    'source[country]': 'US',
    'source[currency]': 'usd',
    'source[account_number]': '000123456789',
    'source[routing_number]': '110000000',
  };
  const card = ['card', '/v1/customers/{customer}/sources', { source: 'tok_visa' }] as const;
  const bank = ['bank', '/v1/customers/{customer}/sources', account] as const;
  const empty = ['customer', '/v1/customers'] as const;
  check({
    'a card is changed': {
      before: [empty, card],
      path: '/v1/customers/{customer}/sources/{card}',
      params: { exp_month: '3', exp_year: '2031', name: 'Bob' },
      told: { object: 'card', exp_month: 3, exp_year: 2031, name: 'Bob' },
    },
    'a card may be told itself': {
      before: [empty],
      path: '/v1/customers/{customer}/sources',
      params: {
        'source[object]': 'card',
        'source[number]': '4242424242424242',
        'source[exp_month]': '5',
        'source[exp_year]': '2030',
      },
      told: { last4: '4242', exp_month: 5, exp_year: 2030 },
    },
    'a bank account waits for its verification': {
      before: [empty],
      path: '/v1/customers/{customer}/sources',
      params: account,
      told: { object: 'bank_account', status: 'new', last4: '6789' },
    },
    'it is verified by the right amounts': {
      before: [empty, bank],
      path: '/v1/customers/{customer}/sources/{bank}/verify',
      params: { 'amounts[0]': '32', 'amounts[1]': '45' },
      told: { status: 'verified' },
    },
    'it is not by others': {
      before: [empty, bank],
      path: '/v1/customers/{customer}/sources/{bank}/verify',
      params: { 'amounts[0]': '40', 'amounts[1]': '41' },
      told: { error: { code: 'bank_account_verification_failed' } },
    },
    'a payment method that is not there is a mistake of the request': {
      path: '/v1/customers',
      params: { payment_method: 'pm_none' },
      told: { error: { code: 'resource_missing', param: 'payment_method' } },
    },
  });

  test('one that goes leaves the next as the default', async () => {
    const { call } = openSandbox();
    const { body } = await answerOf(call, {
      before: [empty, card, bank],
      path: 'GET /v1/customers/{customer}',
    });
    const path = `/v1/customers/${body.id}`;
    const gone = await call('DELETE', `${path}/sources/${body.default_source}`);
    expect(gone.body).toEqual({ id: body.default_source, object: 'card', deleted: true });
    expect((await call('GET', path)).body.default_source).toMatch(/^ba_/);
    expect((await typesOf(call)).slice(-2)).toEqual([
      'customer.source.deleted',
      'customer.updated',
    ]);
    expect((await call('DELETE', `${path}/sources/${body.default_source}`)).status).toBe(404);
  });
});

describe('what a credit note gives back of an invoice that is paid', () => {
  async function paidInvoice() {
    const { call } = openSandbox();
    const customer = await payer(call);
    const { id } = await made(call, '/v1/invoices', { customer });
    const line = { customer, invoice: id, amount: '2000', currency: 'usd' };
    await made(call, '/v1/invoiceitems', line);
    await made(call, `/v1/invoices/${id}/pay`);
    return { call, customer, invoice: id };
  }

  test('goes to the balance, and to the card', async () => {
    const { call, customer, invoice } = await paidInvoice();
    const asked = { invoice, amount: '500', credit_amount: '300', refund_amount: '200' };
    const preview = await call('GET', '/v1/credit_notes/preview', asked);
    expect([preview.status, preview.body.total]).toEqual([200, 500]);
    expect((await call('GET', '/v1/refunds')).body.data).toEqual([]);
    const note = await made(call, '/v1/credit_notes', asked);
    const { data } = (await call('GET', `/v1/customers/${customer}/balance_transactions`)).body;
    expect(data).toMatchObject([
      { amount: -300, ending_balance: -300, type: 'credit_note', credit_note: note.id, invoice },
    ]);
    expect(note.customer_balance_transaction).toBe(data[0].id);
    expect((await call('GET', `/v1/customers/${customer}`)).body.balance).toBe(-300);
    const [refund] = (await call('GET', '/v1/refunds')).body.data;
    expect(refund).toMatchObject({ amount: 200, status: 'succeeded' });
    expect(note.refunds).toMatchObject([{ amount_refunded: 200, refund: refund.id }]);
  });

  test.each([
    [{}, '$0.00'],
    [{ credit_amount: '300' }, '$3.00'],
    [{ credit_amount: '300', refund_amount: '201' }, '$5.01'],
  ])('is told whole: not %j', async (parts, sum) => {
    const { call, invoice } = await paidInvoice();
    const asked = { invoice, amount: '500', ...parts };
    const { status, body } = await post(call, '/v1/credit_notes', asked);
    expect([status, body.error]).toMatchObject([
      400,
      {
        type: 'invalid_request_error',
        message:
          `The sum of refunds, credit amount, and out of band amount (${sum}) must equal the ` +
          'credit note post_payment_amount ($5.00).',
      },
    ]);
  });

  test('may have gone by a refund before', async () => {
    const { call, invoice } = await paidInvoice();
    const [charge] = (await call('GET', '/v1/charges')).body.data;
    const { id: refund } = await made(call, '/v1/refunds', { charge: charge.id, amount: '300' });
    const asked = {
      invoice,
      amount: '500',
      out_of_band_amount: '200',
      'refunds[0][refund]': refund,
    };
    const note = await made(call, '/v1/credit_notes', asked);
    expect(note).toMatchObject({
      post_payment_amount: 500,
      refunds: [{ amount_refunded: 300, refund, type: 'refund' }],
    });
    expect((await call('GET', '/v1/refunds')).body.data).toHaveLength(1);
    const unknown = await post(call, '/v1/credit_notes', {
      ...asked,
      'refunds[0][refund]': 're_no',
    });
    expect(unknown.body.error).toMatchObject({
      code: 'resource_missing',
      param: 'refunds[0][refund]',
    });
  });

  test('needs nobody to say where it goes in a preview', async () => {
    const { call, invoice } = await paidInvoice();
    const { body } = await call('GET', '/v1/credit_notes/preview', { invoice, amount: '500' });
    expect(body).toMatchObject({ post_payment_amount: 500, refunds: [] });
  });
});
