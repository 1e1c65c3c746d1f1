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
    'no /v2/billing/meter_event_session with a token',
    ['v1.billing.meter.error_report_triggered', 'v1.billing.meter.no_meter_found'],
  ],
];

export const notYet: ReadonlyMap<string, string> = new Map(
  missing.flatMap(([lack, triggers]) => triggers.map((name) => [name, lack] as const)),
);
