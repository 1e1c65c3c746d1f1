// Tax rates that parameters name, and those that automatic tax makes.
// Source: https://docs.stripe.com/api/tax_rates

import { ApiError, shorten } from '../../wire/api-error.ts';
import { paramName, type FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import { none } from '../objects/none.ts';
import type { AppliedRate } from './sums.ts';

/**
 * What `tax_rates` and `default_tax_rates` name, whole, as answers tell them. Those that are whole already
 * were read before, and stay though they are archived by now. Throws refusals.
 */
export function readTaxRates(
  ids: FormValue | undefined,
  call: Call,
  path: readonly string[],
): readonly ApiObject[] {
  if (!Array.isArray(ids)) return none;
  return ids.map((id, index) =>
    typeof id === 'object'
      ? (id as unknown as ApiObject)
      : readOne(String(id), call, paramName([...path, String(index)])),
  );
}

function readOne(id: string, { get }: Call, param: string): ApiObject {
  const rate = get('tax_rate', id);
  if (!rate) {
    const message = `No such tax rate: '${shorten(id)}'`;
    throw new ApiError(message, { code: 'resource_missing', param });
  }
  if (rate['active'] === true) return rate;
  throw new ApiError(
    `The tax rate ${id} is archived (\`active=false\`), and cannot be used for anything new.`,
    { param },
  );
}

/** Given rates, or else those that are there already. */
export function taxRatesOr(
  ids: FormValue | undefined,
  before: unknown,
  call: Call,
  path: readonly string[],
): readonly ApiObject[] {
  return ids === undefined ? ratesIn(before) : readTaxRates(ids, call, path);
}

export function ratesIn(value: unknown): readonly ApiObject[] {
  return Array.isArray(value) ? (value as readonly ApiObject[]) : none;
}

const exemptions: Readonly<Record<string, string>> = {
  exempt: 'customer_exempt',
  reverse: 'reverse_charge',
};

/** By what the customer's `tax_exempt` says; why Stripe taxes by given rates it does not tell. */
export function appliedTo(taxExempt: unknown, rates: readonly ApiObject[]): readonly AppliedRate[] {
  const reason = exemptions[String(taxExempt)] ?? 'not_available';
  return rates.map((rate) => ({ rate, reason }));
}

/** The tax rate with these values that was made for automatic tax before, or a new one. */
export function automaticRate(values: Readonly<Record<string, unknown>>, call: Call): ApiObject {
  const known = call.all('tax_rate').find((rate) => says(rate, values));
  return known ?? make(call, 'tax_rate', { ...values, active: false, metadata: {} });
}

function says(rate: ApiObject, values: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).every(([name, value]) => rate[name] === value);
}

/** Marks rates of taxes that were worked out elsewhere, by their ids: they are not listed, nor changed. */
export const manualRateKind = 'tax_rate.manual';

/** The one that was made of these data before, or a new one, with `more`. */
export function manualRate(
  values: Readonly<Record<string, unknown>>,
  more: Readonly<Record<string, unknown>>,
  call: Call,
): ApiObject {
  const known = call
    .all(manualRateKind)
    .map(({ id }) => call.get('tax_rate', id))
    .find((rate) => rate && says(rate, values));
  if (known) return known;
  const made = make(call, 'tax_rate', { ...values, ...more, active: false, metadata: {} });
  call.put({ id: made.id, object: manualRateKind });
  return made;
}
