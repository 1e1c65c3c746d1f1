// The credit balance summary: what a customer has in billing credits, by currency.
// Source: https://docs.stripe.com/api/billing/credit-balance-summary

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { clocked } from '../objects/clocked.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { currencyOf, grantsOf, isFor, isUsable, leftOf } from '../prices/credit-grants.ts';
import { sum } from '../prices/sums.ts';

export const creditBalanceSummary: Behaviour = {
  object: 'billing.credit_balance_summary',
  present,
};

function present(summary: ApiObject, request: Call): ApiObject {
  const { id } = requireObject(request, 'customer', String(request.params['customer']), 'customer');
  return { ...summary, customer: id, balances: balancesOf(id, request) };
}

function balancesOf(customer: string, request: Call): readonly object[] {
  const grants = askedFor(grantsOf(customer, request), request);
  const holder = request.get('customer', customer);
  const call = holder ? clocked(request, holder) : request;
  const currencies = [...new Set(grants.map(currencyOf))];
  return currencies.map((currency) => {
    const own = grants.filter((grant) => currencyOf(grant) === currency);
    const valueOf = (some: readonly ApiObject[]): object => ({
      monetary: { currency, value: sum(some.map((grant) => leftOf(grant, call))) },
      type: 'monetary',
    });
    const usable = own.filter((grant) => isUsable(grant, call));
    return { available_balance: valueOf(usable), ledger_balance: valueOf(own) };
  });
}

/** One grant, or those of a scope. */
function askedFor(grants: readonly ApiObject[], call: Call): readonly ApiObject[] {
  const { credit_grant: named, applicability_scope: given } = inner(call.params['filter']);
  if (named !== undefined) return grants.filter(({ id }) => id === named);
  const { prices } = inner(given) as { readonly prices?: readonly { readonly id: string }[] };
  if (!prices) return grants.filter(isForAll);
  const asked = prices.map(({ id }) => requireObject(call, 'price', id));
  return grants.filter((grant) => asked.some((price) => isFor(grant, price)));
}

function isForAll({ applicability_config: config }: ApiObject): boolean {
  return inner(inner(config)['scope'])['price_type'] === 'metered';
}
