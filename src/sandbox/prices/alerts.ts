// Alerts: usage of a customer that reaches a threshold is told, once for each customer.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based/alerts

import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { usageSentSince, userOf, type Usage } from './metering.ts';

export const alertKind = 'billing.alert';
const triggeredKind = 'billing.alert_triggered';

/** What nobody is told: since when its usage counts. */
export function told({ created: _since, ...alert }: ApiObject): ApiObject {
  return alert as unknown as ApiObject;
}

/** Of a meter, and of one customer or of all. */
export function isAbout(
  { usage_threshold: of }: Values,
  meter: unknown,
  customer: unknown,
): boolean {
  const { meter: own, filters } = inner(of);
  if (own !== meter) return false;
  const named = ((filters ?? []) as readonly Values[]).map((filter) => filter['customer']);
  return named.length === 0 || named.includes(customer);
}

/** After usage came in. Stripe's alerts know nothing of test clocks. */
export function setOff(usage: Usage, call: Call): void {
  const alerts = call.all(alertKind).filter(({ status }) => status === 'active');
  const user = alerts.length === 0 ? undefined : userOf(usage, call);
  if (!user || call.get('customer', user.customer)?.['test_clock']) return;
  const { meter, customer } = user;
  for (const alert of alerts.filter((one) => isAbout(one, meter.id, customer))) {
    const key = `${alert.id} ${customer}`;
    const value = usageSentSince(Number(alert['created']), meter, customer, call);
    const least = Number(inner(alert['usage_threshold'])['gte']);
    if (value < least || call.get(triggeredKind, key)) continue;
    const triggered = {
      object: triggeredKind,
      alert: told(alert),
      created: call.now,
      customer,
      livemode: false,
      value,
    } as unknown as ApiObject;
    call.put(triggered, key);
    call.emitByTime(`${alertKind}.triggered`, triggered);
  }
}
