// Payment links: an address under which anybody can buy the same things.
// Source: https://docs.stripe.com/api/payment-link

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { checkDestination } from '../accounts/destination.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkLines } from '../checkout/checkout-checks.ts';
import {
  amountOf,
  isRecurring,
  keepLines,
  missingLine,
  readLines,
} from '../checkout/checkout-lines.ts';
import { shippingOf } from '../checkout/checkout-page.ts';
import { invoiceOf } from '../checkout/session-settings.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { priceIn, wholePrice } from '../prices/pricing.ts';

export const paymentLink: Behaviour = { object: 'payment_link', rules: { create, update } };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const lines = readLines(call);
  const mode = lines.some(isRecurring) ? 'subscription' : 'payment';
  checkLines(mode, lines);
  checkDestination(params, call);
  if (mode === 'payment' && params['subscription_data'] !== undefined) {
    throw new ApiError('You can not pass `subscription_data` without a recurring price.', {
      param: 'subscription_data',
    });
  }
  keepLines(lines, { payment_link: draft.id }, call);
  const limit = inner(inner(params['restrictions'])['completed_sessions'])['limit'];
  return {
    ...draft,
    ...shippingOptions(lines[0]?.price['currency'], call),
    active: true,
    after_completion: completionOf(params),
    currency: lines[0]?.price['currency'] ?? draft['currency'],
    customer_creation: params['customer_creation'] ?? 'if_required',
    invoice_creation: mode === 'payment' ? invoiceOf(params, draft.object, call) : null,
    payment_method_collection: params['payment_method_collection'] ?? 'always',
    subscription_data: subscribing(params),
    tax_id_collection: { enabled: false, required: 'never', ...inner(params['tax_id_collection']) },
    restrictions: limit === undefined ? null : { completed_sessions: { count: 0, limit } },
  };
}

/** Told of links that sell for once, too. */
function subscribing({ subscription_data: given }: FormObject | ApiObject): object {
  return sorted({
    description: null,
    metadata: {},
    trial_period_days: null,
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    ...inner(given),
    invoice_settings: { issuer: { type: 'self' }, ...inner(inner(given)['invoice_settings']) },
  });
}

function shippingOptions(currency: unknown, call: Call): object {
  const { shipping_options: options } = shippingOf(call, { buyer: undefined, currency }).told;
  return options === undefined ? {} : { shipping_options: options };
}

function completionOf({ after_completion: given }: FormObject): object {
  const { type = 'hosted_confirmation', ...told } = inner(given);
  const needs = type === 'redirect' && inner(told['redirect'])['url'] === undefined;
  if (needs) {
    throw new ApiError('A redirect needs the address where it leads.', {
      code: 'parameter_missing',
      param: 'after_completion[redirect][url]',
    });
  }
  const usual = { hosted_confirmation: { custom_message: null } };
  return type === 'redirect' ? { ...told, type } : { ...usual, ...told, type };
}

interface Changed {
  readonly id: string;
  readonly quantity?: number;
}

/** Other quantities of the same things. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const changed = Object.values((params['line_items'] ?? []) as unknown as readonly Changed[]);
  for (const [index, { id, quantity }] of changed.entries()) {
    const line = call.get('item', id);
    if (line?.['payment_link'] !== plain.id) throw missingLine(id, index);
    if (quantity === undefined) continue;
    const named = line['price'] as ApiObject;
    const price = priceIn(wholePrice(named, call), line['currency']);
    const amount = amountOf({ price, named, quantity, given: {} });
    change(call, line, { amount_subtotal: amount, amount_total: amount, quantity });
  }
  const completion = params['after_completion'];
  return {
    ...plain,
    ...(completion === undefined ? {} : { after_completion: completionOf(params) }),
    ...(params['invoice_creation'] === undefined
      ? {}
      : { invoice_creation: invoiceOf(plain, plain.object, call) }),
    ...(params['subscription_data'] === undefined ? {} : { subscription_data: subscribing(plain) }),
  };
}
