// What the bank answers to movements of financial accounts: it takes what is sent back, and agrees to what
// is contested; of what else is sent or asked for, the account at the other end decides. Source:
// https://docs.stripe.com/treasury/moving-money/financial-accounts/out-of/outbound-payments and
// https://docs.stripe.com/treasury/moving-money/financial-accounts/into/inbound-transfers

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { stopWaiting } from '../objects/waiting.ts';
import { debitNameOf } from '../payment-methods/debit-accounts.ts';
import { endTransaction, type Step } from './treasury.ts';

export function settleCreditReversal(id: string, call: Call): void {
  const reversal = waiting('treasury.credit_reversal', id, call);
  if (!reversal) return;
  const impact = { outbound_pending: -Number(reversal['amount']) };
  finish(reversal, { type: 'credit_reversal_posting', impact }, call);
  const told = { status: 'posted', status_transitions: { posted_at: call.now } };
  change(call, reversal, told, 'treasury.credit_reversal.posted');
}

export function settleDebitReversal(id: string, call: Call): void {
  const reversal = waiting('treasury.debit_reversal', id, call);
  if (!reversal) return;
  const impact = { cash: Number(reversal['amount']) };
  finish(reversal, { type: 'debit_reversal', impact }, call);
  const told = { status: 'succeeded', status_transitions: { completed_at: call.now } };
  change(call, reversal, told, 'treasury.debit_reversal.completed');
}

export function settleOutbound(id: string, call: Call): void {
  const kind = id.startsWith('obp_') ? 'outbound_payment' : 'outbound_transfer';
  const sent = waiting(`treasury.${kind}`, id, call);
  if (!sent) return;
  const name = debitNameOf(Object(sent['destination_payment_method_details']) as Values);
  const code = codeOf(name);
  const ask = askFor(`${kind}s/${id}`, call);
  if (name === 'processing') return;
  if (name === 'canceledByUser') return void call.request(`/v1/treasury/${kind}s/${id}/cancel`, {});
  if (name === 'internalFailure') return ask('fail');
  if (backSince.has(name)) return ask('return', { returned_details: { code } });
  if (name === 'expectedArrivalDateUpdated') {
    const date = Number(sent['expected_arrival_date']) + daySeconds;
    const event = `treasury.${kind}.expected_arrival_date_updated`;
    change(call, sent, { expected_arrival_date: date }, event);
  }
  return ask('post');
}

export function settleInbound(id: string, call: Call): void {
  const asked = waiting('treasury.inbound_transfer', id, call);
  if (!asked) return;
  const name = debitNameOf(Object(asked['origin_payment_method_details']) as Values);
  const ask = askFor(`inbound_transfers/${id}`, call);
  if (name === 'processing') return;
  if (name === 'internalFailure') return ask('fail');
  if (failing.has(name)) return ask('fail', { failure_details: { code: codeOf(name) } });
  ask('succeed');
  if (name === 'dispute') ask('return');
}

const daySeconds = 86_400;

/** It comes back, for the bank does not have such an account. */
const backSince: ReadonlySet<string> = new Set([
  'accountClosed',
  'invalidAccountNumber',
  'noAccount',
]);
const failing: ReadonlySet<string> = new Set([
  ...backSince,
  'debitNotAuthorized',
  'insufficientFunds',
]);

/** As in `account_closed`. */
function codeOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** By the helpers that do the same for a test. */
function askFor(path: string, call: Call): (how: string, params?: FormObject) => void {
  return (how, params = {}) => {
    call.request(`/v1/test_helpers/treasury/${path}/${how}`, params);
  };
}

function waiting(object: string, id: string, call: Call): ApiObject | undefined {
  stopWaiting(id, call);
  const reversal = call.get(object, id);
  return reversal?.['status'] === 'processing' ? reversal : undefined;
}

function finish({ transaction }: ApiObject, step: Step, call: Call): void {
  endTransaction(call, transaction, { status: 'posted', step });
}
