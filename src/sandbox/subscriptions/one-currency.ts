// What a customer pays for again and again is in one currency at a time.
// Source: https://docs.stripe.com/invoicing/multi-currency-customers

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { pendingItems } from '../invoices/invoicing.ts';

const over: ReadonlySet<unknown> = new Set([
  'canceled',
  'completed',
  'incomplete_expired',
  'released',
]);

/** Throws where something in another currency goes on. */
export function requireCurrency(customer: ApiObject, currency: unknown, call: Call): void {
  if (customer['currency'] === currency) return;
  const other = currenciesOf(customer, call).find((one) => one !== currency);
  if (other === undefined) return;
  throw new ApiError(
    'You cannot combine currencies on a single customer. This customer has an active subscription, ' +
      'subscription schedule, discount, quote, invoice item or active subscription mode checkout ' +
      `session with currency ${other}.`,
  );
}

function currenciesOf(customer: ApiObject, call: Call): readonly string[] {
  const having = (kind: string): readonly ApiObject[] => call.having(kind, 'customer', customer.id);
  const going = having('subscription').filter(({ status }) => !over.has(status));
  const planned = having('subscription_schedule').filter(({ status }) => !over.has(status));
  const phases = planned.flatMap((one) => one['phases'] as readonly ApiObject[]);
  const offered = having('quote').filter(({ status }) => status === 'open');
  const sold = having('checkout.session').filter(
    ({ mode, status, expires_at: end }) =>
      mode === 'subscription' && status === 'open' && Number(end) > call.now,
  );
  const { source } = Object(customer['discount']) as { readonly source?: { coupon?: unknown } };
  const coupon = call.get('coupon', String(source?.coupon));
  return [
    ...going,
    ...phases,
    ...(coupon ? [coupon] : []),
    ...offered,
    ...sold,
    ...pendingItems(customer, call),
  ]
    .map((one) => one['currency'])
    .filter((one): one is string => typeof one === 'string');
}
