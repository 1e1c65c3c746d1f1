// Customers, as the guide "Send your first Stripe API request" shows them, and beyond.

import { describe, expect, test } from 'vitest';
import { fixedClock } from '../../src/base/clock.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const guide = {
  email: 'jane.smith@email.com',
  name: 'Jane Smith',
  description: 'My First Stripe Customer',
};

test('a new customer has every field of the guide, in its order, with the values of a new one', async () => {
  const { call } = openSandbox();
  const { status, body, text } = await call('POST', '/v1/customers', guide);
  expect(status).toBe(200);
  expect(body.id).toMatch(/^cus_[A-Za-z0-9]{14}$/);
  expect(body.invoice_prefix).toMatch(/^[A-Z0-9]{8}$/);
  expect(text).toBe(
    JSON.stringify(
      {
        id: body.id,
        object: 'customer',
        address: null,
        balance: 0,
        created: nowSeconds,
        currency: null,
        customer_account: null,
        default_source: null,
        delinquent: false,
        description: 'My First Stripe Customer',
        discount: null,
        email: 'jane.smith@email.com',
        invoice_prefix: body.invoice_prefix,
        invoice_settings: {
          custom_fields: null,
          default_payment_method: null,
          footer: null,
          rendering_options: null,
        },
        livemode: false,
        metadata: {},
        name: 'Jane Smith',
        next_invoice_sequence: 1,
        phone: null,
        preferred_locales: [],
        shipping: null,
        tax_exempt: 'none',
        test_clock: null,
      },
      null,
      2,
    ),
  );
});

test('a customer can be made of nothing', async () => {
  const { call } = openSandbox();
  expect((await call('POST', '/v1/customers')).body).toMatchObject({ email: null, name: null });
});

test('all that is given is kept', async () => {
  const { call } = openSandbox();
  const given = {
    address: {
      city: 'Berlin',
      country: 'DE',
      line1: 'A 1',
      line2: null,
      postal_code: '1',
      state: null,
    },
    balance: -500,
    invoice_prefix: 'ABC123',
    invoice_settings: { footer: 'Bye', custom_fields: [{ name: 'PO', value: '7' }] },
    metadata: { order: '6735', __proto__x: 'y' },
    next_invoice_sequence: 5,
    phone: '+15551234567',
    preferred_locales: ['de', 'en'],
    shipping: { name: 'Jane', phone: '1', address: { line1: 'B 2' } },
    tax_exempt: 'exempt',
  };
  const { body } = await call('POST', '/v1/customers', given);
  expect(body).toMatchObject({
    ...given,
    shipping: { name: 'Jane', phone: '1', address: { line1: 'B 2', city: null } },
  });
  expect((await call('GET', `/v1/customers/${body.id}`)).body).toEqual(body);
});

test('an update changes what is given, and leaves the rest', async () => {
  const { call } = openSandbox();
  const made = (await call('POST', '/v1/customers', { ...guide, metadata: { a: '1', b: '2' } }))
    .body;
  const { body } = await call('POST', `/v1/customers/${made.id}`, {
    name: 'Jane Doe',
    metadata: { b: '', c: '3' },
    invoice_settings: { footer: 'Bye' },
  });
  expect(body).toEqual({
    ...made,
    name: 'Jane Doe',
    metadata: { a: '1', c: '3' },
    invoice_settings: { ...made.invoice_settings, footer: 'Bye' },
  });
});

describe('unsetting', () => {
  for (const name of ['email', 'name', 'description', 'phone', 'address', 'shipping']) {
    test(`${name} becomes null with an empty value`, async () => {
      const { call } = openSandbox();
      const made = await call('POST', '/v1/customers', {
        ...guide,
        phone: '1',
        address: { city: 'x' },
        shipping: { name: 'x', address: { city: 'x' } },
      });
      expect(made.body[name]).not.toBeNull();
      const { status, body } = await call('POST', `/v1/customers/${made.body.id}`, `${name}=`);
      expect(status).toBe(200);
      expect(body[name]).toBeNull();
    });
  }

  test('metadata= clears all metadata', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/customers', 'metadata[a]=1&metadata[b]=2');
    expect((await call('POST', `/v1/customers/${body.id}`, 'metadata=')).body.metadata).toEqual({});
  });
});

describe('after a deletion', () => {
  async function deleted() {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/customers', guide);
    const gone = await call('DELETE', `/v1/customers/${body.id}`);
    return { call, id: body.id as string, gone };
  }

  test('the answer and every later retrieval is the deleted stub', async () => {
    const { call, id, gone } = await deleted();
    const stub = `{\n  "id": "${id}",\n  "object": "customer",\n  "deleted": true\n}`;
    expect(gone).toMatchObject({ status: 200, text: stub });
    expect(await call('GET', `/v1/customers/${id}`)).toMatchObject({ status: 200, text: stub });
  });

  test('lists and searches know it no more', async () => {
    const { call } = await deleted();
    expect((await call('GET', '/v1/customers')).body.data).toEqual([]);
    const query = 'email:"jane.smith@email.com"';
    expect((await call('GET', '/v1/customers/search', { query })).body.data).toEqual([]);
  });

  test('it can be neither updated, nor deleted again, nor named by others', async () => {
    const { call, id } = await deleted();
    for (const method of ['POST', 'DELETE']) {
      const { status, body } = await call(method, `/v1/customers/${id}`);
      expect(status).toBe(404);
      expect(body.error).toMatchObject({
        code: 'resource_missing',
        message: `No such customer: '${id}'`,
        param: 'id',
        type: 'invalid_request_error',
      });
    }
    const invoice = await call('POST', '/v1/invoices', { customer: id });
    expect(invoice.status).toBe(400);
    expect(invoice.body.error).toMatchObject({ code: 'resource_missing', param: 'customer' });
  });
});

test('an unknown customer is missing', async () => {
  const { call } = openSandbox();
  const { status, body } = await call('GET', '/v1/customers/cus_nonexistent');
  expect(status).toBe(404);
  expect(body.error).toMatchObject({
    code: 'resource_missing',
    doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    message: "No such customer: 'cus_nonexistent'",
    param: 'id',
    type: 'invalid_request_error',
  });
});

for (const email of ['x', '@', 'a@', '@b', 'a b@c', 'a@b@c']) {
  test(`the email ${email} is refused`, async () => {
    const { call } = openSandbox();
    const { status, body } = await call('POST', '/v1/customers', { email });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'email_invalid',
      message: `Invalid email address: ${email}`,
      param: 'email',
    });
  });
}

for (const param of ['source', 'payment_method']) {
  test(`a ${param} that there is not is refused by name, and no customer is made`, async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/customers', { [param]: 'nobody' });
    expect(body.error).toMatchObject({ code: 'resource_missing', param });
    expect((await call('GET', '/v1/customers')).body.data).toEqual([]);
  });
}

test('what is left out comes in with expand', async () => {
  const { call } = openSandbox();
  const expand = [
    'tax',
    'cash_balance',
    'invoice_credit_balance',
    'sources',
    'subscriptions',
    'tax_ids',
  ];
  const { body } = await call('POST', '/v1/customers', { expand });
  expect(body).toMatchObject({
    tax: { automatic_tax: 'unrecognized_location', provider: 'stripe' },
    cash_balance: { object: 'cash_balance', customer: body.id },
    invoice_credit_balance: {},
    sources: { object: 'list', data: [], has_more: false, url: `/v1/customers/${body.id}/sources` },
  });
  const names = Object.keys(body).slice(2);
  expect(names).toEqual([...names].sort());
  const plain = (await call('GET', `/v1/customers/${body.id}`)).body;
  for (const name of expand) expect(plain).not.toHaveProperty(name);
});

test('tax ids are kept under their customer, and come in with expand', async () => {
  const { call } = openSandbox();
  const [jane, other] = [
    (await call('POST', '/v1/customers')).body.id,
    (await call('POST', '/v1/customers')).body.id,
  ];
  const taxId = await call('POST', `/v1/customers/${jane}/tax_ids`, {
    type: 'eu_vat',
    value: 'DE123456789',
  });
  expect(taxId.body).toMatchObject({
    customer: jane,
    type: 'eu_vat',
    value: 'DE123456789',
    owner: { customer: jane, type: 'customer' },
  });
  const path = `/v1/customers/${jane}/tax_ids/${taxId.body.id}`;
  expect((await call('GET', path)).body).toEqual(taxId.body);
  expect((await call('GET', `/v1/customers/${other}/tax_ids/${taxId.body.id}`)).status).toBe(404);
  expect((await call('GET', `/v1/customers/${other}/tax_ids`)).body.data).toEqual([]);
  const expanded = await call('GET', `/v1/customers/${jane}`, { expand: ['tax_ids'] });
  expect(expanded.body.tax_ids.data).toEqual([taxId.body]);
  expect((await call('GET', '/v1/customers/cus_unknown/tax_ids')).body.error).toMatchObject({
    code: 'resource_missing',
    message: "No such customer: 'cus_unknown'",
  });
});

test('the test clock of a customer is expanded to the clock', async () => {
  const { call } = openSandbox();
  const clock = await call('POST', '/v1/test_helpers/test_clocks', { frozen_time: 1577836800 });
  expect(clock.body).toMatchObject({ frozen_time: 1577836800, status: 'ready' });
  const { body } = await call('POST', '/v1/customers', {
    test_clock: clock.body.id,
    expand: ['test_clock'],
  });
  expect(body.test_clock).toEqual(clock.body);
});

test('the same seed and the same requests give the same ids, another seed gives others', async () => {
  const idOf = async (seed: string) => {
    const { call } = openSandbox({ seed, clock: fixedClock(0) });
    await call('GET', '/v1/customers');
    return (await call('POST', '/v1/customers', guide)).text;
  };
  expect(await idOf('a')).toBe(await idOf('a'));
  expect(await idOf('a')).not.toBe(await idOf('b'));
});
