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
  test('is not charged by that, and waits 23 hours for its invoice', async () => {
    const { call, at } = await paused();
    const { body: before } = await call('GET', at);
    expect(before.items.data[0].current_period_end).toBe(start);
    const { body } = await call('POST', `${at}/resume`);
    const untold = ['discount', 'discounts', 'metadata', 'subscription_items', 'trial_end'];
    expect(body).toMatchObject({
      status: 'paused',
      items: before.items,
      pending_update: {
        ...Object.fromEntries(untold.map((name) => [name, null])),
        billing_cycle_anchor: null,
        cancel_at_period_end: null,
        expires_at: start + 23 * hour,
      },
    });
    expect(body.latest_invoice).not.toBe(before.latest_invoice);
  });

  test('is charged where that is asked for, and stays paused for a year if that fails', async () => {
    const asked = { payment_behavior: 'resume_on_payment_success' };
    const bare = await paused();
    const { status, body: refused } = await bare.call('POST', `${bare.at}/resume`, asked);
    expect([status, refused.error.code]).toEqual([400, 'resource_missing']);
    const good = await paused('pm_card_visa');
    const { body: going } = await good.call('POST', `${good.at}/resume`, asked);
    expect(going).toMatchObject({ status: 'active', pending_update: null });
    expect(going.billing_cycle_anchor).toBe(start);
    expect(going.items.data[0].current_period_start).toBe(start);
    const bad = await paused(declined);
    const { body: waiting } = await bad.call('POST', `${bad.at}/resume`, asked);
    expect(waiting.status).toBe('paused');
    expect(waiting.pending_update.expires_at).toBe(start + 365 * 24 * hour);
  });

  test('is past due once a payment of its invoice has failed', async () => {
    const { call, at, clock } = await paused(declined);
    const { body: waiting } = await call('POST', `${at}/resume`);
    const pay = `/v1/invoices/${waiting.latest_invoice}/pay`;
    expect((await call('POST', pay)).status).toBe(402);
    expect((await call('GET', at)).body.status).toBe('past_due');
    await call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(start + hour),
    });
    await call('POST', pay, { payment_method: 'pm_card_visa' });
    const { body: going } = await call('GET', at);
    expect(going).toMatchObject({ status: 'active', billing_cycle_anchor: start });
  });

  test.each([
    ['create_prorations', 'active', true],
    ['none', 'active', false],
    ['always_invoice', 'paused', true],
  ])('in the period of its anchor, with %s, is %s', async (behavior, status, isDue) => {
    const { call, customer, at, clock } = await paused('pm_card_visa');
    const day = 24 * hour;
    await call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(start + 31 * day),
    });
    const { body } = await call('POST', `${at}/resume`, {
      billing_cycle_anchor: 'unchanged',
      proration_behavior: behavior,
    });
    expect([body.status, body.billing_cycle_anchor]).toEqual([status, start]);
    const period = { current_period_start: start + 30 * day, current_period_end: start + 61 * day };
    expect(body.items.data).toMatchObject([period]);
    const { data } = (await call('GET', '/v1/invoiceitems', { customer })).body;
    // Of 31 days 30 are left.
    const due = Math.floor((500 * 30) / 31);
    expect(data.map(({ amount }: { amount: number }) => amount)).toEqual(isDue ? [due] : []);
    if (status === 'active') return;
    await call('POST', `/v1/invoices/${body.latest_invoice}/pay`);
    const { body: going } = await call('GET', at);
    expect(going).toMatchObject({ status: 'active', items: { data: [period] } });
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

  test('costs nothing more for what was changed while it was paused', async () => {
    const { call, customer, at, clock } = await paused('pm_card_visa');
    await call('POST', `/v1/test_helpers/test_clocks/${clock}/advance`, {
      frozen_time: String(start + 240 * hour),
    });
    const [item] = (await call('GET', at)).body.items.data;
    await call('POST', at, { items: [{ id: item.id, quantity: '3' }] });
    await call('POST', at, { billing_cycle_anchor: 'now', proration_behavior: 'always_invoice' });
    const { body: items } = await call('GET', '/v1/invoiceitems', { customer });
    expect(items.data).toEqual([]);

    const preview = (details: object) =>
      call('POST', '/v1/invoices/create_preview', {
        subscription: at.slice(at.lastIndexOf('/') + 1),
        subscription_details: { ...details },
      });
    expect((await preview({})).body.error.code).toBe('invoice_upcoming_none');
    const { body: told } = await preview({ resume_at: 'now' });
    const { body: going } = await call('POST', `${at}/resume`, { expand: ['latest_invoice'] });
    const { total, lines } = going.latest_invoice;
    expect([told.total, told.lines.data[0].period]).toEqual([total, lines.data[0].period]);
    expect(total).toBe(1500);
  });

  test('is paused again by a change that takes the place of that, also where it was past due', async () => {
    const { call, customer, at } = await paused(declined);
    const { body: waiting } = await call('POST', `${at}/resume`);
    await call('POST', `/v1/invoices/${waiting.latest_invoice}/pay`);
    expect((await call('GET', at)).body.status).toBe('past_due');
    const { body } = await call('POST', at, {
      items: [{ id: waiting.items.data[0].id, quantity: '2' }],
    });
    expect([body.status, body.pending_update]).toEqual(['paused', null]);
    expect((await call('GET', '/v1/invoiceitems', { customer })).body.data).toEqual([]);
  });

  test('asks anew: what was not paid is void', async () => {
    const { call, customer, at } = await paused(declined);
    const { body: first } = await call('POST', `${at}/resume`);
    await useMethod(call, customer, 'pm_card_visa');
    const { body: second } = await call('POST', `${at}/resume`);
    await call('POST', `/v1/invoices/${second.latest_invoice}/pay`);
    expect((await call('GET', at)).body.status).toBe('active');
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
