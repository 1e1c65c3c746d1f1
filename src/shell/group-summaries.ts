// What stands above several hand-written commands, in a few words for lists.

/** By words, without `stripe`. */
export const groupSummaries: ReadonlyMap<string, string> = new Map([
  ['logs', 'The log of API requests'],
  ['sandbox', 'Sandboxes'],
  ['agent', 'Tools for coding agents'],
  ['data', 'Data of the account'],
  ['docs', 'Stripe’s documentation'],
  ['reporting', 'Queries on the data of the account'],
]);
