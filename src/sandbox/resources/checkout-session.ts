// Checkout sessions: a page on which a customer pays. Source: https://docs.stripe.com/api/checkout/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { notSimulated } from '../errors.ts';
import { change, make, withParams } from '../make.ts';
import { settleIntent, startIntent } from '../pay-intent.ts';
import { inner, paymentMethodOf } from '../payment-methods.ts';
import { requireObject } from '../require-object.ts';

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
  const prices = lines.map((line, index) => priceOf(line, index, call));
  const total = lines.reduce((sum, { quantity = 1 }, index) => {
    return sum + Number(prices[index]?.['unit_amount'] ?? 0) * Number(quantity);
  }, 0);
  const email = params['customer_email'] ?? null;
  const isPaying = mode !== 'setup';
  return {
    ...draft,
    adaptive_pricing: { enabled: false },
    allowed_payment_method_types: null,
    amount_subtotal: isPaying ? total : null,
    amount_total: isPaying ? total : null,
    currency: prices[0]?.['currency'] ?? draft['currency'],
    customer_details:
      email === null ? null : { ...nobody, email, name: null, tax_exempt: 'none', tax_ids: null },
    mode,
    payment_method_collection: mode === 'payment' ? 'if_required' : 'always',
    payment_method_types: params['payment_method_types'] ?? ['card'],
    payment_status: isPaying ? 'unpaid' : 'no_payment_required',
    total_details: isPaying ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: params['ui_mode'] ?? 'hosted_page',
  };
}

function priceOf(line: FormObject, index: number, call: Call): ApiObject {
  const id = line['price'];
  if (typeof id === 'string') {
    return requireObject(call, 'price', id, `line_items[${index}][price]`);
  }
  return make(call, 'price', { active: false, ...inner(line['price_data']) });
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
