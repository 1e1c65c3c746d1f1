// Taxes of invoice lines that were worked out elsewhere.

import { expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const data = {
  country: 'US',
  description: 'Texas Sales Tax',
  display_name: 'Sales Tax',
  inclusive: 'false',
  jurisdiction: 'Texas',
  percentage: '10',
  state: 'TX',
  tax_type: 'sales_tax',
};
const told = (amount: string, more: Given = {}): Given => ({
  tax_amounts: [{ amount, taxable_amount: '1000', tax_rate_data: { ...data, ...more } }],
});

/** A draft with two lines of 1000. */
async function draft() {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const { id } = await made(call, '/v1/invoices', { customer });
  const item = { amount: '1000', currency: 'usd', customer, invoice: id };
  for (const description of ['a', 'b'])
    await made(call, '/v1/invoiceitems', { ...item, description });
  const at = `/v1/invoices/${id}`;
  const now = async () => (await call('GET', at)).body;
  const [first, second] = (await now()).lines.data as readonly { readonly id: string }[];
  return { call, at, now, item, lines: [first?.id ?? '', second?.id ?? ''] as const };
}

test('a line has the tax that it is told, whatever the percentage says', async () => {
  const { call, at, now, lines } = await draft();
  const line = await made(call, `${at}/lines/${lines[0]}`, told('123'));
  expect(line.taxes).toMatchObject([
    {
      amount: 123,
      tax_behavior: 'exclusive',
      taxability_reason: 'not_available',
      taxable_amount: 1000,
    },
  ]);
  expect(await now()).toMatchObject({ subtotal: 2000, total: 2123, total_excluding_tax: 2000 });
  const { tax_rate: rate } = line.taxes[0].tax_rate_details;
  expect((await call('GET', `/v1/tax_rates/${rate}`)).body).toMatchObject({
    active: false,
    description: 'Texas Sales Tax',
    jurisdiction: 'Texas',
    percentage: 10,
  });
  expect((await call('GET', '/v1/tax_rates')).body.data).toEqual([]);
  expect((await post(call, `/v1/tax_rates/${rate}`, { active: 'true' })).status).toBe(400);
  const open = await made(call, `${at}/finalize`);
  expect(open).toMatchObject({ total: 2123, amount_due: 2123 });
});

test('the same data has the same rate, and other data another one', async () => {
  const { call, at, lines } = await draft();
  const after = await made(call, `${at}/update_lines`, {
    lines: [
      { id: lines[0], ...told('100', { description: 'x' }) },
      { id: lines[1], ...told('50') },
    ],
  });
  const rates = after.lines.data.map(
    (line: { taxes: { tax_rate_details: object }[] }) => line.taxes[0]?.tax_rate_details,
  );
  expect(rates[0]).toEqual(rates[1]);
  expect(after.total_taxes).toMatchObject([{ amount: 150, taxable_amount: 2000 }]);
  const other = await made(call, `${at}/lines/${lines[1]}`, told('50', { state: 'CA' }));
  expect(other.taxes[0].tax_rate_details).not.toEqual(rates[0]);
});

test('a tax in the price adds nothing', async () => {
  const { call, at, now, lines } = await draft();
  await made(call, `${at}/lines/${lines[0]}`, told('91', { inclusive: 'true' }));
  expect(await now()).toMatchObject({ total: 2000, total_excluding_tax: 1909 });
});

test('they stay when the amount changes, and go with an empty list', async () => {
  const { call, at, now, lines } = await draft();
  await made(call, `${at}/lines/${lines[0]}`, told('123'));
  await made(call, `${at}/lines/${lines[0]}`, { amount: '500' });
  expect((await now()).total).toBe(1500 + 123);
  await made(call, `${at}/lines/${lines[0]}`, { tax_amounts: '' });
  expect(await now()).toMatchObject({ total: 1500, total_taxes: [] });
});

test('lines come with them, of new items and of those that wait', async () => {
  const { call, at, item } = await draft();
  const { invoice: _, ...loose } = item;
  const { id } = await made(call, '/v1/invoiceitems', loose);
  const after = await made(call, `${at}/add_lines`, {
    lines: [
      { amount: '300', description: 'c', ...told('30') },
      { invoice_item: id, ...told('70') },
    ],
  });
  expect(after).toMatchObject({ subtotal: 3300, total: 3400 });
});

test('they are not mixed with tax rates, from either side', async () => {
  const { call, at, item, lines, now } = await draft();
  const rate = (
    await made(call, '/v1/tax_rates', { display_name: 'V', inclusive: 'false', percentage: '5' })
  ).id;
  const tried = async (path: string, params: Given): Promise<string> => {
    const { status, body } = await post(call, path, params);
    return `${status} ${body.error?.message}`;
  };
  const [path, refused] = [`${at}/lines/${lines[0]}`, /^400 .*`tax_amounts` cannot have tax rates/];
  await made(call, at, { default_tax_rates: [rate] });
  expect(await tried(path, told('10'))).toMatch(refused);
  await made(call, at, { default_tax_rates: '' });
  await made(call, path, told('10'));
  expect(await tried(at, { default_tax_rates: [rate] })).toMatch(refused);
  expect(await tried('/v1/invoiceitems', { ...item, tax_rates: [rate] })).toMatch(refused);
  expect(await tried(at, { automatic_tax: { enabled: 'true' } })).toMatch(
    /cannot have automatic tax/,
  );
  expect((await now()).total).toBe(2010);
});

test('a credit note has to tell how much of them it gives back', async () => {
  const { call, at, lines, now } = await draft();
  const line = await made(call, `${at}/lines/${lines[0]}`, told('100'));
  await made(call, `${at}/finalize`);
  const credit = { type: 'invoice_line_item', invoice_line_item: lines[0], quantity: '1' };
  const invoice = (await now()).id;
  const asked = { invoice, lines: [credit] };
  const { status, body } = await post(call, '/v1/credit_notes', asked);
  expect([status, body.error.param]).toEqual([400, 'lines[0][tax_amounts]']);
  const { tax_rate } = line.taxes[0].tax_rate_details;
  const taxes = [{ amount: '40', taxable_amount: '400', tax_rate }];
  const note = await made(call, '/v1/credit_notes', {
    invoice,
    lines: [{ ...credit, tax_amounts: taxes }],
  });
  expect(note).toMatchObject({ total: 1040, total_excluding_tax: 1000 });
});
