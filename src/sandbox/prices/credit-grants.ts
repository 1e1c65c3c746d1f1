// Billing credits: what a customer was granted for usage that is still to come, and what is left of it.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based/billing-credits

import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { isMetered } from './pricing.ts';
import { sum } from './sums.ts';

const kind = 'billing.credit_balance_transaction';

interface Monetary {
  readonly currency: string;
  readonly value: number;
}

function monetaryOf({ amount }: Values): Monetary {
  return Object(Object(amount).monetary) as Monetary;
}

type Why = 'credits_granted' | 'credits_application_invoice_voided';
type WhyLess = 'credits_applied' | 'credits_expired' | 'credits_voided';

/** The line of an invoice that credits went to. */
export interface Place {
  readonly invoice: string;
  readonly invoice_line_item: string;
}

function amountIn(grant: ApiObject, value: number): object {
  const monetary = { currency: monetaryOf(grant).currency, value };
  return { monetary, type: 'monetary' };
}

function note(grant: ApiObject, values: Values, call: Call): ApiObject {
  const { test_clock: clock } = grant;
  const common = { credit_grant: grant.id, effective_at: call.now, test_clock: clock };
  const made = make(call, kind, { ...common, created: call.now, ...values });
  call.emit('billing.credit_balance_transaction.created', made);
  return made;
}

export function credit(
  grant: ApiObject,
  { value, type, place = null }: { value: number; type: Why; place?: Place | null },
  call: Call,
): ApiObject {
  const amount = amountIn(grant, value);
  const told = { amount, credits_application_invoice_voided: place, type };
  return note(grant, { credit: told, debit: null, type: 'credit' }, call);
}

export function debit(
  grant: ApiObject,
  { value, type, place = null }: { value: number; type: WhyLess; place?: Place | null },
  call: Call,
): ApiObject {
  const told = { amount: amountIn(grant, value), credits_applied: place, type };
  return note(grant, { credit: null, debit: told, type: 'debit' }, call);
}

/** The newest first. */
export function transactionsOf(grants: readonly ApiObject[], call: Call): readonly ApiObject[] {
  const ids = new Set(grants.map(({ id }) => id));
  return call
    .all(kind)
    .filter(({ credit_grant: id }) => ids.has(String(id)))
    .toReversed();
}

export function leftOf(grant: ApiObject, call: Call): number {
  const own = transactionsOf([grant], call);
  const parts = own.map(({ credit: more, debit: less }) =>
    more ? monetaryOf(Object(more)).value : -monetaryOf(Object(less)).value,
  );
  return sum(parts);
}

export function grantsOf(customer: string, { having }: Call): readonly ApiObject[] {
  return having('billing.credit_grant', 'customer', customer);
}

export function isUsable(grant: ApiObject, { now }: Call): boolean {
  const { effective_at: from, expires_at: to, voided_at: gone } = grant;
  return gone === null && Number(from) <= now && (to === null || Number(to) > now);
}

/** Whether what this price costs may be paid with it: usage that a meter counts, and nothing else. */
export function isFor({ applicability_config: config }: ApiObject, price: ApiObject): boolean {
  if (!isMetered(price) || !Object(price['recurring']).meter) return false;
  const { price_type: type, prices } = Object(Object(config).scope) as {
    readonly price_type?: string;
    readonly prices?: readonly { readonly id: string }[];
  };
  return type === 'metered' || (prices ?? []).some(({ id }) => id === price.id);
}

/** As they are used up: by priority, then the one that expires first, then what was given for free. */
export function inOrder(grants: readonly ApiObject[]): readonly ApiObject[] {
  const rank = ({ priority, expires_at: end, category, effective_at: from }: ApiObject) => [
    Number(priority),
    Number(end ?? Infinity),
    category === 'promotional' ? 0 : 1,
    Number(from),
  ];
  return grants.toSorted((one, other) => {
    const [ranks, others] = [rank(one), rank(other)];
    const at = ranks.findIndex((value, index) => value !== others[index]);
    return at < 0 ? 0 : (ranks[at] ?? 0) - (others[at] ?? 0);
  });
}

export function currencyOf(grant: ApiObject): string {
  return monetaryOf(grant).currency;
}

export function valueOf(grant: ApiObject): number {
  return monetaryOf(grant).value;
}
