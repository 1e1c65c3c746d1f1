// The list of behaviours: kinds of objects that do more than the plain rules.

import type { ApiObject, Behaviour, Rule } from './behaviour.ts';
import { asFormerly, formerKinds } from './former-shapes.ts';
import { inOrder } from './objects/layered.ts';
import { accountLink } from './resources/account-link.ts';
import { accountSession } from './resources/account-session.ts';
import {
  accountLinkOfV2,
  accountOfV2,
  accountTokenOfV2,
  personOfV2,
  personTokenOfV2,
} from './resources/account-v2.ts';
import { account } from './resources/account.ts';
import { activeEntitlement } from './resources/active-entitlement.ts';
import { alert } from './resources/alert.ts';
import { appsSecret } from './resources/apps-secret.ts';
import { balanceSettings } from './resources/balance-settings.ts';
import { balanceTransaction } from './resources/balance-transaction.ts';
import { bankAccount, card } from './resources/bank-account.ts';
import { capability } from './resources/capability.ts';
import { cashBalance } from './resources/cash-balance.ts';
import { cashTransaction } from './resources/cash-transaction.ts';
import { charge } from './resources/charge.ts';
import { checkoutSession } from './resources/checkout-session.ts';
import { climateOrder } from './resources/climate-order.ts';
import { climateProduct, climateSupplier } from './resources/climate-product.ts';
import { confirmationToken } from './resources/confirmation-token.ts';
import { connectionsAccount, connectionsSession } from './resources/connections-session.ts';
import { countrySpec } from './resources/country-spec.ts';
import { coupon } from './resources/coupon.ts';
import { creditBalanceSummary } from './resources/credit-balance-summary.ts';
import { creditBalanceTransaction } from './resources/credit-balance-transaction.ts';
import { creditGrant } from './resources/credit-grant.ts';
import { creditNoteLine } from './resources/credit-note-line.ts';
import { creditNote } from './resources/credit-note.ts';
import { customerBalanceTransaction } from './resources/customer-balance-transaction.ts';
import { customerSession } from './resources/customer-session.ts';
import { customer } from './resources/customer.ts';
import { discount } from './resources/discount.ts';
import { dispute } from './resources/dispute.ts';
import { ephemeralKey } from './resources/ephemeral-key.ts';
import { eventDestination, eventOfV2 } from './resources/event-destination.ts';
import { event } from './resources/event.ts';
import { exchangeRate } from './resources/exchange-rate.ts';
import { feeRefund } from './resources/fee-refund.ts';
import { fileLink } from './resources/file-link.ts';
import { file } from './resources/file.ts';
import { forwardingRequest } from './resources/forwarding-request.ts';
import { fundingInstructions } from './resources/funding-instructions.ts';
import { invoiceItem } from './resources/invoice-item.ts';
import { invoiceRenderingTemplate } from './resources/invoice-rendering-template.ts';
import { invoice } from './resources/invoice.ts';
import { issuingAuthorization } from './resources/issuing-authorization.ts';
import { issuingCard } from './resources/issuing-card.ts';
import { issuingCardholder } from './resources/issuing-cardholder.ts';
import { issuingDesign } from './resources/issuing-design.ts';
import { issuingDispute } from './resources/issuing-dispute.ts';
import { issuingPhysicalBundle } from './resources/issuing-physical-bundle.ts';
import { issuingTransaction } from './resources/issuing-transaction.ts';
import { item } from './resources/item.ts';
import { lineItem } from './resources/line-item.ts';
import { loginLink } from './resources/login-link.ts';
import {
  meterEventAdjustment,
  meterEventAdjustmentV2,
} from './resources/meter-event-adjustment.ts';
import { meterEventSession } from './resources/meter-event-session.ts';
import { meterEventSummary } from './resources/meter-event-summary.ts';
import { meterEvent, meterEventV2 } from './resources/meter-event.ts';
import { meter } from './resources/meter.ts';
import { paymentIntent } from './resources/payment-intent.ts';
import { paymentLineItem } from './resources/payment-line-item.ts';
import { paymentLink } from './resources/payment-link.ts';
import { paymentMethodConfiguration } from './resources/payment-method-configuration.ts';
import { paymentMethodDomain } from './resources/payment-method-domain.ts';
import { paymentMethod } from './resources/payment-method.ts';
import { paymentRecord } from './resources/payment-record.ts';
import { payout } from './resources/payout.ts';
import { person } from './resources/person.ts';
import { plan } from './resources/plan.ts';
import { portalConfiguration } from './resources/portal-configuration.ts';
import { portalSession } from './resources/portal-session.ts';
import { price } from './resources/price.ts';
import { entitlementFeature } from './resources/entitlement-feature.ts';
import { productFeature } from './resources/product-feature.ts';
import { product } from './resources/product.ts';
import { promotionCode } from './resources/promotion-code.ts';
import { quote } from './resources/quote.ts';
import { refund } from './resources/refund.ts';
import { reportRun } from './resources/report-run.ts';
import { reportType } from './resources/report-type.ts';
import { review } from './resources/review.ts';
import { setupIntent } from './resources/setup-intent.ts';
import { shippingRate } from './resources/shipping-rate.ts';
import { source } from './resources/source.ts';
import { subscriptionItem } from './resources/subscription-item.ts';
import { subscriptionSchedule } from './resources/subscription-schedule.ts';
import { subscription } from './resources/subscription.ts';
import { taxCalculationLine } from './resources/tax-calculation-line.ts';
import { taxCalculation } from './resources/tax-calculation.ts';
import { taxCode } from './resources/tax-code.ts';
import { taxId } from './resources/tax-id.ts';
import { taxRate } from './resources/tax-rate.ts';
import { taxRegistration } from './resources/tax-registration.ts';
import { taxTransactionLine } from './resources/tax-transaction-line.ts';
import { taxTransaction } from './resources/tax-transaction.ts';
import { terminalConfiguration } from './resources/terminal-configuration.ts';
import { terminalConnectionToken } from './resources/terminal-connection-token.ts';
import { terminalLocation } from './resources/terminal-location.ts';
import { terminalOnboardingLink } from './resources/terminal-onboarding-link.ts';
import { terminalReader } from './resources/terminal-reader.ts';
import { testClock } from './resources/test-clock.ts';
import { token } from './resources/token.ts';
import { topup } from './resources/topup.ts';
import { transferReversal } from './resources/transfer-reversal.ts';
import { transfer } from './resources/transfer.ts';
import {
  financialAccount,
  financialAccountFeatures,
} from './resources/treasury-financial-account.ts';
import { inboundTransfer } from './resources/treasury-inbound-transfer.ts';
import { outboundPayment, outboundTransfer } from './resources/treasury-outbound.ts';
import { receivedCredit, receivedDebit } from './resources/treasury-received.ts';
import { creditReversal, debitReversal } from './resources/treasury-reversal.ts';
import { transactionEntry, treasuryTransaction } from './resources/treasury-transaction.ts';
import { valueListItem } from './resources/value-list-item.ts';
import { valueList } from './resources/value-list.ts';
import { verificationSession } from './resources/verification-session.ts';
import { webhookEndpoint } from './resources/webhook-endpoint.ts';

const behaviours: readonly Behaviour[] = [
  taxCode,
  reportType,
  invoiceRenderingTemplate,
  paymentRecord,
  paymentMethodDomain,
  paymentMethodConfiguration,
  ephemeralKey,
  customerSession,
  alert,
  creditGrant,
  creditBalanceTransaction,
  creditBalanceSummary,
  accountLink,
  accountSession,
  activeEntitlement,
  account,
  balanceSettings,
  balanceTransaction,
  bankAccount,
  card,
  capability,
  cashBalance,
  cashTransaction,
  charge,
  checkoutSession,
  confirmationToken,
  countrySpec,
  coupon,
  creditNoteLine,
  creditNote,
  customerBalanceTransaction,
  customer,
  discount,
  dispute,
  event,
  exchangeRate,
  feeRefund,
  fileLink,
  file,
  fundingInstructions,
  invoiceItem,
  invoice,
  issuingAuthorization,
  issuingCard,
  issuingCardholder,
  issuingDispute,
  issuingTransaction,
  meter,
  meterEvent,
  meterEventAdjustment,
  meterEventAdjustmentV2,
  meterEventSession,
  meterEventSummary,
  meterEventV2,
  item,
  lineItem,
  loginLink,
  paymentIntent,
  paymentLineItem,
  paymentLink,
  paymentMethod,
  payout,
  person,
  plan,
  portalConfiguration,
  portalSession,
  price,
  entitlementFeature,
  productFeature,
  product,
  promotionCode,
  quote,
  refund,
  reportRun,
  review,
  setupIntent,
  shippingRate,
  source,
  subscriptionItem,
  subscriptionSchedule,
  subscription,
  taxId,
  taxRate,
  taxCalculationLine,
  taxCalculation,
  taxRegistration,
  taxTransactionLine,
  taxTransaction,
  terminalConfiguration,
  terminalConnectionToken,
  terminalLocation,
  terminalReader,
  testClock,
  token,
  topup,
  transferReversal,
  transfer,
  valueListItem,
  valueList,
  verificationSession,
  webhookEndpoint,
  accountLinkOfV2,
  accountOfV2,
  accountTokenOfV2,
  personOfV2,
  personTokenOfV2,
  appsSecret,
  climateOrder,
  climateProduct,
  climateSupplier,
  connectionsAccount,
  connectionsSession,
  eventDestination,
  eventOfV2,
  forwardingRequest,
  issuingDesign,
  issuingPhysicalBundle,
  terminalOnboardingLink,
  financialAccount,
  financialAccountFeatures,
  inboundTransfer,
  outboundPayment,
  outboundTransfer,
  receivedCredit,
  receivedDebit,
  creditReversal,
  debitReversal,
  transactionEntry,
  treasuryTransaction,
];

const byObject: ReadonlyMap<string, Behaviour> = new Map(
  behaviours.map((behaviour) => [behaviour.object, withFormer(ordered(behaviour))]),
);

/** Older versions are told more. */
function withFormer(behaviour: Behaviour): Behaviour {
  const { object, present } = behaviour;
  if (!formerKinds.includes(object)) return behaviour;
  return {
    ...behaviour,
    present: (version, call) => asFormerly(present ? present(version, call) : version, call),
  };
}

/** Whatever a rule adds, the names of an object stand in Stripe's order. */
function ordered(behaviour: Behaviour): Behaviour {
  const rules = Object.entries(behaviour.rules ?? {}).map(([verb, rule]): [string, Rule] => [
    verb,
    (before, call) => inOrder(rule(before, call)) as ApiObject,
  ]);
  return rules.length === 0 ? behaviour : { ...behaviour, rules: Object.fromEntries(rules) };
}

export function behaviourOf(object: string): Behaviour | undefined {
  return byObject.get(object);
}
