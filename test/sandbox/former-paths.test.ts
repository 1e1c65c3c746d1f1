// Refunds and disputes at the path of their charge, as older packages ask for them: all of it is what
// the newer paths tell.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf } from './open-sandbox.ts';
import { check, type Before } from './rows.ts';

const sold = { amount: '1000', currency: 'usd', source: 'tok_visa' };
const sale = (source: string): Before => [['charge', '/v1/charges', { ...sold, source }]];
const paid = sale('tok_visa');
const at = '/v1/charges/{charge}';
const refunded: Before = [...paid, ['refund', `${at}/refunds`, { amount: '400' }]];
const missing = { error: { code: 'resource_missing', message: "No such charge: 'ch_none'" } };

describe('refunds at the path of their charge', () => {
  check({
    'are made of a part': {
      before: paid,
      path: `${at}/refunds`,
      params: { amount: '400', 'metadata[why]': 'late' },
      told: { object: 'refund', amount: 400, status: 'succeeded', metadata: { why: 'late' } },
    },
    'are listed': {
      before: [...refunded, ['second', '/v1/refunds', { charge: '{charge}', amount: '100' }]],
      path: `GET ${at}/refunds`,
      told: { object: 'list', data: [{ amount: 100 }, { amount: 400 }], has_more: false },
    },
    'are read': {
      before: refunded,
      path: `GET ${at}/refunds/{refund}`,
      told: { object: 'refund', amount: 400 },
    },
    'are changed': {
      before: refunded,
      path: `${at}/refunds/{refund}`,
      params: { 'metadata[why]': 'late' },
      told: { amount: 400, metadata: { why: 'late' } },
    },
    'belong to it alone': {
      before: [...refunded, ['charge', '/v1/charges', sold]],
      path: `GET ${at}/refunds/{refund}`,
      told: { error: { code: 'resource_missing' } },
    },
    'of the whole answer with the charge': {
      before: refunded,
      path: `${at}/refund`,
      told: { object: 'charge', amount_refunded: 1000, refunded: true },
    },
    'are refused as everywhere': {
      before: [...paid, ['whole', `${at}/refund`]],
      path: `${at}/refund`,
      told: { error: { code: 'charge_already_refunded' } },
    },
    'take no other parameters': {
      before: paid,
      path: `${at}/refund`,
      params: { colour: 'red' },
      told: { error: { code: 'parameter_unknown' } },
    },
    'need a charge': { path: '/v1/charges/ch_none/refund', told: missing },
    'need a charge to be listed': { path: 'GET /v1/charges/ch_none/refunds', told: missing },
  });

  test('tell the same events', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/charges', sold);
    await call('POST', `/v1/charges/${body.id}/refund`, { amount: '10' });
    expect(await typesOf(call)).toEqual(
      expect.arrayContaining(['charge.refunded', 'refund.created']),
    );
  });
});

describe('the dispute at the path of its charge', () => {
  const disputed = sale('tok_createDispute');
  const evidence = { 'evidence[uncategorized_text]': 'winning_evidence' };
  check({
    'is read': {
      before: disputed,
      path: `GET ${at}/dispute`,
      told: { object: 'dispute', status: 'needs_response' },
    },
    'takes evidence': {
      before: disputed,
      path: `${at}/dispute`,
      params: evidence,
      told: { object: 'dispute', status: 'under_review' },
    },
    'is decided by it': {
      before: [...disputed, ['told', `${at}/dispute`, evidence]],
      path: `GET ${at}/dispute`,
      told: { status: 'won' },
    },
    'is closed': { before: disputed, path: `${at}/dispute/close`, told: { status: 'lost' } },
    'may not be there': {
      before: paid,
      path: `GET ${at}/dispute`,
      told: { error: { message: expect.stringMatching(/^No dispute for charge: ch_/) } },
    },
    'needs a charge': { path: 'GET /v1/charges/ch_none/dispute', told: missing },
  });
});
