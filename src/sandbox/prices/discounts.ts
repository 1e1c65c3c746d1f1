// Discounts: coupons and promotion codes as they are redeemed, and until when they hold.
// Source: https://docs.stripe.com/billing/subscriptions/coupons

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call, Known } from '../behaviour.ts';
import { requireFew } from '../checking/bounds.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, make } from '../objects/make.ts';
import { each } from '../objects/none.ts';
import type { Values } from '../objects/skeleton.ts';
import type { Off } from './sums.ts';

/** Who redeems: what a discount says of its owner, and what the restrictions of codes look at. */
export interface Redeemer {
  readonly customer: ApiObject | undefined;
  /** Undefined where it is not known yet. */
  readonly currency?: unknown;
  /** Before discounts, in the smallest unit; undefined where it is not known yet. */
  readonly amount?: number | undefined;
  /** As `{ subscription: 'sub_…' }`. */
  readonly of: Values;
}

export interface Redemption {
  readonly coupon: ApiObject;
  readonly promotion?: ApiObject;
  /** Where the discount is there already. */
  readonly discount?: ApiObject;
}

/** Of the parameter `discounts`, and of the two that came before it. Throws Stripe's refusals. */
export function readRedemptions(
  { discounts, coupon, promotion_code: code }: FormObject,
  redeemer: Redeemer,
  call: Call,
  place = 'discounts',
): readonly Redemption[] {
  const given = Array.isArray(discounts) ? discounts : [];
  requireFew(given, place, most);
  const readAt = (one: FormValue, at: string | undefined): Redemption =>
    readOne(Object(one) as FormObject, redeemer, call, at);
  const former: FormValue[] = [coupon && { coupon }, code && { promotion_code: code }].filter(
    (one) => one !== undefined && one !== '',
  );
  const all = [
    ...given.map((one, index) => readAt(one, `${place}[${index}]`)),
    ...former.map((one) => readAt(one, undefined)),
  ];
  if (all.length > 1) refuseTwice(all, place);
  return all;
}

const most = 20;

/** Neither by its own name, nor by that of a code or a discount. */
function refuseTwice(all: readonly Redemption[], param: string): void {
  const ids = all.map(({ coupon }) => coupon.id);
  const twice = ids.find((id, index) => ids.indexOf(id) < index);
  if (twice === undefined) return;
  throw new ApiError(`The coupon ${twice} cannot be redeemed more than once at a time.`, { param });
}

/** `place` is where the list has it; what is told in the former way is named by its own name. */
function readOne(
  given: FormObject,
  redeemer: Redeemer,
  call: Call,
  place: string | undefined,
): Redemption {
  const at = (name: string): string => (place === undefined ? name : `${place}[${name}]`);
  const { discount: id, promotion_code: code, coupon } = given;
  if (typeof id === 'string') {
    const discount = requireObject(call, 'discount', id, at('discount'));
    return { discount, coupon: couponOf(discount, call) };
  }
  if (typeof code === 'string') return readCode(code, redeemer, call, at('promotion_code'));
  const found = withTerms(requireCoupon(String(coupon), call, at('coupon')), call);
  checkCurrency(found, redeemer);
  return { coupon: found };
}

/** Throws for one that is not there, or that cannot be redeemed any more. */
export function requireCoupon(id: string, call: Call, param = 'coupon'): ApiObject {
  const coupon = requireObject(call, 'coupon', id, param);
  if (isValid(coupon, call)) return coupon;
  throw new ApiError(`Coupon expired: ${id}`, { code: 'coupon_expired', param });
}

export function isValid({ valid, redeem_by: last }: ApiObject, { now }: Call): boolean {
  return valid !== false && (typeof last !== 'number' || now <= last);
}

function checkCurrency(coupon: ApiObject, { currency }: Redeemer): void {
  const { currency: own } = coupon;
  if (typeof own !== 'string' || typeof currency !== 'string' || own === currency) return;
  const options = Object(coupon['currency_options']) as object;
  if (currency in options) return;
  throw new ApiError(
    `The coupon ${coupon.id} takes an amount in ${own} off, and cannot be applied to ${currency}.`,
    { param: 'coupon' },
  );
}

function readCode(id: string, redeemer: Redeemer, call: Call, param: string): Redemption {
  const promotion = requireObject(call, 'promotion_code', id, param);
  const { coupon: couponId } = Object(promotion['promotion']) as { readonly coupon?: string };
  const known = call.get('coupon', String(couponId));
  const coupon = known && withTerms(known, call);
  const { customer } = redeemer;
  const refused = (why: string, code?: string): ApiError =>
    new ApiError(`This promotion code cannot be redeemed because ${why}.`, {
      param,
      ...(code === undefined ? {} : { code }),
    });
  if (!coupon || !isValid(coupon, call) || !isActive(promotion, call)) {
    throw refused('it is inactive, expired or used up', 'coupon_expired');
  }
  if (promotion['customer'] !== null && promotion['customer'] !== customer?.id) {
    throw refused('it is restricted to another customer');
  }
  const limits = Object(promotion['restrictions']) as Restrictions;
  if (limits.first_time_transaction && customer && hasBought(customer, call)) {
    throw refused(
      'the associated customer has prior transactions',
      'promotion_code_customer_not_first_time',
    );
  }
  if (redeemer.amount !== undefined && redeemer.amount < leastOf(limits, redeemer.currency)) {
    throw refused('the associated purchase does not meet the minimum amount requirement');
  }
  checkCurrency(coupon, redeemer);
  return { coupon, promotion };
}

interface Restrictions {
  readonly first_time_transaction?: boolean;
  readonly minimum_amount?: number | null;
  readonly minimum_amount_currency?: string | null;
  readonly currency_options?: Readonly<Record<string, { readonly minimum_amount?: number }>>;
}

/** Throws for codes with a minimum amount, where nothing is bought. */
export function refuseLeast(given: readonly Redemption[], currency: unknown): void {
  const limited = given.find(
    ({ promotion }) => leastOf(Object(promotion?.['restrictions']) as Restrictions, currency) > 0,
  );
  if (!limited) return;
  throw new ApiError(
    'This promotion code cannot be redeemed because nothing is bought with this request, and it asks for ' +
      'a minimum amount.',
    { param: 'promotion_code' },
  );
}

function leastOf(limits: Restrictions, currency: unknown): number {
  const other = limits.currency_options?.[String(currency)]?.minimum_amount;
  return other ?? Number(limits.minimum_amount ?? 0);
}

export function isActive({ active, expires_at: end }: ApiObject, { now }: Call): boolean {
  return active === true && (typeof end !== 'number' || now < end);
}

/** Drafts and void invoices do not count. */
function hasBought({ id }: ApiObject, { all }: Call): boolean {
  const isTheirs = ({ customer }: ApiObject): boolean => customer === id;
  const counted = ['open', 'paid', 'uncollectible'];
  return (
    all('charge').some((charge) => isTheirs(charge) && charge['status'] === 'succeeded') ||
    all('invoice').some(
      (invoice) => isTheirs(invoice) && counted.includes(String(invoice['status'])),
    )
  );
}

/** Makes the discount, which is counted on the coupon and on the code. */
export function redeem(
  { coupon, promotion, discount }: Redemption,
  by: Redeemer,
  call: Call,
): ApiObject {
  if (discount) return discount;
  const used = count(call.get('coupon', coupon.id) ?? coupon, call);
  if (used['valid'] === false) {
    for (const code of call.all('promotion_code')) {
      const of = Object(code['promotion']) as { readonly coupon?: string };
      if (of.coupon === coupon.id) change(call, code, { active: false });
    }
  }
  if (promotion) count(call.get('promotion_code', promotion.id) ?? promotion, call);
  const made = promise({ coupon, ...(promotion ? { promotion } : {}) }, by, call);
  if (isTold(made)) call.emit('customer.discount.created', made);
  return made;
}

/** A discount that is not counted: of what may never be bought, such as a quote. */
export function promise({ coupon, promotion }: Redemption, by: Redeemer, call: Call): ApiObject {
  const months = coupon['duration'] === 'repeating' ? Number(coupon['duration_in_months']) : 0;
  return make(call, 'discount', {
    customer: by.customer?.id ?? null,
    end: months > 0 ? monthsAfter(call.now, months) : null,
    promotion_code: promotion?.id ?? null,
    source: { coupon: coupon.id, type: 'coupon' },
    start: call.now,
    ...by.of,
  });
}

/** Of all that a request redeems. */
export function redeemAll(params: FormObject, by: Redeemer, call: Call): readonly string[] {
  return each(readRedemptions(params, by, call), (one) => redeem(one, by, call).id);
}

function count(redeemed: ApiObject, call: Call): ApiObject {
  const times = Number(redeemed['times_redeemed'] ?? 0) + 1;
  const { max_redemptions: most, object } = redeemed;
  const isUsedUp = typeof most === 'number' && times >= most;
  const off = object === 'coupon' ? { valid: false } : { active: false };
  return change(call, redeemed, { times_redeemed: times, ...(isUsedUp ? off : {}) });
}

function monthsAfter(start: number, months: number): number {
  const date = new Date(start * 1000);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months + 1, 0);
  date.setUTCDate(Math.min(day, date.getUTCDate()));
  return Math.floor(date.getTime() / 1000);
}

/** Of customers and subscriptions; those of single invoices and items are not. */
function isTold({ invoice, invoice_item: item, checkout_session: session }: ApiObject): boolean {
  return [invoice, item, session].every((owner) => owner === null);
}

/** It goes on being told on the invoices that it came off. */
export function endDiscount(discount: ApiObject, call: Call): void {
  if (isTold(discount)) call.emit('customer.discount.deleted', discount);
}

export function discountsOf(ids: unknown, { get }: Known): readonly ApiObject[] {
  const all = Array.isArray(ids) ? ids : [];
  return all.flatMap((id) => get('discount', String(id)) ?? []);
}

export function offsOf(ids: unknown, call: Call): readonly Off[] {
  return each(discountsOf(ids, call), (discount) => ({
    discount: discount.id,
    coupon: couponOf(discount, call),
  }));
}

/** As it takes off, though it may have been deleted since. */
export function couponOf({ source }: ApiObject, call: Call): ApiObject {
  const { coupon: id } = Object(source) as { readonly coupon?: string };
  const known = call.get('coupon', String(id)) ?? call.get('coupon.deleted', String(id));
  return withTerms(known ?? requireObject(call, 'coupon', String(id)), call);
}

/** With what is only told where it is asked for: see the behaviour of coupons. */
export function withTerms(coupon: ApiObject, { get }: Call): ApiObject {
  return { ...coupon, ...Object(get('coupon.terms', coupon.id)?.['terms']) } as ApiObject;
}

export function isOver({ end }: ApiObject, { now }: Call): boolean {
  return typeof end === 'number' && end <= now;
}
