// Issuing disputes: a purchase with an issued card is contested.
// Source: https://docs.stripe.com/issuing/purchases/disputes

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { completedPart } from '../objects/complete.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { moveIssuing } from '../payments/issuing.ts';

export const issuingDispute: Behaviour = {
  object: 'issuing.dispute',
  rules: { create, update, submit },
  allowed: { submit: ['unsubmitted'] },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  if (params['transaction'] === undefined) throw missingParam('transaction');
  const id = String(params['transaction']);
  const transaction = requireObject(call, 'issuing.transaction', id, 'transaction');
  if (transaction['type'] !== 'capture' || transaction['dispute'] !== null) {
    throw new ApiError(
      'This transaction cannot be disputed: it is a refund, or is disputed already.',
      {
        param: 'transaction',
      },
    );
  }
  const most = -Number(transaction['amount']);
  change(call, transaction, { dispute: draft.id }, 'issuing_transaction.updated');
  const dispute = {
    ...draft,
    amount: params['amount'] ?? most,
    currency: transaction['currency'],
    evidence: evidenceOf(draft, call),
    status: 'unsubmitted',
    transaction: id,
  };
  checkAmount(dispute, most);
  return dispute;
}

/** The reason, and what is told for it; what was told for another reason is gone. */
function evidenceOf(dispute: ApiObject, call: Call): object {
  const { reason = 'other', ...told } = inner(dispute['evidence']);
  const kind = String(reason);
  const names = [dispute.object, 'evidence', kind];
  return sorted({ reason, [kind]: completedPart(inner(told[kind]), names, call) });
}

function checkAmount({ amount }: { readonly amount: unknown }, most: number): void {
  if (Number(amount) > 0 && Number(amount) <= most) return;
  throw new ApiError(`The disputed amount must be between 1 and ${most}.`, { param: 'amount' });
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { amount, evidence } = call.params;
  if (plain['status'] !== 'unsubmitted' && (amount !== undefined || evidence !== undefined)) {
    throw new ApiError(
      'The evidence and the amount of a dispute cannot be changed once it is submitted.',
    );
  }
  const transaction = call.get('issuing.transaction', String(plain['transaction']));
  if (amount !== undefined) checkAmount({ amount }, -Number(transaction?.['amount']));
  return evidence === undefined ? plain : { ...plain, evidence: evidenceOf(plain, call) };
}

/** Two explanations decide it at once; all others wait for the network. */
const outcomes: ReadonlyMap<string, string> = new Map([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
]);

function submit(before: ApiObject, call: Call): ApiObject {
  const evidence = inner(before['evidence']);
  const reason = String(evidence['reason']);
  const { explanation } = inner(evidence[reason]);
  if (!explanation) {
    throw new ApiError('A dispute needs an explanation before it can be submitted.', {
      code: 'parameter_missing',
      param: `evidence[${reason}][explanation]`,
    });
  }
  const submitted = { ...before, status: 'submitted' };
  call.emit('issuing_dispute.submitted', submitted);
  const outcome = outcomes.get(String(explanation));
  if (outcome === undefined) return submitted;
  const closed = {
    ...submitted,
    ...(outcome === 'won' ? reinstated(before, call) : {}),
    status: outcome,
  };
  if (outcome === 'won') call.emit('issuing_dispute.funds_reinstated', closed);
  call.emit('issuing_dispute.closed', closed);
  return closed;
}

function reinstated({ id, amount, currency }: ApiObject, call: Call): object {
  const moved = { type: 'issuing_dispute', amount: Number(amount), currency, source: id };
  return { balance_transactions: [moveIssuing(call, moved)] };
}
