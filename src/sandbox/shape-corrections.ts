// Where Stripe's answers differ from its description: fields that are left out, and some more.

/** Left out unless `expand` asks for them, though their types call them nullable. */
const hidden: ReadonlyMap<string, readonly string[]> = new Map([
  ['charge', ['refunds']],
  ['customer', ['cash_balance']],
  ['invoice', ['confirmation_secret']],
]);

/** Told, though the description does not know them. */
const added: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map([
  ['card', { email: null, phone: null }],
  ['customer', { default_currency: null }],
  ['payment_method', { shared_payment_granted_token: null }],
  ['product', { attributes: [], tax_details: null }],
]);

export function hiddenFields(object: string): readonly string[] {
  return hidden.get(object) ?? [];
}

export function addedFields(object: string): Readonly<Record<string, unknown>> {
  return added.get(object) ?? {};
}
