// What a phase says beside its items and its days: discounts, taxes, what is sold once with it, and the
// settings of its subscription. Told when the phase is described, asked for when it begins.
// Source: https://docs.stripe.com/api/subscription_schedules/create#create_subscription_schedule-phases

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { sorted } from '../objects/skeleton.ts';
import { readRedemptions, type Redeemer } from '../prices/discounts.ts';
import { lastingDiscounts } from '../prices/held-discounts.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { itemsOf } from './subscribing.ts';

export interface Phase {
  readonly start_date: number;
  readonly end_date: number;
  readonly items: readonly (FormObject & { readonly price: string })[];
  readonly [field: string]: unknown;
}

/** As the phase tells them. Throws for what is not there. */
export function toldTerms(given: FormObject, call: Call): object {
  const name = 'add_invoice_items';
  return {
    add_invoice_items: readLines(call, { from: given, name }).map((line) =>
      sorted({
        discountable: line.given['discountable'] ?? null,
        ...toldPart(line.given, [name], call),
        metadata: line.given['metadata'] ?? {},
        period: line.given['period'] ?? usualPeriod,
        price: line.price.id,
        quantity: line.quantity,
      }),
    ),
    ...(given['automatic_tax'] === undefined ? {} : { automatic_tax: automaticTaxOf(given) }),
    billing_cycle_anchor: given['billing_cycle_anchor'] ?? null,
    default_tax_rates: readTaxRates(given['default_tax_rates'], call, ['default_tax_rates']),
    discounts: toldDiscounts(given, call),
  };
}

const usualPeriod = {
  end: { type: 'min_item_period_end' },
  start: { type: 'max_item_period_start' },
};

/** Of one of its items. */
export function toldPart(given: FormObject, path: readonly string[], call: Call): object {
  const rates = readTaxRates(given['tax_rates'], call, [...path, 'tax_rates']);
  return { discounts: toldDiscounts(given, call), tax_rates: rates };
}

interface Named {
  readonly coupon: string | null;
  readonly discount: string | null;
  readonly promotion_code: string | null;
}

function toldDiscounts({ discounts }: FormObject, call: Call): readonly object[] {
  const given = Array.isArray(discounts) ? (discounts as readonly FormObject[]) : [];
  return given.map((one) => {
    const named = { coupon: null, discount: null, promotion_code: null, ...one };
    for (const [object, id] of Object.entries(named)) {
      if (typeof id === 'string') requireObject(call, object, id, `discounts[${object}]`);
    }
    return named;
  });
}

/** As parameters of a subscription. One that has the same discount already keeps it. */
export function askedDiscounts(told: unknown, held: readonly ApiObject[]): readonly FormObject[] {
  const all = Array.isArray(told) ? (told as readonly Partial<Named>[]) : [];
  return all.map(({ coupon = null, discount = null, promotion_code: code = null }) => {
    const known = held.find(
      (one) =>
        one.id === discount ||
        (code === null ? Object(one['source']).coupon === coupon : one['promotion_code'] === code),
    );
    if (known) return { discount: known.id };
    if (code !== null) return { promotion_code: code };
    return coupon === null ? { discount } : { coupon };
  });
}

/** Without discounts that can be had no more: time goes on, whatever became of them. */
export function redeemable(
  phase: Phase,
  subscription: ApiObject | undefined,
  { customer: of }: ApiObject,
  call: Call,
): Phase {
  const customer = customerOf(of, call);
  const items = subscription ? itemsOf(subscription, call) : [];
  const holders = subscription ? [subscription, ...items] : [];
  const held = new Set(holders.flatMap((holder) => lastingDiscounts(holder, call)));
  const by = { customer, currency: phase['currency'], of: {} };
  const left = (part: FormObject): FormObject => ({
    ...part,
    discounts: (part['discounts'] as readonly FormObject[]).filter(
      (one) => held.has(String(one['discount'])) || isRedeemable(one, by, call),
    ),
  });
  return {
    ...phase,
    ...left({ discounts: phase['discounts'] as FormValue }),
    add_invoice_items: (phase['add_invoice_items'] as readonly FormObject[]).map(left),
    items: phase.items.map((item) => ({ ...item, ...left(item) })),
  };
}

function isRedeemable(told: FormObject, by: Redeemer, call: Call): boolean {
  if (typeof told['discount'] === 'string') return false;
  try {
    readRedemptions({ discounts: askedDiscounts([told], []) }, by, call);
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return false;
  }
}

/** What of it is asked for as each of its items. */
export function askedPart(part: FormObject): FormObject {
  const { price, quantity, metadata, discounts, tax_rates: rates } = part;
  return {
    price,
    ...(typeof quantity === 'number' ? { quantity } : {}),
    ...(metadata ? { metadata } : {}),
    discounts: askedDiscounts(discounts, []),
    tax_rates: rates,
  } as FormObject;
}

/** What the phase says of the subscription, or the schedule in its stead. */
export function askedSettings(phase: Phase, { default_settings: usual }: ApiObject): FormObject {
  const defaults = Object(usual) as Phase;
  const names = ['collection_method', 'default_payment_method', 'description', 'automatic_tax'];
  const named = names.map((name) => [name, phase[name] ?? defaults[name]]);
  const days = [phase, defaults].map(({ invoice_settings: one }) => Object(one).days_until_due);
  const due = days.find((one) => typeof one === 'number');
  const given = [...named, ['days_until_due', due]].filter(([, value]) => value !== undefined);
  const told = given.filter(([, value]) => value !== null);
  return {
    ...(Object.fromEntries(told) as FormObject),
    default_tax_rates: phase['default_tax_rates'] as FormValue,
    metadata: phase['metadata'] as FormObject,
  };
}

export function askedAdded(phase: Phase): readonly FormObject[] {
  return (phase['add_invoice_items'] as readonly FormObject[]).map(askedPart);
}

/** Whether its periods begin with it. */
export function beginsPeriods(phase: Phase, { default_settings: usual }: ApiObject): boolean {
  const own = phase['billing_cycle_anchor'] ?? Object(usual).billing_cycle_anchor;
  return own === 'phase_start';
}
