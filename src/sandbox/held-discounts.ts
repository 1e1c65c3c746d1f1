// Discounts that a subscription or a customer holds, from one invoice to the next.
// Source: https://docs.stripe.com/billing/subscriptions/coupons#coupon-duration

import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call } from './behaviour.ts';
import {
  couponOf,
  discountsOf,
  endDiscount,
  isOver,
  readRedemptions,
  redeem,
} from './discounts.ts';
import type { Redeemer } from './discounts.ts';
import { change } from './make.ts';

/** Ids of those that the next invoice begins with: the subscription's, or else the customer's. */
export function heldDiscounts(holder: ApiObject, call: Call): readonly string[] {
  const own = discountsOf(holder['discounts'], call).filter((one) => !isOver(one, call));
  if (own.length > 0) return own.map(({ id }) => id);
  const discount = discountOfCustomer(holder['customer'], call);
  return discount && !isOver(discount, call) ? [discount.id] : [];
}

export function discountOfCustomer(customer: unknown, { get }: Call): ApiObject | undefined {
  const held = get('customer', String(customer))?.['discount'] as ApiObject | null | undefined;
  return held ?? undefined;
}

/** After an invoice was made: those for once are used up, and those whose months are over end. */
export function spendDiscounts(invoice: ApiObject, holder: ApiObject, call: Call): void {
  const amounts = invoice['total_discount_amounts'] as readonly {
    readonly amount: number;
    readonly discount: string;
  }[];
  const taken = new Set(amounts.flatMap(({ amount, discount }) => (amount > 0 ? discount : [])));
  const isDone = (discount: ApiObject): boolean =>
    isOver(discount, call) ||
    (taken.has(discount.id) && couponOf(discount, call)['duration'] === 'once');
  const done = discountsOf(holder['discounts'], call).filter(isDone);
  if (done.length > 0) dropFromHolder(holder, done, call);
  const own = discountOfCustomer(holder['customer'], call);
  if (own && isDone(own)) dropFromCustomer(own, call);
}

function dropFromHolder(holder: ApiObject, done: readonly ApiObject[], call: Call): void {
  const gone = new Set(done.map(({ id }) => id));
  const left = (holder['discounts'] as readonly string[]).filter((id) => !gone.has(id));
  const now = call.get(holder.object, holder.id) ?? holder;
  if (now.object === 'subscription') change(call, now, { discounts: left });
  for (const discount of done) endDiscount(discount, call);
}

/** Emits customer.discount.deleted. */
export function dropFromCustomer(discount: ApiObject, call: Call): void {
  const customer = call.get('customer', String(discount['customer']));
  if (customer) change(call, customer, { discount: null });
  endDiscount(discount, call);
}

/** Of an update: those that are not named again end. */
export function replaceDiscounts(
  before: unknown,
  params: FormObject,
  by: Redeemer,
  call: Call,
): readonly string[] {
  const given = readRedemptions(params, by, call);
  const isKept = (id: string): boolean => given.some(({ discount }) => discount?.id === id);
  for (const discount of discountsOf(before, call)) {
    if (!isKept(discount.id)) endDiscount(discount, call);
  }
  return given.map((one) => redeem(one, by, call).id);
}

/** Whether the request says anything on discounts. */
export function namesDiscounts({ discounts, coupon, promotion_code: code }: FormObject): boolean {
  return [discounts, coupon, code].some((value) => value !== undefined);
}

/** A customer has one at a time. Emits customer.discount.created, updated or deleted. */
export function discountCustomer(id: string, params: FormObject, call: Call): void {
  const customer = call.get('customer', id);
  if (!customer) return;
  const before = discountOfCustomer(id, call);
  const by: Redeemer = { customer, of: {} };
  const [given] = readRedemptions(params, by, call);
  if (!given) {
    if (before) dropFromCustomer(before, call);
    return;
  }
  const quiet = before ? { ...call, emit: () => undefined } : call;
  const discount = redeem(given, by, quiet);
  change(call, customer, { discount });
  if (before) call.emit('customer.discount.updated', discount, before);
}
