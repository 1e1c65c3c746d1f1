// Tax codes: what goods and services are to the tax. Those that are often used are known here.
// Source: https://docs.stripe.com/api/tax_codes

import type { ApiObject, Behaviour } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { taxCodes, type TaxCode } from '../prices/tax-codes.ts';

export const taxCode: Behaviour = {
  object: 'tax_code',
  listed: () => taxCodes.map(told),
  named(id) {
    const known = taxCodes.find((one) => one.id === id);
    if (known) return { version: told(known) };
    // It may well be one of Stripe's others.
    if (/^txcd_\d{8}$/.test(id)) throw notSimulated(`the tax code ${id}`);
    return undefined;
  },
};

/** By the first digit of a code. */
const kinds: Readonly<Record<string, string>> = {
  0: 'Never taxed',
  1: 'Supplied electronically',
  2: 'A service',
};

function told({ id, name }: TaxCode): ApiObject {
  const kind = kinds[id.slice(5, 6)] ?? 'A tangible good';
  return { id, object: 'tax_code', description: `${kind}: ${name}.`, name };
}
