// The list of behaviours: kinds of objects that do more than the plain rules.

import type { ApiObject, Behaviour, Rule } from './behaviour.ts';
import { account } from './resources/account.ts';
import { cashBalance } from './resources/cash-balance.ts';
import { cashTransaction } from './resources/cash-transaction.ts';
import { charge } from './resources/charge.ts';
import { checkoutSession } from './resources/checkout-session.ts';
import { coupon } from './resources/coupon.ts';
import { creditNoteLine } from './resources/credit-note-line.ts';
import { creditNote } from './resources/credit-note.ts';
import { customer } from './resources/customer.ts';
import { discount } from './resources/discount.ts';
import { dispute } from './resources/dispute.ts';
import { event } from './resources/event.ts';
import { invoiceItem } from './resources/invoice-item.ts';
import { invoice } from './resources/invoice.ts';
import { issuingAuthorization } from './resources/issuing-authorization.ts';
import { issuingTransaction } from './resources/issuing-transaction.ts';
import { item } from './resources/item.ts';
import { paymentIntent } from './resources/payment-intent.ts';
import { paymentMethod } from './resources/payment-method.ts';
import { payout } from './resources/payout.ts';
import { plan } from './resources/plan.ts';
import { portalConfiguration } from './resources/portal-configuration.ts';
import { portalSession } from './resources/portal-session.ts';
import { price } from './resources/price.ts';
import { product } from './resources/product.ts';
import { promotionCode } from './resources/promotion-code.ts';
import { quote } from './resources/quote.ts';
import { refund } from './resources/refund.ts';
import { reportRun } from './resources/report-run.ts';
import { setupIntent } from './resources/setup-intent.ts';
import { subscriptionItem } from './resources/subscription-item.ts';
import { subscriptionSchedule } from './resources/subscription-schedule.ts';
import { subscription } from './resources/subscription.ts';
import { taxRate } from './resources/tax-rate.ts';
import { taxCalculationLine } from './resources/tax-calculation-line.ts';
import { taxCalculation } from './resources/tax-calculation.ts';
import { taxRegistration } from './resources/tax-registration.ts';
import { taxTransactionLine } from './resources/tax-transaction-line.ts';
import { taxTransaction } from './resources/tax-transaction.ts';
import { testClock } from './resources/test-clock.ts';
import { token } from './resources/token.ts';
import { transferReversal } from './resources/transfer-reversal.ts';
import { transfer } from './resources/transfer.ts';
import { verificationSession } from './resources/verification-session.ts';
import { webhookEndpoint } from './resources/webhook-endpoint.ts';
import { sorted } from './skeleton.ts';

const behaviours: readonly Behaviour[] = [
  account,
  cashBalance,
  cashTransaction,
  charge,
  checkoutSession,
  coupon,
  creditNoteLine,
  creditNote,
  customer,
  discount,
  dispute,
  event,
  invoiceItem,
  invoice,
  issuingAuthorization,
  issuingTransaction,
  item,
  paymentIntent,
  paymentMethod,
  payout,
  plan,
  portalConfiguration,
  portalSession,
  price,
  product,
  promotionCode,
  quote,
  refund,
  reportRun,
  setupIntent,
  subscriptionItem,
  subscriptionSchedule,
  subscription,
  taxRate,
  taxCalculationLine,
  taxCalculation,
  taxRegistration,
  taxTransactionLine,
  taxTransaction,
  testClock,
  token,
  transferReversal,
  transfer,
  verificationSession,
  webhookEndpoint,
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
