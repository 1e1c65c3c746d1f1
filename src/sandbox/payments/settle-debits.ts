// What a bank answers to a debit: the money, a failure, or the money and a dispute.
// Source: https://docs.stripe.com/payments/bank-debits

import type { ApiObject, Call } from '../behaviour.ts';
import { giveUp } from '../invoices/invoice-payments.ts';
import { followIntent, subscriptionOf } from '../invoices/pay-invoice.ts';
import { at } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import {
  debitFateOf,
  failureMessages,
  type DebitFailure,
} from '../payment-methods/debit-accounts.ts';
import { arrive } from './card-payment.ts';
import { giveUpDeposits } from './deposits.ts';
import { disputeCharge } from './dispute-charge.ts';
import { settlePayout, settleTopup } from './settle-payouts.ts';
import { waitingKind, type Waiting } from './waiting-kind.ts';

/** Of customers on this test clock, or without one. */
export function waitingDebits({ all }: Call, clock: string | null): readonly Waiting[] {
  return (all(waitingKind) as readonly Waiting[]).filter((one) => one.clock === clock);
}

const settlers: Readonly<Record<string, (id: string, call: Call) => void>> = {
  po: settlePayout,
  tu: settleTopup,
};

/** What banks have answered by now to payouts and top-ups, and to debits that no test clock is about. */
export function settleDebits(call: Call): void {
  for (const { id, time } of waitingDebits(call, null)) {
    if (time > call.now) continue;
    const settle = settlers[id.slice(0, 2)] ?? settleDebit;
    settle(id, { ...at(call, time), emit: call.emitByTime });
  }
}

/** Gives the intent as it is then; undefined where it does not wait any more, or is no payment. */
export function settleDebit(id: string, call: Call): ApiObject | undefined {
  const waiting = call.get(waitingKind, id);
  if (waiting) call.remove(waiting);
  if (call.get('charge', id)) return settleCharge(id, call);
  const setup = call.get('setup_intent', id);
  if (setup) return giveUpDeposits(setup, call);
  const intent = call.get('payment_intent', id);
  const lost = intent && giveUpDeposits(intent, call);
  if (lost) followIntent(lost, call);
  if (lost) return lost;
  const charge = call.get('charge', String(intent?.['latest_charge']));
  if (intent?.['status'] !== 'processing' || !charge) return undefined;
  const { result } = debitFateOf(call.get('payment_method', String(charge['payment_method'])));
  if (result in failureMessages) return failed(intent, charge, result as DebitFailure, call);
  const arrived = arrive(call, charge);
  const values = { amount_received: intent['amount'], status: 'succeeded' };
  const after = change(call, intent, values, 'payment_intent.succeeded');
  followIntent(after, call);
  if (result === 'disputed') disputeCharge(call, arrived, debitDispute);
  return after;
}

/** One without an intent, of a source. */
function settleCharge(id: string, call: Call): undefined {
  const charge = call.get('charge', id);
  if (charge?.['status'] !== 'pending') return;
  const { result } = debitFateOf(call.get('source', String(charge['payment_method'])));
  if (result in failureMessages) {
    failCharge(charge, result as DebitFailure, call);
    return;
  }
  const arrived = arrive(call, charge);
  if (result === 'disputed') disputeCharge(call, arrived, debitDispute);
}

/** There is no appeal. */
const debitDispute = { reason: 'debit_not_authorized', status: 'lost' };

function failCharge(charge: ApiObject, code: DebitFailure, call: Call): void {
  const message = failureMessages[code];
  const outcome = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: 'declined_by_network',
    reason: code,
    risk_level: 'not_assessed',
    seller_message: message,
    type: 'issuer_declined',
  };
  const told = { failure_code: code, failure_message: message, outcome, status: 'failed' };
  change(call, charge, told, 'charge.failed');
}

function failed(intent: ApiObject, charge: ApiObject, code: DebitFailure, call: Call): ApiObject {
  const message = failureMessages[code];
  failCharge(charge, code, call);
  const error = {
    charge: charge.id,
    code,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
    payment_method: call.get('payment_method', String(intent['payment_method'])),
    type: 'invalid_request_error',
  };
  const values = {
    last_payment_error: error,
    payment_method: null,
    status: 'requires_payment_method',
  };
  const after = change(call, intent, values, 'payment_intent.payment_failed');
  followIntent(after, call);
  fallBehind(after, call);
  return call.get('payment_intent', after.id) ?? after;
}

/** Of invoices: nobody tries to pay them again. */
const ended: ReadonlySet<unknown> = new Set(['paid', 'void']);

/** A subscription that went on while the bank was asked, where its invoice still waits. */
function fallBehind({ payment_details: details }: ApiObject, call: Call): void {
  const invoice = call.get('invoice', String(Object(details)['order_reference']));
  if (invoice && ended.has(invoice['status'])) giveUp(invoice, call);
  if (invoice?.['status'] !== 'open') return;
  const subscription = subscriptionOf(invoice, call);
  if (subscription?.['latest_invoice'] !== invoice.id || subscription['status'] !== 'active')
    return;
  change(call, subscription, { status: 'past_due' }, 'customer.subscription.updated');
}
