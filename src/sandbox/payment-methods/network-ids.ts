// What card networks call a payment, what banks allow it by, and how they find what is given back. In test
// mode a card has one name for all of its payments, written after its fingerprint: as digits, or as letters
// with the day. Source: recorded charges of several accounts, and
// https://docs.stripe.com/api/charges/object#charge_object-payment_method_details-card-network_transaction_id

import type { Call } from '../behaviour.ts';

export function networkTransactionId(
  { brand, fingerprint }: { readonly brand?: unknown; readonly fingerprint?: unknown },
  { now }: Call,
): string {
  const print = String(fingerprint);
  if (brand !== 'mastercard') return numbersOf(print).slice(0, 15);
  const [, month, day] = new Date(now * 1000).toISOString().slice(0, 10).split('-');
  return `MCC${print.slice(0, 6).toUpperCase()}${month}${day}`;
}

/** The number of each sign, one after the other. */
function numbersOf(text: string): string {
  let numbers = '';
  for (let at = 0; at < text.length; at += 1) numbers += text.charCodeAt(at);
  return numbers;
}

/** Other digits each time. */
export function authorizationCode(call: Call): string {
  return digits(6, call);
}

/** By which the customer's bank finds a refund. */
export function acquirerReference(call: Call): string {
  return digits(16, call);
}

function digits(length: number, { newCode }: Call): string {
  return newCode(length).replace(/./gu, (sign) => String(sign.charCodeAt(0) % 10));
}
