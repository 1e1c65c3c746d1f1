// The balance of a customer, less than nothing where the account owes them, and what moves it.
// Source: https://docs.stripe.com/billing/customer/balance

import type { ApiObject, Call } from '../behaviour.ts';
import { leastOf } from '../checking/amounts.ts';
import { change, make } from '../objects/make.ts';

/** What a creation or an update of the customer itself did to it. */
export function noteBalance(customer: ApiObject, call: Call): void {
  const known = call.having('customer_balance_transaction', 'customer', customer.id);
  const before = Number(known.at(-1)?.['ending_balance'] ?? 0);
  const balance = Number(customer['balance'] ?? 0);
  if (balance === before) return;
  const type = known.length === 0 ? 'initial' : 'adjustment';
  move(customer, { amount: balance - before, balance, type }, call);
}

interface Movement {
  readonly amount: number;
  readonly balance: number;
  readonly type: string;
  readonly invoice?: string;
  readonly creditNote?: string;
}

function move(customer: ApiObject, movement: Movement, call: Call): ApiObject {
  const { amount, balance, type, invoice, creditNote } = movement;
  return make(call, 'customer_balance_transaction', {
    amount,
    credit_note: creditNote ?? null,
    currency: customer['currency'] ?? 'usd',
    customer: customer.id,
    ending_balance: balance,
    invoice: invoice ?? null,
    type,
  });
}

interface Applied {
  readonly starting_balance: number;
  readonly ending_balance: number;
  readonly amount_due: number;
}

/** What an invoice of this total comes to, and what it leaves: nothing less than `least` is charged. */
export function withBalance(total: number, balance: number, least = 0): Applied {
  const sum = total + balance;
  const isCharged = sum > 0 && sum >= least;
  return {
    starting_balance: balance,
    ending_balance: isCharged ? 0 : sum,
    amount_due: isCharged ? sum : 0,
  };
}

/** Once an invoice is final. Gives what it tells of it. */
export function applyBalance(invoice: ApiObject, customer: ApiObject, call: Call): Applied {
  const before = Number(customer['balance'] ?? 0);
  const told = withBalance(Number(invoice['total']), before, leastOf(invoice['currency']));
  moveTo(told.ending_balance, customer, { invoice: invoice.id, type: 'applied_to_invoice' }, call);
  return told;
}

/** What a credit note gives back of an invoice that is paid. Gives the transaction. */
export function creditBalance(
  { id, customer: of, invoice }: { id: string; customer: unknown; invoice: string },
  amount: number,
  call: Call,
): ApiObject | undefined {
  const customer = call.get('customer', String(of));
  if (!customer) return undefined;
  const balance = Number(customer['balance'] ?? 0) - amount;
  const movement = { amount: -amount, balance, type: 'credit_note', invoice, creditNote: id };
  const transaction = move(customer, movement, call);
  change(call, customer, { balance }, 'customer.updated');
  return transaction;
}

/** Of an invoice that is void: what it took or gave goes back. */
export function unapplyBalance(invoice: ApiObject, call: Call): void {
  const customer = call.get('customer', String(invoice['customer']));
  if (!customer) return;
  const share = Number(invoice['ending_balance']) - Number(invoice['starting_balance']);
  const balance = Number(customer['balance'] ?? 0) - share;
  moveTo(balance, customer, { invoice: invoice.id, type: 'unapplied_from_invoice' }, call);
}

function moveTo(
  balance: number,
  customer: ApiObject,
  why: Pick<Movement, 'type' | 'invoice'>,
  call: Call,
): void {
  const amount = balance - Number(customer['balance'] ?? 0);
  if (amount === 0) return;
  move(customer, { amount, balance, ...why }, call);
  change(call, customer, { balance }, 'customer.updated');
}
