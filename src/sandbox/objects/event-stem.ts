// What the events of a kind are named for, where that is not its `object`.

import type { ApiObject } from '../behaviour.ts';

const stems: ReadonlyMap<string, string> = new Map([
  ['tax_id', 'customer.tax_id'],
  ['card', 'customer.source'],
  ['bank_account', 'customer.source'],
  ['subscription', 'customer.subscription'],
  ['discount', 'customer.discount'],
  ['dispute', 'charge.dispute'],
  ['fee_refund', 'application_fee.refund'],
]);

/** Undefined where it is the `object`. */
export function eventStem({ object, account }: ApiObject): string | undefined {
  const stem = stems.get(object);
  return stem === 'customer.source' && account ? 'account.external_account' : stem;
}
