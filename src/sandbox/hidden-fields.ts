// Fields that Stripe leaves out unless `expand` asks for them, though their types call them
// nullable.

const hidden: ReadonlyMap<string, readonly string[]> = new Map([
  ['charge', ['refunds']],
  ['customer', ['cash_balance']],
  ['invoice', ['confirmation_secret']],
]);

export function hiddenFields(object: string): readonly string[] {
  return hidden.get(object) ?? [];
}
