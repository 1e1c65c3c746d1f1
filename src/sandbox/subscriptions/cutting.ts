// A period that goes on and is cut by an end chosen in its midst, or is whole again since that end is later
// now, or taken back: what is left of it is given back, and charged anew until then.
// Source: https://docs.stripe.com/api/subscriptions/update#update_subscription-cancel_at

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { anchorDay, datesOf, periodAround, type Period } from '../prices/period.ts';
import type { Changed } from './changed-items.ts';
import { endingOf, isCut, untilEnd } from './ending.ts';
import { beginsAnew, type Change } from './prorating.ts';
import { billedChanges } from './restarting.ts';
import { endOfFirst, itemsList, itemsOf } from './subscribing.ts';
import { periodOf, priceOf } from './subscription-item.ts';

/** What an end, and so a period, depends on. */
const about = ['billing_cycle_anchor', 'cancel_at', 'cancel_at_period_end', 'items', 'trial_end'];

/** With the end that a request asks for, by the items as it leaves them; `before` has the former end. */
export function billedUntilEnd(changed: Changed, before: ApiObject, call: Call): ApiObject {
  const { params } = call;
  if (!about.some((name) => params[name] !== undefined)) return changed.after;
  const isBegun = beginsPeriods(changed, call);
  // A whole period is billed first.
  const plain = isBegun ? { after: billedChanges(changed, call), changes: [] } : changed;
  const items = itemsOf(plain.after, call);
  const ending = { ...withPeriod(plain.after, items), ...endingOf(plain.after, items, call) };
  const cut = cutToEnd({ ...plain, after: { ...plain.after, ...ending } }, before, call);
  const isDue = cut.changes.length > 0 || (params['items'] !== undefined && !isBegun);
  return isDue ? billedChanges(cut, call) : cut.after;
}

/** What is to end with its period ends with that which it is in then. */
function withPeriod(
  { cancel_at_period_end: isWithPeriod }: ApiObject,
  items: readonly ApiObject[],
): Values {
  return isWithPeriod === true ? { cancel_at: endOfFirst(items) } : {};
}

function beginsPeriods({ after: subscription, changes }: Changed, call: Call): boolean {
  return changes.some(
    ({ before, after }) => before && after && beginsAnew(subscription, before, after, call),
  );
}

/** Those whose periods are billed. */
const going: ReadonlySet<unknown> = new Set(['active', 'past_due']);

/** And the changes that come of it. A period that is still to be begun is whole. */
export function cutToEnd(changed: Changed, before: ApiObject, call: Call): Changed {
  const { after } = changed;
  if (!going.has(after['status']) || beginsPeriods(changed, call)) return changed;
  const items = itemsOf(after, call);
  const cut = items.map((item) => {
    const period = untilEnd(wholePeriod(item, before), after);
    return period.end === periodOf(item).end ? item : change(call, item, datesOf(period));
  });
  const others = items.flatMap((item, index): readonly Change[] => {
    const isNew = cut[index] !== item && !changed.changes.some((one) => one.after === item);
    return isNew ? [{ before: item, after: cut[index] }] : [];
  });
  if (cut.every((item, index) => item === items[index])) return changed;
  const asCut = (item: ApiObject | undefined): ApiObject | undefined =>
    item && (cut.find(({ id }) => id === item.id) ?? item);
  const known = changed.changes.map((one) => ({ ...one, after: asCut(one.after) }));
  return {
    after: { ...after, items: itemsList(after.id, cut) },
    changes: [...known, ...others],
  };
}

/** That which an item is in, as if the subscription did not end in it. */
function wholePeriod(item: ApiObject, before: ApiObject): Period {
  const period = periodOf(item);
  if (!isCut(item, before)) return period;
  const anchor = Number(before['billing_cycle_anchor']);
  if (anchor > period.start) return { ...period, end: anchor };
  const around = periodAround(anchor, priceOf(item), period.start, anchorDay(before));
  return { ...period, end: around.end };
}
