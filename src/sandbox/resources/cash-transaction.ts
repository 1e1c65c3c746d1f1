// What moves a customer's cash balance: in test mode, money that a bank transfer brings.
// Source: https://docs.stripe.com/payments/customer-balance/funding-instructions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { reconcile } from '../invoices/reconcile.ts';
import { sorted } from '../objects/skeleton.ts';
import { readTransfer, transferKindFor } from '../payment-methods/bank-transfers.ts';
import { cashBalanceOf, isReconciled, moveCash } from '../payments/cash-balance.ts';

export const cashTransaction: Behaviour = {
  object: 'customer_cash_balance_transaction',
  makers: { fund_cash_balance: fund },
};

/** What is known of the sender, by the kind of transfer. */
const senders: Readonly<Record<string, object>> = {
  eu_bank_transfer: { bic: 'TESTDEFFXXX', iban_last4: '3000', sender_name: 'Jenny Rosen' },
  gb_bank_transfer: {
    account_number_last4: '2345',
    sender_name: 'Jenny Rosen',
    sort_code: '108800',
  },
  jp_bank_transfer: {
    sender_bank: 'STRIPE TEST BANK',
    sender_branch: 'TEST BRANCH',
    sender_name: 'Jenny Rosen',
  },
  us_bank_transfer: { network: 'ach', sender_name: 'Jenny Rosen' },
};

function fund(call: Call): ApiObject {
  const { params, ids } = call;
  const { id: customer } = customerOf(ids.get('customer'), call);
  const [amount, currency] = [Number(params['amount']), String(params['currency'])];
  if (amount < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  const type = transferKindFor(currency);
  if (type !== 'eu_bank_transfer') readTransfer({ type }, currency, 'currency');
  const sender = senders[type] && { [type]: senders[type] };
  const transfer = sorted({ reference: params['reference'] ?? null, type, ...sender });
  const values = { funded: { bank_transfer: transfer }, type: 'funded' };
  const made = moveCash(customer, { currency, amount, values }, call);
  call.emit('cash_balance.funds_available', cashBalanceOf(customer, call));
  if (isReconciled(customer, call)) {
    reconcile(customer, { amount, currency, reference: params['reference'] }, call);
  }
  return made;
}
