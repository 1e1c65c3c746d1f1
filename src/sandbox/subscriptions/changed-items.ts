// Items of a subscription as a request changes them, and what that costs until the period is over.
// Source: https://docs.stripe.com/billing/subscriptions/change-price

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { at } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { redeemAll } from '../prices/discounts.ts';
import { namesDiscounts, replaceDiscounts } from '../prices/held-discounts.ts';
import { anchorDay, datesOf, periodAround, periodFrom, type Period } from '../prices/period.ts';
import { asPlan } from '../prices/plan-and-price.ts';
import { isMetered } from '../prices/pricing.ts';
import { taxRatesOr } from '../prices/tax-rates.ts';
import {
  beginsAnew,
  hasOtherInterval,
  isResting,
  isSameOrder,
  prorate,
  type Change,
} from './prorating.ts';
import {
  checkCount,
  checkIntervals,
  requireOnce,
  requireSameCurrency,
} from './subscribe-checks.ts';
import { itemsList, itemsOf, makeItem, pricedItem } from './subscribing.ts';
import { periodOf, priceOf } from './subscription-item.ts';
import { beginUsage } from './unbilled-usage.ts';

export interface Changed {
  /** The subscription, with its items. */
  readonly after: ApiObject;
  readonly changes: readonly Change[];
}

/** As the parameter `items` asks for. Throws Stripe's refusals. */
export function changeItems(plain: ApiObject, before: readonly ApiObject[], call: Call): Changed {
  const asked = call.params['items'] as readonly FormObject[];
  const customer = customerOf(plain['customer'], call);
  let items = before;
  const changes: Change[] = [];
  for (const [index, item] of asked.entries()) {
    const known = items.find(({ id }) => id === item['id']);
    if (!known && typeof item['id'] === 'string') {
      throw missingByParam('subscription_item', item['id'], `items[${index}][id]`);
    }
    if (known && item['deleted'] === true) {
      items = items.filter((one) => one !== known);
      changes.push({ before: known, after: undefined });
      call.remove(known);
      continue;
    }
    const hasPrice = ['price', 'plan', 'price_data'].some((name) => item[name] !== undefined);
    const price = known && !hasPrice ? priceOf(known) : pricedItem(item, index, call);
    const { currency } = plain;
    if (hasPrice) requireSameCurrency(price, { currency, param: `items[${index}][price]` }, call);
    // Another price is of one again, unless the request says how many.
    const former = known && priceOf(known).id === price.id ? known['quantity'] : 1;
    const quantity = Number(item['quantity'] ?? former ?? 1);
    const path = ['items', String(index), 'tax_rates'];
    const rates = taxRatesOr(item['tax_rates'], known?.['tax_rates'], call, path);
    if (known) {
      const { quantity: _, ...counted } = known;
      const kept = (isMetered(price) ? counted : known) as ApiObject;
      const amount = isMetered(price) ? {} : { quantity };
      const ordered = { ...kept, price, ...amount };
      const dates = datesOf(periodOfChanged(known, ordered, items, plain, call));
      const told = { plan: asPlan(price), price, tax_rates: rates, ...amount, ...dates };
      const changed = change(call, kept, { ...told, ...ownTerms(item, known, plain, call) });
      const isSame = isSameOrder(known, changed);
      if (!isSame) changes.push({ before: known, after: changed });
      items = items.map((one) => (one === known ? changed : one));
    } else {
      requireOnce(price, items);
      const period = periodOfNew(price, before, plain, call);
      const values = { subscription: plain.id, price, quantity, period, taxRates: rates };
      const by = { customer, currency: plain['currency'], of: { subscription: plain.id } };
      const discounts = redeemAll({ discounts: item['discounts'] ?? [] }, by, call);
      const { billing_thresholds: thresholds, metadata } = item;
      const added = makeItem(call, { ...values, discounts, metadata, thresholds });
      changes.push({ before: undefined, after: added });
      items = [...items, added];
    }
  }
  if (items.length === 0) {
    throw new ApiError('A subscription must have at least one active item.', { param: 'items' });
  }
  checkCount(items);
  checkIntervals(items.map(priceOf), Object(plain['billing_mode']));
  return changes.some((one) => isAnew(one, plain, call))
    ? changed(plain, ...begunTogether(items, changes, call))
    : changed(plain, items, changes);
}

/** What one that is there keeps, or is told anew. */
function ownTerms(item: FormObject, known: ApiObject, plain: ApiObject, call: Call): Values {
  const customer = customerOf(plain['customer'], call);
  const by = { customer, currency: plain['currency'], of: { subscription: plain.id } };
  const { billing_thresholds: thresholds = known['billing_thresholds'], metadata } = item;
  return {
    billing_thresholds: thresholds || null,
    discounts: namesDiscounts(item)
      ? replaceDiscounts(known['discounts'], item, by, call)
      : known['discounts'],
    metadata:
      metadata === undefined
        ? known['metadata']
        : mergeMetadata((known['metadata'] ?? {}) as Metadata, metadata),
  };
}

function changed(
  plain: ApiObject,
  items: readonly ApiObject[],
  changes: readonly Change[],
): Changed {
  const [only] = items;
  const isAlone = items.length === 1 && only !== undefined;
  const after = {
    ...plain,
    items: itemsList(plain.id, items),
    plan: isAlone ? only['plan'] : null,
    quantity: isAlone ? only['quantity'] : null,
  };
  return { after, changes };
}

function isAnew({ before, after }: Change, plain: ApiObject, call: Call): boolean {
  return Boolean(before && after && beginsAnew(plain, before, after, call));
}

/** What is not changed has the same new period. */
function begunTogether(
  items: readonly ApiObject[],
  changes: readonly Change[],
  call: Call,
): [readonly ApiObject[], readonly Change[]] {
  const young = items.map((item) =>
    change(call, item, datesOf(periodFrom(call.now, priceOf(item)))),
  );
  const gone = changes.filter(({ after }) => !after);
  const others = young.map((after, index): Change => {
    const known = changes.find((one) => one.after === items[index]);
    return { before: known ? known.before : items[index], after };
  });
  return [young, [...others, ...gone]];
}

function periodOfChanged(
  before: ApiObject,
  after: ApiObject,
  items: readonly ApiObject[],
  subscription: ApiObject,
  call: Call,
): Period {
  const price = priceOf(after);
  if (beginsAnew(subscription, before, after, call)) return periodFrom(call.now, price);
  return hasOtherInterval(before, after)
    ? periodOfNew(price, items, subscription, call)
    : periodOf(before);
}

/** That of those that are there, from its own beginning on; another interval is of the same anchor. */
function periodOfNew(
  price: ApiObject,
  items: readonly ApiObject[],
  subscription: ApiObject,
  call: Call,
): Period {
  const anchor = Number(subscription['billing_cycle_anchor']);
  const [first] = items;
  if (!first) return periodFrom(call.now, price);
  const alike = items.find((item) => !hasOtherInterval(item, { ...item, price }));
  const isBegun = !isResting(subscription) && anchor <= call.now;
  return alike || !isBegun
    ? periodOf(alike ?? first)
    : periodAround(anchor, price, call.now, anchorDay(subscription));
}

function requireInPeriod(date: number, subscription: ApiObject, call: Call): void {
  const periods = itemsOf(subscription, call).map(periodOf);
  if (periods.some(({ start, end }) => start <= date && date <= end)) return;
  throw new ApiError(
    'Cannot specify proration date outside of current subscription period or current phase.',
    { param: 'proration_date' },
  );
}

export interface Prorated {
  /** Where another period begins. */
  readonly anchor: object;
  /** Pending invoice items. */
  readonly prorations: readonly ApiObject[];
  readonly isBilledNow: boolean;
  /** Whether the period that begins is billed as a whole, as nothing is prorated. */
  readonly isWhole?: boolean;
}

/** As `proration_behavior` asks for, from `proration_date` on. */
export function prorated(plain: ApiObject, changes: readonly Change[], call: Call): Prorated {
  const told = reckoned(plain, changes, call);
  for (const { before, after } of changes) {
    if (before && after && priceOf(before).id !== priceOf(after).id) beginUsage(after, call);
  }
  return told;
}

function reckoned(plain: ApiObject, changes: readonly Change[], call: Call): Prorated {
  const { proration_behavior: behavior = 'create_prorations', proration_date: date } = call.params;
  const isBegun = changes.some((one) => isAnew(one, plain, call));
  const isLonger = changes.some(
    ({ before, after }) => before && after && hasOtherInterval(before, after),
  );
  const anchor = isBegun ? { billing_cycle_anchor: call.now } : {};
  if (behavior === 'none' || isResting(plain)) {
    return { anchor, prorations: [], isBilledNow: false, isWhole: isBegun };
  }
  if (typeof date === 'number') requireInPeriod(date, plain, call);
  // Reckoned from another day on, they are made today all the same.
  const prorations =
    typeof date === 'number'
      ? prorate(plain, changes, at(call, date)).map((item) =>
          change(call, item, { date: call.now }),
        )
      : prorate(plain, changes, call);
  const isDue = behavior === 'always_invoice' || isBegun || isLonger;
  const isBilledNow = prorations.length > 0 && isDue;
  return { anchor, prorations, isBilledNow };
}
