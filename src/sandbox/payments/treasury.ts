// Money in financial accounts: a balance in parts, and the transactions and their entries that tell how it
// changed.
// Source: https://docs.stripe.com/treasury/account-management/working-with-balances-and-transactions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, make } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const financialAccountKind = 'treasury.financial_account';
const transactionKind = 'treasury.transaction';

/** What can be spent, and what is held for money on its way out. */
export interface Impact {
  readonly cash?: number;
  readonly outbound_pending?: number;
}

export interface Step {
  /** Of the entry, as in `outbound_payment_posting`. */
  readonly type: string;
  readonly impact: Impact;
}

/** What moves money, as an outbound payment does; it need not be stored yet. */
export interface Flow {
  /** Null where nothing of a kind of its own moved it. */
  readonly id: string | null;
  readonly object: string;
  readonly financial_account?: unknown;
  readonly currency?: unknown;
}

export interface Beginning {
  /** By how much the balance is to change; less than nothing for what goes out. */
  readonly amount: number;
  readonly description: string;
  readonly status: 'open' | 'posted';
  /** Undefined where nothing has moved yet. */
  readonly step?: Step;
}

/** The account that money is to go into or out of, which must be open and know the currency. */
export function requireFinancialAccount(call: Call): ApiObject {
  const { financial_account: id, amount, currency } = call.params;
  requireWithin(amount, 'amount', { least: 1 });
  const account = requireObject(call, financialAccountKind, String(id), 'financial_account');
  const known = account['supported_currencies'] as readonly string[];
  if (!known.includes(String(currency).toLowerCase())) {
    throw new ApiError(`This FinancialAccount has no balance in ${String(currency)}.`, {
      param: 'currency',
    });
  }
  return account;
}

export function requireOpen(account: ApiObject): void {
  if (account['status'] === 'open') return;
  throw new ApiError('This FinancialAccount is closed: no money can go into it or out of it.', {
    param: 'financial_account',
  });
}

/** `path` as in `outbound_payments.ach`. */
export function requireFeature(account: ApiObject, path: string): void {
  if ((account['active_features'] as readonly string[]).includes(path)) return;
  throw new ApiError(
    `The feature \`${path}\` is not active for this FinancialAccount: request it, and wait until it is.`,
    { param: 'financial_account' },
  );
}

export function cashIn({ balance }: ApiObject, currency: unknown): number {
  return Number(inner(inner(balance)['cash'])[String(currency)] ?? 0);
}

export function requireCash(account: ApiObject, amount: number, currency: unknown): void {
  if (cashIn(account, currency) >= amount) return;
  throw new ApiError('The FinancialAccount does not have enough money for this.', {
    code: 'balance_insufficient',
    param: 'amount',
  });
}

/** A transaction, and its first entry where money moves at once. */
export function beginTransaction(call: Call, flow: Flow, beginning: Beginning): ApiObject {
  const { amount, description, status, step } = beginning;
  const { id, object, financial_account, currency } = flow;
  const isPosted = status === 'posted';
  const transaction = make(call, transactionKind, {
    amount,
    balance_impact: impactOf(step?.impact ?? {}),
    currency,
    description,
    financial_account,
    flow: id,
    flow_type: flowType(object),
    status,
    status_transitions: { posted_at: isPosted ? call.now : null, void_at: null },
  });
  if (step) enter(call, transaction, step);
  return transaction;
}

/** What comes of it: its money has gone its way, or was never to go. */
export function endTransaction(
  call: Call,
  id: unknown,
  { status, step }: { readonly status: 'posted' | 'void'; readonly step?: Step },
): void {
  const before = requireObject(call, transactionKind, String(id));
  const had = before['balance_impact'] as Required<Impact>;
  const sum = (name: keyof Impact): number => had[name] + (step?.impact[name] ?? 0);
  const time = status === 'posted' ? { posted_at: call.now } : { void_at: call.now };
  const after = change(call, before, {
    amount: status === 'void' ? 0 : before['amount'],
    balance_impact: impactOf({ cash: sum('cash'), outbound_pending: sum('outbound_pending') }),
    status,
    status_transitions: { ...inner(before['status_transitions']), ...time },
  });
  if (step) enter(call, after, step);
}

/** `treasury.outbound_payment` → `outbound_payment`. */
function flowType(object: string): string {
  return object.slice(object.indexOf('.') + 1);
}

function impactOf({ cash = 0, outbound_pending: pending = 0 }: Impact): object {
  return { cash, inbound_pending: 0, outbound_pending: pending };
}

function enter(call: Call, transaction: ApiObject, { type, impact }: Step): void {
  const { id, currency, financial_account, flow, flow_type } = transaction;
  make(call, 'treasury.transaction_entry', {
    balance_impact: impactOf(impact),
    currency,
    effective_at: call.now,
    financial_account,
    flow,
    flow_type,
    transaction: id,
    type,
  });
  const account = requireObject(call, financialAccountKind, String(financial_account));
  const balance = inner(account['balance']);
  const unit = String(currency);
  const moved = Object.entries(impact).map(([part, by]) => {
    const held = inner(balance[part]);
    return [part, { ...held, [unit]: Number(held[unit] ?? 0) + Number(by) }];
  });
  change(call, account, { balance: { ...balance, ...Object.fromEntries(moved) } });
}

export function receiptUrl({ newText }: Call): string {
  return `https://payments.stripe.com/regulatory-receipt/${newText(64)}`;
}
