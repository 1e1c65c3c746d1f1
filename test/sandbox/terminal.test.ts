// A till from end to end: a location, a reader, what it is told to do, and the card that is held to it.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const address = {
  line1: '1272 Valencia Street',
  city: 'San Francisco',
  state: 'CA',
  postal_code: '94110',
  country: 'US',
};

async function openTill(code = 'simulated-wpe') {
  const { call } = openSandbox();
  const place = { display_name: 'HQ', address };
  const { id: location } = (await call('POST', '/v1/terminal/locations', place)).body;
  const params = { registration_code: code, location };
  const { body: reader } = await call('POST', '/v1/terminal/readers', params);
  const at = `/v1/terminal/readers/${reader.id}`;
  const helper = `/v1/test_helpers/terminal/readers/${reader.id}`;
  return { call, location, reader, at, helper };
}

async function intentOf(call: Call, params = {}) {
  const usual = { amount: '1000', currency: 'usd', 'payment_method_types[]': 'card_present' };
  return (await call('POST', '/v1/payment_intents', { ...usual, ...params })).body.id as string;
}

describe('a reader', () => {
  test.each([
    ['simulated-wpe', 'simulated_wisepos_e', 'online'],
    ['simulated-s700', 'simulated_stripe_s700', 'online'],
    ['puppies-plug-could', 'bbpos_wisepos_e', 'offline'],
  ])('registered with %s is a %s, and %s', async (code, type, status) => {
    const { reader, location } = await openTill(code);
    expect(reader).toMatchObject({ device_type: type, status, location, action: null });
    expect(reader.label).toBe(reader.serial_number);
  });

  test('is not registered with a code that no reader shows', async () => {
    const { call } = await openTill();
    for (const registration_code of ['simulated-toaster', 'toString']) {
      const { status, body } = await call('POST', '/v1/terminal/readers', { registration_code });
      expect([status, body.error.param]).toEqual([400, 'registration_code']);
    }
  });

  test('takes a payment when a card is held to it', async () => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call);
    const { body: waiting } = await call('POST', `${at}/process_payment_intent`, {
      payment_intent: intent,
      process_config: { skip_tipping: 'true' },
    });
    expect(waiting.action).toEqual({
      api_error: null,
      failure_code: null,
      failure_message: null,
      process_payment_intent: { payment_intent: intent, process_config: { skip_tipping: true } },
      status: 'in_progress',
      type: 'process_payment_intent',
    });
    const { body: done } = await call('POST', `${helper}/present_payment_method`, {
      amount_tip: '150',
    });
    expect(done.action).toMatchObject({ status: 'succeeded', type: 'process_payment_intent' });
    expect((await call('GET', at)).body.action).toEqual(done.action);
    const { body: paid } = await call('GET', `/v1/payment_intents/${intent}`, {
      'expand[]': 'latest_charge',
    });
    expect(paid).toMatchObject({
      status: 'succeeded',
      amount: 1150,
      amount_details: { tip: { amount: 150 } },
      latest_charge: {
        amount: 1150,
        payment_method_details: {
          type: 'card_present',
          card_present: { brand: 'visa', last4: '4242', read_method: 'contact_emv' },
        },
      },
    });
    expect(await typesOf(call)).toEqual([
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
      'terminal.reader.action_succeeded',
    ]);
  });

  test.each([
    ['4000000000000002', 'card_declined', 'Your card was declined.'],
    ['4000000000009995', 'card_declined', 'Your card has insufficient funds.'],
    ['4000000000000069', 'expired_card', 'Your card has expired.'],
  ])('tells that %s is declined, and takes another card', async (number, code, message) => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call);
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    const refused = await call('POST', `${helper}/present_payment_method`, {
      type: 'card_present',
      card_present: { number },
    });
    expect(refused.status).toBe(200);
    expect(refused.body.action).toMatchObject({
      status: 'failed',
      failure_code: code,
      failure_message: message,
      api_error: { code, type: 'card_error' },
    });
    expect((await typesOf(call)).slice(-3)).toEqual([
      'charge.failed',
      'payment_intent.payment_failed',
      'terminal.reader.action_failed',
    ]);
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    const { body } = await call('POST', `${helper}/present_payment_method`);
    expect(body.action.status).toBe('succeeded');
  });

  test.each([
    ['4506445006931933', 'interac_present', 'interac', 'approval'],
    ['6280000360000978', 'card_present', 'eftpos_au', 'approval'],
    ['4001007020000002', 'card_present', 'visa', 'offline_pin'],
    ['4000002760000008', 'card_present', 'visa', 'online_pin'],
  ])('knows the card %s', async (number, type, brand, verification) => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call, { currency: 'cad', 'payment_method_types[]': type });
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    const params = { type, [`${type}[number]`]: number };
    await call('POST', `${helper}/present_payment_method`, params);
    const expanded = { 'expand[]': 'latest_charge' };
    const { body } = await call('GET', `/v1/payment_intents/${intent}`, expanded);
    const details = body.latest_charge.payment_method_details[type];
    const { cardholder_verification_method: how } = details.receipt;
    expect([details.brand, details.network, how]).toEqual([brand, brand, verification]);
  });

  test.each([
    ['2500', undefined],
    ['2502', undefined],
    ['2501', 'call_issuer'],
    ['2505', 'generic_decline'],
    ['2555', 'incorrect_pin'],
    ['2560', 'online_or_offline_pin_required'],
    ['2565', 'withdrawal_count_limit_exceeded'],
    ['2575', 'pin_try_exceeded'],
  ])('answers an amount of %s with %s', async (amount, decline) => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call, { amount });
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    const { body } = await call('POST', `${helper}/present_payment_method`);
    const { body: after } = await call('GET', `/v1/payment_intents/${intent}`);
    expect(after.last_payment_error?.decline_code).toBe(decline);
    expect(body.action.failure_code).toBe(decline ? 'card_declined' : null);
  });

  test('takes any amount in a currency without cents', async () => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call, { amount: '2501', currency: 'jpy' });
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    const { body } = await call('POST', `${helper}/present_payment_method`);
    expect(body.action.status).toBe('succeeded');
  });

  test('tells the card that is kept for later of a payment', async () => {
    const { call, at, helper } = await openTill();
    const { id: customer } = (await call('POST', '/v1/customers')).body;
    const intent = await intentOf(call, { customer, setup_future_usage: 'off_session' });
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    await call('POST', `${helper}/present_payment_method`);
    const expanded = { 'expand[]': 'latest_charge' };
    const { latest_charge: charge } = (await call('GET', `/v1/payment_intents/${intent}`, expanded))
      .body;
    const { data } = (await call('GET', `/v1/customers/${customer}/payment_methods`)).body;
    expect(data).toHaveLength(1);
    expect(charge.payment_method_details.card_present.generated_card).toBe(data[0].id);
    expect(data[0].card.generated_from.charge).toBe(charge.id);
  });

  test.each([
    ['4242424242424242', 4.75],
    ['5555555555554444', 2],
  ])('holds what %s is to pay for %d days', async (number, days) => {
    const { call, at, helper } = await openTill();
    const payment_intent = await intentOf(call, { capture_method: 'manual' });
    await call('POST', `${at}/process_payment_intent`, { payment_intent });
    const presented = { type: 'card_present', 'card_present[number]': number };
    await call('POST', `${helper}/present_payment_method`, presented);
    const path = `/v1/payment_intents/${payment_intent}`;
    const { latest_charge: charge } = (await call('GET', path, { 'expand[]': 'latest_charge' }))
      .body;
    const { capture_before: until } = charge.payment_method_details.card_present;
    expect((until - charge.created) / 86_400).toBe(days);
  });

  test('takes more than is held where that was asked for', async () => {
    const { call, at, helper } = await openTill();
    const held = async (isAsked: boolean): Promise<string> => {
      const wish =
        'payment_method_options[card_present][request_incremental_authorization_support]';
      const more = { capture_method: 'manual', ...(isAsked ? { [wish]: 'true' } : {}) };
      const intent = await intentOf(call, more);
      await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
      await call('POST', `${helper}/present_payment_method`);
      return intent;
    };
    const capture = async (id: string) =>
      call('POST', `/v1/payment_intents/${id}/capture`, { amount_to_capture: '2000' });
    const { body } = await capture(await held(true));
    expect(body).toMatchObject({ amount: 2000, amount_received: 2000, status: 'succeeded' });
    expect((await capture(await held(false))).body.error.code).toBe('amount_too_large');
  });

  test('collects a card first, and confirms when it is told to', async () => {
    const { call, at, helper } = await openTill();
    const payment = { payment_intent: await intentOf(call, { capture_method: 'manual' }) };
    const early = await call('POST', `${at}/confirm_payment_intent`, payment);
    expect(early.body.error.code).toBe('intent_invalid_state');
    await call('POST', `${at}/collect_payment_method`, payment);
    const { body: collected } = await call('POST', `${helper}/present_payment_method`);
    expect(collected.action.collect_payment_method.payment_method).toMatchObject({
      type: 'card_present',
      card_present: { last4: '4242' },
    });
    expect((await typesOf(call)).at(-1)).toBe('terminal.reader.action_updated');
    const { body: confirmed } = await call('POST', `${at}/confirm_payment_intent`, payment);
    expect(confirmed.action).toMatchObject({ type: 'confirm_payment_intent', status: 'succeeded' });
    const { body: held } = await call('GET', `/v1/payment_intents/${payment.payment_intent}`);
    expect(held.status).toBe('requires_capture');
  });

  test('sets a card up for a customer, with another that can be used again', async () => {
    const { call, at, helper } = await openTill();
    const { id: customer } = (await call('POST', '/v1/customers')).body;
    const { id } = (
      await call('POST', '/v1/setup_intents', {
        customer,
        'payment_method_types[]': 'card_present',
      })
    ).body;
    const setup = { setup_intent: id, allow_redisplay: 'always' };
    await call('POST', `${at}/process_setup_intent`, setup);
    const { body } = await call('POST', `${helper}/present_payment_method`);
    const { generated_card: generated } = body.action.process_setup_intent;
    const { body: card } = await call('GET', `/v1/payment_methods/${generated}`);
    expect(card).toMatchObject({ customer, type: 'card', card: { last4: '4242' } });
    const { body: paid } = await call('POST', '/v1/payment_intents', {
      amount: '900',
      currency: 'usd',
      customer,
      payment_method: generated,
      off_session: 'true',
      confirm: 'true',
    });
    expect(paid.status).toBe('succeeded');
  });

  test('gives money back to the card', async () => {
    const { call, at, helper } = await openTill();
    const intent = await intentOf(call);
    await call('POST', `${at}/process_payment_intent`, { payment_intent: intent });
    await call('POST', `${helper}/present_payment_method`);
    const { body: asked } = await call('POST', `${at}/refund_payment`, {
      payment_intent: intent,
      amount: '400',
    });
    expect(asked.action).toMatchObject({
      status: 'in_progress',
      refund_payment: { amount: 400, payment_intent: intent },
    });
    const { body: done } = await call('POST', `${helper}/present_payment_method`);
    const { body: refund } = await call('GET', `/v1/refunds/${done.action.refund_payment.refund}`);
    expect(refund).toMatchObject({ amount: 400, status: 'succeeded', payment_intent: intent });
  });

  test('asks the customer, who answers or walks away', async () => {
    const { call, at, helper } = await openTill();
    const asked = {
      inputs: [
        { type: 'email', custom_text: { title: 'Your email' }, required: 'true' },
        {
          type: 'selection',
          custom_text: { title: 'Size' },
          selection: { choices: [{ id: 's', text: 'Small' }] },
        },
      ],
    };
    await call('POST', `${at}/collect_inputs`, asked);
    const { body: all } = await call('POST', `${helper}/succeed_input_collection`);
    expect(all.action.collect_inputs.inputs).toMatchObject([
      { email: { value: 'user@example.com' }, skipped: false },
      { selection: { id: 's', text: 'Small' }, skipped: false },
    ]);
    await call('POST', `${at}/collect_inputs`, asked);
    const { body: some } = await call('POST', `${helper}/succeed_input_collection`, {
      skip_non_required_inputs: 'all',
    });
    expect(some.action.collect_inputs.inputs).toMatchObject([
      { skipped: false },
      { skipped: true },
    ]);
    await call('POST', `${at}/collect_inputs`, asked);
    const { body: none } = await call('POST', `${helper}/timeout_input_collection`);
    expect(none.action).toMatchObject({ status: 'failed', api_error: null });
    expect((await typesOf(call)).slice(-2)).toEqual([
      'terminal.reader.action_succeeded',
      'terminal.reader.action_failed',
    ]);
  });

  const cart = { currency: 'usd', total: '500', line_items: [] as object[] };
  const items = [{ amount: '500', description: 'Tea', quantity: '1' }];

  test('shows a cart without an event, and nothing once it is told to stop', async () => {
    const { call, at } = await openTill();
    const params = { type: 'cart', cart: { ...cart, line_items: items } };
    const { body } = await call('POST', `${at}/set_reader_display`, params);
    const shown = { type: 'cart', cart: { total: 500, line_items: [{ amount: 500 }] } };
    expect(body.action).toMatchObject({ status: 'in_progress', set_reader_display: shown });
    const { body: after } = await call('GET', at);
    expect(after.action).toMatchObject({ status: 'succeeded', set_reader_display: shown });
    expect((await call('POST', `${at}/cancel_action`)).body.action).toBeNull();
    expect(await typesOf(call)).toEqual([]);
  });

  /** What is in progress, what is asked then, and the refusal. */
  test.each([
    ['process_payment_intent', 'process_payment_intent', undefined],
    ['process_payment_intent', 'collect_payment_method', undefined],
    ['process_payment_intent', 'set_reader_display', 'terminal_reader_busy'],
    ['process_payment_intent', 'collect_inputs', 'terminal_reader_busy'],
    ['collect_inputs', 'process_payment_intent', 'terminal_reader_busy'],
    ['collect_inputs', 'cancel_action', undefined],
    ['set_reader_display', 'process_payment_intent', undefined],
  ])('that does %s answers %s with %s', async (first, second, code) => {
    const { call, at } = await openTill();
    const payment = { payment_intent: await intentOf(call) };
    const params: Readonly<Record<string, object>> = {
      process_payment_intent: payment,
      collect_payment_method: payment,
      set_reader_display: { type: 'cart', cart: { ...cart, line_items: items } },
      collect_inputs: { inputs: [{ type: 'text', custom_text: { title: 'Name' } }] },
    };
    const of = (verb: string) => ({ ...params[verb] });
    expect((await call('POST', `${at}/${first}`, of(first))).status).toBe(200);
    const { body } = await call('POST', `${at}/${second}`, of(second));
    expect(body.error?.code).toBe(code);
  });

  test('that is switched off does nothing', async () => {
    const { call, at } = await openTill('puppies-plug-could');
    const payment = { payment_intent: await intentOf(call) };
    const { status, body } = await call('POST', `${at}/process_payment_intent`, payment);
    expect([status, body.error.code]).toEqual([400, 'terminal_reader_offline']);
  });

  test.each([
    [{ 'payment_method_types[]': 'card' }, 'payment_intent_invalid_parameter'],
    [{ 'payment_method_types[]': 'card_present', cancel: 'true' }, 'intent_invalid_state'],
  ])(
    'refuses a payment with %j: %s',
    async ({ cancel, ...params }: Record<string, string>, code) => {
      const { call, at } = await openTill();
      const intent = await intentOf(call, params);
      if (cancel) await call('POST', `/v1/payment_intents/${intent}/cancel`);
      const { body } = await call('POST', `${at}/process_payment_intent`, {
        payment_intent: intent,
      });
      expect(body.error.code).toBe(code);
    },
  );

  test('without an action has nothing to present a card for', async () => {
    const { call, helper } = await openTill();
    for (const verb of ['present_payment_method', 'succeed_input_collection']) {
      expect((await call('POST', `${helper}/${verb}`)).status).toBe(400);
    }
  });
});

describe('a location', () => {
  test('that does not exist is called one', async () => {
    const { call } = openSandbox();
    const params = { registration_code: 'simulated-wpe', location: 'tml_none' };
    for (const { body } of [
      await call('GET', '/v1/terminal/locations/tml_none'),
      await call('POST', '/v1/terminal/readers', params),
    ]) {
      expect(body.error).toMatchObject({
        code: 'resource_missing',
        message: "No such location: 'tml_none'",
      });
    }
  });

  test.each([
    [{ display_name: 'A', address: { ...address, line1: '' } }, 400],
    [{ display_name: 'A', address: { country: 'US' } }, 'address[line1]'],
    [{ display_name: 'A', address: { ...address, state: undefined } }, 'address[state]'],
    [
      { display_name: 'A', address: { line1: '1', city: 'B', country: 'DE' } },
      'address[postal_code]',
    ],
    [{ display_name: 'A', address: { line1: '1', postal_code: '018989', country: 'SG' } }, 200],
    [{ display_name: 'A', address: { ...address, country: 'AQ' } }, 'address[country]'],
    [{ display_name: 'A' }, 'address'],
    [{ address }, 'display_name'],
  ])('with %j is answered with %s', async (params, expected) => {
    const { call } = openSandbox();
    const known = JSON.parse(JSON.stringify(params));
    const { status, body } = await call('POST', '/v1/terminal/locations', known);
    expect(typeof expected === 'number' ? status : body.error.param).toBe(expected);
  });

  test('stays in its country, and leaves its readers behind when it goes', async () => {
    const { call, location, at } = await openTill();
    const moved = { address: { country: 'CA' } };
    const { body } = await call('POST', `/v1/terminal/locations/${location}`, moved);
    expect(body.error.param).toBe('address[country]');
    await call('DELETE', `/v1/terminal/locations/${location}`);
    expect((await call('GET', at)).body.location).toBeNull();
    const list = await call('GET', '/v1/terminal/readers', { device_type: 'simulated_wisepos_e' });
    expect(list.body.data).toHaveLength(1);
  });

  test('has a configuration of its own, if there is one', async () => {
    const { call, location } = await openTill();
    const at = `/v1/terminal/locations/${location}`;
    const missing = await call('POST', at, { configuration_overrides: 'tmc_none' });
    expect(missing.body.error).toMatchObject({ code: 'resource_missing' });
    const tipping = { usd: { percentages: ['15', '20'], smart_tip_threshold: '900' } };
    const { body: own } = await call('POST', '/v1/terminal/configurations', { tipping });
    expect(own).toMatchObject({
      is_account_default: false,
      tipping: { usd: { percentages: [15, 20] } },
    });
    const { body } = await call('POST', at, { configuration_overrides: own.id });
    expect(body.configuration_overrides).toBe(own.id);
  });

  test.each([
    [{ tipping: { usd: { fixed_amounts: ['1', '2', '3', '4'] } } }, 'tipping[usd][fixed_amounts]'],
    [{ tipping: { eur: { percentages: ['120'] } } }, 'tipping[eur][percentages]'],
    [{ reboot_window: { start_hour: '2', end_hour: '24' } }, 'reboot_window[end_hour]'],
  ])('cannot be configured with %j', async (params, param) => {
    const { call } = openSandbox();
    const { body } = await call('POST', '/v1/terminal/configurations', params);
    expect(body.error.param).toBe(param);
  });
});

test('a connection token is for one location, or for all', async () => {
  const { call, location } = await openTill();
  const at = '/v1/terminal/connection_tokens';
  expect((await call('POST', at)).body).toEqual({
    object: 'terminal.connection_token',
    secret: expect.stringMatching(/^pst_test_\w{48}$/),
  });
  expect((await call('POST', at, { location })).body.location).toBe(location);
  expect((await call('POST', at, { location: 'tml_no' })).status).toBe(400);
});
