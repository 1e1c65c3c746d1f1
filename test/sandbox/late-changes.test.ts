// What is asked too late, or of the wrong one: the words that Stripe has for each.

import { expect, test } from 'vitest';
import { openSandbox, type Answered, type Call } from './open-sandbox.ts';

async function opened() {
  const { call } = openSandbox();
  const customer = await payer(call);
  const method = customer.invoice_settings.default_payment_method;
  return { call, customer: customer.id, method };
}

async function payer(call: Call) {
  const settings = { default_payment_method: 'pm_card_visa' };
  const params = { payment_method: 'pm_card_visa', invoice_settings: settings };
  return (await call('POST', '/v1/customers', params)).body;
}

/** Of 9 dollars, final. */
async function openInvoice(call: Call, customer: string) {
  const { id } = (await call('POST', '/v1/invoices', { customer })).body;
  const item = { customer, invoice: id, amount: '900', currency: 'usd' };
  await call('POST', '/v1/invoiceitems', item);
  const at = `/v1/invoices/${id}`;
  const { body } = await call('POST', `${at}/finalize`, { expand: ['payments'] });
  return { at, intent: body.payments.data[0].payment.payment_intent };
}

/** Without a code, but for those that are told. */
function refused({ status, body }: Answered, message: string | RegExp, more: object = {}) {
  expect(body.error?.message).toMatch(message);
  const { code, param } = body.error;
  expect({ status, code, param }).toEqual({
    status: 400,
    code: undefined,
    param: undefined,
    ...more,
  });
}

test('an invoice that is final, void or paid', async () => {
  const { call, customer } = await opened();
  const draft = (await call('POST', '/v1/invoices', { customer })).body;
  const early = await call('POST', `/v1/invoices/${draft.id}/void`);
  refused(early, "You can only pass in open invoices. This invoice isn't open.");

  const { at } = await openInvoice(call, customer);
  refused(await call('POST', `${at}/finalize`), 're-finalize a non-draft invoice');
  const told = await call('POST', at, { description: 'Thanks' });
  refused(told, "Finalized invoices can't be updated in this way", { param: 'description' });
  expect((await call('POST', at, { metadata: { row: '7' } })).body.metadata).toEqual({ row: '7' });

  await call('POST', `${at}/mark_uncollectible`);
  const again = await call('POST', `${at}/mark_uncollectible`);
  refused(again, 'This invoice has already been marked uncollectible.');
  await call('POST', `${at}/pay`);
  refused(await call('POST', `${at}/void`), 'Invoices with `paid` payments cannot be voided.');
  refused(await call('POST', `${at}/pay`), 'Invoice is already paid');
  refused(await call('POST', `${at}/send`), 'This invoice cannot be sent right now.');
});

test('an invoice is tried when it becomes final by itself, as long as that is wanted', async () => {
  const { call, customer } = await opened();
  const params = { customer, auto_advance: 'true' };
  const { id, created } = (await call('POST', '/v1/invoices', params)).body;
  const timesAfter = async (value: string) => {
    const { body } = await call('POST', `/v1/invoices/${id}`, { auto_advance: value });
    return [body.automatically_finalizes_at, body.next_payment_attempt];
  };
  expect(await timesAfter('false')).toEqual([null, null]);
  expect(await timesAfter('true')).toEqual([created + 3600, created + 3600]);
});

test('an invoice that becomes final still says whether it goes on by itself', async () => {
  const { call, customer } = await opened();
  const finalOf = async (asked: object, late = {}) => {
    const { id } = (await call('POST', '/v1/invoices', { customer, ...asked })).body;
    const item = { customer, invoice: id, amount: '900', currency: 'usd' };
    await call('POST', '/v1/invoiceitems', item);
    return (await call('POST', `/v1/invoices/${id}/finalize`, late)).body.auto_advance;
  };
  expect(await finalOf({ auto_advance: 'true' })).toBe(true);
  expect(await finalOf({})).toBe(false);
  expect(await finalOf({}, { auto_advance: 'true' })).toBe(true);
});

test('an invoice item whose invoice is final or gone', async () => {
  const { call, customer } = await opened();
  const itemOn = async (invoice: string) => {
    const item = { customer, invoice, amount: '900', currency: 'usd' };
    return `/v1/invoiceitems/${(await call('POST', '/v1/invoiceitems', item)).body.id}`;
  };
  const draft = async () => (await call('POST', '/v1/invoices', { customer })).body.id;
  const final = await draft();
  const items = [await itemOn(final)];
  await call('POST', `/v1/invoices/${final}/finalize`);
  const gone = await draft();
  items.push(await itemOn(gone));
  await call('DELETE', `/v1/invoices/${gone}`);
  for (const item of items) {
    refused(await call('DELETE', item), "Can't delete an invoice item that is attached to an");
  }
  const [, late = ''] = items;
  refused(await call('POST', late, { amount: '1' }), 'This invoice item has been deleted.');

  const lines = [{ amount: '200', description: 'Extra' }];
  const added = await call('POST', `/v1/invoices/${final}/add_lines`, { lines });
  const code = 'invoice_not_editable';
  refused(added, 'Invalid invoice: This invoice is no longer editable', { code });
  const unknown = await call('GET', '/v1/invoiceitems/ii_none');
  const more = { status: 404, code: 'resource_missing', param: 'id' };
  refused(unknown, "No such Invoice Item: 'ii_none'(livemode=false)", more);
});

test('money that came in otherwise is no attempt', async () => {
  const { call, customer } = await opened();
  const { at } = await openInvoice(call, customer);
  const { body } = await call('POST', `${at}/pay`, { paid_out_of_band: 'true' });
  expect(body).toMatchObject({ status: 'paid', attempted: false, attempt_count: 0 });
});

test('an invoice that was written off is paid when its intent is', async () => {
  const { call, customer, method } = await opened();
  const { at, intent } = await openInvoice(call, customer);
  await call('POST', `${at}/mark_uncollectible`);
  const paid = { payment_method: method, return_url: 'https://example.com' };
  await call('POST', `/v1/payment_intents/${intent}/confirm`, paid);
  expect((await call('GET', at)).body).toMatchObject({ status: 'paid', amount_paid: 900 });
});

test('the payment of an invoice is for what the invoice says', async () => {
  const { call, customer, method } = await opened();
  const { intent } = await openInvoice(call, customer);
  const at = `/v1/payment_intents/${intent}`;
  for (const params of [
    { amount: '700' },
    { currency: 'eur' },
    { customer },
    { transfer_group: 'a' },
  ]) {
    const [param] = Object.keys(params);
    refused(await call('POST', at, params), /created by an invoice/, {
      code: 'payment_intent_invalid_parameter',
      param,
    });
  }
  const told = { description: 'Tea', metadata: { a: 'b' }, receipt_email: 'jane@example.com' };
  const { body } = await call('POST', at, { ...told, payment_method: method });
  expect(body).toMatchObject({ ...told, amount: 900, payment_method: method });
});

test('a hold is taken and given back by its intent only', async () => {
  const { call, customer, method } = await opened();
  const { body: intent } = await call('POST', '/v1/payment_intents', {
    ...{ amount: '1200', currency: 'usd', customer, payment_method: method, confirm: 'true' },
    ...{ capture_method: 'manual', payment_method_types: ['card'] },
  });
  const charge = intent.latest_charge;
  const taken = await call('POST', `/v1/charges/${charge}/capture`);
  refused(taken, `(${intent.id}). You must capture the PaymentIntent instead.`.slice(0, 20));
  const back = await call('POST', '/v1/refunds', { charge });
  refused(back, /You must cancel the PaymentIntent to reverse the authorization/);

  await call('POST', `/v1/payment_intents/${intent.id}/capture`, { amount_to_capture: '700' });
  const refund = await call('POST', '/v1/refunds', { charge, amount: '200' });
  expect(refund.body.status).toBe('succeeded');
  const canceled = await call('POST', `/v1/refunds/${refund.body.id}/cancel`);
  refused(canceled, 'Canceling this refund is unsupported.');
  const unknown = await call('POST', '/v1/refunds', { charge: 'ch_1' });
  expect([unknown.status, unknown.body.error.param]).toEqual([404, 'id']);
});

test('a card of somebody else is not set up', async () => {
  const { call, customer, method } = await opened();
  const other = (await payer(call)).id;
  const at = '/v1/setup_intents';
  const mixed = await call('POST', at, { customer: other, payment_method: method });
  refused(mixed, `does not belong to the Customer you supplied ${other}`, {
    param: 'payment_method',
  });
  const nobody = await call('POST', at, { payment_method: method });
  refused(nobody, `belongs to the Customer ${customer}`, { param: 'payment_method' });

  const { body: done } = await call('POST', at, {
    customer,
    payment_method: method,
    payment_method_types: ['card'],
    confirm: 'true',
  });
  const code = 'setup_intent_unexpected_state';
  const confirmed = await call('POST', `${at}/${done.id}/confirm`);
  refused(confirmed, 'because it has already succeeded', { code });
  const changed = await call('POST', `${at}/${done.id}`, { payment_method: 'pm_card_visa' });
  refused(changed, 'You cannot update this SetupIntent', { code });
});

test('methods are listed by their customer, and attached to one', async () => {
  const { call, customer } = await opened();
  const { body: card } = await call('POST', '/v1/payment_methods', {
    type: 'card',
    card: { token: 'tok_visa' },
  });
  expect((await call('GET', '/v1/payment_methods')).body.data).toEqual([]);
  const all = await call('GET', '/v1/payment_methods', { customer });
  expect(all.body.data).toHaveLength(1);
  const loose = await call('POST', `/v1/payment_methods/${card.id}/attach`);
  refused(loose, 'Must provide customer or customer_account.', { code: 'parameter_missing' });
});

test('a trial that a request ends is paid at once, or not ended', async () => {
  const { call, customer } = await opened();
  const { body: price } = await call('POST', '/v1/prices', {
    product_data: { name: 'Tea' },
    currency: 'usd',
    recurring: { interval: 'month' },
    unit_amount: '800',
  });
  const begin = async (of: string, missing = 'create_invoice') => {
    const { body } = await call('POST', '/v1/subscriptions', {
      customer: of,
      items: [{ price: price.id }],
      trial_period_days: '4',
      trial_settings: { end_behavior: { missing_payment_method: missing } },
    });
    return (params: object) => call('POST', `/v1/subscriptions/${body.id}`, { ...params });
  };
  const ended = { trial_end: 'now', expand: ['latest_invoice'] };
  const paid = await (await begin(customer))(ended);
  expect(paid.body).toMatchObject({
    status: 'active',
    latest_invoice: { status: 'paid', total: 800 },
  });

  const poor = (await call('POST', '/v1/customers')).body.id;
  const kept = await (await begin(poor))(ended);
  refused(kept, 'no attached payment source', { code: 'resource_missing' });
  const over = await (await begin(poor, 'cancel'))(ended);
  expect(over.body).toMatchObject({
    status: 'canceled',
    cancellation_details: { reason: 'cancellation_requested' },
  });
  const past = await call('POST', '/v1/subscriptions', {
    ...{ customer, items: [{ price: price.id }], trial_end: '77' },
  });
  refused(past, 'You specified the value `77` which is in the past', { param: 'trial_end' });
  const both = { trial_period_days: '3', trial_from_plan: 'true' };
  const twice = await call('POST', '/v1/subscriptions', {
    ...{ customer, items: [{ price: price.id }], ...both },
  });
  refused(twice, 'You cannot set `trial_end` or `trial_period_days`');
  const whose = await call('POST', '/v1/subscriptions', {
    ...{ customer: 'cus_1', items: [{ price: price.id }] },
  });
  expect([whose.status, whose.body.error.param]).toEqual([404, 'customer']);
  const gone = await call('POST', `/v1/subscriptions/${over.body.id}/resume`);
  expect([gone.status, gone.body.error.code]).toEqual([404, 'resource_missing']);
  const nothing = await call('POST', '/v1/subscriptions', {
    customer,
    items: [{ price: price.id }],
    payment_behavior: 'pending_if_incomplete',
  });
  refused(nothing, 'has no effect when creating', { param: 'payment_behavior' });
});

test('an intent of a customer asks for a method of that customer', async () => {
  const { call, customer } = await opened();
  const params = { amount: '900', currency: 'usd', customer, payment_method_types: ['card'] };
  const { id } = (await call('POST', '/v1/payment_intents', params)).body;
  const answer = await call('POST', `/v1/payment_intents/${id}/confirm`);
  refused(answer, `To confirm the PaymentIntent with ${customer}, specify a payment method`, {
    code: 'payment_intent_unexpected_state',
  });
});

test.each([
  ['GET', '/v1/invoices/in_1', 'invoice'],
  ['DELETE', '/v1/invoices/in_1', 'invoice'],
  ['POST', '/v1/invoices/in_1/send', 'invoice'],
  ['POST', '/v1/invoices/in_1/pay', 'id'],
  ['POST', '/v1/invoices/in_1', 'id'],
  ['GET', '/v1/disputes/du_1', 'dispute'],
  ['GET', '/v1/prices/price_1', 'price'],
  ['GET', '/v1/coupons/SPRING', 'coupon'],
  ['GET', '/v1/products/prod_1', 'id'],
  ['GET', '/v1/subscription_items/si_1', undefined],
])('an id that leads nowhere has a name of its own: %s %s', async (method, path, param) => {
  const { call } = openSandbox();
  const { status, body } = await call(method, path);
  expect([status, body.error.param]).toEqual([404, param]);
});

test('a refund that is pending cannot be canceled', async () => {
  const { call } = openSandbox();
  const { body: intent } = await call('POST', '/v1/payment_intents', {
    ...{ amount: '1200', currency: 'usd', payment_method: 'pm_card_pendingRefund' },
    confirm: 'true',
  });
  const refund = await call('POST', '/v1/refunds', { payment_intent: intent.id });
  expect(refund.body.status).toBe('pending');
  const canceled = await call('POST', `/v1/refunds/${refund.body.id}/cancel`);
  refused(canceled, 'Canceling this refund is unsupported.');
});
