// Where an object lives, told by its id, for `get`, `post` and `delete`: as far as the official CLI
// knows.

import { ShellError } from './shell-error.ts';

/** The CLI's own pattern, with its slip: `[^test|live]` is one character, none of those letters. */
const idPattern = /^([a-z]{2,5}(_[a-z]{2,5}[^test|live])?)_(test_|live_)?[a-zA-Z0-9]{3,}$/;

const collections: ReadonlyMap<string, string> = new Map([
  ['acct', 'accounts'],
  ['ch', 'charges'],
  ['cn', 'credit_notes'],
  ['cs', 'checkout/sessions'],
  ['cus', 'customers'],
  ['dp', 'disputes'],
  ['evt', 'events'],
  ['fee', 'application_fees'],
  ['file', 'files'],
  ['iauth', 'issuing/authorizations'],
  ['ic', 'issuing/cards'],
  ['ich', 'issuing/cardholders'],
  ['idp', 'issuing/disputes'],
  ['ii', 'invoiceitems'],
  ['in', 'invoices'],
  ['ipi', 'issuing/transactions'],
  ['issfr', 'radar/early_fraud_warnings'],
  ['link', 'file_links'],
  ['or', 'orders'],
  ['orret', 'order_returns'],
  ['pi', 'payment_intents'],
  ['plan', 'plans'],
  ['pm', 'payment_methods'],
  ['po', 'payouts'],
  ['price', 'prices'],
  ['prod', 'products'],
  ['prv', 'reviews'],
  ['py', 'charges'],
  ['re', 'refunds'],
  ['rsl', 'radar/value_lists'],
  ['rsli', 'radar/value_list_items'],
  ['seti', 'setup_intents'],
  ['si', 'subscription_items'],
  ['sku', 'skus'],
  ['sqr', 'sigma/scheduled_query_runs'],
  ['src', 'sources'],
  ['sub', 'subscriptions'],
  ['sub_sched', 'subscription_schedules'],
  ['tml', 'terminal/locations'],
  ['tmr', 'terminal/readers'],
  ['tok', 'tokens'],
  ['tr', 'transfers'],
  ['tu', 'topups'],
  ['txi', 'tax_ids'],
  ['txn', 'balance_transactions'],
  ['txr', 'tax_rates'],
  ['we', 'webhook_endpoints'],
]);

/**
 * `cus_123` gives `/v1/customers/cus_123`; `customers` and `/v1/customers` give `/v1/customers`.
 * Throws ShellError for an id of a kind that the CLI does not know.
 */
export function pathOf(idOrPath: string): string {
  const prefix = idPattern.exec(idOrPath)?.[1];
  if (prefix !== undefined) {
    const collection = collections.get(prefix);
    if (!collection) throw new ShellError(`unrecognized object id: ${idOrPath}`);
    return `/v1/${collection}/${idOrPath}`;
  }
  const path = idOrPath.startsWith('/') ? idOrPath : `/${idOrPath}`;
  return /^\/v[12]\//.test(path) ? path : `/v1${path}`;
}
