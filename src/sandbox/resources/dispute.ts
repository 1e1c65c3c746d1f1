// Disputes: a cardholder wants the money back. In test mode the text of the evidence decides.
// Source: https://docs.stripe.com/testing#evidence

import { present } from '../../base/assert.ts';
import { ApiError } from '../../wire/api-error.ts';
import { moveBalance } from '../accounts/balance.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { dueBy, isOfToday, told, withdrawn } from '../payments/dispute-charge.ts';
import { requireFee, withEligibility } from '../payments/enhanced-evidence.ts';
import { failDisputed } from '../payments/returned-refunds.ts';

export const dispute: Behaviour = {
  object: 'dispute',
  rules: { update, close },
  // As older versions had it, at the path of the charge.
  makers: {
    retrieve_of_charge: disputeOf,
    update_of_charge: (call) => call.request(`/v1/disputes/${disputeOf(call).id}`, call.params),
    close_of_charge: (call) => call.request(`/v1/disputes/${disputeOf(call).id}/close`, {}),
  },
};

function disputeOf({ get, ids }: Call): ApiObject {
  const id = ids.get('charge') ?? '';
  const charge = get('charge', id);
  if (!charge) throw missingByPath('charge', id);
  const found = get('dispute', String(charge['dispute']));
  if (found) return found;
  throw new ApiError(`No dispute for charge: ${id}`, { status: 404 });
}

const open = ['warning_needs_response', 'needs_response'];
const closed = ['lost', 'warning_closed', 'won'];

function alreadyClosed(): ApiError {
  return new ApiError('This dispute is already closed');
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const evidence = params['evidence'] as Readonly<Record<string, unknown>> | undefined;
  if (evidence === undefined && params['submit'] === undefined) return plain;
  const status = String(plain['status']);
  if (closed.includes(status)) throw alreadyClosed();
  if (!open.includes(status)) {
    throw new ApiError('The evidence of this dispute is under review, and cannot be changed.');
  }
  const isSubmitted = params['submit'] !== false;
  const staged = withEligibility(plain, isSubmitted);
  const details = Object(staged['evidence_details']) as Values;
  if (!isSubmitted) return { ...staged, evidence_details: { ...details, has_evidence: true } };
  requireFee(staged);
  const isWarning = plain['status'] === 'warning_needs_response';
  const submitted = {
    ...staged,
    evidence_details: {
      ...details,
      has_evidence: true,
      submission_count: Number(details['submission_count']) + 1,
      submission_method: 'manual',
    },
    status: isWarning ? 'warning_under_review' : 'under_review',
  };
  call.later.push(() => decide(submitted, call));
  return submitted;
}

/** The bank's decision is there at once; the answer does not know it yet. */
function decide(before: ApiObject, call: Call): void {
  const text = Object(before['evidence'])['uncategorized_text'];
  const isInquiry = before['status'] === 'warning_under_review';
  if (text === 'escalate_inquiry_evidence' && isInquiry) {
    escalated(before, call);
  }
  if (text !== 'winning_evidence' && text !== 'losing_evidence') return;
  if (isInquiry) ended(before, 'warning_closed', call);
  else if (text === 'winning_evidence') won(before, call);
  else ended(before, 'lost', call);
}

/** The bank takes the money back after all: evidence is asked for anew. */
function escalated(before: ApiObject, call: Call): void {
  const charge = present(call.get('charge', String(before['charge'])), 'the disputed charge');
  const transaction = withdrawn(call, charge, { id: before.id, amount: before['amount'] });
  const status = 'needs_response';
  const details = Object(before['evidence_details']) as Values;
  const values = {
    balance_transaction: transaction.id,
    balance_transactions: [transaction],
    evidence_details: { ...details, due_by: dueBy(call) },
    is_charge_refundable: false,
    ...told(charge, { reason: String(before['reason']), status }, call),
    status,
  };
  failDisputed(charge, call);
  const after = change(call, before, values, 'charge.dispute.updated');
  call.emit('charge.dispute.funds_withdrawn', after);
}

function won(before: ApiObject, call: Call): void {
  const all = before['balance_transactions'] as readonly Values[];
  const taken = all[0] ?? {};
  const transaction = moveBalance(call, {
    type: 'adjustment',
    category: 'dispute_reversal',
    amount: -Number(taken['amount'] ?? 0),
    currency: String(taken['currency'] ?? before['currency']),
    fee: isOfToday(call) ? 0 : -Number(taken['fee'] ?? 0),
    feeDescription: 'Dispute fee refund',
    description: `Chargeback reversal for ${String(before['charge'])}`,
    source: before.id,
  });
  const told = {
    ...before,
    balance_transactions: [...all, transaction],
    is_charge_refundable: true,
  };
  call.emit('charge.dispute.funds_reinstated', { ...told, status: 'won' });
  ended(told, 'won', call);
}

function ended(before: ApiObject, status: string, call: Call): ApiObject {
  return change(call, before, { status }, 'charge.dispute.closed');
}

function close(before: ApiObject, call: Call): ApiObject {
  if (!open.includes(String(before['status']))) {
    throw alreadyClosed();
  }
  const status = before['status'] === 'warning_needs_response' ? 'warning_closed' : 'lost';
  return change(call, before, { status }, 'charge.dispute.closed');
}
