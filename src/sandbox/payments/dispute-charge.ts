// Disputes as they begin: the bank takes the money back, or only asks.
// Source: https://docs.stripe.com/api/disputes/object

import { moveBalance } from '../accounts/balance.ts';
import { converted, settledAs } from '../accounts/settlement.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import { change, drafted } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import type { CardDispute, TestCard } from '../payment-methods/test-cards.ts';
import { enhancedEvidence, withEligibility, type Enhanced } from './enhanced-evidence.ts';

const disputeFee = 1500;

/** As the banks of test cards begin them. */
const begun: Readonly<Record<CardDispute, DisputeKind>> = {
  fraudulent: { reason: 'fraudulent', status: 'needs_response' },
  product_not_received: { reason: 'product_not_received', status: 'needs_response' },
  inquiry: { reason: 'fraudulent', status: 'warning_needs_response' },
  twice: { reason: 'fraudulent', status: 'needs_response' },
  visa_compelling_evidence_3: {
    reason: 'fraudulent',
    status: 'needs_response',
    enhanced: 'visa_compelling_evidence_3',
  },
  visa_compliance: {
    reason: 'noncompliant',
    status: 'needs_response',
    enhanced: 'visa_compliance',
  },
  mastercard_compliance: {
    reason: 'noncompliant',
    status: 'needs_response',
    enhanced: 'mastercard_compliance',
  },
};

/** Those of a test card; the charge names the first already. */
export function disputeCard(
  call: Call,
  charge: ApiObject,
  { card: { dispute }, isAhead }: { readonly card: TestCard; readonly isAhead: boolean },
): ApiObject {
  if (dispute === 'none') return charge;
  const kind = { ...begun[dispute], isAhead };
  const whole = disputable(charge);
  const rest = dispute === 'twice' ? Math.floor(whole / 2) : 0;
  const disputed = disputeCharge(call, charge, { ...kind, amount: whole - rest });
  if (rest > 0) open(call, disputed, { ...kind, amount: rest, id: call.newId('dispute') });
  return disputed;
}

function disputable({ amount, amount_captured: captured }: ApiObject): number {
  return Number(captured || amount);
}

/** As Visa numbers them, by reason; `10` for a mere question. */
const reasonCodes: Readonly<Record<string, string>> = {
  fraudulent: '10.4',
  product_not_received: '13.1',
};
/** As it numbered them when the older versions were told. */
const formerCodes: Readonly<Record<string, string>> = {
  fraudulent: '83',
  product_not_received: '30',
};

/** What the network says of it; nothing of debits. */
export function told(
  { payment_method_details: paid }: ApiObject,
  { reason, status, enhanced }: DisputeKind,
  call: Call,
): object {
  const { card, type } = Object(paid) as { readonly card?: ApiObject; readonly type?: string };
  if (!card) return {};
  const isInquiry = status === 'warning_needs_response';
  const { brand, network = brand } = card;
  const code = !isOfToday(call) ? formerCodes[reason] : isInquiry ? '10' : reasonCodes[reason];
  const chargeback = enhanced?.endsWith('_compliance') ? 'compliance' : 'chargeback';
  const kind = isInquiry ? 'inquiry' : chargeback;
  return {
    payment_method_details: {
      card: { brand, case_type: kind, network, network_reason_code: code ?? null },
      type,
    },
  };
}

export interface DisputeKind {
  readonly reason: string;
  /** `lost` where nobody is asked. */
  readonly status: string;
  /** Whether it is there before the charge's own transaction, as after an asynchronous capture. */
  readonly isAhead?: boolean;
  /** All that was paid where it is absent. */
  readonly amount?: number;
  /** Whose rules it goes by, where a network has its own for it. */
  readonly enhanced?: Enhanced;
}

/** Before, disputes had other codes, and the fee of one that was won came back. */
export function isOfToday({ version }: Call): boolean {
  return version >= '2024';
}

/**
 * What the bank takes back of a charge, with its fee: it waits for the money of the charge, where that is
 * told already. Source: recordings of versions 2023-10-16 and 2026-08-26.
 */
export function withdrawn(
  call: Call,
  charge: ApiObject,
  { id, amount, isAhead = false }: Disputed,
): ApiObject {
  const settlement = settledAs(charge, call);
  const paid = call.get('balance_transaction', String(charge['balance_transaction']));
  return moveBalance(call, {
    type: 'adjustment',
    category: 'dispute',
    amount: -converted(Number(amount), charge['currency'], settlement),
    currency: settlement.currency,
    fee: disputeFee,
    feeDescription: 'Dispute fee',
    description: `Chargeback withdrawal for ${charge.id}`,
    source: id,
    isAvailable: isAhead || paid?.['status'] === 'available',
  });
}

/** What Stripe knows of the customer already, and of what was bought. */
function evidenceOf(charge: ApiObject, { enhanced }: DisputeKind, call: Call): Values {
  const { customer: id, description: bought } = charge;
  const { description, email, name } = Object(call.get('customer', String(id))) as Values;
  const known = {
    customer_email_address: email ?? null,
    customer_name: name ?? description ?? null,
    product_description: (isOfToday(call) ? bought : null) ?? null,
  };
  const more = enhanced ? { enhanced_evidence: enhancedEvidence(enhanced, known, call) } : {};
  return completedPart({ ...known, ...more }, ['dispute', 'evidence'], call);
}

interface Disputed {
  readonly id: string;
  readonly amount?: unknown;
  readonly isAhead?: boolean;
}

/** Emits charge.dispute.created, and what goes with it. */
export function disputeCharge(call: Call, charge: ApiObject, kind: DisputeKind): ApiObject {
  const id = String(charge['dispute'] ?? call.newId('dispute'));
  const disputed = change(call, charge, { disputed: true, dispute: id });
  open(call, disputed, { ...kind, id });
  return disputed;
}

function open(call: Call, charge: ApiObject, kind: DisputeKind & { readonly id: string }): void {
  const { id, reason, status, isAhead = false, amount = disputable(charge) } = kind;
  const isInquiry = status === 'warning_needs_response';
  const { currency, payment_intent: intent } = charge;
  const transaction = isInquiry ? undefined : withdrawn(call, charge, { id, amount, isAhead });
  const begins = drafted(call, 'dispute', {
    id,
    amount,
    balance_transaction: transaction?.id ?? null,
    balance_transactions: transaction ? [transaction] : [],
    charge: charge.id,
    currency,
    evidence: evidenceOf(charge, kind, call),
    evidence_details: {
      due_by: status === 'lost' ? 0 : dueBy(call),
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: 'prefer_manual',
    is_charge_refundable: isInquiry,
    payment_intent: intent,
    ...told(charge, kind, call),
    reason,
    status,
  });
  const made = withEligibility(begins, false);
  call.put(made);
  call.emit('charge.dispute.created', made);
  if (transaction) call.emit('charge.dispute.funds_withdrawn', made);
  if (status === 'lost') call.emit('charge.dispute.closed', made);
}

/** The end of the ninth day. */
export function dueBy({ now }: Call): number {
  return (Math.floor(now / 86_400) + 9) * 86_400 - 1;
}
