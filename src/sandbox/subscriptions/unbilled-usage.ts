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

/** Kept beside items, too: how much of the usage since then a threshold has billed already. */
const billedKind = 'subscription_item.billed';

/** All until now, with what is of this second. */
export function keepBilled(item: ApiObject, { customer: of }: ApiObject, call: Call): void {
  const { start } = usagePeriod(item, call);
  const meter = meterOf(item, call);
  if (!meter) return;
  const period = { start, end: call.now + 1 };
  const quantity = usageOf(meter, customerOf(of, call).id, period, call);
  call.put({ id: item.id, object: billedKind, start, quantity } as ApiObject);
}

function meterOf(item: ApiObject, { get }: Call): ApiObject | undefined {
  const price = priceOf(item);
  const id = inner(price['recurring'])['meter'];
  return isMetered(price) ? get('billing.meter', String(id)) : undefined;
}

export function billedBefore({ id }: ApiObject, { start }: Period, { get }: Call): number {
  const known = get(billedKind, id);
  return known?.['start'] === start ? Number(known['quantity']) : 0;
}

/** Until now; nothing where there is none. */
export function unbilledUsage(
  item: ApiObject,
  { customer: of }: ApiObject,
  call: Call,
): readonly Said[] {
  const meter = meterOf(item, call);
  if (!meter) return [];
  const period = { start: usagePeriod(item, call).start, end: call.now };
  const all = usageOf(meter, customerOf(of, call).id, period, call);
  const before = billedBefore(item, period, call);
  const quantity = all - before;
  if (quantity === 0) return [];
  const whole = soldAs(item, call);
  const amount = costOf(whole, all) - (before > 0 ? costOf(whole, before) : 0);
  return [{ item: { ...item, quantity }, amount, period, said: 'Usage of' }];
}
