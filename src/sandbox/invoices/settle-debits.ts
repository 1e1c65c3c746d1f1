// What a bank answers to a debit: the money, a failure, or the money and a dispute.
// Source: https://docs.stripe.com/payments/bank-debits

import { verifyAccount } from '../accounts/account-needs.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { expireQuote } from '../checkout/quote-expiry.ts';
import { expireSession } from '../checkout/session-expiry.ts';
import { at } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { waitingKind, type Waiting } from '../objects/waiting-kind.ts';
import { stopWaiting } from '../objects/waiting.ts';
import {
  debitFateOf,
  failureMessages,
  type DebitFailure,
} from '../payment-methods/debit-accounts.ts';
import { arrive, failDebit, returnCodes, succeedDebit } from '../payments/debit-charge.ts';
import { giveUpDeposits } from '../payments/deposits.ts';
import { disputeCharge } from '../payments/dispute-charge.ts';
import { revoke, useUp } from '../payments/mandates.ts';
import { settlePayout, settleTopup } from '../payments/settle-payouts.ts';
import { settleRefund } from '../payments/settle-refunds.ts';
import {
  settleCreditReversal,
  settleDebitReversal,
  settleInbound,
  settleOutbound,
} from '../payments/settle-treasury.ts';
import { settleGrant } from '../prices/credit-grants.ts';
import { giveUp, invoiceOf } from './invoice-payments.ts';
import { followIntent, subscriptionOf } from './pay-invoice.ts';

/** Of customers on this test clock, or without one. */
export function waitingDebits({ all }: Call, clock: string | null): readonly Waiting[] {
  return (all(waitingKind) as readonly Waiting[]).filter((one) => one.clock === clock);
}

/** By what their ids begin with; all others are debits. */
const settlers: Readonly<Record<string, (id: string, call: Call) => void>> = {
  ac: settleAccount,
  acct: settleAccount,
  credgr: settleGrant,
  credrev: settleCreditReversal,
  cs: expireSession,
  debrev: settleDebitReversal,
  ibt: settleInbound,
  obp: settleOutbound,
  obt: settleOutbound,
  po: settlePayout,
  qt: expireQuote,
  re: settleRefund,
  tu: settleTopup,
};

function settleAccount(id: string, call: Call): void {
  stopWaiting(id, call);
  verifyAccount(id, call);
}

/** What banks have answered by now, and what else is due, where no test clock is about it. */
export function settleDebits(call: Call): void {
  const due = waitingDebits(call, null).filter(({ time }) => time <= call.now);
  for (const { id, time } of due.toSorted((one, other) => one.time - other.time)) {
    settle(id, { ...at(call, time), emit: call.emitByTime });
  }
}

/** What waited for this time. */
export function settle(id: string, call: Call): void {
  const [prefix = ''] = id.split('_');
  (settlers[prefix] ?? settleDebit)(id, call);
}

/** Gives the intent as it is then; undefined where it does not wait any more, or is no payment. */
export function settleDebit(id: string, call: Call): ApiObject | undefined {
  stopWaiting(id, call);
  const alone = call.get('charge', id);
  if (alone) return void (alone['status'] === 'pending' && answered(alone, undefined, call));
  const setup = call.get('setup_intent', id);
  if (setup) return giveUpDeposits(setup, call);
  const intent = call.get('payment_intent', id);
  const lost = intent && giveUpDeposits(intent, call);
  if (lost) followIntent(lost, call);
  if (lost) return lost;
  const charge = call.get('charge', String(intent?.['latest_charge']));
  return intent?.['status'] === 'processing' && charge ? answered(charge, intent, call) : undefined;
}

/** What the bank's answer makes of a charge and its intent: a charge of a source has none. */
function answered(
  charge: ApiObject,
  intent: ApiObject | undefined,
  call: Call,
): ApiObject | undefined {
  const method = String(charge['payment_method']);
  const { result } = debitFateOf(call.get('payment_method', method) ?? call.get('source', method));
  if (result === 'never') return undefined;
  const failure = result in failureMessages ? (result as DebitFailure) : undefined;
  const arrived = arrive(call, charge, failure !== undefined);
  useUp(arrived, call);
  const told = intent && tell(intent, arrived, failure, call);
  const after = failure ? failDebit(call, arrived, failure) : succeedDebit(call, arrived);
  if (told) followIntent(told, call);
  if (told && failure) fallBehind(told, call);
  if (result === 'disputed') {
    disputeCharge(call, after, debitDispute);
    revoke(after, call);
  }
  return told && (call.get('payment_intent', told.id) ?? told);
}

/** There is no appeal. */
const debitDispute = { reason: 'debit_not_authorized', status: 'lost' };

/** Told before its charge is. */
function tell(
  intent: ApiObject,
  charge: ApiObject,
  failure: DebitFailure | undefined,
  call: Call,
): ApiObject {
  if (!failure) {
    const values = { amount_received: intent['amount'], status: 'succeeded' };
    return change(call, intent, values, 'payment_intent.succeeded');
  }
  const values = {
    last_payment_error: errorOf(intent, charge, failure, call),
    payment_method: null,
    status: 'requires_payment_method',
  };
  return change(call, intent, values, 'payment_intent.payment_failed');
}

/** Why debits fail, where that is none of the API's own error codes: https://docs.stripe.com/error-codes */
const unlisted: ReadonlySet<DebitFailure> = new Set([
  'charge_exceeds_weekly_limit',
  'incorrect_account_holder_name',
  'invalid_currency',
]);
const attemptFailed = 'payment_intent_payment_attempt_failed';

/** From here on versions call it a decline. */
const declinedSince = '2024-09-30';

function errorOf(intent: ApiObject, charge: ApiObject, code: DebitFailure, call: Call): Values {
  const method = call.get('payment_method', String(intent['payment_method']));
  const isFormer = call.version < declinedSince;
  const listed = unlisted.has(code) ? attemptFailed : code;
  const told = {
    code: listed,
    doc_url: `https://stripe.com/docs/error-codes/${listed.replaceAll('_', '-')}`,
    message: failureMessages[code],
    payment_method: method,
  };
  if (isFormer) return { charge: charge.id, ...told, type: 'invalid_request_error' };
  const network = method?.['type'] === 'us_bank_account' ? returnCodes[code] : undefined;
  return sorted({
    ...told,
    decline_code: 'generic_decline',
    failure_code: code,
    ...(network === undefined ? {} : { network_decline_code: network }),
    payment_method_type: method?.['type'],
    type: 'card_error',
  });
}

/** Of invoices: nobody tries to pay them again. */
const ended: ReadonlySet<unknown> = new Set(['paid', 'void']);

/** A subscription that went on while the bank was asked, where its invoice still waits. */
function fallBehind(intent: ApiObject, call: Call): void {
  const invoice = invoiceOf(intent, call);
  if (invoice && ended.has(invoice['status'])) giveUp(invoice, call);
  if (invoice?.['status'] !== 'open') return;
  const subscription = subscriptionOf(invoice, call);
  if (subscription?.['latest_invoice'] !== invoice.id || subscription['status'] !== 'active')
    return;
  change(call, subscription, { status: 'past_due' }, 'customer.subscription.updated');
}
