// Triggers whose event the sandbox does not make yet, each with what stands in its way.

/** Names of recipes that are no event types: the event that tells of their success. */
export const otherEvents: ReadonlyMap<string, string> = new Map([
  ['issuing_authorization.request.eu', 'issuing_authorization.request'],
  ['issuing_authorization.request.gb', 'issuing_authorization.request'],
  ['issuing_card.created.eu', 'issuing_card.created'],
  ['issuing_card.created.gb', 'issuing_card.created'],
  ['issuing_cardholder.created.eu', 'issuing_cardholder.created'],
  ['issuing_cardholder.created.gb', 'issuing_cardholder.created'],
  ['subscription.payment_failed', 'invoice.payment_failed'],
  ['subscription.payment_succeeded', 'invoice.payment_succeeded'],
]);

/** What the sandbox lacks → the triggers that need it. Take away what has come. */
const missing: readonly (readonly [lack: string, triggers: readonly string[]])[] = [
  [
    'nothing makes this event',
    [
      'account.application.deauthorized',
      'checkout.session.async_payment_failed',
      'customer.subscription.paused',
      'customer.subscription.trial_will_end',
      'reporting.report_run.succeeded',
    ],
  ],
  [
    'no the parameter confirm of payment_intent',
    [
      'balance.available',
      'charge.captured',
      'charge.dispute.closed',
      'charge.dispute.created',
      'charge.dispute.updated',
      'charge.failed',
      'charge.refund.updated',
      'charge.refunded',
      'charge.succeeded',
      'payment_intent.amount_capturable_updated',
      'payment_intent.payment_failed',
      'payment_intent.processing',
      'payment_intent.requires_action',
      'payment_intent.succeeded',
      'payout.created',
      'payout.updated',
      'transfer.created',
      'transfer.reversed',
      'transfer.updated',
    ],
  ],
  [
    'no POST /v1/test_helpers/customers/{customer}/fund_cash_balance',
    ['cash_balance.funds_available', 'customer_cash_balance_transaction.created'],
  ],
  [
    'no GET /v1/payment_pages/{}',
    ['checkout.session.async_payment_succeeded', 'checkout.session.completed'],
  ],
  ['no POST /v1/checkout/sessions/{session}/expire', ['checkout.session.expired']],
  [
    'no POST /v1/invoices/{invoice}/finalize',
    [
      'credit_note.created',
      'credit_note.updated',
      'credit_note.voided',
      'invoice.finalized',
      'invoice.marked_uncollectible',
      'invoice.voided',
    ],
  ],
  [
    'no legacy parameter coupon',
    [
      'customer.discount.created',
      'customer.discount.deleted',
      'customer.discount.updated',
      'promotion_code.created',
      'promotion_code.updated',
    ],
  ],
  [
    'no POST /v1/customers/{customer}/sources',
    ['customer.source.created', 'customer.source.updated'],
  ],
  [
    'no the parameter payment_method of customer',
    [
      'customer.subscription.created',
      'customer.subscription.deleted',
      'customer.subscription.updated',
    ],
  ],
  [
    'no POST /v1/identity/verification_sessions/{session}/cancel',
    ['identity.verification_session.canceled'],
  ],
  [
    'no POST /v1/identity/verification_sessions/{session}/redact',
    ['identity.verification_session.redacted'],
  ],
  [
    'no POST /v1/payment_methods/{payment_method}/attach',
    [
      'invoice.paid',
      'invoice.payment_action_required',
      'invoice.payment_failed',
      'invoice.payment_succeeded',
      'payment_method.attached',
      'payment_method.detached',
      'subscription.payment_failed',
      'subscription.payment_succeeded',
    ],
  ],
  ['no POST /v1/invoices/{invoice}/send', ['invoice.sent']],
  [
    'no POST /v1/issuing/cards/{}/test/authorizations',
    [
      'issuing_authorization.request',
      'issuing_authorization.request.eu',
      'issuing_authorization.request.gb',
    ],
  ],
  [
    'no POST /v1/test_helpers/issuing/transactions/create_force_capture',
    [
      'issuing_transaction.created',
      'issuing_transaction.purchase_details_receipt_updated',
      'issuing_transaction.updated',
    ],
  ],
  ['no POST /v1/payment_intents/{intent}/cancel', ['payment_intent.canceled']],
  [
    'Invalid payment_method_options[customer_balance][bank_transfer][type]: must be one of eu_bank_transfer, gb_bank_transfer, jp_bank_transfer, mx_bank_transfer, or us_bank_transfer',
    ['payment_intent.partially_funded'],
  ],
  [
    'no the parameter confirm of setup_intent',
    [
      'payment_method.updated',
      'setup_intent.requires_action',
      'setup_intent.setup_failed',
      'setup_intent.succeeded',
    ],
  ],
  [
    'no the parameter source of customer',
    [
      'quote.accepted',
      'quote.canceled',
      'quote.created',
      'quote.finalized',
      'subscription_schedule.aborted',
      'subscription_schedule.canceled',
      'subscription_schedule.created',
      'subscription_schedule.released',
      'subscription_schedule.updated',
    ],
  ],
  ['no POST /v1/setup_intents/{intent}/cancel', ['setup_intent.canceled']],
  ['no legacy parameter phases[0][iterations]', ['subscription_schedule.completed']],
  [
    'no POST /v1/test_helpers/test_clocks/{test_clock}/advance',
    [
      'subscription_schedule.expiring',
      'test_helpers.test_clock.advancing',
      'test_helpers.test_clock.ready',
    ],
  ],
  [
    'no /v2/billing/meter_event_session with a token',
    ['v1.billing.meter.error_report_triggered', 'v1.billing.meter.no_meter_found'],
  ],
];

export const notYet: ReadonlyMap<string, string> = new Map(
  missing.flatMap(([lack, triggers]) => triggers.map((name) => [name, lack] as const)),
);
