// Where Stripe's answers differ from its description: fields that are left out, and some more. Those of
// the kinds that the first customer does without come with these: see initial-state.ts.

import { otherKinds } from './other-kinds.ts';

/** Left out unless `expand` asks for them, though their types call them nullable. */
export function hiddenFields(object: string): readonly string[] {
  return object === 'customer' ? ['cash_balance'] : (otherKinds.known()?.hidden[object] ?? []);
}

/** Told, though the description does not know them. */
export function addedFields(object: string): Readonly<Record<string, unknown>> {
  return object === 'customer'
    ? { default_currency: null }
    : (otherKinds.known()?.added[object] ?? {});
}
