// What comes of a checkout session when its customer submits the page, by its mode.
// Source: https://docs.stripe.com/payments/checkout/how-checkout-works

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { usualCapture } from '../objects/automatic-methods.ts';
import { make, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { markSetUp } from '../payment-methods/attach.ts';
import { isDebit } from '../payment-methods/debit-accounts.ts';
import { isApprovedElsewhere } from '../payment-methods/method-kinds.ts';
import { isUnverified } from '../payment-methods/microdeposits.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { carriageOf, toldCarriage, type Carriage, type Sent } from '../prices/carriage.ts';
import { mandateOf } from '../payments/mandates.ts';
import { settleIntent, startIntent } from '../payments/pay-intent.ts';
import { asPage } from './page-request.ts';
import { hasInvoice } from './session-settings.ts';

/** Kept beside the sessions, and told nowhere: what their intent or subscription is to be like. */
const detailsKind = 'checkout.session.details';

export function keepDetails(session: string, { params, put }: Call): void {
  const { payment_intent_data, setup_intent_data, subscription_data } = params;
  const data = payment_intent_data ?? setup_intent_data ?? subscription_data ?? {};
  put({ id: session, object: detailsKind, data });
}

export function detailsOf({ id }: ApiObject, { get }: Call): FormObject {
  return inner(get(detailsKind, id)?.['data']);
}

/** What the session tells then. Throws the refusal of a card that is declined. */
export function submit(session: ApiObject, method: ApiObject | undefined, call: Call): Values {
  if (isNoCost(session)) return takeFree(session, call);
  if (!method) return subscribeTo(session, method, call);
  // On the page an account is verified by its bank.
  if (isUnverified(method, call)) markSetUp(method, call);
  switch (session['mode']) {
    case 'setup':
      return setUp(session, method, call);
    case 'subscription':
      return subscribeTo(session, method, call);
    default:
      return pay(session, method, call);
  }
}

/** Of an account's holder, whom the page asks for it. */
function permissionFor(method: ApiObject): FormObject {
  if (!isDebit(method)) return {};
  const online = { ip_address: '192.0.2.1', user_agent: 'Mozilla/5.0' };
  return { mandate_data: { customer_acceptance: { online, type: 'online' } } };
}

/** A page of one payment that comes to nothing. */
export function isNoCost({ mode, amount_total: due }: ApiObject): boolean {
  return mode === 'payment' && due === 0;
}

/**
 * Nothing is charged, and there is a customer even where none was asked for.
 * Source: https://docs.stripe.com/payments/checkout/no-cost-orders
 */
function takeFree(session: ApiObject, call: Call): Values {
  const customer = customerOf(session, undefined, call);
  return { customer, payment_status: 'no_payment_required' };
}

/** By the page, or by the session itself: see former-session.ts. */
export function beginPayment(session: ApiObject, call: Call): ApiObject {
  return startIntent(call, {
    capture_method: usualCapture(call),
    ...detailsOf(session, call),
    amount: session['amount_total'],
    automatic_payment_methods: null,
    currency: session['currency'],
    customer: session['customer'],
    managed_payments: session['managed_payments'],
    payment_method_types: session['payment_method_types'],
  });
}

function pay(session: ApiObject, method: ApiObject, call: Call): Values {
  const isMade = session['customer_creation'] === 'always' || hasInvoice(session);
  const customer = isMade ? customerOf(session, method, call) : session['customer'];
  const begun = call.get('payment_intent', String(session['payment_intent']));
  const intent = begun
    ? { ...begun, amount: session['amount_total'], customer }
    : beginPayment({ ...session, customer }, call);
  // Whoever is sent elsewhere from the page comes back with an approval.
  const status = isApprovedElsewhere(method) ? 'requires_action' : intent['status'];
  const chosen = { ...intent, payment_method: method.id, status };
  const settled = settleIntent(method, chosen, withParams(call, permissionFor(method)));
  call.put(settled);
  const isPaid = ['succeeded', 'requires_capture'].includes(String(settled['status']));
  return { customer, payment_intent: intent.id, payment_status: isPaid ? 'paid' : 'unpaid' };
}

/** Each as it would be asked for. */
export function soldBy(session: ApiObject, call: Call, isRecurring = false): readonly FormObject[] {
  return linesOf(session, call)
    .filter(({ price }) => (Object(price).type === 'recurring') === isRecurring)
    .map((line) => ({
      price: Object(line['price']).id,
      quantity: Number(line['quantity']),
      tax_rates: ratesAsked(line, session, call),
    }));
}

/** The last one first. */
export function linesOf({ id }: ApiObject, { all }: Call): readonly ApiObject[] {
  return all('item').filter((line) => line['session'] === id);
}

/** Of a line: not those that are found by themselves, or are those of all. */
export function ratesAsked(
  { taxes }: ApiObject,
  session: ApiObject,
  call: Call,
): readonly string[] {
  if (inner(session['automatic_tax'])['enabled'] === true) return [];
  const ofAll = (detailsOf(session, call)['default_tax_rates'] ?? []) as readonly string[];
  return rateIdsIn(taxes).filter((id) => !ofAll.includes(id));
}

/** Its intent is there from the start. */
export function beginSetUp(session: ApiObject, types: readonly string[], call: Call): ApiObject {
  const { customer } = call.params;
  return call.request('/v1/setup_intents', {
    ...detailsOf(session, call),
    ...(typeof customer === 'string' ? { customer } : {}),
    payment_method_types: types,
  });
}

function setUp(session: ApiObject, method: ApiObject, call: Call): Values {
  const path = `/v1/setup_intents/${String(session['setup_intent'])}/confirm`;
  const intent = call.request(path, { payment_method: method.id, ...permissionFor(method) });
  return { payment_status: 'no_payment_required', setup_intent: intent.id };
}

function subscribeTo(session: ApiObject, method: ApiObject | undefined, call: Call): Values {
  const customer = customerOf(session, method, call);
  if (method && !method['customer'])
    call.request(`/v1/payment_methods/${method.id}/attach`, { customer });
  if (method && isDebit(method)) {
    mandateOf(session, method, withParams(call, permissionFor(method)));
  }
  const { enabled: isAutomatic, liability = {} } = inner(session['automatic_tax']);
  const discounts = redeemable(session['discounts']);
  const subscription = asPage(call).request('/v1/subscriptions', {
    ...detailsOf(session, call),
    ...(isAutomatic ? { automatic_tax: { enabled: true, liability } } : {}),
    ...(discounts.length > 0 ? { discounts } : {}),
    add_invoice_items: soldBy(session, call),
    currency: String(session['currency']),
    customer,
    ...(method ? { default_payment_method: method.id } : {}),
    items: soldBy(session, call, true),
    payment_settings: settingsOf(session),
    payment_behavior: 'error_if_incomplete',
  });
  const isLater = detailsOf(session, call)['proration_behavior'] === 'none';
  const isFreeNow =
    (isLater || subscription['status'] === 'trialing') && session['amount_total'] === 0;
  return {
    customer,
    invoice: subscription['latest_invoice'],
    payment_status: isFreeNow ? 'no_payment_required' : 'paid',
    subscription: subscription.id,
  };
}

/** The kinds are told only where they were named. */
function settingsOf(session: ApiObject): FormObject {
  const { card } = inner(session['payment_method_options']);
  const isChosen = session['payment_method_configuration_details'] === null;
  return {
    ...(card === undefined ? {} : { payment_method_options: { card } }),
    ...(isChosen ? { payment_method_types: session['payment_method_types'] } : {}),
  } as FormObject;
}

function rateIdsIn(taxes: unknown): readonly string[] {
  return ((taxes ?? []) as readonly { readonly rate: ApiObject }[]).map(({ rate }) => rate.id);
}

/** As parameters: each by its promotion code, or else by its coupon. */
export function redeemable(discounts: unknown): readonly FormObject[] {
  return ((discounts ?? []) as readonly FormObject[]).map(
    ({ coupon = null, promotion_code: code = null }) =>
      code === null ? { coupon } : { promotion_code: code },
  );
}

function customerOf(session: ApiObject, method: ApiObject | undefined, call: Call): string {
  if (typeof session['customer'] === 'string') return session['customer'];
  const { address, email, name } = Object(method?.['billing_details']) as Values;
  const told = onlyTexts({ email: session['customer_email'] ?? email, name });
  const where = onlyTexts(inner(address));
  // A country alone is no address.
  const whole = where['postal_code'] === undefined ? told : { ...told, address: where };
  return call.request('/v1/customers', whole).id;
}

function onlyTexts(told: Values): FormObject {
  const given = Object.entries(told).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(given) as FormObject;
}

export interface Shipped {
  /** Of the first option, which is the one that is chosen. */
  readonly carriage: Carriage | undefined;
  readonly told: Values;
}

/** What sending costs by the options of a page. */
export function shippingOf(call: Call, sent: Sent): Shipped {
  const options = Object.values((call.params['shipping_options'] ?? []) as readonly FormObject[]);
  const all = options.map((option, index) =>
    carriageOf(rateOf(option, `shipping_options[${index}]`, call), sent, call),
  );
  const told = all.map(({ amount, rate }) => ({ shipping_amount: amount, shipping_rate: rate.id }));
  const [carriage] = all;
  if (!carriage) return { carriage, told: {} };
  return { carriage, told: { shipping_cost: toldCarriage(carriage), shipping_options: told } };
}

function rateOf(option: FormObject, param: string, call: Call): ApiObject {
  const { shipping_rate: id, shipping_rate_data: data } = option;
  if (typeof id === 'string')
    return requireObject(call, 'shipping_rate', id, `${param}[shipping_rate]`);
  if (data === undefined) throw missingParam(`${param}[shipping_rate]`);
  return make(call, 'shipping_rate', { active: true, ...inner(data) });
}
