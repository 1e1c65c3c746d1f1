// Waiting for an answer of a bank, or of whoever looks at papers: from when on, and until when.

import type { ApiObject, Call } from '../behaviour.ts';
import { timeFor } from './clocked.ts';
import { waitingKind } from './waiting-kind.ts';

/** In so many seconds by the customer's test clock; where there is none, by the sandbox's own. */
export function awaitAnswer(waiting: ApiObject, seconds: number, call: Call): void {
  awaitTime(waiting, timeFor(waiting['customer'], call) + seconds, call);
}

/** The same, until a time that is known. */
export function awaitTime({ id, customer: of }: ApiObject, time: number, call: Call): void {
  const clock = call.get('customer', String(of))?.['test_clock'] ?? null;
  call.put({ id, object: waitingKind, clock, time, owner: call.owner });
}

/** Without effect where nothing is waited for. */
export function stopWaiting(id: string, call: Call): void {
  const waiting = call.get(waitingKind, id);
  if (waiting) call.remove(waiting);
}
