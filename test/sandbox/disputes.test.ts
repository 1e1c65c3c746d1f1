// Disputes of each kind: mere questions, several of one payment, and those that a network's own rules are
// for. How a plain one ends is in payments.test.ts.

import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

async function disputed(name: string, params: FormObject = {}) {
  const { call } = openSandbox();
  const paid = await pay(call, `pm_card_${name}`, params);
  const { data } = (await call('GET', '/v1/disputes', { charge: paid })).body;
  const at = `/v1/disputes/${data[0]?.id}`;
  const update = async (evidence: FormObject, submit = 'true') =>
    call('POST', at, { evidence, submit });
  const dispute = async () => (await call('GET', at)).body;
  return { call, charge: paid, disputes: data, at, update, dispute };
}

async function pay(call: Call, method: string, params: FormObject = {}): Promise<string> {
  const usual = { amount: '8901', currency: 'usd', confirm: 'true', payment_method: method };
  const kinds = { payment_method_types: ['card'] };
  const { body } = await call('POST', '/v1/payment_intents', { ...usual, ...kinds, ...params });
  return body.latest_charge;
}

const caseOf = ({
  payment_method_details: { card },
}: {
  payment_method_details: { card: object };
}) => card;

test.each([
  ['createDispute', 'fraudulent', 'chargeback', '10.4', []],
  ['createDisputeProductNotReceived', 'product_not_received', 'chargeback', '13.1', []],
  ['createDisputeInquiry', 'fraudulent', 'inquiry', '10', []],
  ['createCe3EligibleDispute', 'fraudulent', 'chargeback', '10.4', ['visa_compelling_evidence_3']],
  ['createComplianceDispute', 'noncompliant', 'compliance', null, ['visa_compliance']],
  [
    'createMastercardComplianceDispute',
    'noncompliant',
    'compliance',
    null,
    ['mastercard_compliance'],
  ],
  ['createAutoRepresentmentEligibleDispute', 'fraudulent', 'chargeback', '10.4', []],
  ['createRapidDisputeResolutionDispute', 'fraudulent', 'chargeback', '10.4', []],
])('pm_card_%s begins one because it is %s: a %s', async (name, reason, kind, code, types) => {
  const { disputes } = await disputed(name);
  expect(disputes).toHaveLength(1);
  expect(disputes[0]).toMatchObject({
    amount: 8901,
    enhanced_eligibility_types: types,
    reason,
  });
  expect(caseOf(disputes[0])).toMatchObject({ case_type: kind, network_reason_code: code });
});

describe('a mere question of the bank', () => {
  test('takes no money, and lets the payment be refunded', async () => {
    const { call, charge, disputes } = await disputed('createDisputeInquiry');
    expect(disputes[0]).toMatchObject({
      balance_transactions: [],
      status: 'warning_needs_response',
    });
    expect((await call('POST', '/v1/refunds', { charge })).body.status).toBe('succeeded');
  });

  test.each(['losing_evidence', 'winning_evidence'])('is done with by %s', async (text) => {
    const { update, dispute } = await disputed('createDisputeInquiry');
    expect((await update({ uncategorized_text: text })).body.status).toBe('warning_under_review');
    expect(await dispute()).toMatchObject({ balance_transactions: [], status: 'warning_closed' });
  });

  test('is done with where it is closed', async () => {
    const { call, at } = await disputed('createDisputeInquiry');
    expect((await call('POST', `${at}/close`)).body.status).toBe('warning_closed');
    expect((await call('POST', `${at}/close`)).status).toBe(400);
  });

  test('becomes a chargeback, which is answered anew', async () => {
    const { call, charge, update, dispute } = await disputed('createDisputeInquiry');
    await update({ uncategorized_text: 'escalate_inquiry_evidence' });
    const after = await dispute();
    expect(after).toMatchObject({
      balance_transactions: [{ amount: -8901, fee: 1500 }],
      is_charge_refundable: false,
      status: 'needs_response',
    });
    expect(caseOf(after)).toMatchObject({ case_type: 'chargeback', network_reason_code: '10.4' });
    expect((await call('POST', '/v1/refunds', { charge })).body.error).toMatchObject({
      code: 'charge_disputed',
      message: `Charge ${charge} has been charged back; cannot issue a refund.`,
    });
    await update({ uncategorized_text: 'winning_evidence' });
    expect(await dispute()).toMatchObject({
      evidence_details: { submission_count: 2 },
      status: 'won',
    });
  });

  test('takes the whole where a part was refunded right before: that refund fails', async () => {
    const { call, charge, update, dispute } = await disputed('createDisputeInquiry');
    const { body: refund } = await call('POST', '/v1/refunds', { charge, amount: '2000' });
    await update({ uncategorized_text: 'escalate_inquiry_evidence' });
    expect((await dispute()).balance_transactions).toMatchObject([{ amount: -8901 }]);
    expect((await call('GET', `/v1/refunds/${refund.id}`)).body).toMatchObject({
      failure_reason: 'charge_for_pending_refund_disputed',
      status: 'failed',
    });
    expect((await call('GET', `/v1/charges/${charge}`)).body.amount_refunded).toBe(0);
  });
});

describe('two disputes of one payment', () => {
  test('are there at once, each of a part with a fee of its own', async () => {
    const { call, charge, disputes } = await disputed('createMultipleDisputes');
    expect(disputes.map(({ amount }: { amount: number }) => amount)).toEqual([4450, 4451]);
    const taken = await call('GET', '/v1/balance_transactions', { type: 'adjustment' });
    expect(taken.body.data).toMatchObject([
      { amount: -4450, fee: 1500 },
      { amount: -4451, fee: 1500 },
    ]);
    const named = (await call('GET', `/v1/charges/${charge}`)).body;
    expect(named).toMatchObject({ disputed: true, dispute: disputes[1].id });
    const types = (await typesOf(call)).filter((type) => type.startsWith('charge.dispute.'));
    const each = ['charge.dispute.created', 'charge.dispute.funds_withdrawn'];
    expect(types).toEqual([...each, ...each]);
  });

  test('end each by itself: a refund waits for both', async () => {
    const { call, charge, disputes } = await disputed('createMultipleDisputes');
    const win = async ({ id }: { id: string }) =>
      call('POST', `/v1/disputes/${id}`, { evidence: { uncategorized_text: 'winning_evidence' } });
    await win(disputes[0]);
    const refused = await call('POST', '/v1/refunds', { charge });
    expect(refused.body.error.code).toBe('charge_disputed');
    await win(disputes[1]);
    expect((await call('POST', '/v1/refunds', { charge })).body.amount).toBe(8901);
  });

  test('are one where there is nothing to divide', async () => {
    const { call } = openSandbox();
    const held = { capture_method: 'manual', amount: '100' };
    const charge = await pay(call, 'pm_card_createMultipleDisputes', held);
    const intent = (await call('GET', `/v1/charges/${charge}`)).body.payment_intent;
    await call('POST', `/v1/payment_intents/${intent}/capture`, { amount_to_capture: '1' });
    expect((await call('GET', '/v1/disputes', { charge })).body.data).toMatchObject([
      { amount: 1 },
    ]);
  });
});

describe("Visa's compelling evidence", () => {
  const place = { line1: '12 Ridge Rd', city: 'Boulder', country: 'US', postal_code: '80302' };
  const known: FormObject = {
    customer_account_id: 'cust_7781',
    customer_purchase_ip: '203.0.113.7',
  };
  const bought = { product_description: 'Two lamps' };

  async function eligible(params: FormObject = { description: 'Two lamps' }) {
    const opened = await disputed('createCe3EligibleDispute', params);
    const earlier = [
      await pay(opened.call, 'pm_card_visa'),
      await pay(opened.call, 'pm_card_visa'),
    ];
    const told = async (told: FormObject, prior: FormObject, submit = 'false', count = 2) =>
      opened.update(
        {
          enhanced_evidence: {
            visa_compelling_evidence_3: {
              disputed_transaction: told,
              prior_undisputed_transactions: earlier
                .slice(0, count)
                .map((charge) => ({ charge, ...prior })),
            },
          },
        },
        submit,
      );
    return { ...opened, told };
  }
  const verdict = ({ body }: { body: { evidence_details: { enhanced_eligibility: object } } }) =>
    body.evidence_details.enhanced_eligibility;
  const actions = (...required: string[]) => ({
    visa_compelling_evidence_3: {
      required_actions: required,
      status: required.length === 0 ? 'qualified' : 'requires_action',
    },
  });

  test('begins with what is known of the payment, and tells what is missing', async () => {
    const { disputes } = await eligible();
    expect(disputes[0].evidence.enhanced_evidence.visa_compelling_evidence_3).toMatchObject({
      disputed_transaction: { customer_purchase_ip: null, product_description: 'Two lamps' },
      prior_undisputed_transactions: [],
    });
    expect(verdict({ body: disputes[0] })).toEqual(
      actions(
        'missing_merchandise_or_services',
        'missing_prior_undisputed_transactions',
        'missing_customer_identifiers',
      ),
    );
  });

  test.each<[string, FormObject, FormObject, string[]]>([
    ['the address of the computer, and who is logged in', known, { ...known, ...bought }, []],
    [
      'the device and a place',
      { customer_device_id: '012345678901234', shipping_address: place },
      { customer_device_id: '012345678901234', shipping_address: place, ...bought },
      [],
    ],
    [
      'the device by two names, which is one',
      {
        customer_device_id: '012345678901234',
        customer_device_fingerprint: '01234567890123456789',
      },
      {
        customer_device_id: '012345678901234',
        customer_device_fingerprint: '01234567890123456789',
        ...bought,
      },
      ['missing_customer_identifiers'],
    ],
    [
      'a person and a place, without a main one',
      { customer_account_id: 'cust_7781', shipping_address: place },
      { customer_account_id: 'cust_7781', shipping_address: place, ...bought },
      ['missing_customer_identifiers'],
    ],
    [
      'another computer',
      known,
      { ...known, customer_purchase_ip: '203.0.113.8', ...bought },
      ['missing_customer_identifiers'],
    ],
    [
      'nothing of what was bought',
      known,
      known,
      ['missing_prior_undisputed_transaction_description'],
    ],
  ])('looks at %s', async (_, own, prior, missing) => {
    const { told } = await eligible();
    const answer = await told({ merchandise_or_services: 'merchandise', ...own }, prior);
    expect(verdict(answer)).toEqual(actions(...missing));
    expect(answer.body).toMatchObject({
      evidence_details: { has_evidence: true, submission_count: 0 },
      status: 'needs_response',
    });
  });

  test('wants two payments, and a word on what this one was for', async () => {
    const { told } = await eligible({});
    expect(verdict(await told(known, { ...known, ...bought }, 'false', 1))).toEqual(
      actions(
        'missing_merchandise_or_services',
        'missing_disputed_transaction_description',
        'missing_prior_undisputed_transactions',
      ),
    );
  });

  test.each([
    ['services', 'qualified'],
    ['', 'not_qualified'],
  ])('is handed in with %j: %s, which decides nothing', async (what, status) => {
    const { told, update, dispute } = await eligible();
    const given = { ...known, ...(what === '' ? {} : { merchandise_or_services: what }) };
    const answer = await told(given, { ...known, ...bought }, 'true');
    expect(verdict(answer)).toMatchObject({ visa_compelling_evidence_3: { status } });
    expect((await dispute()).status).toBe('under_review');
    expect((await update({ uncategorized_text: 'winning_evidence' })).status).toBe(400);
  });

  test('is told by hand for any dispute of its code, and not for others', async () => {
    const given = {
      enhanced_evidence: { visa_compelling_evidence_3: { disputed_transaction: known } },
    };
    const plain = await (await disputed('createDispute')).update(given, 'false');
    expect(plain.body.enhanced_eligibility_types).toEqual(['visa_compelling_evidence_3']);
    expect(verdict(plain)).toMatchObject({
      visa_compelling_evidence_3: { status: 'requires_action' },
    });
    const other = await (await disputed('createDisputeProductNotReceived')).update(given, 'false');
    expect(verdict(other)).toEqual({
      visa_compelling_evidence_3: { required_actions: [], status: 'not_qualified' },
    });
  });
});

describe.each([
  ['createComplianceDispute', 'visa_compliance'],
  ['createMastercardComplianceDispute', 'mastercard_compliance'],
])('a compliance case, as of pm_card_%s', (name, kind) => {
  const accepted: FormObject = { enhanced_evidence: { [kind]: { fee_acknowledged: 'true' } } };
  const won = { uncategorized_text: 'winning_evidence' };

  test('is not answered before the fee of the network is accepted', async () => {
    const { update, dispute } = await disputed(name);
    const { status, body } = await update(won);
    expect([status, body.error.param]).toEqual([
      400,
      `evidence[enhanced_evidence][${kind}][fee_acknowledged]`,
    ]);
    expect(await dispute()).toMatchObject({
      evidence: {
        uncategorized_text: null,
        enhanced_evidence: { [kind]: { fee_acknowledged: false } },
      },
      evidence_details: {
        enhanced_eligibility: { [kind]: { status: 'requires_fee_acknowledgement' } },
        has_evidence: false,
      },
      status: 'needs_response',
    });
  });

  test.each([
    ['at once', 'true'],
    ['before', 'false'],
  ])('is answered where it is accepted %s', async (_, submit) => {
    const { update, dispute } = await disputed(name);
    const first = await update({ ...won, ...accepted }, submit);
    expect(first.body.evidence_details.enhanced_eligibility).toEqual({
      [kind]: { status: 'fee_acknowledged' },
    });
    if (submit === 'false') await update({ product_description: 'Two lamps' });
    expect((await dispute()).status).toBe('won');
  });

  test('is closed without it', async () => {
    const { call, at } = await disputed(name);
    expect((await call('POST', `${at}/close`)).body.status).toBe('lost');
  });
});
