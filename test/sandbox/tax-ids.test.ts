// Tax ids: how each type is written, and what comes of their verification.

import { describe, expect, test } from 'vitest';
import { isTaxId } from '../../src/sandbox/checking/tax-id-formats.ts';
import { made, post } from './made.ts';
import { openSandbox, typesOf } from './open-sandbox.ts';

/** Of Stripe's documentation, with one that is not of the type. */
const examples: readonly (readonly [type: string, right: string, wrong: string])[] = [
  ['ad_nrt', 'A-123456-Z', '123456'],
  ['ae_trn', '123456789012345', '12345678901234'],
  ['ar_cuit', '12-3456789-01', '12-3456789'],
  ['au_abn', '12345678912', '1234567891'],
  ['br_cnpj', '01.234.456/5432-10', '01.234.456/5432'],
  ['br_cpf', '123.456.789-87', '123.456.789'],
  ['ca_bn', '123456789', '12345678'],
  ['ca_gst_hst', '123456789RT0002', '1234567890002'],
  ['ca_pst_bc', 'PST-1234-5678', '1234-5678'],
  ['ca_qst', '1234567890TQ1234', '1234567890'],
  ['ch_vat', 'CHE-123.456.789 MWST', '123.456.789 MWST'],
  ['cl_tin', '12.345.678-K', '12.345'],
  ['es_cif', 'A12345678', '12345678'],
  ['eu_oss_vat', 'EU123456789', 'DE123456789'],
  ['eu_vat', 'ATU12345678', 'AT12345678'],
  ['eu_vat', 'BE0123456789', 'BE012345678'],
  ['eu_vat', 'CY12345678Z', 'CY123456789'],
  ['eu_vat', 'DE123456789', 'DE123'],
  ['eu_vat', 'EL123456789', 'GR123456789'],
  ['eu_vat', 'ESA1234567Z', 'ES1234567'],
  ['eu_vat', 'FRAB123456789', 'FR123456789'],
  ['eu_vat', 'IE1234567AB', 'IE1234'],
  ['eu_vat', 'NL123456789B12', 'NL123456789'],
  ['gb_vat', 'GB123456789', 'GB12345678'],
  ['in_gst', '12ABCDE3456FGZH', '12ABCDE3456'],
  ['jp_trn', 'T1234567891234', '1234567891234'],
  ['kr_brn', '123-45-67890', '123-45'],
  ['mx_rfc', 'ABC010203AB9', 'ABC0102'],
  ['no_vat', '123456789MVA', '123456789'],
  ['nz_gst', '123456789', '1234'],
  ['sg_gst', 'M12345678X', '12'],
  ['th_vat', '1234567891234', '123456789123'],
  ['us_ein', '12-3456789', '12-345678'],
  ['za_vat', '4123456789', '412345678'],
  // What every object of JavaScript has is no number of the test mode.
  ...['constructor', 'toString', '__proto__'].map((name) => ['eu_vat', '000000000', name] as const),
];

test.each(examples)('%s is written as %s, and not as %s', (type, right, wrong) => {
  expect([isTaxId(type, right), isTaxId(type, wrong)]).toEqual([true, false]);
});

describe('a tax id', () => {
  test('that cannot be one is refused, and the customer with it', async () => {
    const { call } = openSandbox();
    const refused = { code: 'tax_id_invalid', message: 'Invalid value for eu_vat.' };
    const { id } = await made(call, '/v1/customers');
    const wrong = { type: 'eu_vat', value: 'DE123' };
    for (const path of [`/v1/customers/${id}/tax_ids`, '/v1/tax_ids']) {
      const { status, body } = await post(call, path, wrong);
      expect([status, body.error]).toEqual([400, expect.objectContaining(refused)]);
    }
    const both = await post(call, '/v1/customers', { tax_id_data: [wrong] });
    expect(both.body.error).toMatchObject(refused);
    expect((await call('GET', '/v1/customers')).body.data).toHaveLength(1);
  });

  test.each([
    ['eu_vat', '000000000', 'verified'],
    ['au_abn', '111111111', 'unverified'],
    ['gb_vat', '222222222', 'pending'],
    ['eu_vat', 'DE123456789', 'pending'],
    ['us_ein', '12-3456789', 'unavailable'],
  ])('%s %s is %s in the end', async (type, value, status) => {
    const { call } = openSandbox();
    const { id } = await made(call, '/v1/customers');
    const first = await made(call, `/v1/customers/${id}/tax_ids`, { type, value });
    expect(first.verification.status).toBe(status === 'unavailable' ? status : 'pending');
    const { body } = await call('GET', `/v1/customers/${id}/tax_ids/${first.id}`);
    expect(body.verification.status).toBe(status);
    const isUpdated = (await typesOf(call)).includes('customer.tax_id.updated');
    expect(isUpdated).toBe(status.endsWith('verified'));
  });

  test('of an account is verified by nobody, that of a customer is theirs by whatever path', async () => {
    const { call } = openSandbox();
    const told = { type: 'eu_vat', value: 'DE123456789' };
    expect(await made(call, '/v1/tax_ids', told)).toMatchObject({
      customer: null,
      owner: { type: 'self' },
      verification: null,
    });
    const { id } = await made(call, '/v1/customers');
    const theirs = await made(call, '/v1/tax_ids', {
      ...told,
      owner: { type: 'customer', customer: id },
    });
    expect(theirs).toMatchObject({ customer: id, verification: { status: 'pending' } });
    const { body } = await call('GET', `/v1/customers/${id}/tax_ids`);
    expect(body.data).toMatchObject([{ id: theirs.id }]);
  });
});
