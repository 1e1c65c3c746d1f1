// What a preview is told of the subscription that it is of: as it is, as it would be changed, or as a
// schedule would have it. Source: https://docs.stripe.com/api/invoices/create_preview

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { discountsOf } from '../prices/discounts.ts';
import { endingOf } from './ending.ts';
import { askedDiscounts } from './phase-terms.ts';
import { endOfFirst, itemsOf } from './subscribing.ts';
import { priceOf } from './subscription-item.ts';

export interface Previewed {
  /** Undefined for one that is not there yet. */
  readonly subscription: ApiObject | undefined;
  readonly details: FormObject;
  /** Of a schedule, or of a subscription. */
  readonly owner: unknown;
}

export function previewed(call: Call): Previewed {
  const { params } = call;
  const schedule = scheduleOf(call);
  const id = schedule ? schedule['subscription'] : params['subscription'];
  const subscription = typeof id === 'string' ? requireObject(call, 'subscription', id) : undefined;
  const own = inner(params['subscription_details']);
  const phase = phaseOf(schedule, call);
  const owner = (schedule ?? subscription)?.['customer'];
  if (!phase) {
    if (!subscription) refuseDate(own, call);
    return { subscription, details: own, owner };
  }
  const items = subscription ? itemsInstead(subscription, phase, call) : phase['items'];
  const told = { ...phase, ...(items === undefined ? {} : { items }) };
  return { subscription, details: { ...scheduleWishes(call), ...told, ...own }, owner };
}

/** Of a change, where nothing is there that changes. */
function refuseDate({ items, proration_date: date }: FormObject, { version }: Call): void {
  if (date === undefined) return;
  const other = version < '2025-03-31' ? 'subscription_items' : 'subscription_details.items';
  throw new ApiError(
    items === undefined
      ? `When previewing changes to a subscription, you must specify either \`subscription\` or \`${other}\``
      : 'Cannot specify proration date without specifying a subscription',
  );
}

function scheduleOf(call: Call): ApiObject | undefined {
  const { schedule } = call.params;
  return typeof schedule === 'string'
    ? requireObject(call, 'subscription_schedule', schedule, 'schedule')
    : undefined;
}

/** That which a request describes for now, else the first one of a schedule that has not begun. */
function phaseOf(schedule: ApiObject | undefined, call: Call): FormObject | undefined {
  const given = Object.values(
    (inner(call.params['schedule_details'])['phases'] ?? []) as readonly FormObject[],
  );
  if (given.length === 0) {
    const isWaiting = schedule && !schedule['subscription'];
    const [first] = (isWaiting ? (schedule['phases'] ?? []) : []) as readonly FormObject[];
    return first && { items: first['items'] ?? [], start_date: first['start_date'] ?? 'now' };
  }
  const isNow = ({ start_date: start, end_date: end }: FormObject): boolean =>
    !(typeof start === 'number' && start > call.now) &&
    !(typeof end === 'number' && end <= call.now);
  return given.find(isNow) ?? given[0];
}

function scheduleWishes({ params }: Call): FormObject {
  const { proration_behavior: behavior, end_behavior: end } = inner(params['schedule_details']);
  return {
    ...(behavior === undefined ? {} : { proration_behavior: behavior }),
    ...(end === 'cancel' ? { cancel_at_period_end: true } : {}),
  };
}

/** A phase names all that there is to be: items stay by their price, others change or go. */
export function itemsInstead(
  subscription: ApiObject,
  { items }: FormObject,
  call: Call,
): readonly FormObject[] | undefined {
  if (items === undefined) return undefined;
  const wanted = Object.values(items as readonly FormObject[]);
  const held = [...itemsOf(subscription, call)];
  const take = (isMeant: (item: ApiObject) => boolean): ApiObject | undefined => {
    const at = held.findIndex(isMeant);
    return at < 0 ? undefined : held.splice(at, 1)[0];
  };
  const kept = wanted.map((item) => take((one) => priceOf(one).id === item['price']));
  const told = wanted.map((item, index) => {
    const known = kept[index] ?? take(() => true);
    const { price, price_data: data, quantity, discounts } = item;
    const { metadata } = item;
    const held = known ? discountsOf(known['discounts'], call) : [];
    return {
      ...(known ? { id: known.id } : {}),
      ...(data === undefined ? { price } : { price_data: data }),
      ...(quantity === undefined ? {} : { quantity }),
      ...(metadata === undefined ? {} : { metadata }),
      ...(discounts === undefined ? {} : { discounts: askedDiscounts(discounts, held) }),
      ...(item['tax_rates'] === undefined ? {} : { tax_rates: item['tax_rates'] }),
    } as FormObject;
  });
  return [...told, ...held.map(({ id }) => ({ id, deleted: true }))];
}

/** With the end and the trial that it would have. */
export function asWished(plain: ApiObject, details: FormObject, call: Call): ApiObject {
  const items = itemsOf(plain, call);
  const wished = { ...plain, ...endingOf(plain, items, call) };
  const end = endOfFirst(items);
  const isOver = wished['cancel_at'] !== null && Number(wished['cancel_at']) <= end;
  const isTrialOver = details['trial_end'] === 'now' && plain['status'] === 'trialing';
  return {
    ...wished,
    cancel_at_period_end: isOver || wished['cancel_at_period_end'],
    ...(isTrialOver ? { trial_end: call.now } : {}),
  };
}
