// Bank accounts that were typed in: verified by small deposits before anybody is debited.

import { describe, expect, test } from 'vitest';
import { accepted, made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

function moving() {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  return { call, pass: (seconds: number) => void (ms += seconds * 1000) };
}

async function typedIn(call: Call, account_number = '000123456789') {
  const method = await made(call, '/v1/payment_methods', {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_number,
      routing_number: '110000000',
    },
    billing_details: { name: 'Jane Smith' },
  });
  return method.id as string;
}

const both = ['payment_intents', 'setup_intents'] as const;

async function begun(call: Call, kind: (typeof both)[number], account?: string) {
  const customer = await made(call, '/v1/customers');
  const intent = await made(call, `/v1/${kind}`, {
    ...(kind === 'payment_intents' ? { amount: '2500', currency: 'usd' } : {}),
    confirm: 'true',
    customer: customer.id,
    ...accepted,
    payment_method: await typedIn(call, account),
    payment_method_types: ['us_bank_account'],
  });
  return { intent, path: `/v1/${kind}/${intent.id}`, customer: customer.id as string };
}

describe.each(both)('a typed account of %s', (kind) => {
  const isPayment = kind === 'payment_intents';
  const stem = isPayment ? 'payment_intent' : 'setup_intent';
  const failed = isPayment ? 'payment_intent.payment_failed' : 'setup_intent.setup_failed';
  const errorName = isPayment ? 'last_payment_error' : 'last_setup_error';

  test('waits for what was sent to it, also when it is confirmed once more', async () => {
    const { call } = openSandbox();
    const { intent, path } = await begun(call, kind);
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: { microdeposit_type: 'descriptor_code' },
      },
    });
    const again = await made(call, `${path}/confirm`);
    expect(again).toMatchObject({ status: 'requires_action', next_action: intent.next_action });
    expect((await typesOf(call)).filter((type) => type === `${stem}.requires_action`)).toHaveLength(
      1,
    );
  });

  test('tells how it is verified as it was said last, with what was said before', async () => {
    const { call } = openSandbox();
    const customer = await made(call, '/v1/customers');
    const linked = { financial_connections: { permissions: ['payment_method'] } };
    const { id } = await made(call, `/v1/${kind}`, {
      ...(isPayment ? { amount: '2500', currency: 'usd' } : {}),
      customer: customer.id,
      payment_method_options: { us_bank_account: linked },
      payment_method_types: ['us_bank_account'],
    });
    const after = await made(call, `/v1/${kind}/${id}/confirm`, {
      ...accepted,
      payment_method: await typedIn(call),
      payment_method_options: { us_bank_account: { verification_method: 'microdeposits' } },
    });
    const own = { ...linked, verification_method: 'microdeposits' };
    expect(after.payment_method_options.us_bank_account).toMatchObject(own);
  });

  test.each([{ amounts: ['32', '45'] }, { descriptor_code: 'SM11AA' }])(
    'goes on with %j',
    async (told) => {
      const { call, pass } = moving();
      const { path } = await begun(call, kind);
      const after = await made(call, `${path}/verify_microdeposits`, told);
      expect(after).toMatchObject({
        status: isPayment ? 'processing' : 'succeeded',
        next_action: null,
      });
      pass(60);
      expect((await call('GET', path)).body.status).toBe('succeeded');
      const { status, body } = await post(call, `${path}/verify_microdeposits`, told);
      const code = isPayment ? 'payment_intent_unexpected_state' : 'intent_invalid_state';
      expect([status, body.error.code]).toEqual([400, code]);
    },
  );

  test.each([
    [{ amounts: ['1', '2'] }, 'amounts', 3],
    [{ descriptor_code: 'SM99ZZ' }, 'descriptor_code', 10],
  ])('may be told wrongly some times, %j', async (told, param, most) => {
    const { call } = openSandbox();
    const { path } = await begun(call, kind);
    const verify = () => post(call, `${path}/verify_microdeposits`, told);
    for (let left = most - 1; left > 0; left -= 1) {
      const { body } = await verify();
      expect(body.error).toMatchObject({
        code: `payment_method_microdeposit_verification_${param}_mismatch`,
        message: expect.stringContaining(`You have ${left} verification attempts remaining.`),
      });
    }
    expect((await call('GET', path)).body.status).toBe('requires_action');
    const { status, body } = await verify();
    const code = 'payment_method_microdeposit_verification_attempts_exceeded';
    expect([status, body.error.code]).toEqual([400, code]);
    expect(body.error[stem].status).toBe('requires_payment_method');
    expect((await typesOf(call)).at(-1)).toBe(failed);
  });

  const endings = [
    [{ amounts: ['10', '11'] }, 400, 'attempts_exceeded'],
    [{ descriptor_code: 'SM33CC' }, 400, 'attempts_exceeded'],
    [{ amounts: ['40', '41'] }, 200, 'timeout'],
    [{ descriptor_code: 'SM44DD' }, 200, 'timeout'],
  ] as const;
  test.each(endings)('ends with the test value %j', async (told, status, what) => {
    const { call } = openSandbox();
    const { path } = await begun(call, kind);
    const answer = await post(call, `${path}/verify_microdeposits`, told);
    expect(answer.status).toBe(status);
    expect((await call('GET', path)).body).toMatchObject({
      status: 'requires_payment_method',
      next_action: null,
      payment_method: null,
      [errorName]: {
        code: `payment_method_microdeposit_verification_${what}`,
        type: 'invalid_request_error',
      },
    });
  });

  test.each([
    ['000123456789', 'payment_method_microdeposit_verification_timeout', 9 * 86_400, 2 * 86_400],
    ['000666666661', 'payment_method_microdeposit_failed', 5, 60],
  ])('%s ends by itself with %s', async (account, code, before, after) => {
    const { call, pass } = moving();
    const { path } = await begun(call, kind, account);
    pass(before);
    expect((await call('GET', path)).body.status).toBe('requires_action');
    pass(after);
    const { body } = await call('GET', path);
    expect(body).toMatchObject({ status: 'requires_payment_method', [errorName]: { code } });
    expect((await typesOf(call)).at(-1)).toBe(failed);
  });

  test('needs two amounts, or a code', async () => {
    const { call } = openSandbox();
    const { path } = await begun(call, kind);
    const one = await post(call, `${path}/verify_microdeposits`, { amounts: ['32'] });
    expect(one.body.error.code).toBe('payment_method_microdeposit_verification_amounts_invalid');
    const none = await post(call, `${path}/verify_microdeposits`);
    expect(none.status).toBe(400);
  });
});

test('an account is attached to a customer once it is verified, and waits no more', async () => {
  const { call } = openSandbox();
  const { intent, path, customer } = await begun(call, 'setup_intents');
  const attach = `/v1/payment_methods/${intent.payment_method}/attach`;
  const early = await post(call, attach, { customer });
  expect(early.body.error.message).toContain('must be verified before');
  await made(call, `${path}/verify_microdeposits`, { descriptor_code: 'SM11AA' });
  const { body } = await call('GET', `/v1/payment_methods/${intent.payment_method}`);
  expect(body.customer).toBe(customer);
  const payment = await made(call, '/v1/payment_intents', {
    amount: '2500',
    currency: 'usd',
    confirm: 'true',
    customer,
    payment_method: intent.payment_method,
    payment_method_types: ['us_bank_account'],
  });
  expect(payment.status).toBe('processing');
});

test.each(['pm_usBankAccount_success', 'pm_acssDebit_success'])(
  '%s stands for an account that is verified',
  async (payment_method) => {
    const { call } = openSandbox();
    const type = payment_method.startsWith('pm_us') ? 'us_bank_account' : 'acss_debit';
    const setup = await made(call, '/v1/setup_intents', {
      confirm: 'true',
      payment_method,
      payment_method_types: [type],
      ...accepted,
    });
    expect(setup.status).toBe('succeeded');
  },
);

test('an account stays verified when it is cloned for a connected account', async () => {
  const { call } = openSandbox();
  const { intent, path, customer } = await begun(call, 'setup_intents');
  await made(call, `${path}/verify_microdeposits`, { descriptor_code: 'SM11AA' });
  const account = await made(call, '/v1/accounts', { type: 'standard', country: 'US' });
  const there = { 'Stripe-Account': account.id };
  const params = { customer, payment_method: intent.payment_method };
  const { body: clone } = await call('POST', '/v1/payment_methods', params, there);
  const payment = {
    amount: '2500',
    currency: 'usd',
    confirm: 'true',
    payment_method: clone.id,
    ...accepted,
    payment_method_types: ['us_bank_account'],
  };
  const { body } = await call('POST', '/v1/payment_intents', payment, there);
  expect(body.status).toBe('processing');
});
