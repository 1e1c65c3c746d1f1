// What card networks call a payment: digits, or letters and the day. Source:
// https://docs.stripe.com/api/charges/object#charge_object-payment_method_details-card-network_transaction_id

import type { Call } from '../behaviour.ts';

export function networkTransactionId(brand: unknown, { newCode, now }: Call): string {
  if (brand !== 'mastercard') return digitsOf(newCode(15));
  const [, month, day] = new Date(now * 1000).toISOString().slice(0, 10).split('-');
  return `MCC${newCode(6)}${month}${day}`;
}

/** Each letter becomes a digit. */
function digitsOf(code: string): string {
  let digits = '';
  for (let at = 0; at < code.length; at += 1) digits += code.charCodeAt(at) % 10;
  return digits;
}
