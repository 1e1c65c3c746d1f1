// A period of flexible mode that is begun anew before it is over: what was billed of it stays billed, and
// only the time after it is due. Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare

import type { ApiObject, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { at } from '../objects/clocked.ts';
import { isFlexible } from './billing-mode.ts';
import { openDebits } from './debits.ts';
import { dueOf, isSameOrder, prorationItems, saidOf } from './prorating.ts';
import { itemsOf } from './subscribing.ts';
import { periodOf, type Said } from './subscription-item.ts';

export function isStretched(subscription: ApiObject, { params }: Call): boolean {
  return params['proration_behavior'] !== 'none' && isFlexible(subscription);
}

/** Pending items. `begun` has its new periods, which `items` do not. */
export function stretched(
  begun: ApiObject,
  items: readonly ApiObject[],
  call: Call,
): readonly ApiObject[] {
  const customer = customerOf(begun['customer'], call);
  const paid = items.filter((item) => openDebits(item, customer, call).length > 0);
  const young = itemsOf(begun, call);
  const told = young.flatMap((after): readonly Said[] => {
    const before = items.find(({ id }) => id === after.id);
    if (!before || !paid.includes(before) || !isSameOrder(before, after)) {
      return saidOf(begun, { before, after }, call);
    }
    return dueOf(begun, { before, after }, at(call, periodOf(before).end));
  });
  const gone = items.filter(({ id }) => !young.some((item) => item.id === id));
  const given = gone.flatMap((before) => saidOf(begun, { before, after: undefined }, call));
  return prorationItems(begun, [...told, ...given], call);
}
