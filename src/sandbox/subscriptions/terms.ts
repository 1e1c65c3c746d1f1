// The terms of a subscription beside its items: its taxes and discounts, as a request changes them.

import type { ApiObject, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { namesDiscounts, replaceDiscounts } from '../prices/held-discounts.ts';
import { taxRatesOr } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';

/** For invoices from the next one on. */
export function taxesAndDiscounts(before: ApiObject, call: Call): object {
  const { params } = call;
  const customer = customerOf(before['customer'], call);
  const by = { customer, currency: before['currency'], of: { subscription: before.id } };
  const given = params['default_tax_rates'];
  return {
    automatic_tax:
      params['automatic_tax'] === undefined ? before['automatic_tax'] : automaticTaxOf(params),
    default_tax_rates: taxRatesOr(given, before['default_tax_rates'], call, ['default_tax_rates']),
    discounts: namesDiscounts(params)
      ? replaceDiscounts(before['discounts'], params, by, call)
      : before['discounts'],
  };
}
