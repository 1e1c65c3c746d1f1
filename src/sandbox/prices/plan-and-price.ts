// A price that recurs and the plan of the same id are one. What is changed by either name is kept as
// that, beside what it was made as, and both say the same. Source: https://docs.stripe.com/api/plans

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';

type Name = 'plan' | 'price';

/** What an update of either can change; all else is its own. */
const shared = ['active', 'metadata', 'nickname', 'product'];

/** `after` is how the one is now: the other, where it is kept, says the same then. */
export function changeAlike(after: ApiObject, other: Name, call: Call): void {
  const known = call.get(other, after.id);
  if (!known) return;
  const values = Object.fromEntries(shared.map((name) => [name, after[name]]));
  change(call, known, values, `${other}.updated`);
}

/** A plan that is deleted is gone as a price, too. */
export function removeAlike({ id }: ApiObject, other: Name, call: Call): void {
  const known = call.get(other, id);
  if (!known) return;
  call.remove(known);
  call.emit(`${other}.deleted`, known);
}
