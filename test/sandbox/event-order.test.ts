// Which events a flow makes, in which order; what time makes, and what is too old to be listed.

import { expect, test } from 'vitest';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const daySeconds = 86_400;
const paying = { amount: '1000', currency: 'usd', 'payment_method_types[]': 'card' };

// Tests read whatever the API answers.
// oxlint-disable-next-line typescript/no-explicit-any
async function post(call: Call, path: string, params = {}): Promise<any> {
  return (await call('POST', `/v1/${path}`, params)).body;
}

function pay(call: Call, method: string, more = {}) {
  return post(call, 'payment_intents', {
    ...paying,
    payment_method: method,
    confirm: 'true',
    ...more,
  });
}

async function customerWith(call: Call, method: string, more = {}): Promise<string> {
  const settings = { invoice_settings: { default_payment_method: method } };
  return (await post(call, 'customers', { payment_method: method, ...settings, ...more })).id;
}

async function subscribe(call: Call, customer: string, more = {}) {
  const product = (await post(call, 'products', { name: 'Plan' })).id;
  const price = { currency: 'usd', product, unit_amount: '900', recurring: { interval: 'month' } };
  return post(call, 'subscriptions', { customer, items: [{ price_data: price }], ...more });
}

const finalized = [
  'invoice.created',
  'payment_intent.created',
  'invoice.updated',
  'invoice.finalized',
];
const paid = [
  'charge.succeeded',
  'payment_intent.succeeded',
  'invoice.updated',
  'invoice.paid',
  'invoice.payment_succeeded',
  'invoice_payment.paid',
];
/** With one card, then with another. */
const failedThenPaid = [
  'charge.failed',
  'payment_intent.payment_failed',
  'invoice.updated',
  'invoice.payment_failed',
  'charge.succeeded',
  'payment_method.attached',
  ...paid.slice(1),
];

async function finalInvoice(call: Call): Promise<string> {
  const customer = await customerWith(call, 'pm_card_visa');
  const { id } = await post(call, 'invoices', { customer });
  await post(call, 'invoiceitems', { customer, invoice: id, amount: '900', currency: 'usd' });
  await post(call, `invoices/${id}/finalize`);
  return id;
}

interface Flow {
  readonly run: (call: Call) => Promise<unknown>;
  readonly types: readonly string[];
  /** What only prepares it is not looked at. */
  readonly from?: string;
}

const flows: Readonly<Record<string, Flow>> = {
  'a payment, whose balance transaction comes last': {
    run: (call) => pay(call, 'pm_card_visa'),
    types: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ],
  },
  'a payment that is settled at once': {
    run: (call) => pay(call, 'pm_card_visa', { capture_method: 'automatic' }),
    types: ['payment_intent.created', 'charge.succeeded', 'payment_intent.succeeded'],
  },
  'a payment that is held and captured': {
    async run(call) {
      const { id } = await pay(call, 'pm_card_visa', { capture_method: 'manual' });
      await post(call, `payment_intents/${id}/capture`);
    },
    types: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ],
  },
  'a payment that is held and released': {
    async run(call) {
      const { id } = await pay(call, 'pm_card_visa', { capture_method: 'manual' });
      await post(call, `payment_intents/${id}/cancel`);
    },
    types: [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.canceled',
    ],
  },
  'a declined payment': {
    run: (call) => pay(call, 'pm_card_visa_chargeDeclined'),
    types: ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed'],
  },
  'a payment that the cardholder must approve': {
    run: (call) => pay(call, 'pm_card_threeDSecure2Required'),
    types: ['payment_intent.created', 'payment_intent.requires_action'],
  },
  'a dispute': {
    run: (call) => pay(call, 'pm_card_createDispute'),
    from: 'charge.dispute.created',
    types: [
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
      'charge.updated',
    ],
  },
  'a dispute of what was held and captured in part': {
    async run(call) {
      const { id } = await pay(call, 'pm_card_createDispute', { capture_method: 'manual' });
      await post(call, `payment_intents/${id}/capture`, { amount_to_capture: '400' });
      const [{ amount }] = (await call('GET', '/v1/disputes')).body.data;
      expect(amount).toBe(400);
    },
    from: 'charge.captured',
    types: [
      'charge.captured',
      'charge.dispute.created',
      'charge.dispute.funds_withdrawn',
      'payment_intent.succeeded',
    ],
  },
  'a dispute that is won': {
    async run(call) {
      await pay(call, 'pm_card_createDispute');
      const [{ id }] = (await call('GET', '/v1/disputes')).body.data;
      await post(call, `disputes/${id}`, { evidence: { uncategorized_text: 'winning_evidence' } });
    },
    from: 'charge.dispute.updated',
    types: ['charge.dispute.updated', 'charge.dispute.funds_reinstated', 'charge.dispute.closed'],
  },
  'a refund': {
    async run(call) {
      const { id } = await pay(call, 'pm_card_visa');
      await post(call, 'refunds', { payment_intent: id, amount: '400' });
    },
    from: 'refund.created',
    types: ['refund.created', 'charge.refunded'],
  },
  'an invoice, which is told of an item after that is there': {
    run: async (call) => post(call, `invoices/${await finalInvoice(call)}/pay`),
    from: 'invoice.created',
    types: [
      'invoice.created',
      'invoiceitem.created',
      'invoice.updated',
      ...finalized.slice(1),
      ...paid,
    ],
  },
  'an invoice that is paid elsewhere: no attempt has succeeded': {
    async run(call) {
      const path = `invoices/${await finalInvoice(call)}/pay`;
      expect(await post(call, path, { paid_out_of_band: 'true' })).toMatchObject({
        attempt_count: 0,
        attempted: false,
        status: 'paid',
      });
    },
    from: 'payment_intent.created',
    types: [...finalized.slice(1), 'invoice.updated', 'invoice.paid', 'payment_intent.canceled'],
  },
  'a subscription that is paid': {
    run: async (call) => subscribe(call, await customerWith(call, 'pm_card_visa')),
    from: 'customer.subscription.created',
    types: ['customer.subscription.created', ...finalized, 'customer.updated', ...paid],
  },
  'a subscription whose payment fails, and is paid later': {
    async run(call) {
      const customer = await customerWith(call, 'pm_card_chargeCustomerFail');
      const { latest_invoice: invoice, status } = await subscribe(call, customer);
      expect(status).toBe('incomplete');
      await post(call, `invoices/${invoice}/pay`, { payment_method: 'pm_card_visa' });
    },
    from: 'customer.subscription.created',
    types: [
      'customer.subscription.created',
      ...finalized,
      'customer.updated',
      ...failedThenPaid,
      'customer.subscription.updated',
    ],
  },
  'a subscription that waits for the page to confirm its payment': {
    async run(call) {
      const customer = await customerWith(call, 'pm_card_visa');
      const { latest_invoice: invoice, id } = await subscribe(call, customer, {
        payment_behavior: 'default_incomplete',
        expand: ['latest_invoice.payments'],
      });
      const intent = invoice.payments.data[0].payment.payment_intent;
      const path = `payment_intents/${intent}/confirm`;
      await post(call, path, { payment_method: 'pm_card_chargeCustomerFail' });
      await post(call, path, { payment_method: 'pm_card_visa' });
      expect((await call('GET', `/v1/invoices/${invoice.id}`)).body.status).toBe('paid');
      expect((await call('GET', `/v1/subscriptions/${id}`)).body.status).toBe('active');
    },
    from: 'charge.failed',
    types: [...failedThenPaid, 'customer.subscription.updated'],
  },
  'a customer who goes, with what is theirs': {
    async run(call) {
      const customer = await customerWith(call, 'pm_card_visa');
      const { id } = await subscribe(call, customer);
      await call('DELETE', `/v1/customers/${customer}`);
      expect((await call('GET', `/v1/subscriptions/${id}`)).body.status).toBe('canceled');
    },
    from: 'customer.subscription.deleted',
    types: ['customer.subscription.deleted', 'payment_method.detached', 'customer.deleted'],
  },
  'a price that recurs, and is a plan': {
    async run(call) {
      const product = (await post(call, 'products', { name: 'Plan' })).id;
      const recurring = { interval: 'month' };
      await post(call, 'prices', { product, currency: 'usd', unit_amount: '900', recurring });
    },
    types: ['product.created', 'plan.created', 'price.created'],
  },
};

for (const [name, { run, types, from }] of Object.entries(flows)) {
  test(name, async () => {
    const { call } = openSandbox();
    await run(call);
    const told = await typesOf(call);
    expect(told.slice(from === undefined ? 0 : told.indexOf(from))).toEqual(types);
  });
}

test.each([
  ['products', { name: 'Lamp' }, { active: false }],
  ['coupons', { percent_off: '10', duration: 'once' }, { valid: false }],
])(
  'the last event of deleted %s tells that they are of no use any more',
  async (path, params, told) => {
    const { call } = openSandbox();
    const { id } = await post(call, path, params);
    await call('DELETE', `/v1/${path}/${id}`);
    const [event] = (await call('GET', '/v1/events', 'limit=1')).body.data;
    expect(event.type).toMatch(/\.deleted$/);
    expect(event.data.object).toMatchObject({ id, ...told });
    expect(event.data).not.toHaveProperty('previous_attributes');
  },
);

test('a charge has no balance transaction until it is told of', async () => {
  const { call } = openSandbox();
  const { latest_charge: id } = await pay(call, 'pm_card_visa');
  const { data } = (await call('GET', '/v1/events')).body;
  const [updated, , succeeded] = data;
  expect(succeeded.data.object).toMatchObject({ id, balance_transaction: null });
  expect(updated.data.object.balance_transaction).toMatch(/^txn_/);
  expect(updated.data.previous_attributes).toEqual({ balance_transaction: null });
});

test('what changed in a list is told as the whole list was', async () => {
  const { call } = openSandbox();
  const { id, items } = await subscribe(call, await customerWith(call, 'pm_card_visa'));
  const [item] = items.data;
  await post(call, `subscriptions/${id}`, {
    items: [{ id: item.id, quantity: '3' }],
    proration_behavior: 'none',
  });
  const [event] = (await call('GET', '/v1/events', 'type=customer.subscription.updated')).body.data;
  expect(event.data.object.items.data[0].quantity).toBe(3);
  expect(event.data.previous_attributes.items.data).toMatchObject([{ id: item.id, quantity: 1 }]);
  expect(event.data.previous_attributes.items).not.toHaveProperty('url');
});

test('what time makes is of no request', async () => {
  const { call } = openSandbox();
  const clock = (await post(call, 'test_helpers/test_clocks', { frozen_time: String(nowSeconds) }))
    .id;
  const customer = await customerWith(call, 'pm_card_visa', { test_clock: clock });
  await subscribe(call, customer);
  const before = (await typesOf(call)).length;
  const to = { frozen_time: String(nowSeconds + 32 * daySeconds) };
  const answer = await call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, to);
  const { data } = (await call('GET', '/v1/events', 'limit=100')).body;
  const told = data.slice(0, data.length - before);
  const ids = new Set(
    told
      .filter(({ type }: { type: string }) => !type.startsWith('test_helpers'))
      .map(({ request }: { request: { id: unknown } }) => request.id),
  );
  expect([...ids]).toEqual([null]);
  expect(told[0]).toMatchObject({
    type: 'test_helpers.test_clock.ready',
    request: { id: answer.headers.get('Request-Id') },
  });
});

test('a first invoice that is not paid within 23 hours ends its subscription', async () => {
  const { call } = openSandbox();
  const clock = (await post(call, 'test_helpers/test_clocks', { frozen_time: String(nowSeconds) }))
    .id;
  const customer = await customerWith(call, 'pm_card_chargeCustomerFail', { test_clock: clock });
  const { id, latest_invoice: invoice } = await subscribe(call, customer);
  const advance = (hours: number) =>
    post(call, `test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(nowSeconds + hours * 3600),
    });
  const status = async () => (await call('GET', `/v1/subscriptions/${id}`)).body.status;
  await advance(22);
  expect(await status()).toBe('incomplete');
  await advance(24);
  expect(await status()).toBe('incomplete_expired');
  expect((await call('GET', `/v1/invoices/${invoice}`)).body.status).toBe('void');
  const changed = await call('POST', `/v1/subscriptions/${id}`, { trial_end: 'now' });
  expect(changed.body.error?.code).toBe('invalid_canceled_subscription_fields');
  const mode = { 'billing_mode[type]': 'flexible' };
  expect((await call('POST', `/v1/subscriptions/${id}/migrate`, mode)).status).toBe(404);
  expect((await call('DELETE', `/v1/subscriptions/${id}`)).status).toBe(404);
  expect(await status()).toBe('incomplete_expired');
  const noted = await post(call, `subscriptions/${id}`, { 'metadata[why]': 'card' });
  expect(noted.metadata).toEqual({ why: 'card' });
});

test('events of more than 30 days ago are not listed', async () => {
  let nowMs = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => nowMs });
  await post(call, 'customers', { name: 'old' });
  nowMs += 29 * daySeconds * 1000;
  await post(call, 'customers', { name: 'new' });
  expect(await typesOf(call)).toHaveLength(2);
  nowMs += 2 * daySeconds * 1000;
  expect(await typesOf(call)).toHaveLength(1);
});

test('a payment that is created and confirmed at once is told as created before it has a method', async () => {
  const { call } = openSandbox();
  const intent = { amount: '1000', currency: 'usd', payment_method: 'pm_card_visa' };
  const open = await post(call, 'payment_intents', intent);
  const paid = await post(call, 'payment_intents', { ...intent, confirm: 'true' });
  const { data } = (await call('GET', '/v1/events', { type: 'payment_intent.created' })).body;
  expect(data.map((event: { data: { object: object } }) => event.data.object)).toMatchObject([
    { id: paid.id, latest_charge: null, payment_method: null, status: 'requires_payment_method' },
    { id: open.id, payment_method: open.payment_method, status: 'requires_confirmation' },
  ]);
  expect(paid).toMatchObject({
    payment_method: expect.stringMatching(/^pm_/),
    status: 'succeeded',
  });
});

test('a set-up that is confirmed at once is told as created before that, and then as it is', async () => {
  const { call } = openSandbox();
  const asked = { payment_method: 'pm_card_visa', confirm: 'true', usage: 'off_session' };
  const { payment_method } = await post(call, 'setup_intents', { ...asked, ...redirectless });
  const { data } = (await call('GET', '/v1/events')).body;
  const told = data.map(({ type, data: { object } }: Told) => ({ type, ...object }));
  expect(told).toMatchObject([
    { type: 'setup_intent.succeeded', status: 'succeeded', payment_method },
    {
      type: 'setup_intent.created',
      status: 'requires_confirmation',
      payment_method,
      latest_attempt: null,
    },
  ]);
});

const redirectless = { automatic_payment_methods: { enabled: 'true', allow_redirects: 'never' } };

interface Told {
  readonly type: string;
  readonly data: { readonly object: object };
}
