// What a payment says itself of its cardholder's approval: that it was given elsewhere (3D Secure of another
// provider), or that nobody can be asked, as the order came by post or telephone.
// Source: https://docs.stripe.com/payments/payment-intents/three-d-secure-import

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'intent.approval';

interface Approval extends ApiObject {
  /** As the other provider has told it. */
  readonly elsewhere?: FormObject;
  readonly isRemote?: boolean;
}

/** It is told nowhere: kept beside the intent, for its confirmation. */
export function keepApproval(id: string, { params, get, put }: Call): void {
  const card = inner(inner(params['payment_method_options'])['card']);
  const { three_d_secure: told, moto } = card;
  if (told === undefined && moto === undefined) return;
  put({
    ...get(kind, id),
    id,
    object: kind,
    ...(told === undefined ? {} : { elsewhere: inner(told) }),
    ...(moto === undefined ? {} : { isRemote: moto === true }),
  });
}

export function approvalOf(id: unknown, { get }: Call): Pick<Approval, 'elsewhere' | 'isRemote'> {
  return (get(kind, String(id)) as Approval | undefined) ?? {};
}

/** By what the indicator says of the bank's part in it. */
const results: Readonly<Record<string, string>> = {
  '01': 'attempt_acknowledged',
  '02': 'authenticated',
  '05': 'authenticated',
  '06': 'attempt_acknowledged',
};

/** What a charge tells of it; null where it was not given elsewhere. */
export function approvedElsewhere(id: unknown, call: Call): Values | null {
  const { elsewhere } = approvalOf(id, call);
  if (!elsewhere) return null;
  const { electronic_commerce_indicator: indicator = null, transaction_id, version } = elsewhere;
  return {
    authentication_flow: null,
    electronic_commerce_indicator: indicator,
    exemption_indicator: null,
    result: results[String(indicator)] ?? null,
    result_reason: null,
    transaction_id: transaction_id ?? null,
    version: version ?? null,
  };
}
