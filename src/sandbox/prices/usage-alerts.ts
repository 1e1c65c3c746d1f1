// Billing alerts: they tell, once for each customer, that a meter has counted so much.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based/alerts

import type { ApiObject, Call } from '../behaviour.ts';
import { idOf } from '../objects/work.ts';
import { keysOf, meterOf, usageOf, type Usage } from './metering.ts';

const alertKind = 'billing.alert';
/** Kept beside alerts, and told nowhere: for whom one was told. */
const toldKind = 'billing.alert.told';

interface Threshold {
  readonly gte: number;
  readonly meter: unknown;
  readonly filters?: readonly { readonly customer?: unknown }[] | null;
}

/** After usage of a meter was reported. Emits billing.alert.triggered. */
export function tellAlerts({ eventName, payload }: Usage, call: Call): void {
  const meter = meterOf(eventName, call);
  const customer = meter && payload[keysOf(meter).customerKey];
  if (meter && typeof customer === 'string') tellFor(meter, customer, call);
}

function tellFor(meter: ApiObject, customer: string, call: Call): void {
  for (const alert of call.all(alertKind)) {
    const threshold = thresholdOf(alert);
    if (alert['status'] !== 'active' || idOf(threshold.meter) !== meter.id) continue;
    const id = `${alert.id} ${customer}`;
    if (!isFor(threshold, customer) || call.get(toldKind, id)) continue;
    const value = usageOf(meter, customer, { start: 0, end: Infinity }, call);
    if (value < threshold.gte) continue;
    call.put({ id, object: toldKind });
    const object = 'billing.alert_triggered';
    const told = { object, alert, created: call.now, customer, livemode: false, value };
    call.emit('billing.alert.triggered', told as unknown as ApiObject);
  }
}

function thresholdOf({ usage_threshold: threshold }: ApiObject): Threshold {
  return Object(threshold) as Threshold;
}

/** Without a filter it is for everybody. */
function isFor({ filters }: Threshold, customer: string): boolean {
  const named = (filters ?? []).map((filter) => idOf(filter.customer));
  return named.length === 0 || named.includes(customer);
}
