// Taxes: by given rates on invoices, subscriptions, quotes and credit notes; by automatic tax and its
// registrations; and by calculations and the transactions that come of them.

import { describe, expect, test } from 'vitest';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

type Params = Readonly<Record<string, unknown>>;

function post(call: Call, path: string, params: Params = {}): Promise<Answered> {
  return call('POST', path, params as Parameters<Call>[2]);
}

async function idOf(call: Call, path: string, params: Params = {}): Promise<string> {
  const { body } = await post(call, path, params);
  expect(body.error).toBeUndefined();
  return body.id;
}

/** `20`, or `20i` for one that the price includes. */
async function rateOf(call: Call, written: string): Promise<string> {
  return idOf(call, '/v1/tax_rates', {
    display_name: 'VAT',
    percentage: written.replace('i', ''),
    inclusive: String(written.endsWith('i')),
  });
}

function ratesOf(call: Call, written: string): Promise<readonly string[]> {
  return written === ''
    ? Promise.resolve([])
    : Promise.all(written.split(' ').map((one) => rateOf(call, one)));
}

async function customerOf(call: Call, more: Params = {}): Promise<string> {
  return idOf(call, '/v1/customers', {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
    ...more,
  });
}

interface Item {
  readonly amount: number;
  readonly rates: string;
  readonly off?: number;
}

async function invoiceOf(
  call: Call,
  items: readonly Item[],
  { rates = '', off = 0, customer = {} }: { rates?: string; off?: number; customer?: Params } = {},
): Promise<Answered['body']> {
  const coupons = async (percent: number): Promise<Params> =>
    percent === 0
      ? {}
      : { discounts: [{ coupon: await idOf(call, '/v1/coupons', { percent_off: percent }) }] };
  const invoice = await idOf(call, '/v1/invoices', {
    customer: await customerOf(call, customer),
    default_tax_rates: await ratesOf(call, rates),
    ...(await coupons(off)),
  });
  const { body } = await call('GET', `/v1/invoices/${invoice}`);
  for (const item of items) {
    await idOf(call, '/v1/invoiceitems', {
      customer: body.customer,
      invoice,
      amount: item.amount,
      tax_rates: await ratesOf(call, item.rates),
      ...(await coupons(item.off ?? 0)),
    });
  }
  return (await call('GET', `/v1/invoices/${invoice}`)).body;
}

describe('an invoice', () => {
  // Items as amount@rates, of the invoice; subtotal, taxes, total, total without tax.
  test.each<[string, string, number, number, readonly number[], number, number]>([
    ['1000@', '', 0, 1000, [], 1000, 1000],
    ['1000@20', '', 0, 1000, [200], 1200, 1000],
    ['1000@', '20', 0, 1000, [200], 1200, 1000],
    ['1000@10', '20', 0, 1000, [100], 1100, 1000],
    ['1000@20i', '', 0, 1000, [167], 1000, 833],
    ['1000@5 9.975', '', 0, 1000, [50, 100], 1150, 1000],
    ['1000@10i 5', '', 0, 1000, [91, 45], 1045, 909],
    ['799@19', '', 0, 799, [152], 951, 799],
    // Each line is rounded by itself: 2 × 0.5 is 2, and not 1.
    ['10@5 10@5', '', 0, 20, [1, 1], 22, 20],
    ['1000@20', '', 25, 1000, [150], 900, 750],
    ['1200@20i', '', 50, 1200, [100], 600, 500],
    ['-1000@20', '', 0, -1000, [-200], -1200, -1000],
  ])('%s with %s, %i percent off', async (items, rates, off, subtotal, taxes, total, net) => {
    const { call } = openSandbox();
    const read = [...items.matchAll(/(-?\d+)@((?:(?!-?\d+@)[\d.i]+ ?)*)/g)];
    const invoice = await invoiceOf(
      call,
      read.map(([, amount, own = '']) => ({ amount: Number(amount), rates: own.trim() })),
      { rates, off },
    );
    expect(invoice).toMatchObject({
      subtotal,
      total,
      total_excluding_tax: net,
      amount_due: Math.max(0, total),
    });
    expect(invoice.total_taxes.map(({ amount }: { amount: number }) => amount)).toEqual(taxes);
    const lines: readonly { taxes: readonly { amount: number }[] }[] = invoice.lines.data;
    const all = lines.flatMap((line) => line.taxes.map(({ amount }) => amount));
    expect(all.reduce((sum, amount) => sum + amount, 0)).toBe(
      taxes.reduce((sum, amount) => sum + amount, 0),
    );
  });

  test('tells on its lines which rate was laid on how much', async () => {
    const { call } = openSandbox();
    const invoice = await invoiceOf(call, [{ amount: 1100, rates: '10i' }]);
    expect(invoice.lines.data[0].taxes).toEqual([
      {
        amount: 100,
        tax_behavior: 'inclusive',
        tax_rate_details: { tax_rate: expect.stringMatching(/^txr_/) },
        taxability_reason: 'not_available',
        taxable_amount: 1000,
        type: 'tax_rate_details',
      },
    ]);
    expect(invoice).toMatchObject({ subtotal_excluding_tax: 1000, total_excluding_tax: 1000 });
    expect(invoice.total_taxes).toEqual(invoice.lines.data[0].taxes);
  });

  test.each([
    ['exempt', 'customer_exempt', 1000],
    ['reverse', 'reverse_charge', 1000],
    ['none', 'not_available', 1200],
  ])('of a customer who is %s says %s', async (tax_exempt, reason, total) => {
    const { call } = openSandbox();
    const customer = { tax_exempt };
    const invoice = await invoiceOf(call, [{ amount: 1000, rates: '20' }], { customer });
    expect(invoice).toMatchObject({ total, total_taxes: [{ taxability_reason: reason }] });
  });

  test('is summed again when its rates, its items or their rates change, while it is a draft', async () => {
    const { call } = openSandbox();
    const { id, lines } = await invoiceOf(call, [{ amount: 1000, rates: '' }], { rates: '20' });
    const totalOf = async (): Promise<number> =>
      (await call('GET', `/v1/invoices/${id}`)).body.total;
    const item = `/v1/invoiceitems/${lines.data[0].parent.invoice_item_details.invoice_item}`;
    expect(await totalOf()).toBe(1200);
    await post(call, item, { amount: 500 });
    expect(await totalOf()).toBe(600);
    await post(call, item, { tax_rates: [await rateOf(call, '10')] });
    expect(await totalOf()).toBe(550);
    await post(call, item, { tax_rates: '' });
    await post(call, `/v1/invoices/${id}`, { default_tax_rates: '' });
    expect(await totalOf()).toBe(500);
    await call('DELETE', item);
    expect(await totalOf()).toBe(0);
    await post(call, `/v1/invoices/${id}/finalize`);
    const late = await post(call, `/v1/invoices/${id}`, { default_tax_rates: '' });
    expect([late.status, late.body.error.code]).toEqual([400, 'invoice_already_paid']);
  });

  test('is paid with its taxes', async () => {
    const { call } = openSandbox();
    const { id } = await invoiceOf(call, [{ amount: 1000, rates: '20' }]);
    const { body } = await post(call, `/v1/invoices/${id}/pay`);
    expect(body).toMatchObject({ status: 'paid', amount_paid: 1200 });
  });
});
