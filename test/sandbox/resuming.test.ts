// A subscription that was paused after its trial, and is to go on: what its invoice needs first.

import { describe, expect, test } from 'vitest';
import { openSandbox, typesOf, type Call } from './open-sandbox.ts';

const start = 1_795_564_800;
const hour = 3600;

interface Paused {
  readonly call: Call;
  readonly customer: string;
  /** Of the subscription. */
  readonly at: string;
  readonly clock: string;
}

async function paused(
  method?: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Paused> {
  const { call } = openSandbox();
  const made = async (path: string, params: object): Promise<string> =>
    (await call('POST', path, params as Record<string, string>)).body.id;
  const clock = await made('/v1/test_helpers/test_clocks', { frozen_time: String(start) });
  const customer = await made('/v1/customers', { test_clock: clock });
  const price = await made('/v1/prices', {
    currency: 'usd',
    unit_amount: '500',
    'recurring[interval]': 'month',
    'product_data[name]': 'Desk',
  });
  const subscription = await made('/v1/subscriptions', {
    customer,
    'items[0][price]': price,
    trial_period_days: '7',
    'trial_settings[end_behavior][missing_payment_method]': 'pause',
  });
  const at = `/v1/subscriptions/${subscription}`;
  await call('POST', at, { trial_end: 'now' });
  if (Object.keys(more).length > 0) await call('POST', at, more);
  if (method !== undefined) await useMethod(call, customer, method);
  return { call, customer, at, clock };
}

async function useMethod(call: Call, customer: string, method: string): Promise<void> {
  const { body } = await call('POST', `/v1/payment_methods/${method}/attach`, { customer });
  await call('POST', `/v1/customers/${customer}`, {
    'invoice_settings[default_payment_method]': body.id,
  });
}

const declined = 'pm_card_chargeCustomerFail';

describe('a subscription that is to go on', () => {
  test('needs a means of payment', async () => {
    const { call, at } = await paused();
    const { status, body } = await call('POST', `${at}/resume`);
    expect([status, body.error.code]).toEqual([400, 'resource_missing']);
    expect((await call('GET', at)).body.status).toBe('paused');
  });

  const ways: readonly (readonly [how: string, verb: string, params: Record<string, string>])[] = [
    ['is paid', 'pay', { payment_method: 'pm_card_visa' }],
    ['is paid elsewhere', 'pay', { paid_out_of_band: 'true' }],
    ['is written off', 'mark_uncollectible', {}],
  ];
  test.each(ways)('stays paused until its invoice %s', async (_, verb, params) => {
    const { call, at } = await paused(declined);
    const { body: waiting } = await call('POST', `${at}/resume`);
    expect(waiting.status).toBe('paused');
    expect(await typesOf(call)).not.toContain('customer.subscription.resumed');
    await call('POST', `/v1/invoices/${waiting.latest_invoice}/${verb}`, params);
    expect((await call('GET', at)).body.status).toBe('active');
    expect(await typesOf(call)).toContain('customer.subscription.resumed');
  });

  test('waits for a cardholder, and goes on with the approval', async () => {
    const { call, at } = await paused('pm_card_authenticationRequired');
    const { body: waiting } = await call('POST', `${at}/resume`, {
      'expand[]': 'latest_invoice.payments',
    });
    expect(waiting.status).toBe('paused');
    const intent = waiting.latest_invoice.payments.data[0].payment.payment_intent;
    await call('POST', `/v1/payment_intents/${intent}/confirm`, {
      payment_method: 'pm_card_visa',
    });
    expect((await call('GET', at)).body.status).toBe('active');
  });

  test('waits for an invoice that is sent, too', async () => {
    const sent = { collection_method: 'send_invoice', days_until_due: '30' };
    const { call, at } = await paused(undefined, sent);
    const { body: waiting } = await call('POST', `${at}/resume`);
    expect(waiting.status).toBe('paused');
    const invoice = `/v1/invoices/${waiting.latest_invoice}`;
    await call('POST', `${invoice}/pay`, { paid_out_of_band: 'true' });
    expect((await call('GET', at)).body.status).toBe('active');
  });

  test('asks anew: what was not paid is void', async () => {
    const { call, customer, at } = await paused(declined);
    const { body: first } = await call('POST', `${at}/resume`);
    await useMethod(call, customer, 'pm_card_visa');
    const { body: second } = await call('POST', `${at}/resume`);
    expect(second.status).toBe('active');
    expect(second.latest_invoice).not.toBe(first.latest_invoice);
    expect((await call('GET', `/v1/invoices/${first.latest_invoice}`)).body.status).toBe('void');
  });

  test.each([
    [22, 'open'],
    [24, 'void'],
  ])('after %i hours its invoice is %s, and it is paused', async (hours, status) => {
    const { call, at, clock } = await paused(declined);
    const { body: waiting } = await call('POST', `${at}/resume`);
    await call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(start + hours * hour),
    });
    const { body: invoice } = await call('GET', `/v1/invoices/${waiting.latest_invoice}`);
    expect(invoice.status).toBe(status);
    expect((await call('GET', at)).body.status).toBe('paused');
  });
});
