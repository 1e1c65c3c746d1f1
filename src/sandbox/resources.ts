// The list of behaviours: kinds of objects that do more than the plain rules.

import type { ApiObject, Behaviour, Rule } from './behaviour.ts';
import { sorted } from './skeleton.ts';
import { cashBalance } from './resources/cash-balance.ts';
import { customer } from './resources/customer.ts';
import { event } from './resources/event.ts';
import { price } from './resources/price.ts';
import { product } from './resources/product.ts';
import { webhookEndpoint } from './resources/webhook-endpoint.ts';

import { charge } from './resources/charge.ts';
import { dispute } from './resources/dispute.ts';
import { paymentIntent } from './resources/payment-intent.ts';
import { paymentMethod } from './resources/payment-method.ts';
import { payout } from './resources/payout.ts';
import { refund } from './resources/refund.ts';
import { setupIntent } from './resources/setup-intent.ts';
import { transfer } from './resources/transfer.ts';
import { transferReversal } from './resources/transfer-reversal.ts';
import { account } from './resources/account.ts';
import { promotionCode } from './resources/promotion-code.ts';
import { token } from './resources/token.ts';
import { invoice } from './resources/invoice.ts';
import { invoiceItem } from './resources/invoice-item.ts';
import { subscription } from './resources/subscription.ts';
import { plan } from './resources/plan.ts';
import { verificationSession } from './resources/verification-session.ts';
import { checkoutSession } from './resources/checkout-session.ts';
import { creditNote } from './resources/credit-note.ts';
import { quote } from './resources/quote.ts';
import { testClock } from './resources/test-clock.ts';
import { subscriptionSchedule } from './resources/subscription-schedule.ts';
import { cashTransaction } from './resources/cash-transaction.ts';
import { issuingTransaction } from './resources/issuing-transaction.ts';
import { issuingAuthorization } from './resources/issuing-authorization.ts';
import { reportRun } from './resources/report-run.ts';
const behaviours: readonly Behaviour[] = [
  cashBalance,
  customer,
  event,
  price,
  product,
  account,
  promotionCode,
  token,
  invoice,
  invoiceItem,
  subscription,
  plan,
  verificationSession,
  checkoutSession,
  creditNote,
  quote,
  testClock,
  subscriptionSchedule,
  cashTransaction,
  issuingTransaction,
  issuingAuthorization,
  reportRun,
  webhookEndpoint,
  charge,
  dispute,
  paymentIntent,
  paymentMethod,
  payout,
  refund,
  setupIntent,
  transfer,
  transferReversal,
];

const byObject: ReadonlyMap<string, Behaviour> = new Map(
  behaviours.map((behaviour) => [behaviour.object, inOrder(behaviour)]),
);

/** Whatever a rule adds, the names of an object stand in Stripe's order. */
function inOrder(behaviour: Behaviour): Behaviour {
  const rules = Object.entries(behaviour.rules ?? {}).map(([verb, rule]): [string, Rule] => [
    verb,
    (before, call) => sorted(rule(before, call)) as ApiObject,
  ]);
  return rules.length === 0 ? behaviour : { ...behaviour, rules: Object.fromEntries(rules) };
}

export function behaviourOf(object: string): Behaviour | undefined {
  return byObject.get(object);
}
