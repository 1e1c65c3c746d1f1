// Lines with their taxes, as calculations of the Tax API and what follows on them tell it.
// Source: https://docs.stripe.com/api/tax/calculations/object

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { drafted } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { taxesOn, taxOf, type AppliedRate, type TaxAmount } from './sums.ts';
import { codeOf, duesFor, shippingCode, usualBehavior, type Buyer, type Due } from './taxing.ts';

export interface Taxed {
  readonly amount: number;
  readonly behavior: string;
  readonly code: string;
  readonly taxes: readonly TaxAmount[];
}

/** Of a line's or of the shipping's parameters. */
export function taxed(
  given: FormObject,
  { buyer, currency, isShipping }: { buyer: Buyer; currency: unknown; isShipping: boolean },
  call: Call,
): Taxed {
  const usual = isShipping ? shippingCode : codeOf(given['product'], call);
  const code = String(given['tax_code'] ?? usual);
  const behavior = String(given['tax_behavior'] ?? usualBehavior(currency, call));
  const rates = duesFor(buyer, code, call).map((due) => asRate(due, behavior));
  const amount = Number(given['amount'] ?? 0);
  return { amount, behavior, code, taxes: taxesOn(amount, rates) };
}

interface CalculatedRate extends ApiObject {
  readonly due: Due;
}

function asRate(due: Due, behavior: string): AppliedRate {
  const { levy, country, state } = due;
  const rate: CalculatedRate = {
    id: [country, state, levy.type, behavior].join(' '),
    object: 'tax_rate',
    due,
    inclusive: behavior === 'inclusive',
    percentage: levy.percentage,
  };
  return { rate, reason: due.reason };
}

/** As a line tells each tax. */
export function lineBreakdown(taxes: readonly TaxAmount[]): readonly object[] {
  return taxes.map(({ amount, rate, reason, taxable }) => {
    const { levy, country, state } = (rate as CalculatedRate).due;
    const isLaidOn = reason === 'standard_rated';
    const details = {
      display_name: levy.name,
      percentage_decimal: decimal(levy.percentage),
      tax_type: levy.type,
    };
    return {
      amount,
      jurisdiction: {
        country,
        display_name: levy.place,
        level: levy.level,
        state: levy.level === 'state' ? state : null,
      },
      sourcing: 'destination',
      tax_rate_details: isLaidOn ? details : null,
      taxability_reason: reason,
      taxable_amount: taxable,
    };
  });
}

/** As a calculation tells the sum of each tax. */
export function totalBreakdown(taxes: readonly TaxAmount[]): readonly object[] {
  return taxes.map(({ amount, rate, reason, taxable }) => {
    const { levy, country, state } = (rate as CalculatedRate).due;
    const isLaidOn = reason === 'standard_rated';
    return {
      amount,
      inclusive: rate['inclusive'],
      tax_rate_details: {
        country,
        flat_amount: null,
        percentage_decimal: decimal(isLaidOn ? levy.percentage : 0),
        rate_type: isLaidOn ? 'percentage' : null,
        state: country === 'US' || levy.level === 'state' ? state : null,
        tax_type: levy.type,
      },
      taxability_reason: reason,
      taxable_amount: taxable,
    };
  });
}

/** `19` → `19.0`. */
function decimal(percentage: number): string {
  return Number.isInteger(percentage) ? percentage.toFixed(1) : String(percentage);
}

export function shippingCost(given: FormObject, cost: Taxed): object {
  const rate = given['shipping_rate'];
  return {
    amount: cost.amount,
    amount_tax: taxOf(cost.taxes),
    ...(rate === undefined ? {} : { shipping_rate: rate }),
    tax_behavior: cost.behavior,
    tax_code: cost.code,
  };
}

/**
 * Stored with more than it tells: its owner, by which it is listed, and what only `expand` asks for. See
 * `asTold`. Those of a transaction are called as those of its calculation.
 */
export function keepLine(call: Call, object: string, values: Values): ApiObject {
  const id = String(values['id'] ?? call.newId(object));
  const line = sorted({ ...drafted(call, object, { id }), reference: id, ...values }) as ApiObject;
  call.put(line);
  return line;
}

const kept = ['breakdown', 'calculation', 'tax_breakdown', 'transaction'];

export function asTold(line: ApiObject): ApiObject {
  const told = Object.entries(line).filter(([name]) => !kept.includes(name));
  return Object.fromEntries(told) as unknown as ApiObject;
}

/** Lists of lines are only told where `expand` asks for them. */
export function withoutLines({ line_items: _lines, ...rest }: ApiObject): ApiObject {
  return rest as ApiObject;
}
