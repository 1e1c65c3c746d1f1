// What becomes of a payout: the bank takes it, or sends it back; and of a top-up, which it sends.
// Source: https://docs.stripe.com/connect/testing#account-numbers and
// https://docs.stripe.com/api/payouts/failures

import { ownedBy } from '../accounts/account-needs.ts';
import { moveBalance } from '../accounts/balance.ts';
import { failingNumbers, failures, failureOfToken, type Failure } from '../accounts/test-banks.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { awaitAnswer, stopWaiting } from '../objects/waiting.ts';
import { fingerprintOf } from '../payment-methods/card-behind.ts';

/** So long the bank takes here. */
export const usualSeconds = 10;

/** The numbers are not kept: their fingerprints tell. */
function failureOf(
  destination: ApiObject | undefined,
  { account, owner }: Call,
): Failure | undefined {
  const { fingerprint, last4 } = Object(destination) as Values;
  const known = failingNumbers.find(
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

/** Kept beside top-ups, and told nowhere: which of them the bank will not send. */
const refusedKind = 'topup.refused';

interface Refused extends ApiObject {
  readonly failure: Failure;
}

/** What the bank will answer, by the token of the account that the money is to come from. */
export function awaitTopup(topup: ApiObject, call: Call): void {
  const failure = failureOfToken(call.params['source']);
  if (failure) call.put({ id: topup.id, object: refusedKind, failure });
  awaitBank(topup, call);
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

/** The bank has sent the money, or will not. */
export function settleTopup(id: string, call: Call): void {
  stopWaiting(id, call);
  const topup = call.get('topup', id);
  if (topup?.['status'] !== 'pending') return;
  const { failure } = Object(call.get(refusedKind, id)) as Partial<Refused>;
  if (failure) {
    const why = { failure_code: failure, failure_message: failures[failure] };
    change(call, topup, { ...why, status: 'failed' }, 'topup.failed');
    return;
  }
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
