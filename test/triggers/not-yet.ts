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
      'reporting.report_run.succeeded',
      'subscription_schedule.expiring',
    ],
  ],
  [
    'no POST /v1/test_helpers/customers/{customer}/fund_cash_balance',
    [
      'cash_balance.funds_available',
      'customer_cash_balance_transaction.created',
      'payment_intent.partially_funded',
    ],
  ],
  [
    'no GET /v1/payment_pages/{}',
    ['checkout.session.async_payment_succeeded', 'checkout.session.completed'],
  ],
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
  ['no POST /v1/quotes/{quote}/accept', ['quote.accepted']],
  ['no POST /v1/subscription_schedules/{schedule}/cancel', ['subscription_schedule.aborted']],
  [
    'no legacy parameter phases[0][iterations]',
    [
      'subscription_schedule.canceled',
      'subscription_schedule.completed',
      'subscription_schedule.created',
      'subscription_schedule.released',
      'subscription_schedule.updated',
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
