// Test values of persons and companies that do not match when they are looked at, and what shows them after all.

import { describe, expect, test } from 'vitest';
import { made, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf } from './open-sandbox.ts';

const address = { line1: '1 Main St', city: 'Oakland', state: 'CA', postal_code: '94601' };
const jane = {
  address,
  dob: { day: '1', month: '1', year: '1901' },
  email: 'jane@example.com',
  first_name: 'Jane',
  id_number: '000000000',
  last_name: 'Smith',
  phone: '+14155550100',
};
const account = {
  type: 'custom',
  country: 'US',
  business_profile: { mcc: '5734', url: 'https://example.com' },
  capabilities: { card_payments: { requested: 'true' }, transfers: { requested: 'true' } },
  external_account: 'btok_us_verified',
  tos_acceptance: { date: String(nowSeconds), ip: '127.0.0.1' },
};

async function opened(more: Given) {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const { id } = await made(call, '/v1/accounts', { ...account, ...more });
  const at = `/v1/accounts/${id}`;
  const later = async () => {
    ms += 10_000;
    return (await call('GET', at)).body;
  };
  return { call, id, at, later };
}

const individual = (more: Given): Given => ({
  business_type: 'individual',
  individual: { ...jane, ...more },
});
const wrongStreet = { address: { ...address, line1: 'address_no_match' } };
const file = (name: string, outcome: string): Given => ({
  verification: { [name]: { front: `file_identity_document_${outcome}` } },
});

const refuted: readonly (readonly [Given, string, string, Given])[] = [
  [
    { id_number: '111-11-1111' },
    'verification.document',
    'verification_failed_keyed_identity',
    { id_number: '000000000' },
  ],
  [
    { id_number: '111111111' },
    'verification.document',
    'verification_failed_keyed_identity',
    file('document', 'success'),
  ],
  [
    file('document', 'failure'),
    'verification.document',
    'verification_document_failed_test_mode',
    file('document', 'success'),
  ],
  [
    wrongStreet,
    'verification.additional_document',
    'verification_failed_address_match',
    { address },
  ],
  [
    wrongStreet,
    'verification.additional_document',
    'verification_failed_address_match',
    file('additional_document', 'success'),
  ],
];

describe('a person', () => {
  test.each(refuted)('with %j owes %s: %s, until %j', async (told, paper, code, remedy) => {
    const { call, at, later } = await opened(individual(told));
    const error = { code, reason: expect.stringMatching(/./) };
    expect((await call('GET', at)).body).toMatchObject({
      capabilities: { transfers: 'pending' },
      requirements: { currently_due: [], errors: [] },
      individual: { verification: { status: 'pending' } },
    });
    expect(await later()).toMatchObject({
      capabilities: { card_payments: 'inactive', transfers: 'inactive' },
      charges_enabled: false,
      details_submitted: true,
      requirements: {
        currently_due: [`individual.${paper}`],
        errors: [{ ...error, requirement: `individual.${paper}` }],
        pending_verification: [],
      },
      individual: {
        requirements: { currently_due: [paper], errors: [{ ...error, requirement: paper }] },
        verification: { status: 'unverified' },
      },
    });
    expect((await typesOf(call)).slice(-4)).toEqual([
      'person.updated',
      'capability.updated',
      'capability.updated',
      'account.updated',
    ]);
    await made(call, at, { individual: remedy });
    expect((await call('GET', at)).body).toMatchObject({
      requirements: { currently_due: [], errors: [], pending_verification: [expect.anything()] },
    });
    expect(await later()).toMatchObject({
      capabilities: { transfers: 'active' },
      charges_enabled: true,
      requirements: { currently_due: [], errors: [], pending_verification: [] },
      individual: { verification: { status: 'verified' } },
    });
  });

  test('is believed by a paper, whatever the number', async () => {
    const told = { id_number: '111111111', ...file('document', 'success') };
    const { later } = await opened(individual(told));
    expect(await later()).toMatchObject({ charges_enabled: true, requirements: { errors: [] } });
  });

  test('elsewhere than in the United States is looked at while the request is answered', async () => {
    const { call, at } = await opened({
      ...individual({ id_number: '111111111' }),
      country: 'FR',
      external_account: {
        object: 'bank_account',
        country: 'FR',
        currency: 'eur',
        account_number: 'FR1420041010050500013M02606',
      },
    });
    expect((await call('GET', at)).body.requirements).toMatchObject({
      currently_due: ['individual.verification.document'],
      pending_verification: [],
    });
  });
});

test.each([
  ['111111111', 'verification_failed_tax_id_match'],
  ['111111112', 'verification_failed_tax_id_not_issued'],
])('a company with the tax ID %s owes another: %s', async (tax_id, code) => {
  const company = { name: 'Acme', phone: '+14155550100', tax_id, address, owners_provided: 'true' };
  const { call, at, later } = await opened({ business_type: 'company', company });
  const relationship = { representative: 'true', title: 'CEO' };
  const person = await made(call, `${at}/persons`, {
    ...jane,
    id_number: '111111111',
    relationship,
  });
  const paper = `${person.id}.verification.document`;
  expect((await later()).requirements).toMatchObject({
    currently_due: ['company.tax_id', paper],
    errors: [
      { code, requirement: 'company.tax_id' },
      { code: 'verification_failed_keyed_identity', requirement: paper },
    ],
  });
  await made(call, at, { company: { tax_id: '000000000' } });
  await made(call, `${at}/persons/${person.id}`, { id_number: '000000000' });
  expect(await later()).toMatchObject({ charges_enabled: true, requirements: { errors: [] } });
});
