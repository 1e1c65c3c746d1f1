// What lines come to: first discounts come off, then credits, then taxes are laid on what is left.
// Source: https://docs.stripe.com/billing/subscriptions/coupons and https://docs.stripe.com/tax/tax-rates

import type { ApiObject } from '../behaviour.ts';
import { none } from '../objects/none.ts';

/** A coupon as it is applied; `discount` is what the amounts are told under. */
export interface Off {
  readonly discount: string;
  readonly coupon: ApiObject;
}

/** A tax rate, and why it is laid on: anything but a taxable reason makes it zero. */
export interface AppliedRate {
  readonly rate: ApiObject;
  readonly reason: string;
}

/** Amounts are in the smallest unit of the currency, here and below. */
export interface Line {
  readonly amount: number;
  readonly isDiscountable: boolean;
  readonly product: unknown;
  readonly discounts: readonly Off[];
  readonly rates: readonly AppliedRate[];
  /** In place of those that the rates make. */
  readonly taxes?: readonly TaxAmount[] | undefined;
  /** Of what is left after discounts: what credits pay. Asked once, line by line. */
  readonly pay?: ((left: number) => number) | undefined;
}

export interface DiscountAmount {
  readonly amount: number;
  readonly discount: string;
}

export interface TaxAmount extends AppliedRate {
  readonly amount: number;
  /** What the percentage is of: without the tax that is in the price. */
  readonly taxable: number;
}

export interface SummedLine {
  readonly discounts: readonly DiscountAmount[];
  readonly taxes: readonly TaxAmount[];
  /** After all discounts and credits; taxes that are in the price are still in it. */
  readonly left: number;
}

export interface Sums {
  readonly lines: readonly SummedLine[];
  /** After the lines' own discounts. */
  readonly subtotal: number;
  readonly subtotalExcludingTax: number;
  readonly discounts: readonly DiscountAmount[];
  readonly taxes: readonly TaxAmount[];
  readonly total: number;
  readonly totalExcludingTax: number;
}

const nothing: Sums = {
  lines: none,
  subtotal: 0,
  subtotalExcludingTax: 0,
  discounts: none,
  taxes: none,
  total: 0,
  totalExcludingTax: 0,
};

/** Each tax is rounded on its line; `offs` are taken from all lines together. */
export function sumUp(lines: readonly Line[], offs: readonly Off[], currency: unknown): Sums {
  if (lines.length === 0) return nothing;
  const rows = lines.map((line): Row => {
    const begun: Row = { line, left: line.amount, discounts: none };
    return line.discounts.reduce((row, off) => takeOff([row], off, currency)[0] ?? row, begun);
  });
  const after = offs.reduce((all, off) => takeOff(all, off, currency), rows);
  const summed = after.map(({ line, left: before, discounts }): SummedLine => {
    const left = before - (line.pay?.(before) ?? 0);
    return { left, discounts, taxes: taxesOf(line, left) };
  });
  const taxes = totalTaxes(summed.flatMap((line) => line.taxes));
  const left = sum(summed.map((line) => line.left));
  const subtotal = sum(rows.map((row) => row.left));
  const included = sum(rows.map((row) => inPrice(taxesOf(row.line, row.left))));
  return {
    lines: summed,
    subtotal,
    subtotalExcludingTax: subtotal - included,
    discounts: totalDiscounts(summed.flatMap((line) => line.discounts)),
    taxes,
    total: left + taxOf(taxes) - inPrice(taxes),
    totalExcludingTax: left - inPrice(taxes),
  };
}

function taxesOf({ taxes, rates }: Line, left: number): readonly TaxAmount[] {
  return taxes ?? taxesOn(left, rates);
}

interface Row {
  readonly line: Line;
  readonly left: number;
  readonly discounts: readonly DiscountAmount[];
}

function takeOff(rows: readonly Row[], { discount, coupon }: Off, currency: unknown): Row[] {
  const weights = rows.map(({ line, left }) => (isReduced(line, coupon) ? Math.max(0, left) : 0));
  const shares = shared(offOf(coupon, sum(weights), currency), weights);
  return rows.map((row, index) => {
    const amount = shares[index] ?? 0;
    if (!weights[index]) return row;
    const discounts = [...row.discounts, { amount, discount }];
    return { ...row, left: row.left - amount, discounts };
  });
}

function isReduced({ isDiscountable, product }: Line, coupon: ApiObject): boolean {
  const { products } = Object(coupon['applies_to']) as { readonly products?: readonly unknown[] };
  return isDiscountable && (!products || products.includes(product));
}

/** Never more than there is. */
function offOf(coupon: ApiObject, base: number, currency: unknown): number {
  const { percent_off: percent, amount_off: amount, currency_options: options } = coupon;
  if (typeof percent === 'number') return portion(base, percent);
  const others = Object(options) as Readonly<Record<string, { readonly amount_off?: number }>>;
  const other = coupon['currency'] === currency ? undefined : others[String(currency)];
  return Math.min(base, other?.amount_off ?? Number(amount ?? 0));
}

/** Parts that come to the whole, rounding and all. */
export function shared(whole: number, weights: readonly number[]): readonly number[] {
  const all = sum(weights);
  let [seen, given] = [0, 0];
  return weights.map((weight) => {
    seen += weight;
    const upTo = all === 0 ? 0 : rounded((whole * seen) / all);
    const share = upTo - given;
    given = upTo;
    return share;
  });
}

const untaxed: ReadonlySet<string> = new Set([
  'customer_exempt',
  'not_collecting',
  'not_subject_to_tax',
  'not_supported',
  'product_exempt',
  'reverse_charge',
]);

/** Taxes in the price are taken out of it before the others are laid on. */
export function taxesOn(amount: number, rates: readonly AppliedRate[]): readonly TaxAmount[] {
  if (rates.length === 0) return none;
  const included = rates.filter(({ rate, reason }) => rate['inclusive'] && !untaxed.has(reason));
  const all = included.reduce((whole, { rate }) => whole + Number(rate['percentage']), 0);
  const amounts = included.map(({ rate }) => {
    return rounded((amount * Number(rate['percentage'])) / (100 + all));
  });
  const taxable = amount - sum(amounts);
  return rates.map((applied) => {
    if (untaxed.has(applied.reason)) return { ...applied, amount: 0, taxable: 0 };
    const place = included.indexOf(applied);
    const laidOn = portion(taxable, Number(applied.rate['percentage']));
    return { ...applied, amount: amounts[place] ?? laidOn, taxable };
  });
}

export function taxOf(taxes: readonly TaxAmount[]): number {
  return sum(taxes.map(({ amount }) => amount));
}

/** What of it the prices hold already. */
export function inPrice(taxes: readonly TaxAmount[]): number {
  return taxOf(taxes.filter(({ rate }) => rate['inclusive']));
}

/** One a rate and reason, in the order in which they come up. */
export function totalTaxes(taxes: readonly TaxAmount[]): readonly TaxAmount[] {
  if (taxes.length === 0) return none;
  const all = new Map<string, TaxAmount>();
  for (const tax of taxes) {
    const key = `${tax.rate.id} ${tax.reason}`;
    const known = all.get(key) ?? { ...tax, amount: 0, taxable: 0 };
    const [amount, taxable] = [known.amount + tax.amount, known.taxable + tax.taxable];
    all.set(key, { ...known, amount, taxable });
  }
  return [...all.values()];
}

export function totalDiscounts(amounts: readonly DiscountAmount[]): readonly DiscountAmount[] {
  if (amounts.length === 0) return none;
  const all = new Map<string, number>();
  for (const { amount, discount } of amounts) all.set(discount, (all.get(discount) ?? 0) + amount);
  return Array.from(all, ([discount, amount]) => ({ amount, discount }));
}

export function sum(amounts: readonly number[]): number {
  return amounts.reduce((all, amount) => all + amount, 0);
}

/** Exact for percentages of up to four decimals. */
function portion(amount: number, percentage: number): number {
  return rounded((amount * Math.round(percentage * 10_000)) / 1_000_000);
}

/** Half a unit goes away from zero, so that a credit undoes its charge. */
function rounded(amount: number): number {
  return Math.sign(amount) * Math.round(Math.abs(amount)) + 0;
}
