// What a request says of the invoice that it makes.

import { expect, test } from 'vitest';
import { made } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const wishes = {
  number: 'SHOP-9',
  payment_settings: { payment_method_types: ['card'] },
  rendering: { pdf: { page_size: 'a4' } },
};

test('an invoice keeps its number, its page and its ways to be paid', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  const finalized = async (given = {}) => {
    const { id: invoice } = await made(call, '/v1/invoices', { customer, ...given });
    const item = { amount: '500', currency: 'usd', customer, invoice };
    await made(call, '/v1/invoiceitems', item);
    return made(call, `/v1/invoices/${invoice}/finalize`);
  };
  const own = await finalized(wishes);
  expect(own).toMatchObject(wishes);
  const usual = await finalized();
  expect(usual.number).toMatch(/-0001$/);
  expect(usual.rendering.pdf.page_size).toBe('letter');
  expect(usual.payment_settings.payment_method_types).toBeNull();
});

test('an invoice takes 250 items that wait, the oldest ones, and the next one the rest', async () => {
  const { call } = openSandbox();
  const { id: customer } = await made(call, '/v1/customers');
  for (let count = 0; count < 252; count += 1) {
    const item = { amount: String(100 + count), currency: 'usd', customer };
    await made(call, '/v1/invoiceitems', item);
  }
  const taking = { customer, pending_invoice_items_behavior: 'include' };
  expect((await made(call, '/v1/invoices', taking)).total).toBe(250 * 100 + (249 * 250) / 2);
  expect((await made(call, '/v1/invoices', taking)).total).toBe(350 + 351);
});
