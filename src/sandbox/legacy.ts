// Parameters of older API versions that guides and the official CLI's recipes still send, and what
// those of a customer come to.

import type { Field } from '../catalog/type.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call, Entailed } from './behaviour.ts';
import { missingByParam } from './errors.ts';
import { discountCustomer, namesDiscounts } from './held-discounts.ts';
import { change } from './make.ts';
import { namedPaymentMethod } from './payment-methods.ts';

/** By kind; taken where it is created or changed. */
const names: Readonly<Record<string, readonly string[]>> = {
  account: ['bank_account', 'requested_capabilities'],
  customer: ['card', 'coupon', 'promotion_code'],
  // Where a coupon is named in the former way, no promotion is.
  promotion_code: ['coupon', 'promotion'],
  subscription: ['coupon', 'promotion_code', 'trial_from_plan'],
  // A phase may say how often it is repeated.
  subscription_schedule: ['phases'],
};

export function legacyFields(object: string): readonly Field[] {
  return (names[object] ?? []).map((name) => ({
    name,
    type: { type: 'any' },
    isRequired: false,
    isNullable: false,
    isClearable: true,
  }));
}

/** A customer's means of payment are objects of their own, as is the discount of a coupon. */
export function entailedByAny(
  customer: ApiObject,
  params: FormObject,
  call: Call,
): readonly Entailed[] {
  const { id, object } = customer;
  if (object !== 'customer') return [];
  const { payment_method: method } = params;
  const source = params['source'] ?? params['card'];
  // It becomes a part of a path.
  if (typeof method === 'string' && !/^\w*$/.test(method)) {
    throw missingByParam('payment_method', method, 'payment_method');
  }
  const named = typeof method === 'string' ? namedPaymentMethod(method, call) : undefined;
  if (named) useByDefault(customer, named, call);
  if (namesDiscounts(params)) discountCustomer(id, params, call);
  return [
    ...(typeof method === 'string' && method !== ''
      ? [{ path: `/v1/payment_methods/${named?.id ?? method}/attach`, params: { customer: id } }]
      : []),
    ...(source ? [{ path: `/v1/customers/${id}/sources`, params: { source } }] : []),
  ];
}

/** A test card that is named twice is one method. */
function useByDefault(customer: ApiObject, method: ApiObject, call: Call): void {
  const settings = Object(customer['invoice_settings']) as {
    readonly default_payment_method?: unknown;
  };
  if (!String(settings.default_payment_method).startsWith('pm_card_')) return;
  const chosen = { ...settings, default_payment_method: method.id };
  change(call, customer, { invoice_settings: chosen });
}
