// Names of recipes that are no event types, each with the event that tells of its success.

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
