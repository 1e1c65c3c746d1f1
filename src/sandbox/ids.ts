// Ids as Stripe writes them: a prefix that tells the kind, then letters and digits.
// Source: https://docs.stripe.com/api (ids in examples) and recorded test-mode answers.

import type { Random } from '../base/random.ts';

const alphanumeric = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** By object: prefix and number of characters after it. */
const shapes: ReadonlyMap<string, readonly [prefix: string, length: number]> = new Map([
  ['account', ['acct', 16]],
  ['apple_pay_domain', ['apwc', 24]],
  ['application_fee', ['fee', 24]],
  ['apps.secret', ['appsecret', 24]],
  ['balance_transaction', ['txn', 24]],
  ['bank_account', ['ba', 24]],
  ['billing.alert', ['alrt', 24]],
  ['billing.credit_balance_transaction', ['cbtxn', 24]],
  ['billing.credit_grant', ['credgr', 24]],
  ['billing.meter', ['mtr_test', 50]],
  ['billing_portal.configuration', ['bpc', 24]],
  ['billing_portal.session', ['bps', 24]],
  ['capability', ['cap', 24]],
  ['card', ['card', 24]],
  ['charge', ['ch', 24]],
  ['checkout.session', ['cs_test', 58]],
  ['climate.order', ['climorder', 24]],
  ['confirmation_token', ['ctoken', 24]],
  ['coupon', ['', 8]],
  ['credit_note', ['cn', 24]],
  ['credit_note_line_item', ['cnli', 24]],
  ['customer', ['cus', 14]],
  ['customer_balance_transaction', ['cbtxn', 24]],
  ['customer_cash_balance_transaction', ['ccsbtxn', 24]],
  ['discount', ['di', 24]],
  ['dispute', ['dp', 24]],
  ['entitlements.active_entitlement', ['ent_test', 58]],
  ['entitlements.feature', ['feat_test', 58]],
  ['ephemeral_key', ['ephkey', 24]],
  ['event', ['evt', 24]],
  ['fee_refund', ['fr', 24]],
  ['file', ['file', 24]],
  ['file_link', ['link', 24]],
  ['financial_connections.account', ['fca', 24]],
  ['financial_connections.session', ['fcsess', 24]],
  ['forwarding.request', ['fwdreq', 24]],
  ['identity.verification_report', ['vr', 24]],
  ['identity.verification_session', ['vs', 24]],
  ['invoice', ['in', 24]],
  ['invoice_payment', ['inpay', 24]],
  ['invoice_rendering_template', ['inrtem', 24]],
  ['invoiceitem', ['ii', 24]],
  ['issuing.authorization', ['iauth', 24]],
  ['issuing.card', ['ic', 24]],
  ['issuing.cardholder', ['ich', 24]],
  ['issuing.dispute', ['idp', 24]],
  ['issuing.personalization_design', ['ipd', 24]],
  ['issuing.physical_bundle', ['ics', 24]],
  ['issuing.token', ['intok', 24]],
  ['issuing.transaction', ['ipi', 24]],
  ['line_item', ['il', 24]],
  ['mandate', ['mandate', 24]],
  ['payment_attempt_record', ['par', 24]],
  ['payment_intent', ['pi', 24]],
  ['payment_link', ['plink', 24]],
  ['payment_method', ['pm', 24]],
  ['payment_method_configuration', ['pmc', 24]],
  ['payment_method_domain', ['pmd', 24]],
  ['payment_record', ['pr', 24]],
  ['payout', ['po', 24]],
  ['person', ['person', 24]],
  ['plan', ['plan', 14]],
  ['price', ['price', 24]],
  ['product', ['prod', 14]],
  ['product_feature', ['prodft', 24]],
  ['promotion_code', ['promo', 24]],
  ['quote', ['qt', 24]],
  ['radar.early_fraud_warning', ['issfr', 24]],
  ['radar.payment_evaluation', ['peval', 24]],
  ['radar.value_list', ['rsl', 24]],
  ['radar.value_list_item', ['rsli', 24]],
  ['refund', ['re', 24]],
  ['reporting.report_run', ['frr', 24]],
  ['review', ['prv', 24]],
  ['scheduled_query_run', ['sqr', 24]],
  ['setup_attempt', ['setatt', 24]],
  ['setup_intent', ['seti', 24]],
  ['shipping_rate', ['shr', 24]],
  ['source', ['src', 24]],
  ['subscription', ['sub', 24]],
  ['subscription_item', ['si', 14]],
  ['subscription_schedule', ['sub_sched', 24]],
  ['tax.calculation', ['taxcalc', 24]],
  ['tax.registration', ['taxreg', 24]],
  ['tax.transaction', ['tax', 24]],
  ['tax_id', ['txi', 24]],
  ['tax_rate', ['txr', 24]],
  ['terminal.configuration', ['tmc', 14]],
  ['terminal.location', ['tml', 14]],
  ['terminal.onboarding_link', ['tmol', 24]],
  ['terminal.reader', ['tmr', 14]],
  ['test_helpers.test_clock', ['clock', 24]],
  ['token', ['tok', 24]],
  ['topup', ['tu', 24]],
  ['transfer', ['tr', 24]],
  ['transfer_reversal', ['trr', 24]],
  ['treasury.credit_reversal', ['credrev', 24]],
  ['treasury.debit_reversal', ['debrev', 24]],
  ['treasury.financial_account', ['fa', 24]],
  ['treasury.inbound_transfer', ['ibt', 24]],
  ['treasury.outbound_payment', ['obp', 24]],
  ['treasury.outbound_transfer', ['obt', 24]],
  ['treasury.received_credit', ['rc', 24]],
  ['treasury.received_debit', ['rd', 24]],
  ['treasury.transaction', ['trxn', 24]],
  ['treasury.transaction_entry', ['trxne', 24]],
  ['webhook_endpoint', ['we', 24]],
  ['v2.core.account', ['acct', 16]],
  ['v2.core.account_person', ['person', 24]],
  ['v2.core.event', ['evt', 24]],
  ['v2.core.event_destination', ['ed_test', 24]],
]);

/** Kinds not in the table: their initials, as in `ff` for `financial_fee`, and 24 characters. */
export function idShape(object: string): readonly [prefix: string, length: number] {
  const known = shapes.get(object);
  if (known) return known;
  const words = object.slice(object.lastIndexOf('.') + 1).split('_');
  return [words.map((word) => word.slice(0, words.length > 1 ? 1 : 4)).join(''), 24];
}

/** `cus_` and 14 random characters; those of 24 carry the account's last ten in their middle. */
export function makeId(random: Random, account: string, shape: readonly [string, number]): string {
  const [prefix, length] = shape;
  const lead = prefix === 'pi' || prefix === 'ch' ? '3' : '1';
  const rest =
    length === 24
      ? lead + random.text(5, alphanumeric) + account.slice(-10) + random.text(8, alphanumeric)
      : random.text(length, alphanumeric);
  return prefix === '' ? rest : `${prefix}_${rest}`;
}

/** `req_` and 14 characters. */
export function makeRequestId(random: Random): string {
  return `req_${random.text(14, alphanumeric)}`;
}

/** Letters and digits, as in a webhook's `whsec_` secret. */
export function randomText(random: Random, length: number): string {
  return random.text(length, alphanumeric);
}

/** Capitals and digits, as an invoice prefix or a promotion code. */
export function randomCode(random: Random, length: number): string {
  return random.text(length, capitals);
}
