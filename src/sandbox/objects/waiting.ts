// Waiting for an answer of a bank, or of whoever looks at papers: from when on, and until when.

import type { ApiObject, Call } from '../behaviour.ts';
import { clocked } from './clocked.ts';
import { waitingKind } from './waiting-kind.ts';

/** In so many seconds by the customer's test clock; where there is none, by the sandbox's own. */
export function awaitAnswer({ id, customer: of }: ApiObject, seconds: number, call: Call): void {
  const customer = call.get('customer', String(of));
  const { now } = customer ? clocked(call, customer) : call;
  const clock = customer?.['test_clock'] ?? null;
  call.put({ id, object: waitingKind, clock, time: now + seconds, owner: call.owner });
}

/** Without effect where nothing is waited for. */
export function stopWaiting(id: string, call: Call): void {
  const waiting = call.get(waitingKind, id);
  if (waiting) call.remove(waiting);
}
