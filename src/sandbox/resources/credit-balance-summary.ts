// What a customer has left of credits, by currency: by the book, and what drafts of invoices leave of it.
// Source: https://docs.stripe.com/api/billing/credit-balance-summary

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { dataOf } from '../invoices/invoicing.ts';
import { clocked } from '../objects/clocked.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import {
  currencyOf,
  grantKind,
  isAbout,
  isExpired,
  ledgerOf,
  purseOf,
} from '../prices/credit-grants.ts';
import { sum } from '../prices/sums.ts';

export const creditBalanceSummary: Behaviour = {
  object: 'billing.credit_balance_summary',
  present,
};

function present(summary: ApiObject, request: Call): ApiObject {
  const { params } = request;
  if (!params['customer']) throw missingParam('customer');
  const customer = requireObject(request, 'customer', String(params['customer']));
  const call = clocked(request, customer);
  const grants = chosen(customer.id, inner(params['filter']), call);
  const drafted = takenByDrafts(customer.id, call);
  const currencies = [...new Set(grants.map(currencyOf))].toSorted();
  const balances = currencies.map((currency) => {
    const own = grants.filter((grant) => currencyOf(grant) === currency);
    const left = sum(own.map((grant) => availableOf(grant, drafted, call)));
    return {
      available_balance: monetary(currency, left),
      ledger_balance: monetary(currency, sum(own.map((grant) => ledgerOf(grant, call)))),
    };
  });
  return { ...summary, balances, customer: customer.id };
}

function monetary(currency: string, value: number): object {
  return { monetary: { currency, value }, type: 'monetary' };
}

/** One grant, or those that may pay for some prices, or for all that is metered. */
function chosen(customer: string, filter: Values, call: Call): readonly ApiObject[] {
  const { type, credit_grant: id, applicability_scope: scope } = filter;
  if (type === 'credit_grant') {
    if (!id) throw missingParam('filter[credit_grant]');
    const grant = requireObject(call, grantKind, String(id), 'filter[credit_grant]');
    return grant['customer'] === customer ? [grant] : [];
  }
  const all = call.having(grantKind, 'customer', customer);
  if (scope === undefined) throw missingParam('filter[applicability_scope]');
  const { price_type: kind, prices } = inner(scope);
  const names = ['price_type', 'prices'].map((name) => `filter[applicability_scope][${name}]`);
  if (kind !== undefined && prices !== undefined) throw exclusive(names, String(names[1]));
  if (!Array.isArray(prices)) return all.filter((grant) => isAbout(grant, []));
  const ids = prices.map((one) => String(inner(one)['id']));
  return all.filter((grant) => isAbout(grant, ids));
}

function availableOf(grant: ApiObject, drafted: ReadonlyMap<string, number>, call: Call): number {
  if (isExpired(grant, call.now)) return 0;
  return Math.max(0, ledgerOf(grant, call) - (drafted.get(grant.id) ?? 0));
}

/** By grant: what stands on drafts, and is not gone yet. */
function takenByDrafts(customer: string, call: Call): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  const drafts = call
    .having('invoice', 'customer', customer)
    .filter(({ status }) => status === 'draft');
  for (const draft of drafts) {
    const purse = purseOf(draft, draft['currency'], call);
    for (const line of dataOf(draft['lines'])) {
      const credits = (line['pretax_credit_amounts'] ?? []) as readonly Values[];
      const own = credits.filter(({ type }) => type === 'credit_balance_transaction');
      const wanted = sum(own.map(({ amount }) => Number(amount)));
      for (const { grant, amount } of purse?.(line, wanted) ?? []) {
        all.set(grant.id, (all.get(grant.id) ?? 0) + amount);
      }
    }
  }
  return all;
}
