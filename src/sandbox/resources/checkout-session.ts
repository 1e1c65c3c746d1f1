// Checkout sessions: a page on which a customer pays. Source: https://docs.stripe.com/api/checkout/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Asked, Behaviour, Call, Named } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { changedPage } from '../checkout/changed-page.ts';
import { checkSession, checkTotal } from '../checkout/checkout-checks.ts';
import { linesAtFirst, readLines } from '../checkout/checkout-lines.ts';
import {
  isNoCost,
  beginPayment,
  beginSetUp,
  keepDetails,
  redeemable,
  shippingOf,
  submit,
} from '../checkout/checkout-page.ts';
import {
  automaticBuyer,
  automaticStatus,
  keepItems,
  sumOffer,
  totalsOf,
  type Offer,
} from '../checkout/item-sums.ts';
import { inTodaysWords, paysFromTheStart } from '../checkout/former-session.ts';
import { pageMode, withToldMode } from '../checkout/page-modes.ts';
import { asPage } from '../checkout/page-request.ts';
import { pageOffer } from '../checkout/page-offer.ts';
import { countCompleted, sessionOf } from '../checkout/payment-links.ts';
import { awaitExpiry, expiredSession, isOver, requireOpen } from '../checkout/session-expiry.ts';
import {
  askedOf,
  brandingOf,
  collectedOf,
  collectionOf,
  creationOf,
  hasCustomer,
  hasInvoice,
  optionsOf,
  savedOf,
} from '../checkout/session-settings.ts';
import { invoiced } from '../invoices/page-invoice.ts';
import { timeFor } from '../objects/clocked.ts';
import { change, withParams } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { stopWaiting } from '../objects/waiting.ts';
import { chosenKinds } from '../payment-methods/method-configuration.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { settleIntent } from '../payments/pay-intent.ts';
import { settleDebit } from '../invoices/settle-debits.ts';
import { redeemAll } from '../prices/discounts.ts';
import { requireCurrency } from '../subscriptions/one-currency.ts';

export const checkoutSession: Behaviour = {
  object: 'checkout.session',
  rules: { create, update: changedPage, confirm, expire },
  named: opened,
  present: (session, call) =>
    withToldMode(
      isOver(session, call.now) ? { ...session, status: 'expired', url: null } : session,
      call,
    ),
};

const nobody = { address: null, business_name: null, individual_name: null, phone: null };

function create(draft: ApiObject, request: Call): ApiObject {
  const call = inTodaysWords(request);
  const { params } = call;
  const mode = String(params['mode'] ?? 'payment');
  const ui = pageMode(call);
  const usual = call.get('customer', String(params['customer']))?.['currency'];
  const read = readLines(call, mode === 'subscription' ? { usual } : {});
  const lines = linesAtFirst(read, params, timeFor(params['customer'], call));
  checkSession(mode, lines, call);
  const offer = pageOffer(lines, params, call);
  if (offer.customer && mode === 'subscription') {
    requireCurrency(offer.customer, offer.items[0]?.price['currency'], call);
  }
  const sums = sumOffer(offer, call);
  keepItems(offer, sums, { session: draft.id }, call);
  keepDetails(draft.id, call);
  awaitExpiry(draft, call);
  const isPaying = mode !== 'setup';
  const currency = offer.items[0]?.price['currency'] ?? params['currency'];
  const shipping = shippingOf(call, { buyer: automaticBuyer(offer, call), currency });
  const { types, details } = chosenKinds(call, currency);
  const totals = totalsOf(offer, sums, shipping.carriage);
  if (mode === 'payment') checkTotal(totals.amount_total, currency);
  const made: ApiObject = {
    ...withoutItems(draft),
    ...shipping.told,
    ...askedOf(mode, call),
    adaptive_pricing: { enabled: isPaying, ...inner(params['adaptive_pricing']) },
    allowed_payment_method_types: params['allowed_payment_method_types'] ?? null,
    ...(isPaying ? totals : noTotals),
    automatic_tax: automaticStatus(offer, call),
    ...(ui === 'elements' ? {} : { branding_settings: brandingOf(params) }),
    currency: currency ?? null,
    ...(isPaying ? { discounts: toldDiscounts(params) } : {}),
    collected_information: collectedOf(mode, params),
    customer_details: detailsOf(offer, call, isPaying),
    ...(params['customer'] ? {} : { customer_creation: creationOf(mode, params) }),
    mode,
    phone_number_collection: draft['phone_number_collection'] ?? { enabled: false },
    payment_method_collection: collectionOf(mode, params),
    payment_method_configuration_details: details,
    payment_method_options: optionsOf(types, call),
    payment_method_types: types,
    ...(isPaying
      ? { managed_payments: { enabled: false, ...inner(params['managed_payments']) } }
      : {}),
    ...(hasCustomer(mode, params) ? { saved_payment_method_options: savedOf(params) } : {}),
    ...(isPaying ? {} : { setup_intent: beginSetUp(draft, types, call).id }),
    payment_status: isPaying && totals.amount_total > 0 ? 'unpaid' : 'no_payment_required',
    ui_mode: ui,
    ...(ui === 'hosted_page'
      ? {}
      : {
          client_secret: `${draft.id}_secret_${call.newText(40)}`,
          redirect_on_completion: params['redirect_on_completion'] ?? 'always',
          url: null,
        }),
  };
  return mode === 'payment' && paysFromTheStart(call) && !isNoCost(made)
    ? { ...made, payment_intent: beginPayment(made, call).id }
    : made;
}

/** What is known of the customer before the page is filled in. */
function detailsOf({ customer }: Offer, { params }: Call, isTaxed: boolean): object | null {
  const email = params['customer_email'] ?? customer?.['email'] ?? null;
  if (email === null && !customer) return null;
  const exempt = isTaxed ? (customer?.['tax_exempt'] ?? 'none') : null;
  return sorted({ ...nobody, email, name: null, tax_exempt: exempt, tax_ids: null });
}

const noTotals = { amount_subtotal: null, amount_total: null, total_details: null };

/** Told where `expand` asks for them; those that may be added, where there are any. */
function withoutItems({ line_items: _items, optional_items: more, ...rest }: ApiObject): ApiObject {
  return { ...rest, ...(more ? { optional_items: more } : {}) } as ApiObject;
}

function toldDiscounts(params: FormObject): readonly object[] {
  const given = (params['discounts'] || []) as readonly FormObject[];
  return given.map(({ coupon = null, promotion_code: code = null }) => ({
    coupon,
    promotion_code: code,
  }));
}

/** When the page is completed, and not before. */
function redeemDiscounts(session: ApiObject, call: Call): void {
  const customer = call.get('customer', String(session['customer']));
  const discounts = redeemable(session['discounts']);
  redeemAll({ discounts }, { customer, of: { checkout_session: session.id } }, call);
}

/** By its page, the id of a link stands for a session of its own. */
function opened(id: string, call: Call, { route }: Asked): Named | undefined {
  const link = route.path.startsWith('/v1/payment_pages/')
    ? call.get('payment_link', id)
    : undefined;
  if (!link) return undefined;
  const { completed_sessions: limited } = Object(link['restrictions']);
  if (link['active'] !== true || (limited && limited.count >= limited.limit)) {
    throw new ApiError(
      String(link['inactive_message'] ?? 'This payment link is no longer active.'),
      { param: 'payment_link' },
    );
  }
  const { id: session } = call.request('/v1/checkout/sessions', sessionOf(link, call));
  const made = requireObject(call, 'checkout.session', session);
  const { customer_creation } = link;
  return { version: change(call, made, { customer_creation, payment_link: id }) };
}

/** What the customer does on the page. */
function confirm(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'confirmed', call);
  const { payment_method: id, expected_amount: expected } = call.params;
  if (typeof expected === 'number' && expected !== before['amount_total']) {
    throw new ApiError('The amount of this session is another one than was expected.', {
      param: 'expected_amount',
    });
  }
  // Those of a subscription or an invoice are its own.
  if (before['mode'] !== 'subscription' && !hasInvoice(before)) redeemDiscounts(before, call);
  const isNeeded = id !== undefined || !isFree(before);
  const method = isNeeded ? paymentMethodOf(String(id), call) : undefined;
  const told = submit(before, method, call);
  const billing = Object(method?.['billing_details']) as Readonly<Record<string, unknown>>;
  const details = sorted({
    ...nobody,
    address: billing['address'] ?? null,
    email: billing['email'] ?? Object(before['customer_details']).email ?? before['customer_email'],
    name: billing['name'] ?? null,
    phone: billing['phone'] ?? null,
    tax_exempt: 'none',
    tax_ids: [],
  });
  const ended = { ...before, customer_details: details, ...told, status: 'complete', url: null };
  const complete = { ...ended, ...invoiced(ended, asPage(call)) };
  stopWaiting(before.id, call);
  countCompleted(before['payment_link'], call);
  // By its customer, and by no request of the account.
  call.emitByTime('checkout.session.completed', complete);
  const intent = call.get('payment_intent', String(told['payment_intent']));
  return method && intent && told['payment_status'] === 'unpaid'
    ? paidLater(complete, intent, method, call)
    : complete;
}

/** Then nobody has to say how the rest will be paid. */
function isFree(session: ApiObject): boolean {
  const { mode, amount_total: due, payment_method_collection: wish } = session;
  const isLater = mode === 'subscription' && due === 0 && wish === 'if_required';
  return isLater || isNoCost(session);
}

/** Banks take days; here they answer at once. */
function paidLater(
  complete: ApiObject,
  intent: ApiObject,
  method: ApiObject,
  call: Call,
): ApiObject {
  const isAsked = intent['status'] === 'processing';
  const settled = isAsked ? settleDebit(intent.id, call) : undefined;
  if (isAsked && settled?.['status'] !== 'succeeded') {
    if (settled) call.emitByTime('checkout.session.async_payment_failed', complete);
    return complete;
  }
  const isShown = intent['status'] === 'requires_action' && method['type'] !== 'customer_balance';
  if (isShown) call.put(settleIntent(method, intent, withParams(call)));
  else if (!isAsked) {
    const paid = { amount_received: intent['amount'], next_action: null, status: 'succeeded' };
    change(call, intent, paid, 'payment_intent.succeeded');
  }
  const paid = { ...complete, payment_status: 'paid' };
  const after = { ...paid, ...invoiced(paid, asPage(call)) };
  call.emitByTime('checkout.session.async_payment_succeeded', after);
  return after;
}

function expire(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'expired', call);
  stopWaiting(before.id, call);
  return expiredSession({ ...before, expires_at: call.now }, call);
}
