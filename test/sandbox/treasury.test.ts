// Financial accounts: what they can do, what moves their money, and what tells of it.

import { describe, expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Answered, type Call } from './open-sandbox.ts';

const accounts = '/v1/treasury/financial_accounts';
const helpers = '/v1/test_helpers/treasury';
const requested = { requested: 'true' };
const bank = 'pm_usBankAccount_success';
/** To which money is sent. */
const accountOfJohn = {
  type: 'us_bank_account',
  us_bank_account: {
    account_holder_type: 'individual',
    account_number: '000123456789',
    routing_number: '110000000',
  },
  billing_details: { name: 'John Doe' },
};

const usd = { currency: 'usd' };

const everything = {
  financial_addresses: { aba: requested },
  inbound_transfers: { ach: requested },
  intra_stripe_flows: requested,
  outbound_payments: { ach: requested, us_domestic_wire: requested },
  outbound_transfers: { ach: requested },
};

const openAccount = (call: Call, features: object = everything): Promise<Answered['body']> =>
  made(call, accounts, { supported_currencies: ['usd'], features });

const credit = (call: Call, financial_account: string, amount: string, more: Given = {}) =>
  made(call, `${helpers}/received_credits`, {
    ...usd,
    amount,
    financial_account,
    network: 'ach',
    ...more,
  });

const debit = (call: Call, financial_account: string, amount: string) =>
  made(call, `${helpers}/received_debits`, { ...usd, amount, financial_account, network: 'ach' });

/** Of dollars: what can be spent, and what is held. */
const balanceOf = async (call: Call, id: string) => {
  const { balance } = (await call('GET', `${accounts}/${id}`)).body;
  return [balance.cash.usd, balance.outbound_pending.usd];
};

const transactionOf = async (call: Call, { transaction }: { transaction: string }) => {
  const path = `/v1/treasury/transactions/${transaction}`;
  return (await call('GET', path, { expand: ['entries', 'flow_details'] })).body;
};

const entriesOf = ({ entries }: Answered['body']): readonly unknown[] =>
  entries.data
    .map((one: Answered['body']) => [
      one.type,
      one.balance_impact.cash,
      one.balance_impact.outbound_pending,
    ])
    .toReversed();

/** An account with ten dollars. */
async function funded() {
  const opened = openSandbox();
  const account = await openAccount(opened.call);
  await credit(opened.call, account.id, '1000');
  return { ...opened, id: account.id as string };
}

const told = async (call: Call, stem: string) =>
  (await typesOf(call)).filter((type) => type.startsWith(`treasury.${stem}.`));

describe('a financial account', () => {
  test('holds dollars, and gets its number once its address is active', async () => {
    const { call } = openSandbox();
    const begun = await openAccount(call, { financial_addresses: { aba: requested } });
    expect(begun).toMatchObject({
      active_features: [],
      balance: { cash: { usd: 0 }, inbound_pending: { usd: 0 }, outbound_pending: { usd: 0 } },
      country: 'US',
      financial_addresses: [],
      pending_features: ['financial_addresses.aba'],
      status: 'open',
      status_details: { closed: null },
    });
    const { body } = await call('GET', `${accounts}/${begun.id}`);
    expect(body).toMatchObject({
      active_features: ['financial_addresses.aba'],
      financial_addresses: [{ type: 'aba', supported_networks: ['ach', 'us_domestic_wire'] }],
      pending_features: [],
    });
    expect(body).not.toHaveProperty('features');
    expect(await told(call, 'financial_account')).toEqual([
      'treasury.financial_account.created',
      'treasury.financial_account.features_status_updated',
    ]);
    const other = await post(call, accounts, { supported_currencies: ['usd', 'eur'] });
    expect([other.status, other.body.error.param]).toEqual([400, 'supported_currencies[1]']);
  });

  test('has the features that were asked for, and loses those that the platform restricts', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call, { outbound_transfers: { ach: requested } });
    const path = `${accounts}/${id}/features`;
    const active = { requested: true, status: 'active', status_details: [] };
    const first = {
      object: 'treasury.financial_account_features',
      outbound_transfers: { ach: active },
    };
    expect((await call('GET', path)).body).toEqual(first);
    const more = await made(call, path, { deposit_insurance: requested });
    expect(more).toEqual({ ...first, deposit_insurance: active });
    await made(call, `${accounts}/${id}`, {
      platform_restrictions: { outbound_flows: 'restricted' },
    });
    const expanded = (await call('GET', `${accounts}/${id}`, { expand: ['features'] })).body;
    expect(expanded).toMatchObject({
      active_features: ['deposit_insurance'],
      restricted_features: ['outbound_transfers.ach'],
      features: {
        outbound_transfers: {
          ach: { status: 'restricted', status_details: [{ code: 'restricted_by_platform' }] },
        },
      },
    });
    expect((await call('GET', `${accounts}/fa_none/features`)).body.error.code).toBe(
      'resource_missing',
    );
  });

  test('is closed when nothing is in it any more', async () => {
    const { call, id } = await funded();
    const path = `${accounts}/${id}/close`;
    expect((await post(call, path)).status).toBe(400);
    await debit(call, id, '1000');
    const transfer = await made(call, '/v1/treasury/inbound_transfers', {
      ...usd,
      amount: '100',
      financial_account: id,
      origin_payment_method: bank,
    });
    expect((await post(call, path)).body.error.message).toContain('pending InboundTransfers');
    await made(call, `/v1/treasury/inbound_transfers/${transfer.id}/cancel`);
    const closed = await made(call, path);
    expect(closed).toMatchObject({
      active_features: [],
      status: 'closed',
      status_details: { closed: { reasons: ['closed_by_platform'] } },
    });
    expect((await post(call, path)).status).toBe(400);
    expect(await credit(call, id, '100')).toMatchObject({
      failure_code: 'account_closed',
      status: 'failed',
      transaction: null,
    });
    const listed = await call('GET', accounts, { status: 'open' });
    expect(listed.body.data).toEqual([]);
  });

  test('is closed with money in it where that is forwarded', async () => {
    const { call, id } = await funded();
    const forwarding_settings = { type: 'payment_method', payment_method: bank };
    await made(call, `${accounts}/${id}/close`, { forwarding_settings });
    expect(await balanceOf(call, id)).toEqual([0, 0]);
  });
});

describe('what others send', () => {
  test('is a credit with its transaction and entry', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call);
    const received = await credit(call, id, '1000', {
      initiating_payment_method_details: {
        type: 'us_bank_account',
        us_bank_account: { account_holder_name: 'Ann', account_number: '000111111116' },
      },
    });
    expect(received).toMatchObject({
      amount: 1000,
      description: 'Stripe Test',
      failure_code: null,
      initiating_payment_method_details: {
        billing_details: { name: 'Ann' },
        us_bank_account: { bank_name: 'STRIPE TEST BANK', last4: '1116' },
      },
      network: 'ach',
      reversal_details: { restricted_reason: null },
      status: 'succeeded',
    });
    expect(await balanceOf(call, id)).toEqual([1000, 0]);
    const transaction = await transactionOf(call, received);
    expect(transaction).toMatchObject({
      amount: 1000,
      balance_impact: { cash: 1000, inbound_pending: 0, outbound_pending: 0 },
      flow: received.id,
      flow_details: { type: 'received_credit', received_credit: { id: received.id } },
      flow_type: 'received_credit',
      status: 'posted',
      status_transitions: { posted_at: nowSeconds, void_at: null },
    });
    expect(entriesOf(transaction)).toEqual([['received_credit', 1000, 0]]);
    expect(await told(call, 'received_credit')).toEqual([
      'treasury.received_credit.created',
      'treasury.received_credit.succeeded',
    ]);
  });

  test('is taken by debits up to what is there', async () => {
    const { call, id } = await funded();
    expect(await debit(call, id, '400')).toMatchObject({ status: 'succeeded' });
    expect(await balanceOf(call, id)).toEqual([600, 0]);
    expect(await debit(call, id, '700')).toMatchObject({
      failure_code: 'insufficient_funds',
      status: 'failed',
      transaction: null,
    });
    expect(await balanceOf(call, id)).toEqual([600, 0]);
    const { data } = (
      await call('GET', '/v1/treasury/received_debits', { financial_account: id, status: 'failed' })
    ).body;
    expect(data).toHaveLength(1);
  });
});

const outbound = [
  ['outbound_payment', 'outbound_payments'],
  ['outbound_transfer', 'outbound_transfers'],
] as const;

describe.each(outbound)('an %s', (name, path) => {
  const at = `/v1/treasury/${path}`;
  const helper = `${helpers}/${path}`;
  const send = (call: Call, financial_account: string, more: Given = {}) => {
    const usual = { ...usd, amount: '400', destination_payment_method: bank, financial_account };
    const given = Object.entries({ ...usual, ...more }).filter(([, value]) => value !== undefined);
    return post(call, at, Object.fromEntries(given));
  };

  test('is held, and then gone', async () => {
    const { call, id } = await funded();
    const { body: sent } = await send(call, id);
    expect(sent).toMatchObject({
      cancelable: true,
      destination_payment_method: expect.stringMatching(/^pm_\w{24}$/),
      destination_payment_method_details: {
        type: 'us_bank_account',
        us_bank_account: { last4: '6789', network: 'ach', routing_number: '110000000' },
      },
      returned_details: null,
      status: 'processing',
      status_transitions: {
        canceled_at: null,
        failed_at: null,
        posted_at: null,
        returned_at: null,
      },
    });
    expect(await balanceOf(call, id)).toEqual([600, 400]);
    expect(await transactionOf(call, sent)).toMatchObject({ amount: -400, status: 'open' });
    const posted = await made(call, `${helper}/${sent.id}/post`);
    expect(posted).toMatchObject({ cancelable: false, status: 'posted' });
    expect(await balanceOf(call, id)).toEqual([600, 0]);
    const transaction = await transactionOf(call, sent);
    expect(transaction).toMatchObject({
      amount: -400,
      balance_impact: { cash: -400, outbound_pending: 0 },
      status: 'posted',
    });
    expect(entriesOf(transaction)).toEqual([
      [name, -400, 400],
      [`${name}_posting`, 0, -400],
    ]);
    const tracking_details = { type: 'ach', ach: { trace_id: '841042400123450' } };
    const tracked = await made(call, `${helper}/${sent.id}`, { tracking_details });
    expect(tracked.tracking_details.ach.trace_id).toBe('841042400123450');
    expect(await told(call, name)).toEqual(
      ['created', 'posted', 'tracking_details_updated'].map((verb) => `treasury.${name}.${verb}`),
    );
  });

  test.each([
    ['cancel', 'canceled', `${name}_cancellation`],
    ['fail', 'failed', `${name}_failure`],
  ])('can be spent again after %s', async (verb, status, type) => {
    const { call, id } = await funded();
    const { body: sent } = await send(call, id);
    const way = verb === 'cancel' ? at : helper;
    expect(await made(call, `${way}/${sent.id}/${verb}`)).toMatchObject({
      cancelable: false,
      status,
      status_transitions: { [`${status}_at`]: nowSeconds, posted_at: null },
    });
    expect(await balanceOf(call, id)).toEqual([1000, 0]);
    const transaction = await transactionOf(call, sent);
    expect(transaction).toMatchObject({
      amount: 0,
      balance_impact: { cash: 0, outbound_pending: 0 },
      status: 'void',
    });
    expect(entriesOf(transaction).at(-1)).toEqual([type, 400, -400]);
    for (const other of ['post', 'fail', 'return']) {
      expect((await post(call, `${helper}/${sent.id}/${other}`)).status).toBe(400);
    }
  });

  test('comes back by a transaction of its own', async () => {
    const { call, id } = await funded();
    const { body: sent } = await send(call, id);
    const returned = await made(call, `${helper}/${sent.id}/return`, {
      returned_details: { code: 'no_account' },
    });
    expect(returned).toMatchObject({
      returned_details: { code: 'no_account' },
      status: 'returned',
      status_transitions: { posted_at: nowSeconds, returned_at: nowSeconds },
    });
    expect(await balanceOf(call, id)).toEqual([1000, 0]);
    const { transaction } = returned.returned_details;
    expect(transaction).not.toBe(sent.transaction);
    expect(entriesOf(await transactionOf(call, { transaction }))).toEqual([
      [`${name}_return`, 400, 0],
    ]);
    expect(await told(call, name)).toEqual(
      ['created', 'posted', 'returned'].map((verb) => `treasury.${name}.${verb}`),
    );
  });

  test('reaches another financial account at once', async () => {
    const { call, id } = await funded();
    const other = await openAccount(call);
    const { body: sent } = await send(call, id, {
      destination_payment_method: undefined,
      destination_payment_method_data: { type: 'financial_account', financial_account: other.id },
    });
    expect((await call('GET', `${at}/${sent.id}`)).body.status).toBe('posted');
    expect([await balanceOf(call, id), await balanceOf(call, other.id)]).toEqual([
      [600, 0],
      [400, 0],
    ]);
    const { data } = (
      await call('GET', '/v1/treasury/received_credits', {
        financial_account: other.id,
        linked_flows: { source_flow_type: name },
      })
    ).body;
    expect(data).toMatchObject([
      {
        initiating_payment_method_details: { financial_account: { id, network: 'stripe' } },
        linked_flows: { source_flow: sent.id },
        network: 'stripe',
        reversal_details: { restricted_reason: 'source_flow_restricted' },
      },
    ]);
  });

  test.each<[Given, string]>([
    [{ amount: '1001' }, 'amount'],
    [{ amount: '0' }, 'amount'],
    [{ currency: 'eur' }, 'currency'],
    [{ destination_payment_method: undefined }, 'destination_payment_method'],
    [{ destination_payment_method: 'pm_card_visa' }, 'destination_payment_method'],
    [{ destination_payment_method: 'pm_none' }, 'destination_payment_method'],
    [{ financial_account: 'fa_none' }, 'financial_account'],
    [{ statement_descriptor: 'a very long one' }, 'statement_descriptor'],
    [{ statement_descriptor: '<b>' }, 'statement_descriptor'],
    [
      {
        destination_payment_method: undefined,
        destination_payment_method_data: {
          type: 'financial_account',
          financial_account: 'fa_none',
        },
      },
      'destination_payment_method_data[financial_account]',
    ],
  ])('is refused with %j', async (more, param) => {
    const { call, id } = await funded();
    const { status, body } = await send(call, id, more);
    expect([status, body.error?.param]).toEqual([400, param]);
    expect(await balanceOf(call, id)).toEqual([1000, 0]);
  });

  test('needs its feature', async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call, { deposit_insurance: requested });
    await credit(call, id, '1000');
    expect((await send(call, id)).body.error.message).toContain(`${path}.ach`);
  });
});

test('an outbound payment is by wire where that is asked for, to a bank that is described', async () => {
  const { call, id } = await funded();
  const sent = await made(call, '/v1/treasury/outbound_payments', {
    ...usd,
    amount: '400',
    financial_account: id,
    destination_payment_method_data: accountOfJohn,
    destination_payment_method_options: { us_bank_account: { network: 'us_domestic_wire' } },
    end_user_details: { present: 'true', ip_address: '127.0.0.1' },
    statement_descriptor: 'a longer statement',
  });
  expect(sent).toMatchObject({
    destination_payment_method: null,
    destination_payment_method_details: {
      billing_details: { name: 'John Doe' },
      us_bank_account: { last4: '6789', network: 'us_domestic_wire' },
    },
    end_user_details: { ip_address: '127.0.0.1', present: true },
    expected_arrival_date: nowSeconds,
    statement_descriptor: 'a longer statement',
  });
});

test('an account to which money is only sent is set up without a mandate, and as it is', async () => {
  const { call, id } = await funded();
  const vendor = await made(call, '/v1/customers');
  const intent = await made(call, '/v1/setup_intents', {
    confirm: 'true',
    customer: vendor.id,
    flow_directions: ['outbound'],
    payment_method_data: accountOfJohn,
    payment_method_types: ['us_bank_account'],
  });
  expect(intent).toMatchObject({
    customer: vendor.id,
    latest_attempt: null,
    mandate: null,
    next_action: null,
    status: 'succeeded',
  });
  const sent = await made(call, '/v1/treasury/outbound_payments', {
    ...usd,
    amount: '100',
    customer: vendor.id,
    destination_payment_method: intent.payment_method,
    financial_account: id,
  });
  expect(sent).toMatchObject({ customer: vendor.id, status: 'processing' });
});

describe('an inbound transfer', () => {
  const at = '/v1/treasury/inbound_transfers';
  const helper = `${helpers}/inbound_transfers`;
  const begin = async () => {
    const { call } = openSandbox();
    const { id } = await openAccount(call);
    const moved = { ...usd, amount: '700', financial_account: id };
    const transfer = await made(call, at, { ...moved, origin_payment_method: bank });
    return { call, id: id as string, transfer };
  };

  test('brings its money when the bank agrees, and loses it when the bank thinks again', async () => {
    const { call, id, transfer } = await begin();
    expect(transfer).toMatchObject({
      cancelable: true,
      origin_payment_method_details: { us_bank_account: { network: 'ach' } },
      returned: false,
      statement_descriptor: 'transfer',
      status: 'processing',
      status_transitions: { failed_at: null, succeeded_at: null },
    });
    expect(await transactionOf(call, transfer)).toMatchObject({ amount: 700, status: 'open' });
    expect(await balanceOf(call, id)).toEqual([0, 0]);
    expect((await post(call, `${helper}/${transfer.id}/return`)).status).toBe(400);
    await made(call, `${helper}/${transfer.id}/succeed`);
    expect(await balanceOf(call, id)).toEqual([700, 0]);
    const returned = await made(call, `${helper}/${transfer.id}/return`);
    expect(returned).toMatchObject({ returned: true, status: 'succeeded' });
    expect(await balanceOf(call, id)).toEqual([0, 0]);
    const path = `/v1/treasury/received_debits/${returned.linked_flows.received_debit}`;
    expect((await call('GET', path)).body).toMatchObject({
      amount: 700,
      linked_flows: { inbound_transfer: transfer.id },
    });
    expect((await post(call, `${helper}/${transfer.id}/return`)).status).toBe(400);
  });

  test.each([
    ['fail', 'failed', { failure_details: { code: 'no_account' } }],
    ['cancel', 'canceled', {}],
  ])('brings nothing after %s', async (verb, status, params) => {
    const { call, id, transfer } = await begin();
    const way = verb === 'cancel' ? at : helper;
    const after = await made(call, `${way}/${transfer.id}/${verb}`, params);
    expect(after).toMatchObject({ cancelable: false, status, ...params });
    expect(await transactionOf(call, transfer)).toMatchObject({ amount: 0, status: 'void' });
    expect(await balanceOf(call, id)).toEqual([0, 0]);
    expect((await post(call, `${helper}/${transfer.id}/succeed`)).status).toBe(400);
    expect(await told(call, 'inbound_transfer')).toEqual([
      'treasury.inbound_transfer.created',
      `treasury.inbound_transfer.${status}`,
    ]);
  });
});

describe('a reversal', () => {
  async function openLater() {
    let now = nowSeconds;
    const { call } = openSandbox({ clock: () => now * 1000 });
    const { id } = await openAccount(call);
    return { call, id: id as string, pass: (seconds: number) => void (now += seconds) };
  }

  test('of a credit is held, and gone when the bank has it', async () => {
    const { call, id, pass } = await openLater();
    const { id: received_credit } = await credit(call, id, '1000');
    const path = '/v1/treasury/credit_reversals';
    const reversal = await made(call, path, { received_credit });
    expect(reversal).toMatchObject({ amount: 1000, network: 'ach', status: 'processing' });
    expect(await balanceOf(call, id)).toEqual([0, 1000]);
    const again = await post(call, path, { received_credit });
    expect([again.status, again.body.error.param]).toEqual([400, 'received_credit']);
    pass(10);
    expect((await call('GET', `${path}/${reversal.id}`)).body).toMatchObject({
      status: 'posted',
      status_transitions: { posted_at: nowSeconds + 10 },
    });
    expect(await balanceOf(call, id)).toEqual([0, 0]);
    expect(entriesOf(await transactionOf(call, reversal))).toEqual([
      ['credit_reversal', -1000, 1000],
      ['credit_reversal_posting', 0, -1000],
    ]);
    const credits = (await call('GET', `/v1/treasury/received_credits/${received_credit}`)).body;
    expect(credits).toMatchObject({
      linked_flows: { credit_reversal: reversal.id },
      reversal_details: { restricted_reason: 'already_reversed' },
    });
  });

  test('of a debit brings the money back when the bank agrees', async () => {
    const { call, id, pass } = await openLater();
    await credit(call, id, '1000');
    const { id: received_debit } = await debit(call, id, '300');
    const path = '/v1/treasury/debit_reversals';
    const reversal = await made(call, path, { received_debit });
    expect(await balanceOf(call, id)).toEqual([700, 0]);
    pass(10);
    expect(await balanceOf(call, id)).toEqual([1000, 0]);
    const listed = async (params: object) =>
      (await call('GET', path, { financial_account: id, ...params } as Parameters<Call>[2])).body
        .data;
    expect(await listed({ status: 'completed', resolution: 'won' })).toMatchObject([
      { id: reversal.id, status: 'succeeded' },
    ]);
    expect(await listed({ resolution: 'lost' })).toEqual([]);
    expect(await listed({ status: 'processing' })).toEqual([]);
    expect(await told(call, 'debit_reversal')).toEqual([
      'treasury.debit_reversal.created',
      'treasury.debit_reversal.completed',
    ]);
  });

  test('is refused after two business days, by wire, and without the money', async () => {
    const { call, id, pass } = await openLater();
    const wired = await credit(call, id, '1000', { network: 'us_domestic_wire' });
    const path = '/v1/treasury/credit_reversals';
    expect((await post(call, path, { received_credit: wired.id })).status).toBe(400);
    const first = await credit(call, id, '1000');
    await debit(call, id, '1500');
    const short = await post(call, path, { received_credit: first.id });
    expect(short.body.error.code).toBe('balance_insufficient');
    await credit(call, id, '1000');
    pass(3 * 86_400);
    const late = await post(call, path, { received_credit: first.id });
    expect(late.body.error.message).toContain('deadline');
  });
});

test('transactions and entries are listed by account, state and time', async () => {
  const { call, id } = await funded();
  await made(call, '/v1/treasury/outbound_payments', {
    ...usd,
    amount: '400',
    destination_payment_method: bank,
    financial_account: id,
  });
  const flowsBy = async (params: object) =>
    (
      await call('GET', '/v1/treasury/transactions', {
        financial_account: id,
        ...params,
      } as Parameters<Call>[2])
    ).body.data.map((one: { flow_type: string }) => one.flow_type);
  expect(await flowsBy({})).toEqual(['outbound_payment', 'received_credit']);
  expect(await flowsBy({ status: 'open', order_by: 'created' })).toEqual(['outbound_payment']);
  const since = { posted_at: { gte: String(nowSeconds) } };
  expect(await flowsBy({ status: 'posted', status_transitions: since })).toEqual([
    'received_credit',
  ]);
  const { data } = (
    await call('GET', '/v1/treasury/transaction_entries', {
      financial_account: id,
      order_by: 'effective_at',
    })
  ).body;
  expect(data.map((one: { type: string }) => one.type)).toEqual([
    'outbound_payment',
    'received_credit',
  ]);
  const unknown = await call('GET', '/v1/treasury/transactions', { financial_account: 'fa_none' });
  expect(unknown.body.error).toMatchObject({
    code: 'resource_missing',
    param: 'financial_account',
  });
});
