// The time of a customer: that of the test clock, where it has one.

import type { ApiObject, Call } from '../behaviour.ts';

/** The same request, as if it came at another time. */
export function at(call: Call, now: number): Call {
  return { ...call, now };
}

/** At the time of the customer's clock, if there is one. */
export function clocked(call: Call, customer: ApiObject): Call {
  const clock = call.get('test_helpers.test_clock', String(customer['test_clock']));
  return clock ? at(call, Number(clock['frozen_time'])) : call;
}

/** At the time of a customer that is named; at the request's own where none is, or where it is gone. */
export function clockedFor(customer: unknown, call: Call): Call {
  const known = typeof customer === 'string' ? call.get('customer', customer) : undefined;
  return known ? clocked(call, known) : call;
}

export function timeFor(customer: unknown, call: Call): number {
  return clockedFor(customer, call).now;
}
