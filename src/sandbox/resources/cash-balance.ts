// The cash balance of a customer: its settings follow the account's until they are chosen.
// Source: https://docs.stripe.com/api/cash_balance/update

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const cashBalance: Behaviour = { object: 'cash_balance', rules: { update } };

function update(plain: ApiObject, { params }: Call): ApiObject {
  const { reconciliation_mode: mode } = inner(params['settings']);
  if (mode === undefined) return plain;
  const isUsual = mode === 'merchant_default';
  return {
    ...plain,
    settings: {
      reconciliation_mode: isUsual ? 'automatic' : mode,
      using_merchant_default: isUsual,
    },
  };
}
