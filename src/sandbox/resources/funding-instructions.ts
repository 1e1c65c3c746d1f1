// Funding instructions: how a customer sends money by bank transfer.
// Source: https://docs.stripe.com/api/cash_balance_transactions/funding_instructions

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { financialAddresses, readTransfer } from '../payment-methods/bank-transfers.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const fundingInstructions: Behaviour = {
  object: 'funding_instructions',
  makers: { create_funding_instructions: instruct },
};

/** The same ones each time, without an id of their own. */
function instruct(call: Call): ApiObject {
  const { params, ids } = call;
  const { id: customer } = customerOf(ids.get('customer'), call);
  const transfer = readTransfer(
    inner(params['bank_transfer']),
    params['currency'],
    'bank_transfer',
  );
  return {
    object: 'funding_instructions',
    bank_transfer: {
      country: transfer.country,
      financial_addresses: financialAddresses(customer, transfer),
      type: transfer.type,
    },
    currency: params['currency'],
    funding_type: 'bank_transfer',
    livemode: false,
  } as unknown as ApiObject;
}
