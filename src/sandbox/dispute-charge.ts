// Disputes as they begin: the cardholder's bank takes the money back.
// Source: https://docs.stripe.com/disputes

import { moveBalance } from './balance.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { change, make } from './make.ts';
import { converted, settledAs } from './settlement.ts';
import type { Values } from './skeleton.ts';
import type { TestCard } from './test-cards.ts';

const disputeFee = 1500;

/** What the network calls the reason. */
const networkCodes: Readonly<Record<string, string>> = {
  fraudulent: '83',
  product_not_received: '30',
};

/** Of cards: banks that are debited tell nothing of it. */
function methodOf(
  { payment_method_details: details }: ApiObject,
  { reason, isInquiry }: { readonly reason: string; readonly isInquiry: boolean },
): Values {
  const { card } = Object(details) as { readonly card?: { readonly brand: unknown } };
  if (!card) return {};
  const told = {
    brand: card.brand,
    case_type: isInquiry ? 'inquiry' : 'chargeback',
    network: card.brand,
    network_reason_code: networkCodes[reason] ?? null,
  };
  return { payment_method_details: { card: told, type: 'card' } };
}

/** As the test card says. */
export function disputeByCard(
  call: Call,
  charge: ApiObject,
  { dispute: kind }: TestCard,
): ApiObject {
  const isInquiry = kind === 'inquiry';
  return disputeCharge(call, charge, {
    reason: kind === 'product_not_received' ? 'product_not_received' : 'fraudulent',
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  });
}

export interface DisputeKind {
  readonly reason: string;
  /** `lost` where nobody is asked. */
  readonly status: string;
}

/** Emits charge.dispute.created, and what goes with it. */
export function disputeCharge(
  call: Call,
  charge: ApiObject,
  { reason, status }: DisputeKind,
): ApiObject {
  const isInquiry = status === 'warning_needs_response';
  const id = call.newId('dispute');
  const disputed = change(call, charge, { disputed: true, dispute: id });
  const { amount, currency, payment_intent: intent } = disputed;
  const settlement = settledAs(charge, call);
  const transaction = isInquiry
    ? undefined
    : moveBalance(call, {
        type: 'adjustment',
        category: 'dispute',
        amount: -converted(Number(amount), currency, settlement),
        currency: settlement.currency,
        fee: disputeFee,
        feeDescription: 'Dispute fee',
        description: `Chargeback withdrawal for ${charge.id}`,
        source: id,
      });
  const made = make(call, 'dispute', {
    id,
    amount,
    balance_transactions: transaction ? [transaction] : [],
    charge: charge.id,
    currency,
    evidence_details: {
      due_by: (Math.floor(call.now / 86_400) + 9) * 86_400 - 1,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    payment_intent: intent,
    ...methodOf(charge, { reason, isInquiry }),
    reason,
    status,
  });
  call.emit('charge.dispute.created', made);
  if (transaction) call.emit('charge.dispute.funds_withdrawn', made);
  if (status === 'lost') call.emit('charge.dispute.closed', made);
  return disputed;
}
