// What is taken back of tax transactions: in full, in parts, and what undoes it.

import { expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox, type Answered } from './open-sandbox.ts';

const reversals = '/v1/tax/transactions/create_reversal';
const inGermany = { address: { country: 'DE' }, address_source: 'billing' };

/** Ten and twenty with a tax of 19 %, and shipping for one. */
async function opened() {
  const { call } = openSandbox();
  await made(call, '/v1/tax/registrations', {
    active_from: 'now',
    country: 'DE',
    country_options: { de: { type: 'standard' } },
  });
  const { id: calculation } = await made(call, '/v1/tax/calculations', {
    currency: 'eur',
    line_items: [
      { amount: '1000', reference: 'one' },
      { amount: '2000', reference: 'two' },
    ],
    shipping_cost: { amount: '100' },
    customer_details: inGermany,
  });
  const expand = ['line_items'];
  const sale = await made(call, '/v1/tax/transactions/create_from_calculation', {
    calculation,
    reference: 'sale',
    expand,
  });
  let count = 0;
  const back = (params: Given): Promise<Answered> => {
    count += 1;
    const usual = { original_transaction: sale.id, reference: `back ${count}`, expand };
    return post(call, reversals, { ...usual, ...params });
  };
  const [first] = sale.line_items.data;
  const all = { amount: String(-first.amount), amount_tax: String(-first.amount_tax) };
  const line = { original_line_item: first.id, reference: 'back', ...all };
  const firstBack = (): Promise<Answered> => back({ mode: 'partial', line_items: [line] });
  return { back, firstBack };
}

function amountsOf({ body }: Answered): readonly (readonly number[])[] {
  const amounts = ({ amount, amount_tax: tax }: { amount: number; amount_tax: number }) => [
    amount,
    tax,
  ];
  const { line_items: lines, shipping_cost: shipping } = body;
  return [...lines.data.map(amounts), ...(shipping ? [amounts(shipping)] : [])];
}

test('a flat amount is of what is left of each line and of the shipping', async () => {
  const { back, firstBack } = await opened();
  await firstBack();
  const half = (2380 + 119) / 2;
  const answer = await back({ mode: 'partial', flat_amount: String(-Math.ceil(half)) });
  expect(amountsOf(answer)).toEqual([
    [0, 0],
    [-1000, -190],
    [-50, -10],
  ]);
  const { status, body } = await back({ mode: 'partial', flat_amount: '-1250' });
  expect([status, body.error.param]).toEqual([400, 'flat_amount']);
  const rest = await back({ mode: 'partial', flat_amount: '-1249' });
  expect(amountsOf(rest)[0]).toEqual([0, 0]);
});

test('a part that is reversed itself can be taken back again', async () => {
  const { back, firstBack } = await opened();
  const { body: part } = await firstBack();
  expect((await firstBack()).status).toBe(400);
  const undone = await back({ mode: 'full', original_transaction: part.id });
  expect(undone.body).toMatchObject({
    type: 'reversal',
    reversal: { original_transaction: part.id },
  });
  expect(amountsOf(undone)).toEqual([[1000, 190]]);
  const twice = await back({ mode: 'full', original_transaction: part.id });
  const inPart = await back({
    mode: 'partial',
    original_transaction: part.id,
    flat_amount: '-1',
  });
  expect([twice.body.error.param, inPart.body.error.param]).toEqual(['mode', 'mode']);
  expect((await firstBack()).status).toBe(200);
});

test('parts are no hindrance for the whole, and the whole is one for parts', async () => {
  const { back, firstBack } = await opened();
  await firstBack();
  const whole = await back({ mode: 'full' });
  expect(amountsOf(whole)).toEqual([
    [-1000, -190],
    [-2000, -380],
    [-100, -19],
  ]);
  expect((await back({ mode: 'full' })).body.error.param).toBe('mode');
  const more = await back({ mode: 'partial', flat_amount: '-1' });
  expect(more.body.error.param).toBe('flat_amount');
});
