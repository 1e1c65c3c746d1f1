// Which open invoices and payments a bank transfer pays, where nobody says so.
// Source: https://docs.stripe.com/payments/customer-balance/reconciliation and
// https://docs.stripe.com/invoicing/bank-transfer#automatic-transfer-reconciliation

import type { ApiObject, Call } from '../behaviour.ts';
import { describedPaymentMethod, inner } from '../payment-methods/payment-methods.ts';
import { availableIn, fundIntent, instructionsIn, openIntents } from '../payments/cash-balance.ts';
import { intentOf } from './invoice-payments.ts';
import { followIntent, payInvoice } from './pay-invoice.ts';

interface Transfer {
  readonly amount: number;
  readonly currency: string;
  readonly reference: unknown;
}

/** The one that is named; else what costs as much; else invoices, and then payments, the oldest first. */
export function reconcile(customer: string, transfer: Transfer, call: Call): void {
  const { amount, currency, reference } = transfer;
  const held = (): number => availableIn(customer, currency, call);
  const before = held();
  const named = referredTo(String(reference ?? ''), waitingFor(customer, currency, call));
  if (named) pay(named, held(), call);
  const left = amount - (before - held());
  for (const one of exactly(left, waitingFor(customer, currency, call))) pay(one, held(), call);
  for (const one of waitingFor(customer, currency, call)) pay(one, held(), call);
}

/** An invoice is paid as a whole, or not at all. */
function pay(waiting: ApiObject, most: number, call: Call): void {
  if (most <= 0) return;
  if (waiting.object !== 'invoice') return followIntent(fundIntent(waiting, most, call), call);
  if (remainingOf(waiting) > most) return;
  const method = describedPaymentMethod({ type: 'customer_balance' }, call);
  payInvoice(call, waiting, { method: method.id });
}

/** Invoices, and then payments of themselves; the oldest first. */
function waitingFor(customer: string, currency: string, call: Call): readonly ApiObject[] {
  const invoices = call
    .having('invoice', 'customer', customer)
    .filter((invoice) => invoice['currency'] === currency && isAwaited(invoice, call))
    .toSorted((one, other) => finalizedAt(one) - finalizedAt(other));
  return [...invoices, ...openIntents(customer, currency, call)];
}

const overdueSeconds = 30 * 86_400;

/** Of one whose payment has begun, that payment waits. */
function isAwaited(invoice: ApiObject, call: Call): boolean {
  const { payment_method_types: types } = inner(invoice['payment_settings']);
  const isTransferred = Array.isArray(types) && types.includes('customer_balance');
  if (!isTransferred || invoice['status'] !== 'open') return false;
  const due = Number(invoice['due_date'] ?? call.now);
  return due + overdueSeconds > call.now && !intentOf(invoice, call)?.['next_action'];
}

function finalizedAt({ status_transitions: times }: ApiObject): number {
  return Number(inner(times)['finalized_at'] ?? 0);
}

function remainingOf(waiting: ApiObject): number {
  if (waiting.object === 'invoice') return Number(waiting['amount_remaining']);
  return instructionsIn(waiting)?.amount_remaining ?? 0;
}

/** An invoice by its number, or a payment by the reference of its instructions. */
function referredTo(text: string, waiting: readonly ApiObject[]): ApiObject | undefined {
  const named = waiting.filter((one) => {
    const name = one.object === 'invoice' ? one['number'] : instructionsIn(one)?.['reference'];
    return text.toUpperCase().includes(String(name).toUpperCase());
  });
  const invoices = named.filter(({ object }) => object === 'invoice');
  const [found, ...others] = invoices.length > 0 ? invoices : named;
  return others.length === 0 ? found : undefined;
}

const groupMax = 5;
/** More are not tried together. */
const triedMax = 20;

/** The smallest group that costs exactly as much; of such ones that with the most invoices. */
function exactly(amount: number, waiting: readonly ApiObject[]): readonly ApiObject[] {
  if (amount <= 0) return [];
  const tried = waiting.slice(0, triedMax);
  for (let size = 1; size <= groupMax; size += 1) {
    const [best] = groupsOf(size, tried, amount).toSorted(
      (one, other) => invoicesIn(other) - invoicesIn(one),
    );
    if (best) return best;
  }
  return [];
}

function invoicesIn(group: readonly ApiObject[]): number {
  return group.filter(({ object }) => object === 'invoice').length;
}

function groupsOf(
  size: number,
  from: readonly ApiObject[],
  amount: number,
): readonly (readonly ApiObject[])[] {
  if (size === 0) return amount === 0 ? [[]] : [];
  return from.flatMap((one, index) => {
    const left = amount - remainingOf(one);
    if (left < 0) return [];
    return groupsOf(size - 1, from.slice(index + 1), left).map((others) => [one, ...others]);
  });
}
