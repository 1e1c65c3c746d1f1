// Billing credits: what is left of the grants of a customer, and which of them an invoice of usage takes.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based/billing-credits

import type { ApiObject, Call } from '../behaviour.ts';
import { clockedFor } from '../objects/clocked.ts';
import { make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { awaitAnswer, stopWaiting } from '../objects/waiting.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { isMetered } from './pricing.ts';
import { sum } from './sums.ts';

export const grantKind = 'billing.credit_grant';
export const creditMoveKind = 'billing.credit_balance_transaction';

/** The oldest first. */
export function movesOf({ id }: ApiObject, { having }: Call): readonly ApiObject[] {
  return having(creditMoveKind, 'credit_grant', id);
}

function monetaryOf(holder: unknown): { readonly currency: string; readonly value: number } {
  const { currency, value } = inner(inner(inner(holder)['amount'])['monetary']);
  return { currency: String(currency), value: Number(value) };
}

export function amountOf(grant: ApiObject): number {
  return monetaryOf(grant).value;
}

export function currencyOf(grant: ApiObject): string {
  return monetaryOf(grant).currency;
}

/** What all its transactions come to. */
export function ledgerOf(grant: ApiObject, call: Call): number {
  return sum(
    movesOf(grant, call).map(({ credit, debit }) =>
      credit ? monetaryOf(credit).value : -monetaryOf(debit).value,
    ),
  );
}

function isGranted(grant: ApiObject, call: Call): boolean {
  return movesOf(grant, call).length > 0;
}

export function isVoid({ voided_at: time }: ApiObject): boolean {
  return time !== null;
}

export function isExpired({ expires_at: time }: ApiObject, now: number): boolean {
  return typeof time === 'number' && time <= now;
}

/** Such as count for how many a customer may have. */
export function isUnused(grant: ApiObject, call: Call): boolean {
  if (isVoid(grant) || isExpired(grant, call.now)) return false;
  return Number(grant['effective_at']) > call.now || ledgerOf(grant, call) > 0;
}

/** Why credits come or go, and where that is told of an invoice. */
type Reason =
  | 'credits_granted'
  | 'credits_application_invoice_voided'
  | 'credits_applied'
  | 'credits_expired'
  | 'credits_voided';

const detailNames = {
  credit: 'credits_application_invoice_voided',
  debit: 'credits_applied',
} as const;

function move(
  grant: ApiObject,
  value: number,
  reason: Reason,
  call: Call,
  details: object | null = null,
): ApiObject {
  const isCredit = reason === 'credits_granted' || reason === detailNames.credit;
  const type = isCredit ? 'credit' : 'debit';
  const made = make(call, creditMoveKind, {
    [type]: {
      amount: { monetary: { currency: currencyOf(grant), value }, type: 'monetary' },
      [detailNames[type]]: details,
      type: reason,
    },
    credit_grant: grant.id,
    effective_at: call.now,
    test_clock: grant['test_clock'],
    type,
  });
  call.emit(`${creditMoveKind}.created`, made);
  return made;
}

/** What is due of it by now; and the next time at which something will be. */
export function settleGrant(id: string, call: Call): void {
  const grant = call.get(grantKind, id);
  if (!grant || isVoid(grant)) return stopWaiting(id, call);
  const { effective_at: start, expires_at: end } = grant;
  if (!isGranted(grant, call) && Number(start) <= call.now) {
    move(grant, amountOf(grant), 'credits_granted', call);
  }
  if (isExpired(grant, call.now)) expireRest(grant, call);
  const next = [start, end].map(Number).filter((time) => time > call.now);
  if (next.length === 0) stopWaiting(id, call);
  else awaitAnswer(grant, Math.min(...next) - call.now, call);
}

function expireRest(grant: ApiObject, call: Call): void {
  const left = ledgerOf(grant, call);
  if (left > 0) move(grant, left, 'credits_expired', call);
}

export function voidRest(grant: ApiObject, call: Call): void {
  const left = ledgerOf(grant, call);
  if (left > 0) move(grant, left, 'credits_voided', call);
}

export function isApplied(grant: ApiObject, call: Call): boolean {
  return movesOf(grant, call).some(({ debit }) => inner(debit)['type'] === 'credits_applied');
}

/** What a line takes of a grant; without a transaction as long as its invoice is a draft. */
export interface Taken {
  readonly amount: number;
  readonly grant: ApiObject;
  readonly move: string | null;
}

/** What an invoice may take of grants, line by line in their order. */
export type Purse = (line: ApiObject, left: number) => readonly Taken[];

/** Of grants that suit the invoice; undefined where there are none. */
export function purseOf(
  { customer, parent, period_end: end }: ApiObject,
  currency: unknown,
  call: Call,
): Purse | undefined {
  if (typeof customer !== 'string' || !inner(parent)['subscription_details']) return undefined;
  const all = call.having(grantKind, 'customer', customer);
  const pots = all
    .filter((grant) => suits(grant, Number(end), currency))
    .toSorted(byRank)
    .map((grant) => ({ grant, left: leftOf(grant, call) }));
  if (pots.length === 0) return undefined;
  return (line, wanted) => {
    const taken: Taken[] = [];
    let rest = isUsage(line, call) ? wanted : 0;
    for (const pot of pots) {
      const amount = Math.min(rest, isFor(pot.grant, line) ? pot.left : 0);
      if (amount <= 0) continue;
      pot.left -= amount;
      rest -= amount;
      taken.push({ amount, grant: pot.grant, move: null });
    }
    return taken;
  };
}

/** Before it is effective, what it will be: for the preview of an invoice that comes later. */
function leftOf(grant: ApiObject, call: Call): number {
  return isGranted(grant, call) ? ledgerOf(grant, call) : amountOf(grant);
}

/** By the time and the currency of the invoice. */
function suits(grant: ApiObject, end: number, currency: unknown): boolean {
  if (isVoid(grant) || isExpired(grant, end)) return false;
  return Number(grant['effective_at']) <= end && currencyOf(grant) === currency;
}

/** Which of two grants is taken first. */
function byRank(one: ApiObject, other: ApiObject): number {
  const ranks = [one, other].map((grant) => [
    Number(grant['priority']),
    Number(grant['expires_at'] ?? Infinity),
    grant['category'] === 'promotional' ? 0 : 1,
    Number(grant['effective_at']),
    Number(grant['created']),
  ]);
  const [first = [], second = []] = ranks;
  const at = first.findIndex((rank, index) => rank !== second[index]);
  return at < 0 ? 0 : Number(first[at]) < Number(second[at]) ? -1 : 1;
}

function priceIdOf({ pricing }: ApiObject): string {
  return String(inner(inner(pricing)['price_details'])['price']);
}

/** What a meter counted, of a whole period or until the price went. */
function isUsage(line: ApiObject, { get }: Call): boolean {
  if (!inner(line['parent'])['subscription_item_details']) return false;
  const price = get('price', priceIdOf(line));
  return price !== undefined && isOfMeter(price);
}

export function isOfMeter(price: ApiObject): boolean {
  return isMetered(price) && Boolean(inner(price['recurring'])['meter']);
}

function isFor(grant: ApiObject, line: ApiObject): boolean {
  return isAbout(grant, [priceIdOf(line)]);
}

/** Whether it may pay for one of these prices, or for any metered one. */
export function isAbout(grant: ApiObject, prices: readonly string[]): boolean {
  const { prices: named } = inner(inner(grant['applicability_config'])['scope']);
  if (!Array.isArray(named)) return true;
  return named.some((one) => prices.includes(String(inner(one)['id'])));
}

/** The same, but what is taken is gone. */
export function spending(purse: Purse, invoice: ApiObject, request: Call): Purse {
  const call = clockedFor(invoice['customer'], request);
  return (line, left) =>
    purse(line, left).map((taken) => {
      const details = { invoice: invoice.id, invoice_line_item: line.id };
      const moved = move(taken.grant, taken.amount, 'credits_applied', call, details);
      return { ...taken, move: moved.id };
    });
}

/** An invoice that is void gives back what it took; where the grant is over by now, for nothing. */
export function giveBackCredits(lines: readonly ApiObject[], call: Call): void {
  const moves = lines
    .flatMap(({ pretax_credit_amounts: all }) => (all ?? []) as readonly Values[])
    .flatMap((one) => call.get(creditMoveKind, String(one['credit_balance_transaction'])) ?? []);
  for (const { credit_grant: id, debit } of moves) {
    const grant = call.get(grantKind, String(id));
    if (!grant) continue;
    const then = clockedFor(grant['customer'], call);
    const { value } = monetaryOf(debit);
    const details = inner(debit)['credits_applied'] as object;
    move(grant, value, 'credits_application_invoice_voided', then, details);
    if (isExpired(grant, then.now)) expireRest(grant, then);
  }
}
