// The account's balance and the transactions that it is made of.
// Source: https://docs.stripe.com/reports/balance-transaction-types

import type { ApiObject, Call } from '../behaviour.ts';
import { drafted, make } from '../objects/make.ts';

export interface Movement {
  readonly type: string;
  readonly category: string;
  readonly amount: number;
  readonly currency: string;
  /** Where the amount was converted to this currency. */
  readonly exchangeRate?: number | null;
  readonly fee?: number;
  readonly feeDescription?: string;
  /** Besides, each told as one of its own. */
  readonly moreFees?: readonly { readonly amount: number; readonly description: string }[];
  /** That a platform keeps of it; less than nothing where it is given back. */
  readonly applicationFee?: number;
  readonly description?: unknown;
  readonly source: string;
  /** Straight into the available part, or out of it. */
  readonly isAvailable?: boolean;
  /** When what it came with is; two business days from now on where nothing is told. */
  readonly availableOn?: number | undefined;
}

const daySeconds = 86_400;

export function moveBalance(call: Call, movement: Movement): ApiObject {
  const { amount, currency, isAvailable = false, description = null } = movement;
  const fees = feesOf(movement, call);
  const fee = fees.reduce((sum, one) => sum + one.amount, 0);
  const transaction = make(call, 'balance_transaction', {
    amount,
    available_on: isAvailable ? call.now : (movement.availableOn ?? businessDaysAfter(call.now, 2)),
    balance_type: 'payments',
    currency,
    description,
    exchange_rate: movement.exchangeRate ?? null,
    fee,
    fee_details: fees,
    net: amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: isAvailable ? 'available' : 'pending',
    type: movement.type,
  });
  add(call, { currency, amount: amount - fee, part: isAvailable ? 'available' : 'pending' });
  return transaction;
}

interface Fee {
  readonly amount: number;
  readonly [field: string]: unknown;
}

function feesOf(movement: Movement, { owner }: Call): readonly Fee[] {
  const { currency, fee = 0, applicationFee = 0 } = movement;
  const own = {
    amount: fee,
    application: null,
    currency,
    description: movement.feeDescription ?? 'Stripe processing fees',
    type: 'stripe_fee',
  };
  const kept = {
    amount: applicationFee,
    application: applicationOf(owner),
    currency,
    description: 'Sandshell application fee',
    type: 'application_fee',
  };
  const more = movement.moreFees?.map((one) => ({ ...own, ...one })) ?? [];
  return [kept, own, ...more].filter(({ amount }) => amount !== 0);
}

/** The platform as such: it has one for all of its accounts. */
export function applicationOf(owner: string): string {
  const own = owner.slice('acct_'.length);
  return `ca_${own}${own}`;
}

/** 2.9 % and 30 cents, as in the United States. */
export function cardFee(amount: number): number {
  return Math.round(amount * 0.029 + 30);
}

/** At midnight; Saturdays and Sundays do not count. */
export function businessDaysAfter(seconds: number, count: number): number {
  let day = Math.floor(seconds / daySeconds);
  for (let left = count; left > 0;) {
    day += 1;
    // The first day of 1970 was a Thursday.
    const weekday = (day + 4) % 7;
    if (weekday !== 0 && weekday !== 6) left -= 1;
  }
  return day * daySeconds;
}

interface Amount {
  readonly amount: number;
  readonly currency: string;
  readonly source_types?: { readonly card?: number };
}

type Part = 'available' | 'pending';

export function availableIn(call: Call, currency: string): number {
  return amountIn(balanceOf(call), 'available', currency);
}

function amountIn(balance: ApiObject, part: Part, currency: string): number {
  const amounts = (balance[part] ?? []) as readonly Amount[];
  return amounts.find((one) => one.currency === currency)?.amount ?? 0;
}

export function balanceOf(call: Call): ApiObject {
  return call.get('balance', 'balance') ?? drafted(call, 'balance');
}

/**
 * What a transfer may take: fees of payments do not count, so that what was paid can be handed on
 * whole in a sandbox that has earned nothing else.
 */
export function grossAvailableIn(call: Call, currency: string): number {
  return call
    .all('balance_transaction')
    .filter((one) => one['status'] === 'available' && one['currency'] === currency)
    .reduce((sum, { amount }) => sum + Number(amount), 0);
}

function add(
  call: Call,
  { currency, amount, part }: { currency: string; amount: number; part: Part },
): void {
  const balance = balanceOf(call);
  const amounts = (balance[part] ?? []) as readonly Amount[];
  const others = amounts.filter((one) => one.currency !== currency && one.amount !== 0);
  const sum = amountIn(balance, part, currency) + amount;
  const changed = { amount: sum, currency, source_types: { card: sum } };
  call.put({ ...balance, [part]: [changed, ...others] }, 'balance');
}

/** An event, with the balance as it is. */
export function tellBalance(call: Call): void {
  call.emit('balance.available', balanceOf(call));
}
