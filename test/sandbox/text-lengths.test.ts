// Texts that are longer than few requests tell: the words for each, and what is just short enough.

import { expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { made, post } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

const field = { key: 'a', label: { custom: 'Name', type: 'custom' }, type: 'text' };
const page = {
  line_items: [
    {
      price_data: { currency: 'usd', product_data: { name: 'Tea' }, unit_amount: '900' },
      quantity: '1',
    },
  ],
  mode: 'payment',
  success_url: 'https://example.com/done',
};
const choice = (option: FormObject): FormObject => ({
  custom_fields: [{ ...field, type: 'dropdown', dropdown: { options: [option] } }],
});

test.each<[string, FormObject, number, string, (text: string) => FormObject]>([
  [
    'checkout/sessions',
    page,
    200,
    'client_reference_id',
    (text) => ({ client_reference_id: text }),
  ],
  [
    'checkout/sessions',
    page,
    1200,
    'custom_text[submit][message]',
    (message) => ({ custom_text: { submit: { message } } }),
  ],
  [
    'checkout/sessions',
    page,
    100,
    'custom_fields[0][label][custom]',
    (custom) => ({ custom_fields: [{ ...field, label: { custom, type: 'custom' } }] }),
  ],
  [
    'checkout/sessions',
    page,
    100,
    'custom_fields[0][dropdown][options][0][label]',
    (label) => choice({ label, value: 'a' }),
  ],
  [
    'customers',
    {},
    40,
    'invoice_settings[custom_fields][0][name]',
    (name) => ({ invoice_settings: { custom_fields: [{ name, value: 'a' }] } }),
  ],
  [
    'products',
    { name: 'Tea' },
    80,
    'marketing_features[1][name]',
    (name) => ({ marketing_features: [{ name: 'Short' }, { name }] }),
  ],
  [
    'prices',
    { currency: 'usd', unit_amount: '900', product_data: { name: 'Tea' } },
    200,
    'lookup_key',
    (text) => ({ lookup_key: text }),
  ],
])('%s (%#)', async (path, params, most, param, told) => {
  const { call } = openSandbox();
  // Something else of the API first, as in most sandboxes.
  await made(call, '/v1/coupons', { duration: 'once', percent_off: '5' });
  const long = `/v1/${path}`;
  const { status, body } = await post(call, long, { ...params, ...told('a'.repeat(most + 1)) });
  expect([status, body.error.param]).toEqual([400, param]);
  expect(body.error.message).toBe(
    `Invalid string: aaaaaaaaaa...aaaaaaaaaa; must be at most ${most} characters`,
  );
  await made(call, long, { ...params, ...told('a'.repeat(most)) });
});
