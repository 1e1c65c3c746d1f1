// The balance of a customer, less than nothing where the account owes them, and what moves it.
// Source: https://docs.stripe.com/billing/customer/balance

import type { ApiObject, Call } from '../behaviour.ts';
import { leastOf, mostOf } from '../checking/amounts.ts';
import { change, make } from '../objects/make.ts';
import { collectionPause } from './invoicing.ts';

/** What a creation or an update of the customer itself did to it. */
export function noteBalance(customer: ApiObject, call: Call): void {
  const currency = customer['currency'] ?? usualCurrency;
  const known = transactionsIn(customer, currency, call);
  const before = endOf(known);
  const balance = Number(customer['balance'] ?? 0);
  if (balance === before) return;
  const type = known.length === 0 ? 'initial' : 'adjustment';
  change(call, customer, { currency }, 'customer.updated');
  move(customer, { amount: balance - before, balance, currency, type }, call);
}

/** Of the account. */
const usualCurrency = 'usd';

/** In the customer's own currency it is what the customer tells, in others what its transactions tell. */
export function balanceIn(customer: ApiObject, currency: unknown, call: Call): number {
  return isOwn(customer, currency)
    ? Number(customer['balance'] ?? 0)
    : endOf(transactionsIn(customer, currency, call));
}

function isOwn({ currency: own }: ApiObject, currency: unknown): boolean {
  return !own || own === currency;
}

function transactionsIn({ id }: ApiObject, currency: unknown, call: Call): readonly ApiObject[] {
  return call
    .having('customer_balance_transaction', 'customer', id)
    .filter((one) => one['currency'] === currency);
}

function endOf(transactions: readonly ApiObject[]): number {
  return Number(transactions.at(-1)?.['ending_balance'] ?? 0);
}

/** What is left of it in each of its currencies. */
export function creditBalances({ id }: ApiObject, call: Call): object {
  const all = call.having('customer_balance_transaction', 'customer', id);
  return Object.fromEntries(all.map((one) => [one['currency'], one['ending_balance']]));
}

/** From its first invoice, item or subscription on; emits customer.updated. */
export function useCurrency(customer: ApiObject, currency: unknown, call: Call): ApiObject {
  if (customer['currency'] === currency) return customer;
  const balance = balanceIn(customer, currency, call);
  return change(call, customer, { balance, currency }, 'customer.updated');
}

interface Movement {
  readonly amount: number;
  readonly balance: number;
  readonly currency: unknown;
  readonly type: string;
  readonly invoice?: string;
  readonly creditNote?: string;
}

function move(customer: ApiObject, movement: Movement, call: Call): ApiObject {
  const { amount, balance, currency, type, invoice, creditNote } = movement;
  return make(call, 'customer_balance_transaction', {
    amount,
    credit_note: creditNote ?? null,
    currency,
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

const any = { least: 0, most: Infinity };

/** What an invoice of this total comes to, and what it leaves: what cannot be charged. */
export function withBalance(total: number, balance: number, { least, most } = any): Applied {
  const sum = total + balance;
  const isCharged = sum > 0 && sum >= least && sum <= most;
  return {
    starting_balance: balance,
    ending_balance: isCharged ? 0 : sum,
    amount_due: isCharged ? sum : 0,
  };
}

/** Once an invoice is final. Gives what it tells of it. */
export function applyBalance(
  invoice: ApiObject,
  customer: ApiObject,
  call: Call,
  isPaid = false,
): Applied {
  const { currency } = invoice;
  const before = balanceIn(customer, currency, call);
  const total = Number(invoice['total']);
  // What is void at once, or what is paid already, takes nothing of it.
  if (isPaid || collectionPause(invoice) === 'void')
    return { ...withBalance(total, 0), ...unmoved(before) };
  const bounds = { least: leastOf(currency), most: mostOf(String(currency)) };
  const told = withBalance(total, before, bounds);
  const why = { invoice: invoice.id, currency, type: typeFor(told, bounds.most) };
  moveTo(told.ending_balance, customer, why, call);
  return told;
}

/** What is left to be paid goes to the next invoice where it cannot be charged. */
function typeFor({ ending_balance: left }: Applied, most: number): string {
  if (left > most) return 'invoice_too_large';
  return left > 0 ? 'invoice_too_small' : 'applied_to_invoice';
}

function unmoved(balance: number): Pick<Applied, 'starting_balance' | 'ending_balance'> {
  return { starting_balance: balance, ending_balance: balance };
}

/** What a credit note gives back of an invoice that is paid. Gives the transaction. */
export function creditBalance(
  { id, customer: of, invoice }: { id: string; customer: unknown; invoice: string },
  amount: number,
  call: Call,
): ApiObject | undefined {
  const customer = call.get('customer', String(of));
  if (!customer) return undefined;
  const { currency } = call.get('invoice', invoice) ?? customer;
  const balance = balanceIn(customer, currency, call) - amount;
  const told = { amount: -amount, balance, currency, type: 'credit_note', invoice, creditNote: id };
  const transaction = move(customer, told, call);
  if (isOwn(customer, currency)) change(call, customer, { balance }, 'customer.updated');
  return transaction;
}

/** Of an invoice that is void: what it took or gave goes back. */
export function unapplyBalance(invoice: ApiObject, call: Call): void {
  const customer = call.get('customer', String(invoice['customer']));
  if (!customer) return;
  const share = Number(invoice['ending_balance']) - Number(invoice['starting_balance']);
  const { currency } = invoice;
  const balance = balanceIn(customer, currency, call) - share;
  const why = { invoice: invoice.id, currency, type: 'unapplied_from_invoice' };
  moveTo(balance, customer, why, call);
}

function moveTo(
  balance: number,
  customer: ApiObject,
  why: Pick<Movement, 'currency' | 'type' | 'invoice'>,
  call: Call,
): void {
  const amount = balance - balanceIn(customer, why.currency, call);
  if (amount === 0) return;
  move(customer, { amount, balance, ...why }, call);
  if (!isOwn(customer, why.currency)) return;
  change(call, customer, { balance }, 'customer.updated');
}
