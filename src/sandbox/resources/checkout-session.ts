// Checkout sessions: a page on which a customer pays. Source: https://docs.stripe.com/api/checkout/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkSession } from '../checkout-checks.ts';
import { amountOf, keepLines, readLines } from '../checkout-lines.ts';
import { keepDetails, shippingOf, submit } from '../checkout-page.ts';
import { change } from '../make.ts';
import { sessionOf } from '../payment-links.ts';
import { paymentMethodOf } from '../payment-methods.ts';
import { requireObject } from '../require-object.ts';

export const checkoutSession: Behaviour = {
  object: 'checkout.session',
  rules: { create, confirm, expire },
  named: opened,
};

const nobody = { address: null, business_name: null, individual_name: null, phone: null };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const mode = String(params['mode'] ?? 'payment');
  const lines = readLines(call);
  checkSession(mode, lines, call);
  keepLines(lines, { session: draft.id }, call);
  keepDetails(draft.id, call);
  const subtotal = lines.reduce((sum, line) => sum + amountOf(line), 0);
  const shipping = shippingOf(call);
  const { amount_total: carriage = 0 } = Object(shipping['shipping_cost']);
  const discount = discountOn(subtotal, call);
  const email = params['customer_email'] ?? null;
  const isPaying = mode !== 'setup';
  const total = subtotal - discount + carriage;
  return {
    ...draft,
    ...shipping,
    adaptive_pricing: { enabled: false },
    amount_subtotal: isPaying ? subtotal : null,
    amount_total: isPaying ? total : null,
    currency: lines[0]?.price['currency'] ?? draft['currency'],
    customer_details:
      email === null ? null : { ...nobody, email, name: null, tax_exempt: 'none', tax_ids: null },
    mode,
    payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
    payment_method_types: params['payment_method_types'] ?? ['card'],
    payment_status: isPaying && total > 0 ? 'unpaid' : 'no_payment_required',
    total_details: isPaying
      ? { amount_discount: discount, amount_shipping: carriage, amount_tax: 0 }
      : null,
    ui_mode: params['ui_mode'] ?? 'hosted_page',
    ...(params['ui_mode'] === undefined || params['ui_mode'] === 'hosted_page'
      ? {}
      : { client_secret: `${draft.id}_secret_${call.newText(40)}`, url: null }),
  };
}

/** Of the coupon, or of the promotion code that stands for one. */
function discountOn(amount: number, call: Call): number {
  const [discount] = (call.params['discounts'] ?? []) as readonly FormObject[];
  if (!discount) return 0;
  const promotion = call.get('promotion_code', String(discount['promotion_code']));
  const promoted = Object(promotion?.['promotion']).coupon ?? promotion?.['coupon'];
  const id = String(discount['coupon'] ?? Object(promoted).id ?? promoted);
  const coupon = requireObject(call, 'coupon', id, 'discounts[0][coupon]');
  const { percent_off: percent, amount_off: off } = coupon;
  const less = typeof percent === 'number' ? Math.round((amount * percent) / 100) : Number(off);
  return Math.min(amount, less);
}

/** The page that a payment link leads to: a session of its own for each who opens it. */
function opened(id: string, call: Call): { readonly version: ApiObject } | undefined {
  const link = call.get('payment_link', id);
  if (!link) return undefined;
  const { completed_sessions: limited } = Object(link['restrictions']);
  if (link['active'] !== true || (limited && limited.count >= limited.limit)) {
    throw new ApiError(
      String(link['inactive_message'] ?? 'This payment link is no longer active.'),
      { param: 'payment_link' },
    );
  }
  const session = call.request('/v1/checkout/sessions', sessionOf(link, call));
  return { version: change(call, session, { payment_link: id }) };
}

/** A session whose time is over counts as expired. */
function requireOpen(session: ApiObject, done: string, { now }: Call): void {
  const isOver = session['status'] === 'open' && Number(session['expires_at']) <= now;
  const status = isOver ? 'expired' : session['status'];
  if (status === 'open') return;
  throw new ApiError(
    `Only Checkout Sessions with a status in ["open"] can be ${done}. This Checkout Session has a ` +
      `status of \`${String(status)}\`.`,
  );
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
  const method = paymentMethodOf(String(id), call);
  const told = submit(before, method, call);
  const billing = Object(method['billing_details']) as Readonly<Record<string, unknown>>;
  const details = {
    ...nobody,
    address: billing['address'],
    email: billing['email'] ?? before['customer_email'],
    name: billing['name'],
    phone: billing['phone'],
    tax_exempt: 'none',
    tax_ids: [],
  };
  const complete = { ...before, customer_details: details, ...told, status: 'complete', url: null };
  countCompleted(before['payment_link'], call);
  call.emit('checkout.session.completed', complete);
  const intent = call.get('payment_intent', String(told['payment_intent']));
  const isLater = intent !== undefined && method['type'] !== 'card';
  return isLater ? paidLater(complete, intent, method, call) : complete;
}

/** A link may lead to so many purchases and no more. */
function countCompleted(id: unknown, call: Call): void {
  const link = call.get('payment_link', String(id));
  const { completed_sessions: limited } = Object(link?.['restrictions']);
  if (!link || !limited) return;
  change(call, link, {
    restrictions: { completed_sessions: { ...limited, count: limited.count + 1 } },
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
  requireOpen(before, 'expired', call);
  const after = { ...before, expires_at: call.now, status: 'expired', url: null };
  call.emit('checkout.session.expired', after);
  return after;
}
