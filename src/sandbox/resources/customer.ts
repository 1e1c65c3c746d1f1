// Customers: those who buy. Their balance, prefix of invoices and preferences begin as Stripe's do.
// Source: https://docs.stripe.com/api/customers

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call, Entailed, Initial } from '../behaviour.ts';
import { checkCustomer, inner } from '../checking/customer-checks.ts';
import { lateRefusal } from '../checking/keys.ts';
import { withoutFormer } from '../objects/events.ts';
import { otherKinds } from '../objects/other-kinds.ts';

export const customer: Behaviour = {
  object: 'customer',
  initial,
  check(params) {
    checkCustomer(params);
    // Before it has come, no parameter is there that it would refuse.
    otherKinds.known()?.checkParts(params);
  },
  rules: {
    create: (draft, call) => settled(named(draft, call), call),
    update: settled,
  },
  entails,
  present: withVersion,
  includable: {
    cash_balance: ({ id }, call) => call.get('cash_balance', id) ?? cashBalance(id),
  },
};

/**
 * `default_currency` was the same as `currency` until 2022-08-01, and is gone since, from events too; null
 * where no version is named, as guides show it.
 * Source: https://docs.stripe.com/changelog/2022-08-01/removes-default-currency-customer-object
 */
function withVersion(plain: ApiObject, { isVersionTold, version }: Call): ApiObject {
  if (!isVersionTold) return plain;
  return version < '2022-08-01'
    ? { ...plain, default_currency: plain['currency'] }
    : withoutFormer(plain);
}

function initial({ newCode }: Call): Initial {
  return {
    delinquent: false,
    invoice_prefix: newCode(8),
    next_invoice_sequence: 1,
    preferred_locales: [],
    tax_exempt: 'none',
  };
}

/** Source: https://docs.stripe.com/changelog/clover/2025-09-30/customer-business-individual-names */
function named(draft: ApiObject, { params }: Call): ApiObject {
  const name = params['business_name'] || params['individual_name'];
  return params['name'] === undefined && name ? { ...draft, name } : draft;
}

/** Where a value is never null, or has fewer fields than its shape tells. */
function settled(plain: ApiObject, call: Call): ApiObject {
  refuseTaken(plain.id, call);
  keepTax(plain.id, inner(call.params['tax']), call);
  const after = {
    ...(otherKinds.known()?.withDefault(plain, call) ?? plain),
    preferred_locales: plain['preferred_locales'] ?? [],
    shipping: withoutParcel(plain['shipping']),
    tax_exempt: plain['tax_exempt'] ?? 'none',
  };
  const unset = ['business_name', 'individual_name'].filter((name) => call.params[name] === '');
  // Only told where it is asked for: see customer-tax.ts.
  const absent = ['tax', ...unset].filter((name) => name in after);
  if (absent.length === 0) return after;
  return Object.fromEntries(
    Object.entries(after).filter(([name]) => !absent.includes(name)),
  ) as unknown as ApiObject;
}

/** Numbers of invoices are unique in an account, and so is what they begin with. */
function refuseTaken(id: string, { params, all }: Call): void {
  const prefix = params['invoice_prefix'];
  if (prefix === undefined) return;
  const holder = all('customer').find((one) => one['invoice_prefix'] === prefix);
  if (holder && holder.id !== id) throw lateRefusal(({ takenPrefix }) => takenPrefix(holder.id));
}

/** Only charges and intents say how a parcel travels. */
function withoutParcel(shipping: unknown): unknown {
  if (typeof shipping !== 'object' || shipping === null) return shipping;
  const { carrier: _carrier, tracking_number: _number, ...rest } = shipping as FormObject;
  return rest;
}

/** What is only told with `expand=tax` is kept beside the customer. */
function keepTax(id: string, { ip_address: address }: FormObject, { put }: Call): void {
  if (address === undefined) return;
  put({ id, object: 'customer.tax', ip_address: address === '' ? null : address });
}

function cashBalance(customerId: string): object {
  return {
    object: 'cash_balance',
    available: null,
    customer: customerId,
    customer_account: null,
    livemode: false,
    settings: { reconciliation_mode: 'automatic', using_merchant_default: true },
  };
}

function entails({ id }: ApiObject, params: FormObject): readonly Entailed[] {
  const path = `/v1/customers/${id}`;
  const taxIds = params['tax_id_data'];
  const cash = inner(params['cash_balance']);
  return [
    ...(Array.isArray(taxIds) ? taxIds : []).map((taxId) => ({
      path: `${path}/tax_ids`,
      params: inner(taxId),
    })),
    ...(cash['settings'] === undefined ? [] : [{ path: `${path}/cash_balance`, params: cash }]),
  ];
}
