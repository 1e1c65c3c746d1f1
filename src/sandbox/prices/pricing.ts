// What a quantity of a price costs: by the unit, in packages, or in tiers.
// Source: https://docs.stripe.com/products-prices/pricing-models

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';

/** A part of the cost that has a line of its own. */
export interface Part {
  readonly quantity: number;
  /** In the currency's smallest unit. */
  readonly amount: number;
  /** Of one; may have decimals. */
  readonly unit: string;
  /** From 1 on; undefined without tiers. */
  readonly tier?: number;
  /** For the tier as such, however much is in it. */
  readonly isFlat?: boolean;
}

interface Tier {
  readonly up_to: number | null;
  readonly unit_amount?: number | null;
  readonly unit_amount_decimal?: string | null;
  readonly flat_amount?: number | null;
  readonly flat_amount_decimal?: string | null;
}

export function costOf(price: ApiObject, quantity: number): number {
  return partsOf(price, quantity).reduce((sum, { amount }) => sum + amount, 0);
}

/** At least one. */
export function partsOf(price: ApiObject, quantity: number): readonly Part[] {
  const tiers = tiersOf(price);
  if (tiers.length === 0) {
    const unit = String(price['unit_amount_decimal'] ?? price['unit_amount'] ?? 0);
    return [{ quantity, unit, amount: Math.round(Number(unit) * packagesOf(price, quantity)) }];
  }
  return price['tiers_mode'] === 'volume' ? byVolume(tiers, quantity) : graduated(tiers, quantity);
}

/** As they are kept; undefined where there are none. Throws where the last of them has an end. */
export function storedTiers(given: unknown): readonly Tier[] | undefined {
  if (!Array.isArray(given)) return undefined;
  const tiers = (given as readonly FormObject[]).map((tier): Tier => {
    const { up_to: end, unit_amount: unit, unit_amount_decimal: unitDecimal } = tier;
    const { flat_amount: flat, flat_amount_decimal: flatDecimal } = tier;
    return {
      flat_amount: whole(flat ?? flatDecimal),
      flat_amount_decimal: decimal(flatDecimal ?? flat),
      unit_amount: whole(unit ?? unitDecimal),
      unit_amount_decimal: decimal(unitDecimal ?? unit),
      up_to: end === 'inf' ? null : Number(end),
    };
  });
  if (tiers.at(-1)?.up_to === null) return tiers;
  throw new ApiError('The last tier must go up to `inf`.', { param: 'tiers' });
}

function whole(value: unknown): number | null {
  return value === undefined || !Number.isInteger(Number(value)) ? null : Number(value);
}

function decimal(value: unknown): string | null {
  return value === undefined ? null : String(value);
}

/** Tiers and other currencies are told only where they are asked for. */
export function toldPrice(price: ApiObject): ApiObject {
  if (!('tiers' in price || 'currency_options' in price)) return price;
  const { tiers: _, currency_options: __, ...rest } = price;
  return rest as ApiObject;
}

/** With its tiers and other currencies, which prices lack as they are told. */
export function wholePrice(price: ApiObject, { get }: Pick<Call, 'get'>): ApiObject {
  return get('price', price.id) ?? price;
}

/** Whether it is sold in this currency, be it its own or another one besides. */
export function isSoldIn(price: ApiObject, currency: unknown): boolean {
  return price['currency'] === currency || Object.hasOwn(optionsOf(price), String(currency));
}

function optionsOf({ currency_options: options }: ApiObject): object {
  return Object(options) as object;
}

/**
 * As it is in one of its other currencies; its own where that is none of them.
 * Source: https://docs.stripe.com/products-prices/pricing-models#use-multi-currency-prices
 */
export function priceIn(price: ApiObject, currency: unknown): ApiObject {
  if (price['currency'] === currency || !isSoldIn(price, currency)) return price;
  const option = Object(optionsOf(price))[String(currency)] as FormObject;
  const {
    tax_behavior: tax = 'unspecified',
    tiers,
    unit_amount: unit,
    unit_amount_decimal: decimal,
  } = option;
  return {
    ...price,
    currency,
    tax_behavior: tax,
    tiers,
    unit_amount: unit ?? null,
    unit_amount_decimal: decimal ?? unit ?? null,
  };
}

/** The one that is asked for, or that the customer pays in already where all prices have it. */
export function currencyFor(
  prices: readonly ApiObject[],
  { asked, usual }: { readonly asked: unknown; readonly usual: unknown },
): unknown {
  if (asked !== undefined) return asked;
  return prices.every((price) => isSoldIn(price, usual)) ? usual : prices[0]?.['currency'];
}

/** The last one has no end. */
function tiersOf({ tiers }: ApiObject): readonly Tier[] {
  return Array.isArray(tiers) ? (tiers as readonly Tier[]) : [];
}

function packagesOf(price: ApiObject, quantity: number): number {
  const { divide_by: size, round } = Object(price['transform_quantity']) as {
    readonly divide_by?: number;
    readonly round?: string;
  };
  if (size === undefined) return quantity;
  return round === 'down' ? Math.floor(quantity / size) : Math.ceil(quantity / size);
}

/** All of it at the price of the tier that it reaches. */
function byVolume(tiers: readonly Tier[], quantity: number): readonly Part[] {
  const index = tiers.findIndex(({ up_to: end }) => end === null || quantity <= end);
  return tierParts(tiers[index], index + 1, quantity);
}

/** What is in each tier at the price of that tier. */
function graduated(tiers: readonly Tier[], quantity: number): readonly Part[] {
  let start = 0;
  return tiers.flatMap((tier, index) => {
    const within = Math.min(quantity, tier.up_to ?? quantity) - start;
    if (within <= 0 && !(index === 0 && quantity === 0)) return [];
    start += within;
    return tierParts(tier, index + 1, within);
  });
}

function tierParts(given: Tier | undefined, tier: number, quantity: number): readonly Part[] {
  const unit = String(given?.unit_amount_decimal ?? given?.unit_amount ?? 0);
  const flat = String(given?.flat_amount_decimal ?? given?.flat_amount ?? 0);
  const parts: Part[] = [{ quantity, unit, tier, amount: Math.round(Number(unit) * quantity) }];
  if (Number(flat) === 0) return parts;
  const flatPart = { quantity: quantity === 0 ? 0 : 1, unit: flat, tier, isFlat: true };
  return [...parts, { ...flatPart, amount: Math.round(Number(flat) * flatPart.quantity) }];
}

/** Whether usage decides what is billed, and no quantity. */
export function isMetered({ recurring }: ApiObject): boolean {
  return (Object(recurring) as { readonly usage_type?: unknown }).usage_type === 'metered';
}
