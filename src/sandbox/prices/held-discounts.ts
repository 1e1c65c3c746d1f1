// Discounts that a subscription or a customer holds, from one invoice to the next.
// Source: https://docs.stripe.com/billing/subscriptions/coupons#coupon-duration

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { none } from '../objects/none.ts';
import {
  couponOf,
  discountsOf,
  endDiscount,
  isOver,
  readRedemptions,
  redeem,
  refuseLeast,
} from './discounts.ts';
import type { Redeemer } from './discounts.ts';

/** Ids of those that the next invoice begins with: the subscription's, or else the customer's. */
export function heldDiscounts(holder: ApiObject, call: Call): readonly string[] {
  const own = lastingDiscounts(holder, call);
  if (own.length > 0) return own;
  const discount = discountOfCustomer(holder['customer'], call);
  return discount && !isOver(discount, call) ? [discount.id] : none;
}

export function discountOfCustomer(customer: unknown, { get }: Call): ApiObject | undefined {
  const held = get('customer', String(customer))?.['discount'] as ApiObject | null | undefined;
  return held ?? undefined;
}

/** After an invoice was made: those for once are used up, and those whose months are over end. */
export function spendDiscounts(invoice: ApiObject, holder: ApiObject, call: Call): void {
  if (holder.object === 'subscription') dropSpent(holder, invoice, call);
  const own = discountOfCustomer(holder['customer'], call);
  if (own && isSpent(own, invoice, call)) dropFromCustomer(own, call);
}

/** Of a subscription or one of its items; gives it as it is afterwards. */
export function dropSpent(holder: ApiObject, invoice: ApiObject, call: Call): ApiObject {
  const all = discountsOf(holder['discounts'], call);
  const spent = all.filter((discount) => isSpent(discount, invoice, call));
  if (spent.length === 0) return holder;
  const left = all.filter((discount) => !spent.includes(discount)).map(({ id }) => id);
  const after = change(call, call.get(holder.object, holder.id) ?? holder, { discounts: left });
  for (const discount of spent) endDiscount(discount, call);
  return after;
}

function isSpent(discount: ApiObject, invoice: ApiObject, call: Call): boolean {
  if (isOver(discount, call)) return true;
  const amounts = invoice['total_discount_amounts'] as readonly {
    readonly amount: number;
    readonly discount: string;
  }[];
  const isTaken = amounts.some((one) => one.amount > 0 && one.discount === discount.id);
  return isTaken && couponOf(discount, call)['duration'] === 'once';
}

/** Ids of those of a subscription or an item that are not over. */
export function lastingDiscounts({ discounts }: ApiObject, call: Call): readonly string[] {
  if (Array.isArray(discounts) && discounts.length === 0) return none;
  return discountsOf(discounts, call)
    .filter((discount) => !isOver(discount, call))
    .map(({ id }) => id);
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
  if ('subscription' in by.of) refuseLeast(given, by.currency);
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
  const all = readRedemptions(params, by, call);
  refuseLeast(all, customer['currency']);
  const [given] = all;
  if (!given) {
    if (before) dropFromCustomer(before, call);
    return;
  }
  const quiet = before ? { ...call, emit: () => undefined } : call;
  const discount = redeem(given, by, quiet);
  const currency = customer['currency'] ?? couponOf(discount, call)['currency'] ?? null;
  change(call, customer, { currency, discount });
  if (before) call.emit('customer.discount.updated', discount, before);
}
