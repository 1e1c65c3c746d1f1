// What bills are to be paid by has to be the customer's; and the names of test cards are kept nowhere.

import { describe, expect, test } from 'vitest';
import { made, payer, post, type Given } from './made.ts';
import { openSandbox, type Call } from './open-sandbox.ts';

const card = 'pm_card_visa';
const name = 'default_payment_method';

async function opened() {
  const { call } = openSandbox();
  const customer = await payer(call);
  const { id: price } = await made(call, '/v1/prices', {
    ...{ currency: 'usd', unit_amount: '1000', recurring: { interval: 'month' } },
    product_data: { name: 'Orchard' },
  });
  const { id: own } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
  return { call, customer, own, items: [{ price }] };
}

type Opened = Awaited<ReturnType<typeof opened>>;

interface Place {
  readonly param: string;
  /** Where the method is named, and all else that the request needs. */
  readonly ask: (opened: Opened, method: string) => Promise<readonly [string, Given]>;
  /** What the answer tells of it. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly tell: (body: any) => unknown;
}

const phased = ({ items }: Opened, more: Given = {}) => [
  { items, duration: { interval: 'month' }, ...more },
];

const places: Readonly<Record<string, Place>> = {
  'a subscription': {
    param: name,
    ask: async ({ customer, items }, method) => [
      '/v1/subscriptions',
      { customer, items, [name]: method },
    ],
    tell: (body) => body[name],
  },
  'the update of a subscription': {
    param: name,
    ask: async ({ call, customer, items }, method) => {
      const { id } = await made(call, '/v1/subscriptions', { customer, items });
      return [`/v1/subscriptions/${id}`, { [name]: method }];
    },
    tell: (body) => body[name],
  },
  'an invoice': {
    param: name,
    ask: async ({ customer }, method) => ['/v1/invoices', { customer, [name]: method }],
    tell: (body) => body[name],
  },
  'the update of an invoice': {
    param: name,
    ask: async ({ call, customer }, method) => {
      const { id } = await made(call, '/v1/invoices', { customer });
      return [`/v1/invoices/${id}`, { [name]: method }];
    },
    tell: (body) => body[name],
  },
  'a schedule': {
    param: `default_settings[${name}]`,
    ask: async (set, method) => [
      '/v1/subscription_schedules',
      {
        ...{ customer: set.customer, start_date: 'now', phases: phased(set) },
        default_settings: { [name]: method },
      },
    ],
    tell: (body) => body.default_settings[name],
  },
  'the update of a schedule': {
    param: `default_settings[${name}]`,
    ask: async (set, method) => {
      const asked = { customer: set.customer, start_date: 'now', phases: phased(set) };
      const { id } = await made(set.call, '/v1/subscription_schedules', asked);
      return [`/v1/subscription_schedules/${id}`, { default_settings: { [name]: method } }];
    },
    tell: (body) => body.default_settings[name],
  },
  'a phase': {
    param: `phases[0][${name}]`,
    ask: async (set, method) => [
      '/v1/subscription_schedules',
      { customer: set.customer, start_date: 'now', phases: phased(set, { [name]: method }) },
    ],
    tell: (body) => body.phases[0][name],
  },
  'a customer': {
    param: `invoice_settings[${name}]`,
    ask: async ({ customer }, method) => [
      `/v1/customers/${customer}`,
      { invoice_settings: { [name]: method } },
    ],
    tell: (body) => body.invoice_settings[name],
  },
};

describe.each(Object.entries(places))('what %s is paid by', (_, { param, ask, tell }) => {
  test('is a method of the customer', async () => {
    const set = await opened();
    expect(tell(await made(set.call, ...(await ask(set, set.own))))).toBe(set.own);
  });

  test('is no method of nobody, and none of somebody else', async () => {
    const set = await opened();
    const { call } = set;
    const other = await payer(call);
    const foreign = await made(call, `/v1/payment_methods/${card}/attach`, { customer: other });
    for (const method of [card, foreign.id]) {
      const { status, body } = await post(call, ...(await ask(set, method)));
      const { code, message, param: told } = body.error;
      expect([status, code, told]).toEqual([400, 'resource_missing', param]);
      expect(message).toMatch(
        /^The customer does not have a payment method with the ID pm_1\w{23}\. The payment method must/,
      );
    }
  });
});

const namesOf = (value: unknown) => JSON.stringify(value).match(/pm_card_\w+|tok_[a-z]\w+/g) ?? [];

test('a test card that is named twice with a new customer is one method, also in the event', async () => {
  const { call } = openSandbox();
  const customer = await made(call, '/v1/customers', {
    payment_method: card,
    invoice_settings: { [name]: card },
  });
  const { data: methods } = (
    await call('GET', '/v1/payment_methods', { customer: customer.id, type: 'card' })
  ).body;
  expect(methods.map(({ id }: { id: string }) => id)).toEqual([customer.invoice_settings[name]]);
  const { data: events } = (await call('GET', '/v1/events')).body;
  expect(events).toHaveLength(2);
  expect(events.flatMap(namesOf)).toEqual([]);
});

test('a new customer has no method but that which comes along', async () => {
  const { call } = openSandbox();
  const settings = { invoice_settings: { [name]: card } };
  for (const more of [{}, { payment_method: 'pm_card_mastercard' }]) {
    const { status, body } = await post(call, '/v1/customers', { ...settings, ...more });
    expect([status, body.error.param]).toEqual([400, `invoice_settings[${name}]`]);
  }
  expect((await call('GET', '/v1/events')).body.data).toEqual([]);
});

test.each([
  ['/v1/subscriptions', ({ items }: Opened) => ({ items })],
  ['/v1/invoices', () => ({})],
])('%s is paid by no source that the customer does not have', async (path, more) => {
  const set = await opened();
  const { call, customer } = set;
  const asked = { customer, ...more(set) };
  const { status, body } = await post(call, path, { ...asked, default_source: 'tok_visa' });
  expect([status, body.error.param]).toEqual([400, 'default_source']);
  expect(body.error.message).toBe("No such source: 'tok_visa'");
  const source = await sourceOf(call, customer);
  const paid = await made(call, path, { ...asked, default_source: source });
  expect(paid.default_source).toBe(source);
});

async function sourceOf(call: Call, customer: string): Promise<string> {
  return (await made(call, `/v1/customers/${customer}/sources`, { source: 'tok_visa' })).id;
}

test('a subscription without a means of its own is paid as its customer says', async () => {
  const { call } = openSandbox();
  const customer = await payer(call);
  const product = (await made(call, '/v1/products', { name: 'Tea' })).id;
  const recurring = { interval: 'month' };
  const price_data = { currency: 'usd', product, unit_amount: '500', recurring };
  const { id: own } = await made(call, '/v1/payment_methods/pm_card_mastercard/attach', {
    customer,
  });
  const { id, items } = await made(call, '/v1/subscriptions', {
    customer,
    default_payment_method: own,
    items: [{ price_data }],
  });
  const path = `/v1/subscriptions/${id}`;
  const cleared = await made(call, path, { default_payment_method: '' });
  expect(cleared.default_payment_method).toBeNull();
  await made(call, path, {
    items: [{ id: items.data[0].id, quantity: '2' }],
    proration_behavior: 'always_invoice',
  });
  const [charge] = (await call('GET', '/v1/charges', { customer })).body.data;
  expect(charge.payment_method_details.card.brand).toBe('visa');
});

test('what is detached is its customer’s default no more, and another one still is', async () => {
  const { call, customer, own } = await opened();
  const settings = { invoice_settings: { [name]: own } };
  const { id: other } = await made(call, `/v1/payment_methods/${card}/attach`, { customer });
  await made(call, `/v1/customers/${customer}`, settings);
  const chosen = async () =>
    (await call('GET', `/v1/customers/${customer}`)).body.invoice_settings[name];
  await made(call, `/v1/payment_methods/${other}/detach`);
  expect(await chosen()).toBe(own);
  await made(call, `/v1/payment_methods/${own}/detach`);
  expect(await chosen()).toBeNull();
  const { data } = (await call('GET', '/v1/events', { limit: '2' })).body;
  expect(data[0]).toMatchObject({
    type: 'customer.updated',
    data: { previous_attributes: settings },
  });
  expect(data[1].type).toBe('payment_method.detached');
});
