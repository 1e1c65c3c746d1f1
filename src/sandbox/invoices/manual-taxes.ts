// Taxes of a line that were worked out elsewhere: they stay as they are told until they are told anew.
// Source: https://docs.stripe.com/invoicing/taxes/manual-tax-amounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import type { TaxAmount } from '../prices/sums.ts';
import { manualRate } from '../prices/tax-rates.ts';

/** Kept beside the line, under its id. */
const kind = 'line_item.tax_amounts';

/** What `tax_amounts` of a request say; without effect where they say nothing. */
export function keepTaxes(line: string, given: FormValue | undefined, call: Call): void {
  if (given === undefined) return;
  if (given === '') return call.remove({ id: line, object: kind });
  const taxes = (given as readonly FormObject[]).map((one) => ({
    amount: one['amount'],
    rate: rateOf(inner(one['tax_rate_data']), call).id,
    reason: one['taxability_reason'] ?? 'not_available',
    taxable: one['taxable_amount'],
  }));
  call.put({ id: line, object: kind, taxes });
}

/** Undefined where the line has none of its own. */
export function taxesTold({ id }: ApiObject, call: Call): readonly TaxAmount[] | undefined {
  const kept = call.get(kind, id)?.['taxes'] as readonly KeptTax[] | undefined;
  return kept?.flatMap(({ rate: of, ...tax }) => {
    const rate = call.get('tax_rate', of);
    return rate ? [{ ...tax, rate }] : [];
  });
}

type KeptTax = Omit<TaxAmount, 'rate'> & { readonly rate: string };

/** What tells one rate from another. */
const names = [
  'country',
  'display_name',
  'inclusive',
  'jurisdiction',
  'percentage',
  'state',
  'tax_type',
];

function rateOf(data: FormObject, call: Call): ApiObject {
  const own = Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
  const { description = null, jurisdiction_level: level = null } = data;
  const more = { effective_percentage: null, rate_type: 'percentage' };
  return manualRate(own, { ...more, description, jurisdiction_level: level }, call);
}

interface Others {
  /** On any of the lines, or on the invoice. */
  readonly isRated: boolean;
  readonly isAutomatic: boolean;
}

/** For an invoice with such taxes. Throws where there are others. */
export function refuseMixed({ isRated, isAutomatic }: Others): void {
  if (!isRated && !isAutomatic) return;
  const others = isAutomatic ? 'automatic tax' : 'tax rates';
  throw new ApiError(
    `An invoice whose lines have \`tax_amounts\` cannot have ${others} as well. Remove one of the two.`,
  );
}
