// Billing credits on invoices: they pay for usage when an invoice becomes final, before taxes, and come back
// from a void one. Source: https://docs.stripe.com/billing/subscriptions/usage-based/billing-credits

import type { ApiObject, Call } from '../behaviour.ts';
import {
  credit,
  currencyOf,
  debit,
  grantsOf,
  inOrder,
  isFor,
  isUsable,
  leftOf,
} from '../prices/credit-grants.ts';
import { sum } from '../prices/sums.ts';
import { locatedOnce, withLines } from './invoice-sums.ts';
import { collectionPause, dataOf } from './invoicing.ts';

/** A draft as it becomes final: its taxes are known, and credits have been taken. */
export function lastDraft(call: Call, plain: ApiObject): ApiObject {
  const draft = locatedOnce(call, plain);
  const usable = grantsOf(String(draft['customer']), call).filter(
    (grant) => isUsable(grant, call) && currencyOf(grant) === draft['currency'],
  );
  if (usable.length === 0 || collectionPause(draft)) return draft;
  const grants = inOrder(usable);
  const lines = dataOf(draft['lines']).map((line) => paidInPart(line, grants, call));
  return withLines(call, draft, lines);
}

interface Taken {
  readonly amount: number;
  readonly credit_balance_transaction: string;
  readonly type: 'credit_balance_transaction';
}

function paidInPart(line: ApiObject, grants: readonly ApiObject[], call: Call): ApiObject {
  const price = meteredPrice(line, call);
  if (!price) return line;
  const off = (line['discount_amounts'] ?? []) as readonly { readonly amount: number }[];
  let due = Number(line['amount']) - sum(off.map(({ amount }) => amount));
  const taken: Taken[] = [];
  for (const grant of grants.filter((one) => isFor(one, price))) {
    const amount = Math.min(due, leftOf(grant, call));
    if (amount <= 0) continue;
    const place = { invoice: String(line['invoice']), invoice_line_item: line.id };
    const { id } = debit(grant, { value: amount, type: 'credits_applied', place }, call);
    taken.push({ amount, credit_balance_transaction: id, type: 'credit_balance_transaction' });
    due -= amount;
  }
  const before = (line['pretax_credit_amounts'] ?? []) as readonly object[];
  return taken.length === 0 ? line : { ...line, pretax_credit_amounts: [...before, ...taken] };
}

/** That which a line of a subscription is of. */
function meteredPrice({ parent, pricing }: ApiObject, { get }: Call): ApiObject | undefined {
  if (Object(parent).type !== 'subscription_item_details') return undefined;
  return get('price', String(Object(Object(pricing).price_details).price));
}

/** What credits paid of an invoice that is void. */
export function returnCredits(invoice: ApiObject, call: Call): void {
  for (const { id: line, pretax_credit_amounts: all } of dataOf(invoice['lines'])) {
    for (const { credit_balance_transaction: id, amount } of (all ?? []) as readonly Taken[]) {
      const taken = call.get('billing.credit_balance_transaction', String(id));
      const grant = call.get('billing.credit_grant', String(taken?.['credit_grant']));
      if (!grant) continue;
      const place = { invoice: invoice.id, invoice_line_item: line };
      const type = 'credits_application_invoice_voided';
      credit(grant, { value: amount, type, place }, call);
    }
  }
}
