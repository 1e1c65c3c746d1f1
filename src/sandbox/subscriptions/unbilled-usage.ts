// Usage that no invoice has yet, where its price changes or goes before the period is over.
// Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare

import type { ApiObject, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { usageOf } from '../prices/metering.ts';
import type { Period } from '../prices/period.ts';
import { costOf, isMetered } from '../prices/pricing.ts';
import { periodOf, priceOf, soldAs, type Said } from './subscription-item.ts';

/** Kept beside items, and told nowhere: since when their usage is of the price that they have. */
const kind = 'subscription_item.usage';

/** From now on usage is of another price. */
export function beginUsage({ id }: ApiObject, { now, put }: Call): void {
  put({ id, object: kind, since: now });
}

/** The part of its period whose usage is of its price. */
export function usagePeriod(item: ApiObject, { get }: Call): Period {
  const { start, end } = periodOf(item);
  return { start: Math.max(start, Number(get(kind, item.id)?.['since'] ?? 0)), end };
}

/** Until now; nothing where there is none. */
export function unbilledUsage(
  item: ApiObject,
  { customer: of }: ApiObject,
  call: Call,
): readonly Said[] {
  const price = priceOf(item);
  const meter = call.get('billing.meter', String(inner(price['recurring'])['meter']));
  if (!isMetered(price) || !meter) return [];
  const period = { start: usagePeriod(item, call).start, end: call.now };
  const quantity = usageOf(meter, customerOf(of, call).id, period, call);
  if (quantity === 0) return [];
  const amount = costOf(soldAs(item, call), quantity);
  return [{ item: { ...item, quantity }, amount, period, said: 'Usage of' }];
}
