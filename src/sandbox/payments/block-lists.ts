// Block lists: payments that match one of Radar's default lists are declined before a bank is asked. Here a
// list is one of them by its alias; nobody has made any at first.
// Source: https://docs.stripe.com/radar/lists and https://docs.stripe.com/declines/codes

import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import type { Decline } from '../payment-methods/declines.ts';
import { inner } from '../payment-methods/payment-methods.ts';

interface Paid {
  /** The intent, or what is told of the charge. */
  readonly from: Values;
  readonly method: ApiObject;
}

const blocked: Decline = {
  code: 'card_declined',
  decline_code: 'merchant_blacklist',
  message: 'Your card was declined.',
};

/** Undefined for a payment that no list knows, and for all but those of cards. */
export function blockedBy(paid: Paid, call: Call): Decline | undefined {
  if (!paid.method['card']) return undefined;
  const { customer } = paid.from;
  const isListed =
    isIn('card_fingerprint_blocklist', fingerprintOf(paid.method), call) ||
    isIn('customer_id_blocklist', customer, call) ||
    isIn('email_blocklist', emailOf(paid, call), call);
  return isListed ? blocked : undefined;
}

/** A payment that somebody reports as fraud: its cards and addresses are blocked from now on. */
export function blockPayer(charge: ApiObject, call: Call): void {
  const { customer: id, payment_method_details: paid, receipt_email: receipt } = charge;
  const customer = call.get('customer', String(id));
  const others = customer ? call.having('payment_method', 'customer', customer.id) : [];
  for (const value of [inner(inner(paid)['card'])['fingerprint'], ...others.map(fingerprintOf)]) {
    addTo('card_fingerprint_blocklist', value, call);
  }
  for (const value of [receipt, customer?.['email']]) addTo('email_blocklist', value, call);
}

function fingerprintOf({ card }: ApiObject): unknown {
  return inner(card)['fingerprint'];
}

/** The first that the payment, its card or its customer has. */
function emailOf({ from, method }: Paid, { get }: Call): unknown {
  const own = from['receipt_email'] || inner(method['billing_details'])['email'];
  return own || get('customer', String(from['customer']))?.['email'];
}

function listOf(alias: string, { all }: Call): ApiObject | undefined {
  return all('radar.value_list').find((list) => list['alias'] === alias);
}

function isIn(alias: string, value: unknown, call: Call): boolean {
  if (typeof value !== 'string' || value === '') return false;
  const list = listOf(alias, call);
  const { data = [] } = Object(list?.['list_items']) as { readonly data?: readonly ApiObject[] };
  return data.some((item) => String(item['value']).toLowerCase() === value.toLowerCase());
}

function addTo(alias: string, value: unknown, call: Call): void {
  const list = listOf(alias, call);
  if (!list || typeof value !== 'string' || value === '' || isIn(alias, value, call)) return;
  call.request('/v1/radar/value_list_items', { value_list: list.id, value });
}
