// Which taxes are due where a customer is: by the registrations of the account, and by who buys.
// Source: https://docs.stripe.com/tax/how-tax-works and https://docs.stripe.com/tax/zero-tax

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import type { AppliedRate } from './sums.ts';
import { countries, union, type Levy } from './tax-places.ts';
import { automaticRate } from './tax-rates.ts';

export interface Address {
  readonly country?: string | null;
  readonly state?: string | null;
  readonly postal_code?: string | null;
}

export interface Buyer {
  readonly address: Address | null;
  /** As `eu_vat`. */
  readonly taxIds: readonly string[];
  /** `none`, `customer_exempt` or `reverse_charge`. */
  readonly override: string;
}

export interface Due {
  readonly levy: Levy;
  readonly country: string;
  readonly state: string | null;
  readonly reason: string;
}

const overrides: Readonly<Record<string, string>> = {
  exempt: 'customer_exempt',
  reverse: 'reverse_charge',
};

/** Where a parcel goes counts before where the bill goes. */
export function buyerOf(customer: ApiObject, { all }: Call): Buyer {
  const { address: parcel } = Object(customer['shipping']) as { readonly address?: Address };
  const own = all('tax_id').filter(({ owner }) => {
    return (Object(owner) as { readonly customer?: unknown }).customer === customer.id;
  });
  return {
    address: parcel ?? (customer['address'] as Address | null),
    taxIds: own.map(({ type }) => String(type)),
    override: overrides[String(customer['tax_exempt'])] ?? 'none',
  };
}

/** Whether the address says enough to tell which taxes are due. */
export function isLocated(address: Address | null): address is Address {
  const { country, state, postal_code: code } = address ?? {};
  if (!country || !/^[A-Za-z]{2}$/.test(country)) return false;
  return !countries[country.toUpperCase()]?.states || Boolean(state ?? code);
}

export function locationRefused(param?: string): ApiError {
  return new ApiError(
    "The customer's location isn't recognized. Set a valid customer address in order to " +
      'automatically calculate tax.',
    { code: 'customer_tax_location_invalid', ...(param === undefined ? {} : { param }) },
  );
}

/** What is never taxed. Source: https://docs.stripe.com/tax/tax-codes */
const untaxed = 'txcd_00000000';
export const shippingCode = 'txcd_92010001';

/** At least one: where nothing is collected, it says why. */
export function duesFor(
  { address, taxIds, override }: Buyer,
  code: string,
  call: Call,
): readonly Due[] {
  if (!isLocated(address)) throw locationRefused();
  const country = String(address.country).toUpperCase();
  const known = countries[country];
  const state = known?.states && address.state ? address.state.toUpperCase() : null;
  const levies = known?.states?.[state ?? ''] ?? known?.levies ?? [];
  const nameless: Levy = {
    name: 'Tax',
    place: known?.name ?? country,
    type: country === 'US' ? 'sales_tax' : 'vat',
    percentage: 0,
    level: 'country',
  };
  const isForeign = homeOf(call) !== country;
  return (levies.length > 0 ? levies : [nameless]).map((levy): Due => {
    const place = { levy, country, state };
    if (!isCollected(place, call)) return { ...place, reason: 'not_collecting' };
    if (levy === nameless) return { ...place, reason: 'not_supported' };
    if (override !== 'none') return { ...place, reason: override };
    const isReverse = isForeign && union.has(country) && taxIds.includes('eu_vat');
    if (isReverse) return { ...place, reason: 'reverse_charge' };
    return { ...place, reason: code === untaxed ? 'product_exempt' : 'standard_rated' };
  });
}

interface Options {
  readonly type?: string;
  readonly state?: string;
  readonly province_standard?: { readonly province?: string };
}

function isCollected({ levy, country, state }: Omit<Due, 'reason'>, call: Call): boolean {
  return call.all('tax.registration').some((registration) => {
    if (statusOf(registration, call.now) !== 'active') return false;
    const own = String(registration['country']);
    const all = Object(registration['country_options']) as Readonly<Record<string, Options>>;
    const { type, state: ownState, province_standard: province } = all[own.toLowerCase()] ?? {};
    if (type === 'oss_union' || type === 'oss_non_union') return union.has(country);
    if (own !== country) return false;
    if (country === 'US') return type === 'state_sales_tax' && ownState === state;
    if (country !== 'CA') return true;
    const isProvincial = ['pst', 'qst', 'rst'].includes(levy.type);
    return isProvincial ? province?.province === state : type !== 'province_standard';
  });
}

/** Of a registration. */
export function statusOf(
  { active_from: start, expires_at: end }: ApiObject,
  now: number,
): 'active' | 'expired' | 'scheduled' {
  if (typeof end === 'number' && end <= now) return 'expired';
  return Number(start) > now ? 'scheduled' : 'active';
}

export const settingsKind = 'tax.settings';

function homeOf({ get }: Call): string {
  const { address } = Object(get(settingsKind, settingsKind)?.['head_office']) as {
    readonly address?: Address;
  };
  return address?.country ?? 'US';
}

/** Where a price leaves it open. */
export function usualBehavior(currency: unknown, { get }: Call): 'exclusive' | 'inclusive' {
  const { tax_behavior: set } = Object(get(settingsKind, settingsKind)?.['defaults']) as {
    readonly tax_behavior?: string | null;
  };
  const isInferred = set === 'inferred_by_currency' && currency !== 'usd' && currency !== 'cad';
  return set === 'inclusive' || isInferred ? 'inclusive' : 'exclusive';
}

/** Where a product leaves it open, or is not known. */
export function codeOf(product: unknown, { get }: Call): string {
  const { tax_code: set } = Object(get(settingsKind, settingsKind)?.['defaults']) as {
    readonly tax_code?: string | null;
  };
  return String(get('product', String(product))?.['tax_code'] ?? set ?? 'txcd_10000000');
}

interface Sold {
  readonly behavior: 'exclusive' | 'inclusive';
  /** An id: its tax code counts, or that of the tax settings. */
  readonly product?: unknown;
  /** Of what is no product. */
  readonly code?: unknown;
}

/** The same as tax rates: those of invoices with automatic tax. */
export function automaticRates(
  buyer: Buyer,
  { behavior, product, code }: Sold,
  call: Call,
): readonly AppliedRate[] {
  const asked = typeof code === 'string' ? code : codeOf(product, call);
  return duesFor(buyer, asked, call).map(({ levy, country, state, reason }) => {
    const effective = reason === 'standard_rated' ? levy.percentage : 0;
    const rate = automaticRate(
      {
        country,
        display_name: levy.name,
        effective_percentage: effective,
        inclusive: behavior === 'inclusive',
        jurisdiction: levy.place,
        jurisdiction_level: levy.level,
        percentage: levy.percentage,
        rate_type: 'percentage',
        state,
        tax_type: levy.type,
      },
      call,
    );
    return { rate, reason };
  });
}

/** Invoices are of the account itself, where nobody else is named. */
export function selfIssued(settings: unknown, given: unknown): object {
  const { issuer = { type: 'self' } } = Object(given) as { readonly issuer?: object };
  return { ...Object(settings), issuer: { ...issuer } };
}

const notAutomatic = { disabled_reason: null, enabled: false, liability: null };

/** As a subscription tells it, of the parameters that make it. */
export function automaticTaxOf({ automatic_tax: given }: FormObject): object {
  const enabled = (Object(given) as FormObject)['enabled'] === true;
  return enabled ? { disabled_reason: null, enabled, liability: liabilityOf(given) } : notAutomatic;
}

/**
 * Who answers for the tax: the account itself, where no other is named.
 * Source: https://docs.stripe.com/tax/connect
 */
export function liabilityOf(automatic: unknown): object {
  const { liability } = Object(automatic) as { readonly liability?: object };
  const { account, type } = Object(liability) as Readonly<Record<string, unknown>>;
  return type === 'account' ? { account, type } : { type: 'self' };
}
