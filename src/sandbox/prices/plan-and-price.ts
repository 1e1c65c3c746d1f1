// A price that recurs and the plan of the same id are one: either is told as the other, too. What is
// changed by either name is kept as that, beside what it was made as, and both say the same.
// Source: https://docs.stripe.com/api/plans

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

type Name = 'plan' | 'price';

/** What an update of either can change; all else is its own. */
const shared = ['active', 'metadata', 'nickname', 'product'];

/** `after` is how the one is now: the other says the same then, and tells so, though it may not be kept. */
export function changeAlike(after: ApiObject, other: Name, call: Call): void {
  const known = call.get(other, after.id);
  if (!known) return tellAlike(after, other, call);
  const values = Object.fromEntries(shared.map((name) => [name, after[name]]));
  change(call, known, values, `${other}.updated`);
}

function tellAlike(after: ApiObject, other: Name, call: Call): void {
  const before = call.get(after.object, after.id);
  const isBoth = after.object === 'plan' || after['recurring'];
  if (!before || !isBoth) return;
  call.emit(`${other}.updated`, toldAs(other, after), toldAs(other, before));
}

function toldAs(other: Name, version: ApiObject): ApiObject {
  return other === 'plan' ? asPlan(version) : priceOfPlan(version);
}

/** A plan that is deleted is gone as a price, too. */
export function removeAlike(before: ApiObject, other: Name, call: Call): void {
  const known = call.get(other, before.id);
  if (known) call.remove(known);
  call.emit(`${other}.deleted`, known ?? toldAs(other, before));
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
      meter: null,
      trial_period_days: null,
      usage_type: usage,
    },
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
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
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: recurring['usage_type'] ?? 'licensed',
  };
});
