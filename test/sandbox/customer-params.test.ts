// Each parameter of a customer: what it does, what it refuses, and what it does beside the customer.

import { describe, expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

const customers = '/v1/customers';

describe('a text that is too long is refused', () => {
  test.each([
    ['business_name', 150],
    ['email', 512],
    ['individual_name', 150],
    ['name', 256],
    ['phone', 20],
    ['invoice_settings[custom_fields][0][name]', 40],
    ['invoice_settings[custom_fields][0][value]', 140],
  ])('%s above %i characters', async (param, lengthMax) => {
    const { call } = openSandbox();
    const ask = (length: number) => {
      const end = param === 'email' ? '@b' : '';
      const other = param.endsWith('[name]') ? 'value' : 'name';
      const beside = param.includes('custom')
        ? `invoice_settings[custom_fields][0][${other}]=x&`
        : '';
      return call('POST', customers, `${beside}${param}=${'x'.repeat(length - end.length)}${end}`);
    };
    expect((await ask(lengthMax)).status).toBe(200);
    const { status, body } = await ask(lengthMax + 1);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      message: expect.stringMatching(new RegExp(`must be at most ${lengthMax} characters$`)),
      param,
    });
  });
});

test.each(['a', 'abc', 'AB_1', 'ABCDEFGHIJKLM'])('invoice_prefix=%s is refused', async (prefix) => {
  const { call } = openSandbox();
  expect((await call('POST', customers, { invoice_prefix: 'A' })).status).toBe(200);
  const { status, body } = await call('POST', customers, { invoice_prefix: prefix });
  expect(status).toBe(400);
  expect(body.error.message).toBe(
    'Invoice number prefix must be 1–12 uppercase letters or numbers.',
  );
  expect(body.error).not.toHaveProperty('param');
});

test('invoice_prefix is refused where another customer has it, new or not', async () => {
  const { call } = openSandbox();
  const mine = { invoice_prefix: 'MINE01' };
  const { id } = (await call('POST', customers, mine)).body;
  const other = (await call('POST', customers, { name: 'Other' })).body;
  for (const path of [customers, `${customers}/${other.id}`]) {
    const { status, body } = await call('POST', path, mine);
    expect([status, body.error.param]).toEqual([400, 'invoice_prefix']);
    expect(body.error.message).toBe(
      `This invoice number prefix is taken by customer: ${id}. Please enter a different prefix.`,
    );
  }
  expect((await call('POST', `${customers}/${id}`, mine)).status).toBe(200);
  const { data } = (await call('GET', customers)).body;
  expect(data.map((one: { id: string }) => one.id)).toEqual([other.id, id]);
  const elsewhere = await call('POST', customers, mine, {
    Authorization: 'Bearer sk_test_another',
  });
  expect(elsewhere.status).toBe(200);
});

test.each([
  ['next_invoice_sequence=0', 'next_invoice_sequence', 'parameter_invalid_integer'],
  ['tax[ip_address]=here', 'tax[ip_address]', undefined],
  ['tax[ip_address]=1.2.3.256', 'tax[ip_address]', undefined],
  ['tax[validate_location]=immediately', 'tax[validate_location]', 'sandbox_not_simulated'],
  [
    'invoice_settings[default_payment_method]=pm_unknown',
    'invoice_settings[default_payment_method]',
    'resource_missing',
  ],
  [
    Array.from({ length: 5 }, (_, at) => {
      const field = `invoice_settings[custom_fields][${at}]`;
      return `${field}[name]=a&${field}[value]=b`;
    }).join('&'),
    'invoice_settings[custom_fields]',
    undefined,
  ],
])('%s is refused, and nothing is made', async (params, param, code) => {
  const { call } = openSandbox();
  const { status, body } = await call('POST', customers, params);
  expect(status).toBe(400);
  expect([body.error.param, body.error.code]).toEqual([param, code]);
  expect((await call('GET', customers)).body.data).toEqual([]);
});

test('a source that there is not is refused by name, also as the default', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', customers)).body;
  const at = `${customers}/${id}`;
  const asSource = (await call('POST', at, { source: 'card_123' })).body;
  expect(asSource.error).toMatchObject({ code: 'resource_missing', param: 'source' });
  const asDefault = (await call('POST', at, { default_source: 'card_123' })).body;
  expect(asDefault.error).toMatchObject({ code: 'resource_missing', param: 'default_source' });
});

test('the name is that of the business, else of the person, where none is given', async () => {
  const { call } = openSandbox();
  const nameOf = async (params: string) => (await call('POST', customers, params)).body.name;
  expect(await nameOf('business_name=B&individual_name=I')).toBe('B');
  expect(await nameOf('individual_name=I')).toBe('I');
  expect(await nameOf('business_name=B&name=N')).toBe('N');
});

test('shipping has an address, a name and a phone, and no parcel', async () => {
  const { call } = openSandbox();
  const { body } = await call('POST', customers, 'shipping[name]=S&shipping[address][line1]=L');
  expect(Object.keys(body.shipping)).toEqual(['address', 'name', 'phone']);
});

test('what cannot be null goes back to how it began', async () => {
  const { call } = openSandbox();
  const given = 'preferred_locales[]=de&tax_exempt=exempt&business_name=B&name=N';
  const { id } = (await call('POST', customers, given)).body;
  const unset = 'preferred_locales=&tax_exempt=&business_name=';
  const { body } = await call('POST', `${customers}/${id}`, unset);
  expect(body).toMatchObject({ preferred_locales: [], tax_exempt: 'none', name: 'N' });
  expect(body).not.toHaveProperty('business_name');
});

test('the parts of invoice_settings are unset one by one', async () => {
  const { call } = openSandbox();
  const field = 'invoice_settings[custom_fields][0]';
  const given =
    `${field}[name]=a&${field}[value]=b&invoice_settings[footer]=F&` +
    'invoice_settings[rendering_options][amount_tax_display]=exclude_tax';
  const { id } = (await call('POST', customers, given)).body;
  for (const name of ['custom_fields', 'footer', 'rendering_options']) {
    const { body } = await call('POST', `${customers}/${id}`, `invoice_settings[${name}]=`);
    expect(body.invoice_settings[name]).toBeNull();
    const [event] = (await call('GET', '/v1/events?limit=1')).body.data;
    expect(Object.keys(event.data.previous_attributes)).toEqual(['invoice_settings']);
    expect(Object.keys(event.data.previous_attributes.invoice_settings)).toEqual([name]);
  }
});

describe('tax ids that are given with a new customer', () => {
  const taxIds = {
    tax_id_data: [
      { type: 'eu_vat', value: 'DE123456789' },
      { type: 'us_ein', value: '12-3456789' },
    ],
  };

  test('are objects of their own, newest first, each with its event', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', customers, { ...taxIds, expand: ['tax_ids'] });
    expect(body.tax_ids.data).toMatchObject([
      { object: 'tax_id', customer: body.id, country: 'US', value: '12-3456789' },
      { object: 'tax_id', customer: body.id, country: 'DE', value: 'DE123456789' },
    ]);
    const listed = await call('GET', `${customers}/${body.id}/tax_ids`);
    expect(listed.body.data).toEqual(body.tax_ids.data);
    const { data } = (await call('GET', '/v1/events')).body;
    expect(data.map(({ type }: { type: string }) => type)).toEqual([
      'customer.tax_id.created',
      'customer.tax_id.created',
      'customer.created',
    ]);
    const [id] = body.tax_ids.data.map((taxId: { id: string }) => taxId.id);
    expect((await call('DELETE', `${customers}/${body.id}/tax_ids/${id}`)).body.deleted).toBe(true);
  });

  test('are made without expand, too', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', customers, taxIds);
    expect(body).not.toHaveProperty('tax_ids');
    expect((await call('GET', `${customers}/${body.id}/tax_ids`)).body.data).toHaveLength(2);
  });

  test('make the customer fail with them', async () => {
    const { call } = openSandbox();
    const bad = 'tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=1&tax_id_data[1][type]=nowhere';
    expect((await call('POST', customers, bad)).status).toBe(400);
    expect((await call('GET', customers)).body.data).toEqual([]);
    expect((await call('GET', '/v1/events')).body.data).toEqual([]);
  });
});

test('the settings of the cash balance are kept with it, and told with expand', async () => {
  const { call } = openSandbox();
  const mode = (name: string) => `cash_balance[settings][reconciliation_mode]=${name}`;
  const settingsOf = async (id: string) => {
    const { body } = await call('GET', `${customers}/${id}`, { expand: ['cash_balance'] });
    expect((await call('GET', `${customers}/${id}/cash_balance`)).body).toEqual(body.cash_balance);
    return body.cash_balance.settings;
  };
  const usual = { reconciliation_mode: 'automatic', using_merchant_default: true };
  expect(await settingsOf((await call('POST', customers)).body.id)).toEqual(usual);
  const { id } = (await call('POST', customers, mode('manual'))).body;
  const manual = { reconciliation_mode: 'manual', using_merchant_default: false };
  expect(await settingsOf(id)).toEqual(manual);
  await call('POST', `${customers}/${id}`, mode('merchant_default'));
  expect(await settingsOf(id)).toEqual(usual);
});

test('the location for taxes comes from the address; the IP address is kept', async () => {
  const { call, sandbox } = openSandbox();
  const given = 'address[country]=DE&tax[ip_address]=2001:db8::1&expand[]=tax';
  const { body } = await call('POST', customers, given);
  const tax = {
    automatic_tax: 'not_collecting',
    ip_address: '2001:db8::1',
    location: { country: 'DE', source: 'billing_address', state: null },
    provider: 'stripe',
  };
  expect(body.tax).toEqual(tax);
  expect((await call('GET', `${customers}/${body.id}`)).body).not.toHaveProperty('tax');
  sandbox.restore(structuredClone(sandbox.snapshot()));
  const path = `${customers}/${body.id}`;
  expect((await call('GET', path, { expand: ['tax'] })).body.tax).toEqual(tax);
  const unset = await call('POST', path, 'tax[ip_address]=&expand[]=tax');
  expect(unset.body.tax.ip_address).toBeNull();
});

test('a product that has prices is not deleted, one without is', async () => {
  const { call } = openSandbox();
  const [sold, unsold] = [
    (await call('POST', '/v1/products', { name: 'a' })).body.id,
    (await call('POST', '/v1/products', { name: 'b' })).body.id,
  ];
  await call('POST', '/v1/prices', { product: sold, currency: 'usd', unit_amount: 1 });
  const refused = await call('DELETE', `/v1/products/${sold}`);
  expect([refused.status, refused.body.error.message]).toEqual([
    400,
    'This product cannot be deleted because it has one or more user-created prices.',
  ]);
  expect((await call('GET', `/v1/products/${sold}`)).body.active).toBe(true);
  expect((await call('DELETE', `/v1/products/${unsold}`)).body.deleted).toBe(true);
});
