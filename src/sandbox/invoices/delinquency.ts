// Whether a customer owes what should have been paid by itself, or by a day that is over.
// Source: https://docs.stripe.com/api/customers/object#customer_object-delinquent

import type { Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

/** Emits customer.updated where it was not so before. */
export function setDelinquent(customerId: unknown, delinquent: boolean, call: Call): void {
  const customer = call.get('customer', String(customerId));
  if (!customer || customer['delinquent'] === delinquent) return;
  change(call, customer, { delinquent }, 'customer.updated');
}
