// Evidence of disputes by a network's own rules: whether what is told suffices for Visa's Compelling
// Evidence 3.0, and whether the fee of a compliance case is accepted.
// Sources: https://docs.stripe.com/disputes/api/visa-ce3 and
// https://docs.stripe.com/disputes/api/visa-compliance

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import type { Values } from '../objects/skeleton.ts';

export type Enhanced = 'visa_compelling_evidence_3' | 'visa_compliance' | 'mastercard_compliance';

/** What a dispute that a network's rules are for begins with. */
export function enhancedEvidence(kind: Enhanced, known: Values, call: Call): Values {
  if (kind !== 'visa_compelling_evidence_3') return { [kind]: { fee_acknowledged: false } };
  const { customer_email_address, product_description } = known;
  const names = ['dispute', 'evidence', 'enhanced_evidence', kind, 'disputed_transaction'];
  const disputed = completedPart({ customer_email_address, product_description }, names, call);
  return { [kind]: { disputed_transaction: disputed, prior_undisputed_transactions: [] } };
}

/** What evidence of today tells: by which rules, and whether it is good for them. */
export function withEligibility(dispute: ApiObject, isSubmitted: boolean): ApiObject {
  const { enhanced_evidence: enhanced } = Object(dispute['evidence']) as Values;
  const given = Object.entries(Object(enhanced) as Record<Enhanced, Values>);
  const eligibility = given.map(([kind, told]) => [
    kind,
    kind === 'visa_compelling_evidence_3'
      ? compelling(dispute, told, isSubmitted)
      : { status: told['fee_acknowledged'] === true ? 'fee_acknowledged' : unacknowledged },
  ]);
  const details = Object(dispute['evidence_details']) as object;
  return {
    ...dispute,
    enhanced_eligibility_types: given.map(([kind]) => kind),
    evidence_details: { ...details, enhanced_eligibility: Object.fromEntries(eligibility) },
  };
}

const unacknowledged = 'requires_fee_acknowledgement';

/** Throws where evidence is handed in, and nobody has said that the network's fee may be taken. */
export function requireFee({ evidence_details: details }: ApiObject): void {
  const { enhanced_eligibility: eligibility } = Object(details) as Values;
  const cases = Object.entries(Object(eligibility) as Record<string, Values>);
  const open = cases.find(([, { status }]) => status === unacknowledged);
  if (!open) return;
  throw new ApiError(
    'To submit evidence for this dispute, the network fee must be acknowledged by ' +
      `evidence[enhanced_evidence][${open[0]}][fee_acknowledged].`,
    { param: `evidence[enhanced_evidence][${open[0]}][fee_acknowledged]` },
  );
}

/** In test mode neither the age nor the card of the earlier payments is looked at. */
function compelling(dispute: ApiObject, told: Values, isSubmitted: boolean): Values {
  const disputed = Object(told['disputed_transaction']) as Values;
  const prior = Object(told['prior_undisputed_transactions']) as readonly Values[];
  const all = [disputed, ...prior];
  const required = [
    !disputed['merchandise_or_services'] && 'missing_merchandise_or_services',
    !disputed['product_description'] && 'missing_disputed_transaction_description',
    prior.length !== 2 && 'missing_prior_undisputed_transactions',
    prior.some((one) => !one['product_description']) &&
      'missing_prior_undisputed_transaction_description',
    !isLinked(all) && 'missing_customer_identifiers',
  ].filter((action) => action !== false);
  const { card } = Object(dispute['payment_method_details']) as { readonly card?: Values };
  if (card?.['network_reason_code'] !== '10.4') return { required_actions: [], status: refused };
  const missing = isSubmitted ? refused : 'requires_action';
  return { required_actions: required, status: required.length === 0 ? 'qualified' : missing };
}

const refused = 'not_qualified';

/** Two that are the same in all payments, and one of them a main one; the device counts once. */
function isLinked(payments: readonly Values[]): boolean {
  const isSame = (name: string): boolean => {
    const values = payments.map((payment) => textOf(payment[name]));
    return values[0] !== '' && values.every((value) => value === values[0]);
  };
  const isOfDevice = isSame('customer_device_fingerprint') || isSame('customer_device_id');
  const main = [isSame('customer_purchase_ip'), isOfDevice].filter(Boolean).length;
  const others = ['shipping_address', 'customer_email_address', 'customer_account_id'];
  return main === 2 || (main === 1 && others.some(isSame));
}

/** An address counts where something of it is told. */
function textOf(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value ?? '');
  const told = Object.entries(value).filter(([, part]) => part !== null && part !== '');
  return told.length === 0 ? '' : JSON.stringify(told);
}
