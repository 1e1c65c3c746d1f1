// Disputes: a cardholder wants the money back. In test mode the text of the evidence decides.
// Source: https://docs.stripe.com/testing#evidence

import { ApiError } from '../../wire/api-error.ts';
import { moveBalance } from '../balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { change } from '../make.ts';

export const dispute: Behaviour = { object: 'dispute', rules: { update, close } };

const open = ['warning_needs_response', 'needs_response'];

function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const evidence = params['evidence'] as Readonly<Record<string, unknown>> | undefined;
  if (evidence === undefined && params['submit'] === undefined) return plain;
  if (!open.includes(String(plain['status']))) {
    throw new ApiError('This dispute is already closed, or its evidence is under review.');
  }
  const text = String(Object(plain['evidence'])['uncategorized_text'] ?? '');
  const details = Object(plain['evidence_details']) as object;
  if (params['submit'] === false) {
    return { ...plain, evidence_details: { ...details, has_evidence: true } };
  }
  const submitted = {
    ...plain,
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: 1,
      submission_method: 'manual',
    },
  };
  const isWarning = plain['status'] === 'warning_needs_response';
  if (text === 'winning_evidence') return won(submitted, call, isWarning);
  if (text === 'losing_evidence')
    return ended(submitted, isWarning ? 'warning_closed' : 'lost', call);
  return { ...submitted, status: isWarning ? 'warning_under_review' : 'under_review' };
}

function won(before: ApiObject, call: Call, isWarning: boolean): ApiObject {
  if (isWarning) return ended(before, 'warning_closed', call);
  const transaction = moveBalance(call, {
    type: 'adjustment',
    category: 'dispute_reversal',
    amount: Number(before['amount']),
    currency: String(before['currency']),
    description: `Chargeback reversal for ${String(before['charge'])}`,
    source: before.id,
  });
  const all = [...(before['balance_transactions'] as readonly unknown[]), transaction];
  const after = ended({ ...before, balance_transactions: all }, 'won', call);
  call.emit('charge.dispute.funds_reinstated', after);
  return after;
}

function ended(before: ApiObject, status: string, call: Call): ApiObject {
  const after = { ...before, status };
  call.emit('charge.dispute.closed', after);
  return after;
}

function close(before: ApiObject, call: Call): ApiObject {
  if (!open.includes(String(before['status']))) {
    throw new ApiError('This dispute is already closed.');
  }
  const status = before['status'] === 'warning_needs_response' ? 'warning_closed' : 'lost';
  return change(call, before, { status }, 'charge.dispute.closed');
}
