// What the bank answers to reversals of financial accounts: it takes what is sent back, and agrees to what
// is contested.

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { stopWaiting } from '../objects/waiting.ts';
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

function waiting(object: string, id: string, call: Call): ApiObject | undefined {
  stopWaiting(id, call);
  const reversal = call.get(object, id);
  return reversal?.['status'] === 'processing' ? reversal : undefined;
}

function finish({ transaction }: ApiObject, step: Step, call: Call): void {
  endTransaction(call, transaction, { status: 'posted', step });
}
