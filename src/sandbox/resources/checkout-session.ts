// Checkout sessions: a page on which a customer pays. Source: https://docs.stripe.com/api/checkout/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { redeemAll } from '../discounts.ts';
import { notSimulated } from '../errors.ts';
import {
  amountOf,
  automaticStatus,
  keepItems,
  readItems,
  readOffs,
  sumOffer,
  totalsOf,
  type Offer,
} from '../item-sums.ts';
import { change, withParams } from '../make.ts';
import { settleIntent, startIntent } from '../pay-intent.ts';
import { inner, paymentMethodOf } from '../payment-methods.ts';
import { sum } from '../sums.ts';
import { buyerOf, isLocated } from '../taxing.ts';

export const checkoutSession: Behaviour = {
  object: 'checkout.session',
  rules: { create, confirm, expire },
};

const nobody = { address: null, business_name: null, individual_name: null, phone: null };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const mode = String(params['mode'] ?? 'payment');
  const lines = Object.values((params['line_items'] ?? []) as readonly FormObject[]);
  if (mode !== 'setup' && lines.length === 0) {
    throw new ApiError('You must provide at least one line item.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  const offer = offerOf(lines, call);
  const sums = sumOffer(offer, call);
  keepItems(offer, sums, { session: draft.id }, call);
  const isPaying = mode !== 'setup';
  return {
    ...withoutItems(draft),
    adaptive_pricing: { enabled: false },
    ...(isPaying ? totalsOf(offer, sums) : noTotals),
    automatic_tax: automaticStatus(offer, call),
    currency: offer.items[0]?.price['currency'] ?? draft['currency'],
    ...(isPaying ? { discounts: toldDiscounts(params) } : {}),
    collected_information: { business_name: null, individual_name: null, shipping_details: null },
    customer_details: detailsOf(offer, params),
    mode,
    phone_number_collection: draft['phone_number_collection'] ?? { enabled: false },
    payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
    payment_method_types: params['payment_method_types'] ?? ['card'],
    payment_status: isPaying ? 'unpaid' : 'no_payment_required',
    ui_mode: params['ui_mode'] ?? 'hosted_page',
  };
}

/** What is known of the customer before the page is filled in. */
function detailsOf({ customer }: Offer, { customer_email: given }: FormObject): object | null {
  const email = given ?? customer?.['email'] ?? null;
  if (email === null && !customer) return null;
  const exempt = customer?.['tax_exempt'] ?? 'none';
  return { ...nobody, email, name: null, tax_exempt: exempt, tax_ids: null };
}

const noTotals = { amount_subtotal: null, amount_total: null, total_details: null };

/** Told where `expand` asks for them. */
function withoutItems({ line_items: _items, ...rest }: ApiObject): ApiObject {
  return rest as ApiObject;
}

function offerOf(lines: readonly FormObject[], call: Call): Offer {
  const { params } = call;
  const customer = call.get('customer', String(params['customer']));
  const isAutomatic = inner(params['automatic_tax'])['enabled'] === true;
  if (isAutomatic && customer) requireLocation(customer, call);
  const items = readItems(lines, { customer, of: {} }, call);
  const amount = sum(items.map(amountOf));
  const by = { customer, currency: items[0]?.price['currency'], amount, of: {} };
  return { items, offs: readOffs(params, by, call), defaultRates: [], customer, isAutomatic };
}

/** Unless the page itself asks for it. */
function requireLocation(customer: ApiObject, call: Call): void {
  const { address, shipping } = inner(call.params['customer_update']);
  if (address === 'auto' || shipping === 'auto') return;
  if (isLocated(buyerOf(customer, call).address)) return;
  throw new ApiError(
    'Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid ' +
      "address to the Customer or set either `customer_update[address]` to 'auto' or " +
      "`customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
    { code: 'customer_tax_location_invalid' },
  );
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
  const discounts = (session['discounts'] ?? []) as readonly FormObject[];
  const customer = call.get('customer', String(session['customer']));
  const given = discounts.map(({ coupon, promotion_code: code }) =>
    code === null ? { coupon: coupon ?? '' } : { promotion_code: code ?? '' },
  );
  redeemAll({ discounts: given }, { customer, of: { checkout_session: session.id } }, call);
}

function requireOpen({ status }: ApiObject, done: string): void {
  if (status === 'open') return;
  throw new ApiError(
    `Only Checkout Sessions with a status in ["open"] can be ${done}. This Checkout Session has a ` +
      `status of \`${String(status)}\`.`,
  );
}

/** What the customer does on the page. */
function confirm(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'confirmed');
  if (before['mode'] !== 'payment') {
    throw notSimulated(`the page of checkout sessions in ${String(before['mode'])} mode`);
  }
  const { payment_method: id, expected_amount: expected } = call.params;
  if (typeof expected === 'number' && expected !== before['amount_total']) {
    throw new ApiError('The amount of this session is another one than was expected.', {
      param: 'expected_amount',
    });
  }
  redeemDiscounts(before, call);
  const method = paymentMethodOf(String(id), call);
  const isLater = method['type'] !== 'card';
  const intent = intentFor(before, call);
  const chosen = { ...intent, payment_method: method.id };
  const settled = settleIntent(method, chosen, withParams(call));
  call.put(settled);
  const billing = Object(method['billing_details']) as Readonly<Record<string, unknown>>;
  const details = {
    ...nobody,
    address: billing['address'],
    email: billing['email'],
    name: billing['name'],
    phone: billing['phone'],
    tax_exempt: 'none',
    tax_ids: [],
  };
  const complete = {
    ...before,
    customer_details: details,
    payment_intent: intent.id,
    payment_status: isLater ? 'unpaid' : 'paid',
    status: 'complete',
    url: null,
  };
  call.emit('checkout.session.completed', complete);
  return isLater ? paidLater(complete, settled, method, call) : complete;
}

function intentFor(session: ApiObject, call: Call): ApiObject {
  return startIntent(call, {
    amount: session['amount_total'],
    currency: session['currency'],
    customer: session['customer'],
    payment_method_types: session['payment_method_types'],
  });
}

/** Banks take days; here they answer at once. Test accounts that end so have no money. */
const failing = ['3456', '3202', '2222'];

function paidLater(
  complete: ApiObject,
  intent: ApiObject,
  method: ApiObject,
  call: Call,
): ApiObject {
  const { last4 } = Object(method[String(method['type'])]) as { readonly last4?: string };
  if (failing.includes(String(last4))) {
    change(call, intent, { status: 'requires_payment_method' }, 'payment_intent.payment_failed');
    call.emit('checkout.session.async_payment_failed', complete);
    return complete;
  }
  const paid = { amount_received: intent['amount'], status: 'succeeded' };
  change(call, intent, paid, 'payment_intent.succeeded');
  const after = { ...complete, payment_status: 'paid' };
  call.emit('checkout.session.async_payment_succeeded', after);
  return after;
}

function expire(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'expired');
  const after = { ...before, expires_at: call.now, status: 'expired', url: null };
  call.emit('checkout.session.expired', after);
  return after;
}
