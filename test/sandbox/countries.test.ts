// What is the same for everybody: what countries ask for, and what currencies are worth.

import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

test('a country tells its currency, and what it asks of an account', async () => {
  const { call } = openSandbox();
  const { body } = await call('GET', '/v1/country_specs/US');
  expect(body).toMatchObject({
    id: 'US',
    object: 'country_spec',
    default_currency: 'usd',
    supported_bank_account_currencies: { usd: ['US'] },
    supported_payment_methods: ['ach', 'card', 'stripe'],
  });
  expect(body.supported_payment_currencies[0]).toBe('usd');
  expect(body.verification_fields.individual.minimum).toContain('individual.ssn_last_4');
  const german = (await call('GET', '/v1/country_specs/DE')).body;
  expect(german.default_currency).toBe('eur');
  expect(german.supported_bank_account_currencies.eur).toContain('FR');
  expect(german.verification_fields.company.minimum).not.toContain('company.address.state');
  expect((await call('GET', '/v1/country_specs/XX')).status).toBe(404);
});

test.each(['/v1/country_specs', '/v1/exchange_rates'])('%s lists page by page', async (path) => {
  const { call } = openSandbox();
  const first = (await call('GET', path, { limit: '3' })).body;
  expect(first).toMatchObject({ object: 'list', has_more: true, url: path });
  expect(first.data).toHaveLength(3);
  const after = String(first.data[2].id);
  const next = (await call('GET', path, { limit: '100', starting_after: after })).body;
  expect(next.has_more).toBe(false);
  const ids = [...first.data, ...next.data].map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test('rates of exchange are each the inverse of the other', async () => {
  const { call } = openSandbox();
  const dollar = (await call('GET', '/v1/exchange_rates/usd')).body;
  const euro = (await call('GET', '/v1/exchange_rates/eur')).body;
  expect(dollar.rates.usd).toBe(1);
  expect(dollar.rates.eur * euro.rates.usd).toBeCloseTo(1, 4);
  expect((await call('GET', '/v1/exchange_rates/xyz')).status).toBe(404);
});
