// How often an invoice was tried to be paid, from the view of whoever plans the next attempt.
// Source: https://docs.stripe.com/api/invoices/object#invoice_object-attempt_count

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

/** The first one counts, and then those that are made by themselves. What a page pays does not. */
export function attemptsAfter(
  { attempt_count: known }: ApiObject,
  { isByPage }: Call,
  isAutomatic = false,
): number {
  const count = Number(known);
  if (isByPage) return count;
  return isAutomatic ? count + 1 : Math.max(count, 1);
}

export interface Attempt {
  readonly count: number;
  /** When the next one is to be: null for never, undefined for whatever was planned. */
  readonly next: number | null | undefined;
}

export function attempted(
  call: Call,
  invoice: ApiObject,
  { count, next = invoice['next_payment_attempt'] as number | null }: Attempt,
  ...types: readonly string[]
): ApiObject {
  const values = { attempt_count: count, attempted: true, next_payment_attempt: next };
  const after = change(call, invoice, values, 'invoice.updated');
  for (const type of types) call.emit(type, after);
  return after;
}
