// Whole lives of payments and subscriptions through the official SDK: every answer and every event is
// held against the SDK's own types.

import { Stripe } from 'stripe';
import { expect, test } from 'vitest';
import { key, nowSeconds, openSandbox } from './open-sandbox.ts';
import { sdkTypes } from './sdk-types.ts';

const types = sdkTypes('stripe');
const day = 86_400;

interface Connected {
  readonly stripe: Stripe;
  readonly problems: Set<string>;
  readonly eventTypes: string[];
}

function connect(): Connected {
  const { sandbox } = openSandbox();
  const problems = new Set<string>();
  const eventTypes: string[] = [];
  sandbox.on('event', ({ event }) => {
    eventTypes.push(String(event['type']));
    for (const problem of types.problemsOf(event)) problems.add(problem);
  });
  const send = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const response = await sandbox.fetch(new Request(url, init));
    if (response.ok) {
      const told = types.problemsOf(await response.clone().json());
      for (const problem of told) problems.add(`${init?.method} ${String(url)}: ${problem}`);
    }
    return response;
  };
  const httpClient = Stripe.createFetchHttpClient(send as typeof fetch);
  return { stripe: new Stripe(key, { httpClient, maxNetworkRetries: 0 }), problems, eventTypes };
}

async function codeOf(work: Promise<unknown>): Promise<string | undefined> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Stripe.errors.StripeError) return error.code;
  throw new Error(`Not refused by the API: ${String(error)}`);
}

const money = { amount: 2000, currency: 'usd' } as const;
const byCard = { ...money, allowed_payment_method_types: ['card'], confirm: true };

async function customerWith(stripe: Stripe, card: string, clock?: string) {
  return stripe.customers.create({
    email: 'jenny.rosen@example.com',
    payment_method: card,
    invoice_settings: { default_payment_method: card },
    ...(clock === undefined ? {} : { test_clock: clock }),
  });
}

async function monthlyPrice(stripe: Stripe) {
  const product = await stripe.products.create({ name: 'Plan' });
  return stripe.prices.create({
    product: product.id,
    unit_amount: 1000,
    currency: 'usd',
    recurring: { interval: 'month' },
  });
}

const flows: Readonly<Record<string, (connected: Connected) => Promise<void>>> = {
  async 'a payment, expanded, listed and searched'({ stripe }) {
    const intent = await stripe.paymentIntents.create({
      ...byCard,
      payment_method: 'pm_card_visa',
      expand: ['latest_charge.balance_transaction', 'payment_method'],
    });
    expect(intent.status).toBe('succeeded');
    await stripe.charges.list();
    await stripe.paymentIntents.search({ query: 'status:"succeeded"' });
    await stripe.balanceTransactions.list({ expand: ['data.source'] });
    await stripe.balance.retrieve();
    await stripe.events.list();
  },

  async 'a payment that is held, captured in part, and one that is canceled'({ stripe }) {
    const held = { ...byCard, payment_method: 'pm_card_visa', capture_method: 'manual' } as const;
    const first = await stripe.paymentIntents.create(held);
    await stripe.paymentIntents.capture(first.id, { amount_to_capture: 1500 });
    const second = await stripe.paymentIntents.create(held);
    const canceled = await stripe.paymentIntents.cancel(second.id);
    expect(canceled.status).toBe('canceled');
  },

  async 'a saved card, used off session'({ stripe }) {
    const customer = await stripe.customers.create({ name: 'Jenny Rosen' });
    const setup = await stripe.setupIntents.create({
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
      expand: ['payment_method', 'latest_attempt'],
    });
    const method = setup.payment_method as Stripe.PaymentMethod;
    await stripe.customers.listPaymentMethods(customer.id);
    await stripe.paymentIntents.create({
      ...byCard,
      customer: customer.id,
      payment_method: method.id,
      off_session: true,
    });
    await stripe.paymentMethods.detach(method.id);
    await stripe.customers.del(customer.id);
  },

  async 'declines of every kind'({ stripe }) {
    for (const [card, code] of [
      ['pm_card_visa_chargeDeclined', 'card_declined'],
      ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined'],
      ['pm_card_chargeDeclinedExpiredCard', 'expired_card'],
      ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
      ['pm_card_chargeDeclinedFraudulent', 'card_declined'],
    ] as const) {
      const refused = stripe.paymentIntents.create({ ...byCard, payment_method: card });
      expect(await codeOf(refused)).toBe(code);
    }
    await stripe.paymentIntents.list({ expand: ['data.latest_charge'] });
  },

  async 'a card that asks its holder'({ stripe }) {
    const asked = {
      ...byCard,
      payment_method: 'pm_card_authenticationRequired',
      return_url: 'https://example.com/back',
    };
    const waiting = await stripe.paymentIntents.create(asked);
    expect(waiting.next_action?.type).toBe('redirect_to_url');
    const paid = await stripe.paymentIntents.confirm(waiting.id);
    expect(paid.status).toBe('succeeded');
    const setup = await stripe.setupIntents.create({
      payment_method: 'pm_card_authenticationRequiredOnSetup',
      confirm: true,
      return_url: 'https://example.com/back',
    });
    expect(setup.status).toBe('requires_action');
    await stripe.setupIntents.cancel(setup.id);
  },

  async 'refunds, and a dispute that is won'({ stripe }) {
    const intent = await stripe.paymentIntents.create({
      ...byCard,
      payment_method: 'pm_card_visa',
    });
    await stripe.refunds.create({ payment_intent: intent.id, amount: 500 });
    const rest = await stripe.refunds.create({
      payment_intent: intent.id,
      reason: 'requested_by_customer',
      expand: ['charge', 'balance_transaction'],
    });
    expect(rest.amount).toBe(1500);
    await stripe.paymentIntents.create({ ...byCard, payment_method: 'pm_card_createDispute' });
    const [dispute] = (await stripe.disputes.list({ expand: ['data.charge'] })).data;
    const submitted = await stripe.disputes.update(dispute?.id ?? '', {
      evidence: { uncategorized_text: 'winning_evidence' },
      submit: true,
    });
    expect(submitted.status).toBe('under_review');
    expect((await stripe.disputes.retrieve(submitted.id)).status).toBe('won');
  },

  async 'thirteen months of a subscription, its failed card, and its end'({ stripe, eventTypes }) {
    const clock = await stripe.testHelpers.testClocks.create({ frozen_time: nowSeconds });
    const customer = await customerWith(stripe, 'pm_card_visa', clock.id);
    const price = await monthlyPrice(stripe);
    const made = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      expand: ['latest_invoice.confirmation_secret', 'latest_invoice.payments', 'customer'],
    });
    expect(made.status).toBe('active');
    const advance = async (seconds: number) =>
      stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: seconds });
    const endOf = async (): Promise<number> => {
      const { items } = await stripe.subscriptions.retrieve(made.id);
      return items.data[0]?.current_period_end ?? 0;
    };
    for (let month = 1; month <= 13; month += 1) await advance((await endOf()) + 2 * 3600);
    const item = made.items.data[0]?.id ?? '';
    await stripe.subscriptions.update(made.id, {
      items: [{ id: item, quantity: 2 }],
      proration_behavior: 'create_prorations',
    });
    const failing = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: customer.id,
    });
    await stripe.customers.update(customer.id, {
      invoice_settings: { default_payment_method: failing.id },
    });
    const end = await endOf();
    await advance(end + 2 * 3600);
    const overdue = await stripe.subscriptions.retrieve(made.id, {
      expand: ['latest_invoice.payments'],
    });
    expect(overdue.status).toBe('past_due');
    await advance(end + 20 * day);
    expect((await stripe.subscriptions.retrieve(made.id)).status).toBe('canceled');
    await stripe.invoices.list({ limit: 100 });
    await stripe.invoicePayments.list({ limit: 100 });
    expect(eventTypes).toContain('invoice.payment_failed');
    expect(eventTypes).toContain('customer.subscription.deleted');
  },

  async 'a trial, a pause, and an end at the period’s end'({ stripe }) {
    const customer = await customerWith(stripe, 'pm_card_visa');
    const price = await monthlyPrice(stripe);
    const made = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      trial_period_days: 7,
      expand: ['pending_setup_intent', 'schedule', 'default_payment_method'],
    });
    expect(made.status).toBe('trialing');
    await stripe.subscriptions.update(made.id, { pause_collection: { behavior: 'void' } });
    await stripe.subscriptions.update(made.id, { cancel_at_period_end: true });
    await stripe.subscriptions.cancel(made.id);
  },

  async 'an invoice with a tax rate and a coupon, paid, and a credit note'({ stripe }) {
    const customer = await customerWith(stripe, 'pm_card_visa');
    const rate = await stripe.taxRates.create({
      display_name: 'VAT',
      percentage: 20,
      inclusive: false,
    });
    const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
    await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id } });
    const invoice = await stripe.invoices.create({
      customer: customer.id,
      discounts: [{ coupon: coupon.id }],
      default_tax_rates: [rate.id],
    });
    await stripe.invoiceItems.create({ customer: customer.id, invoice: invoice.id, ...money });
    const open = await stripe.invoices.finalizeInvoice(invoice.id ?? '', {
      expand: ['payments', 'confirmation_secret', 'lines.data.discounts'],
    });
    expect(open.status).toBe('open');
    const paid = await stripe.invoices.pay(open.id ?? '', { expand: ['discounts', 'customer'] });
    expect(paid.status).toBe('paid');
    await stripe.creditNotes.create({ invoice: paid.id ?? '', amount: 100, credit_amount: 100 });
    const other = await stripe.invoices.create({ customer: customer.id });
    await stripe.invoices.del(other.id ?? '');
  },

  async 'a checkout page, paid, and one that expires'({ stripe, eventTypes }) {
    const product = await stripe.products.create({ name: 'Lamp' });
    const price = await stripe.prices.create({
      product: product.id,
      unit_amount: 2000,
      currency: 'usd',
    });
    const asked: Stripe.Checkout.SessionCreateParams = {
      mode: 'payment',
      line_items: [{ price: price.id, quantity: 2 }],
      success_url: 'https://example.com/{CHECKOUT_SESSION_ID}',
    };
    const session = await stripe.checkout.sessions.create({ ...asked, expand: ['line_items'] });
    await stripe.rawRequest('POST', `/v1/payment_pages/${session.id}/confirm`, {
      payment_method: 'pm_card_visa',
    });
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ['payment_intent', 'line_items'],
    });
    expect(paid.payment_status).toBe('paid');
    await stripe.checkout.sessions.listLineItems(session.id);
    const other = await stripe.checkout.sessions.create(asked);
    await stripe.checkout.sessions.expire(other.id);
    await stripe.checkout.sessions.list();
    expect(eventTypes).toContain('checkout.session.completed');
  },

  async 'a connected account, a transfer to it, its reversal, and a payout'({ stripe }) {
    const account = await stripe.accounts.create({
      type: 'express',
      country: 'US',
      capabilities: { transfers: { requested: true } },
    });
    await stripe.accountLinks.create({
      account: account.id,
      type: 'account_onboarding',
      refresh_url: 'https://example.com/refresh',
      return_url: 'https://example.com/return',
    });
    await stripe.paymentIntents.create({ ...byCard, payment_method: 'pm_card_bypassPending' });
    const transfer = await stripe.transfers.create({
      amount: 500,
      currency: 'usd',
      destination: account.id,
      expand: ['balance_transaction', 'reversals'],
    });
    await stripe.transfers.createReversal(transfer.id, { amount: 200 });
    await stripe.transfers.list();
    const payout = await stripe.payouts.create({ amount: 500, currency: 'usd' });
    await stripe.payouts.retrieve(payout.id, { expand: ['balance_transaction'] });
    await stripe.accounts.retrieve(account.id);
  },
};

test.each(Object.entries(flows))('%s: all as the SDK’s types say', async (_, flow) => {
  const connected = connect();
  await flow(connected);
  expect(connected.eventTypes.length).toBeGreaterThan(0);
  expect([...connected.problems]).toEqual([]);
});
