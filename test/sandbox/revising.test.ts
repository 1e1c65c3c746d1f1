// Revisions of invoices: drafts that begin as the invoice is, and take its place when they are final.

import { expect, test } from 'vitest';
import { made, payer, post, type Given } from './made.ts';
import { openSandbox, typesOf } from './open-sandbox.ts';

async function opened(more: Given = {}) {
  const { call } = openSandbox();
  const customer = await payer(call, { email: 'jane@example.com' });
  const { id } = await made(call, '/v1/invoices', {
    collection_method: 'send_invoice',
    customer,
    days_until_due: '30',
    description: 'Tea',
    footer: 'Thanks',
    metadata: { order: '7' },
    ...more,
  });
  for (const amount of ['2000', '-500']) {
    await made(call, '/v1/invoiceitems', { customer, invoice: id, amount, currency: 'usd' });
  }
  // It waits for the next invoice that asks for it.
  await made(call, '/v1/invoiceitems', { customer, amount: '900', currency: 'usd' });
  await made(call, `/v1/invoices/${id}/finalize`);
  const revise = (of = id, told: Given = {}) =>
    post(call, '/v1/invoices', { from_invoice: { action: 'revision', invoice: of }, ...told });
  const read = async (of: string) => (await call('GET', `/v1/invoices/${of}`)).body;
  return { call, customer, id, revise, read };
}

test('a revision begins with what the invoice says, and its lines', async () => {
  const { customer, id, read, revise } = await opened();
  const before = await read(id);
  const { body } = await revise(id, { description: 'More tea' });
  expect(body).toMatchObject({
    customer,
    collection_method: 'send_invoice',
    description: 'More tea',
    due_date: before.due_date,
    footer: 'Thanks',
    from_invoice: { action: 'revision', invoice: id },
    latest_revision: null,
    metadata: { order: '7' },
    number: null,
    status: 'draft',
    total: 1500,
  });
  const amounts = (one: typeof body): unknown =>
    one.lines.data.map((line: Given) => [line['amount'], line['description']]);
  expect(amounts(body)).toEqual(amounts(before));
  expect(await read(id)).toEqual(before);
});

test('a revision that is final makes the invoice void, and the newest one is told', async () => {
  const { call, customer, id, read, revise } = await opened();
  await made(call, `/v1/customers/${customer}`, { balance: '-100' });
  const { body: first } = await revise();
  await made(call, '/v1/invoiceitems', {
    customer,
    invoice: first.id,
    amount: '300',
    currency: 'usd',
  });
  expect(await made(call, `/v1/invoices/${first.id}/finalize`)).toMatchObject({
    amount_due: 1700,
    status: 'open',
    total: 1800,
  });
  expect(await read(id)).toMatchObject({ status: 'void', latest_revision: first.id });
  expect(await typesOf(call)).toContain('invoice.voided');
  const { body: second } = await revise(first.id);
  expect((await read(id)).latest_revision).toBe(first.id);
  // What the first one took of the balance is there for the second one.
  expect(await made(call, `/v1/invoices/${second.id}/send`)).toMatchObject({ amount_due: 1700 });
  expect(await read(first.id)).toMatchObject({ status: 'void', latest_revision: second.id });
  expect(await read(id)).toMatchObject({ status: 'void', latest_revision: second.id });
});

test.each(['void', 'paid', 'draft'])('an invoice that is %s has no revision', async (status) => {
  const { call, customer, id, revise } = await opened();
  if (status === 'void') await made(call, `/v1/invoices/${id}/void`);
  if (status === 'paid') await made(call, `/v1/invoices/${id}/pay`);
  const of = status === 'draft' ? (await made(call, '/v1/invoices', { customer })).id : id;
  const { body } = await revise(of);
  expect(body.error.param).toBe('from_invoice[invoice]');
});

test('an invoice that was written off has one, that of a subscription has none', async () => {
  const { call, customer, id, read, revise } = await opened();
  await made(call, `/v1/invoices/${id}/mark_uncollectible`);
  const { body: revision } = await revise();
  await made(call, `/v1/invoices/${revision.id}/finalize`);
  expect((await read(id)).status).toBe('void');
  const sold = { currency: 'usd', unit_amount: '900', product_data: { name: 'Tea' } };
  const price = (await made(call, '/v1/prices', { ...sold, recurring: { interval: 'month' } })).id;
  const { latest_invoice: own } = await made(call, '/v1/subscriptions', {
    customer,
    collection_method: 'send_invoice',
    days_until_due: '30',
    items: [{ price }],
  });
  await made(call, `/v1/invoices/${own}/finalize`);
  expect((await revise(own)).body.error.message).toContain('subscriptions');
  expect((await revise('in_1')).body.error.code).toBe('resource_missing');
});
