// What becomes of a payout: the bank takes it, or sends it back; and of a top-up, which it sends.
// Source: https://docs.stripe.com/connect/testing#account-numbers and
// https://docs.stripe.com/api/payouts/failures

import { ownedBy } from '../accounts/account-needs.ts';
import { moveBalance } from '../accounts/balance.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { awaitAnswer, stopWaiting } from '../objects/waiting.ts';
import { fingerprintOf } from '../payment-methods/card-behind.ts';

/** So long the bank takes here. */
export const usualSeconds = 10;

const failures = {
  account_closed: 'The bank account that this payout was sent to is closed.',
  debit_not_authorized: 'The bank account takes no debits. It has to be open to both ways.',
  insufficient_funds: 'There is not enough in the Stripe account for this payout.',
  invalid_currency: 'The bank account does not take payouts in this currency.',
  no_account: 'The bank could not find the account. Its number may be wrong.',
} as const;

type Failure = keyof typeof failures;

/** How numbers end that fail, and what stands before that. */
const endings: readonly (readonly [digit: string, end: string, failure: Failure])[] = [
  ['1', '16', 'no_account'],
  ['1', '13', 'account_closed'],
  ['2', '7', 'insufficient_funds'],
  ['3', '5', 'debit_not_authorized'],
  ['4', '0', 'invalid_currency'],
];

/** Of accounts that are not known by an IBAN: eight or nine digits, in the US and Canada behind zeros. */
const plainNumbers = endings.flatMap(([digit, end, failure]) =>
  [8, 9].flatMap((length) => {
    const number = digit.repeat(length - end.length) + end;
    const dashed = `${number.slice(0, 6)}-${number.slice(6)}`;
    return [number, `000${number}`, dashed].map((one) => [one, failure] as const);
  }),
);

const ibans: readonly (readonly [number: string, failure: Failure])[] = [
  ['DE62370400440532013001', 'no_account'],
  ['DE89370400440532013002', 'account_closed'],
  ['DE89370400440532013003', 'insufficient_funds'],
  ['DE89370400440532013004', 'debit_not_authorized'],
  ['DE89370400440532013005', 'invalid_currency'],
];

/** The numbers are not kept: their fingerprints tell. */
function failureOf(
  destination: ApiObject | undefined,
  { account, owner }: Call,
): Failure | undefined {
  const { fingerprint, last4 } = Object(destination) as Values;
  const known = [...plainNumbers, ...ibans].find(
    ([number]) =>
      number.endsWith(String(last4)) &&
      [account, owner].some((of) => fingerprintOf(number, of) === fingerprint),
  );
  return known?.[1];
}

/** Where the money of an account can go, as its platform knows it. */
export function destinationsOf(call: Call): readonly ApiObject[] {
  const owner = { id: call.account, object: 'account' };
  const keepers = call.owner === call.account ? [call] : [call, call.as(call.owner)];
  return keepers.flatMap((keeper) =>
    ['bank_account', 'card'].flatMap((kind) => ownedBy(kind, owner, keeper)),
  );
}

/** Until the bank has answered: of a payout or a top-up. */
export function awaitBank(sent: ApiObject, call: Call): void {
  awaitAnswer(sent, usualSeconds, call);
}

export function settlePayout(id: string, call: Call): void {
  stopWaiting(id, call);
  const payout = call.get('payout', id);
  if (payout?.['status'] !== 'pending') return;
  const destination = destinationsOf(call).find((one) => one.id === payout['destination']);
  const failure = failureOf(destination, call);
  if (!failure) {
    change(call, payout, { status: 'paid' }, 'payout.paid');
    return;
  }
  const transaction = moveBalance(call, {
    type: 'payout_failure',
    category: 'payout_reversal',
    amount: Number(payout['amount']),
    currency: String(payout['currency']),
    description: payout['description'] ?? 'STRIPE PAYOUT',
    source: id,
    isAvailable: true,
  });
  const told = {
    failure_balance_transaction: transaction.id,
    failure_code: failure,
    failure_message: failures[failure],
    status: 'failed',
  };
  change(call, payout, told, 'payout.failed');
  if (destination) markErrored(destination, call);
}

/** The bank has sent the money. */
export function settleTopup(id: string, call: Call): void {
  stopWaiting(id, call);
  const topup = call.get('topup', id);
  if (topup?.['status'] !== 'pending') return;
  const transaction = moveBalance(call, {
    type: 'topup',
    category: 'topup',
    amount: Number(topup['amount']),
    currency: String(topup['currency']),
    description: topup['description'],
    source: id,
    isAvailable: true,
  });
  const told = { balance_transaction: transaction.id, status: 'succeeded' };
  change(call, topup, told, 'topup.succeeded');
}

/** Nothing more is sent there until its details are told anew. */
function markErrored(destination: ApiObject, call: Call): void {
  const keeper = call.get(destination.object, destination.id) ? call : call.as(call.owner);
  const byTime = { ...keeper, emit: keeper.emitByTime };
  change(byTime, destination, { status: 'errored' }, 'account.external_account.updated');
}
