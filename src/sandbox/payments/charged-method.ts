// What a charge tells of its means of payment.
// Source: https://docs.stripe.com/api/charges/object#charge_object-payment_method_details

import type { ApiObject, Call } from '../behaviour.ts';
import { completed } from '../objects/complete.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { looked } from '../payment-methods/card-behind.ts';
import { isPresent, presentDetails } from '../payment-methods/card-present.ts';
import {
  holding,
  incrementalStatus,
  multicapture,
  overcapture,
} from '../payment-methods/incremental.ts';
import { authorizationCode, networkTransactionId } from '../payment-methods/network-ids.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { approvedElsewhere } from './told-approval.ts';

export interface Charged {
  readonly from: Readonly<Record<string, unknown>>;
  readonly method: ApiObject;
  readonly card: TestCard | undefined;
  readonly isCaptured: boolean;
  /** By the bank: nothing is held then. */
  readonly isDeclined?: boolean;
}

// Shared by all charges: versions never change.
const disabled = { status: 'disabled' };
const enabled = { status: 'enabled' };
const unused = { used: false };

export function detailsOf(
  call: Call,
  { from, method, card, isCaptured, isDeclined }: Charged,
): object {
  const isHeld = !isCaptured && !isDeclined;
  if (isPresent(method)) return presentDetails(method, { from, isHeld }, call);
  const type = String(method['type']);
  const kept = method[type] as Readonly<Record<string, unknown>> | undefined;
  if (type !== 'card' || !kept) {
    return sorted({ [type]: ofKind(type, kept ?? {}, call), type });
  }
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = kept;
  const amount = from['amount'];
  const isOffSession = Boolean(call.params['off_session']);
  const { isExtended, seconds } = holding(from, { brand, isOffSession });
  const approval = approvedElsewhere(from['id'], call);
  // Put together without what few have, for an engine is slow with what stands behind a spread.
  const told = {
    amount_authorized: isDeclined ? null : amount,
    authorization_code: authorizationCode(call),
    brand,
    checks: looked(checks, card),
    country,
    ds_transaction_id: null,
    // Of a purchase on the net whose cardholder was not asked, as Visa writes it.
    electronic_commerce_indicator: indicatorOf(approval, brand),
    exp_month,
    exp_year,
    extended_authorization: isHeld && isExtended ? enabled : disabled,
    fingerprint,
    funding,
    incremental_authorization: { status: incrementalStatus(from, brand, isCaptured) },
    installments: null,
    last4,
    mandate: null,
    multicapture: multicapture(from, brand, isHeld),
    network: brand,
    network_token: unused,
    network_transaction_id: networkTransactionId(kept, call),
    overcapture: overcapture(from, brand, isHeld),
    regulated_status: 'unregulated',
    three_d_secure: approval,
    transaction_link_id: null,
    wallet: null,
  };
  const until = { capture_before: call.now + seconds };
  return { card: isHeld ? sorted({ ...told, ...until }) : told, type };
}

function indicatorOf(approval: Values | null, brand: unknown): unknown {
  return approval ? approval['electronic_commerce_indicator'] : brand === 'visa' ? '07' : null;
}

/** So much of a means of payment as a charge tells. */
function ofKind(type: string, kept: Values, { shape }: Call): Values {
  const all = shape('charge')?.get('payment_method_details')?.type;
  const own = all?.type === 'object' ? all.fields.get(type)?.type : undefined;
  if (own?.type !== 'object') return kept;
  const told = Object.entries(kept).filter(([name]) => own.fields.has(name));
  return completed(Object.fromEntries(told), own.fields);
}
