// A price that recurs and the plan of the same id are one: whichever is made, both are kept, and what is
// changed by either name both say.
// Source: https://docs.stripe.com/api/plans

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

type Name = 'plan' | 'price';

/** What an update of either can change; all else is its own. */
const shared = ['active', 'metadata', 'nickname', 'product'];

/** `after` is how the one is now: the other says the same then. */
export function changeAlike(after: ApiObject, other: Name, call: Call): void {
  const known = call.get(other, after.id);
  if (!known) return;
  const values = Object.fromEntries(shared.map((name) => [name, after[name]]));
  const trial = { trial_period_days: after['trial_period_days'] };
  const own = other === 'price' ? { recurring: { ...Object(known['recurring']), ...trial } } : {};
  change(call, known, { ...values, ...own }, `${other}.updated`);
}

/** A plan that is deleted is gone as a price, too. */
export function removeAlike(plan: ApiObject, call: Call): void {
  const known = call.get('price', plan.id);
  if (known) call.remove(known);
  call.emit('price.deleted', known ?? priceOfPlan(plan));
}

/** Made once a version: whatever tells of it holds the same one. */
function madeOnce(make: (version: ApiObject) => ApiObject): (version: ApiObject) => ApiObject {
  const known = new WeakMap<ApiObject, ApiObject>();
  return (version) => {
    const made = known.get(version) ?? make(version);
    known.set(version, made);
    return made;
  };
}

/** A plan as the price that it is too. */
export function asPrice(plan: ApiObject | undefined): ApiObject | undefined {
  return plan && priceOfPlan(plan);
}

const priceOfPlan = madeOnce((plan) => {
  const { interval, interval_count: count, usage_type: usage, amount } = plan;
  return {
    id: plan.id,
    object: 'price',
    active: plan['active'],
    billing_scheme: plan['billing_scheme'],
    created: plan['created'],
    currency: plan['currency'],
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: plan['metadata'],
    nickname: plan['nickname'],
    product: plan['product'],
    recurring: {
      interval,
      interval_count: count,
      meter: plan['meter'] ?? null,
      trial_period_days: plan['trial_period_days'] ?? null,
      usage_type: usage,
    },
    tax_behavior: 'unspecified',
    tiers_mode: plan['tiers_mode'] ?? null,
    transform_quantity: plan['transform_usage'] ?? null,
    type: 'recurring',
    unit_amount: amount,
    unit_amount_decimal: plan['amount_decimal'],
  };
});

/** And a price as the plan that it was once. */
export const asPlan = madeOnce((price) => {
  const recurring = Object(price['recurring']) as Readonly<Record<string, unknown>>;
  return {
    id: price.id,
    object: 'plan',
    active: price['active'],
    amount: price['unit_amount'],
    amount_decimal: price['unit_amount_decimal'],
    billing_scheme: price['billing_scheme'],
    created: price['created'],
    currency: price['currency'],
    interval: recurring['interval'],
    interval_count: recurring['interval_count'],
    livemode: false,
    metadata: price['metadata'],
    meter: recurring['meter'] ?? null,
    nickname: price['nickname'],
    product: price['product'],
    tiers_mode: price['tiers_mode'] ?? null,
    transform_usage: price['transform_quantity'] ?? null,
    trial_period_days: recurring['trial_period_days'] ?? null,
    usage_type: recurring['usage_type'] ?? 'licensed',
  };
});
