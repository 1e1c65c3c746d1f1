// Charges of bank accounts: told at once, in the balance a while later, and given back where the bank
// refuses. Source: https://docs.stripe.com/payments/ach-direct-debit

import { moveBalance, tellBalance } from '../accounts/balance.ts';
import { settledAs } from '../accounts/settlement.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { failureMessages, type DebitFailure } from '../payment-methods/debit-accounts.ts';
import { approved, common, receiptOf, settle, type Payment } from './card-payment.ts';

/** While a bank is asked for it. */
export function pend(call: Call, payment: Payment, mandate?: string): ApiObject {
  const told = common(call, payment);
  return make(call, 'charge', told, {
    amount_captured: told['amount'],
    captured: true,
    outcome: approved(),
    paid: false,
    payment_method_details: withMandate(told['payment_method_details'], mandate),
    receipt_url: null,
    status: 'pending',
  });
}

function withMandate(details: unknown, mandate: string | undefined): unknown {
  const { type, ...kinds } = Object(details) as Values;
  if (mandate === undefined) return details;
  const account = sorted({ ...Object(kinds[String(type)]), mandate });
  return sorted({ [String(type)]: account, type });
}

/** What a bank sends days later, or seems to send. Emits charge.updated. */
export function arrive(call: Call, pending: ApiObject, isLost: boolean): ApiObject {
  const settling = isAmerican(pending) ? { isAvailable: true, feeOf: achFee } : usual;
  const settled = settle(call, pending, { ...settling, isLost });
  call.emit('charge.updated', settled, pending);
  return settled;
}

const usual = { isAvailable: false };

/** Those of the United States are available at once in test mode. */
function isAmerican({ payment_method_details: details }: ApiObject): boolean {
  return (Object(details) as Values)['type'] === 'us_bank_account';
}

/**
 * 0.8 %, 5 dollars at the most; what a failure costs.
 * Source: https://stripe.com/pricing/local-payment-methods
 */
const achFee = (amount: number): number => Math.min(Math.round(amount * 0.008), 500);
const achFailureFee = 400;

/** Emits charge.succeeded, and balance.available where it is there to be paid out. */
export function succeedDebit(call: Call, settled: ApiObject): ApiObject {
  const intent = call.get('payment_intent', String(settled['payment_intent']));
  const told = { paid: true, receipt_url: receiptOf(intent ?? {}, call), status: 'succeeded' };
  const after = change(call, settled, told, 'charge.succeeded');
  if (isAmerican(after)) tellBalance(call);
  return after;
}

/** The bank is not asked any more. Emits charge.failed. */
export function dropDebit(call: Call, pending: ApiObject): void {
  const told = { failure_message: 'The payment was canceled.', outcome: null, status: 'failed' };
  change(call, pending, told, 'charge.failed');
}

/** As the rules of the ACH network number them. */
export const returnCodes: Partial<Readonly<Record<DebitFailure, string>>> = {
  account_closed: 'R02',
  insufficient_funds: 'R01',
  no_account: 'R03',
};

/** The bank takes back what seemed to have come. Emits charge.failed. */
export function failDebit(call: Call, settled: ApiObject, code: DebitFailure): ApiObject {
  const known = call.get('balance_transaction', String(settled['balance_transaction']));
  const american = isAmerican(settled);
  const fee = american ? [{ amount: achFailureFee, description: 'ACH failure fee' }] : [];
  const transaction = moveBalance(call, {
    type: 'payment_failure_refund',
    category: 'charge_failure',
    amount: -Number(known?.['amount']),
    currency: settledAs(settled, call).currency,
    fee: -Number(known?.['fee']),
    feeDescription: 'Stripe processing fee refund',
    moreFees: fee,
    description: 'Payment failure refund',
    source: settled.id,
    isAvailable: american,
  });
  const told = {
    failure_balance_transaction: transaction.id,
    failure_code: code,
    failure_message: failureMessages[code],
    outcome: {
      ...approved(),
      network_decline_code: american ? (returnCodes[code] ?? null) : null,
      network_status: 'declined_by_network',
      reason: 'generic_decline',
      seller_message: 'The bank did not return any further details with this decline.',
      type: 'issuer_declined',
    },
    paid: false,
    status: 'failed',
  };
  return change(call, settled, told, 'charge.failed');
}
