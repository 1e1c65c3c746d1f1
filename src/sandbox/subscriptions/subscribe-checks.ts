// What a subscription may be asked for: its prices, their intervals, and when its invoices are due.
// Source: https://docs.stripe.com/api/subscriptions/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { isInline } from '../prices/inline-price.ts';
import { intervalOf } from '../prices/period.ts';
import { isSoldIn, wholePrice } from '../prices/pricing.ts';
import { priceOf } from './subscription-item.ts';

/** Source: https://docs.stripe.com/billing/subscriptions/quantities */
const itemsMax = 20;

/** Throws for more than a subscription can have. */
export function checkCount(items: readonly unknown[]): void {
  if (items.length <= itemsMax) return;
  throw new ApiError(`Array items exceeded maximum ${itemsMax} allowed elements.`, {
    param: 'items',
  });
}

/** Throws for those that are sold no more, that come twice, or that are in another currency. */
export function checkPrices(
  prices: readonly ApiObject[],
  { currency, isKept }: { readonly currency: unknown; readonly isKept: boolean },
  call: Call,
): void {
  checkCount(prices);
  for (const [index, price] of prices.entries()) {
    const isSold = price['active'] !== false || isKept || isInline(price, call);
    const param = `items[${index}][price]`;
    if (!isSold) {
      throw new ApiError(
        'The price specified is inactive. This field only accepts active prices.',
        { param },
      );
    }
    if (prices.slice(0, index).some(({ id }) => id === price.id)) {
      throw new ApiError(
        'Cannot create a Subscription with multiple Subscription Items with the same Price: ' +
          price.id,
        { param: 'plan' },
      );
    }
    if (call.params['currency'] === undefined) requireLikeOthers(price, { currency, param }, call);
    else requireSameCurrency(price, { currency, param }, call);
  }
}

/** Only what is sent is due on a day. */
export function checkDue({ collection_method: method, days_until_due: days }: FormObject): void {
  if (typeof days !== 'number' || method === 'send_invoice') return;
  throw new ApiError(
    "You can only specify 'days_until_due' if invoice collection method is 'send_invoice'.",
  );
}

/** Source: https://docs.stripe.com/billing/subscriptions/usage-based/thresholds */
export function checkThreshold({ billing_thresholds: given }: FormObject): void {
  const { amount_gte: amount } = inner(given);
  if (amount === undefined) return;
  requireWithin(amount, 'billing_thresholds[amount_gte]', { least: 50 });
}

/**
 * Throws for intervals that do not go together: in classic mode there is one, in flexible mode each is so
 * many times the shortest. Source: https://docs.stripe.com/billing/subscriptions/mixed-interval
 */
export function checkIntervals(prices: readonly ApiObject[], mode: object): void {
  const lengths = prices.map(lengthOf);
  const shortest = lengths.toSorted((one, other) => one.days - other.days)[0];
  if (!shortest) return;
  const isAlike = ({ count, unit }: Length): boolean =>
    count === shortest.count && unit === shortest.unit;
  if ('type' in mode && mode.type === 'classic' && !lengths.every(isAlike)) {
    throw new ApiError(
      'Currency and interval fields must match across all plans on this subscription. Found ' +
        'mismatch in interval field.',
      { param: 'items' },
    );
  }
  const isMultiple = ({ count, unit }: Length): boolean =>
    unit === shortest.unit ? count % shortest.count === 0 : shortest.days === 1;
  if (lengths.every(isMultiple)) return;
  throw new ApiError(
    'The interval of every price on this subscription must be a multiple of the shortest one.',
    { param: 'items' },
  );
}

interface Length {
  readonly count: number;
  readonly unit: 'day' | 'month';
  /** To put them in order. */
  readonly days: number;
}

function lengthOf(price: ApiObject): Length {
  const { interval, interval_count: times } = intervalOf(price);
  const isOfDays = interval === 'day' || interval === 'week';
  const many = interval === 'week' ? 7 : interval === 'year' ? 12 : 1;
  const count = times * many;
  return { count, unit: isOfDays ? 'day' : 'month', days: isOfDays ? count : count * 30 };
}

interface Wanted {
  readonly currency: unknown;
  /** That names the price. */
  readonly param: string;
}

export function requireSameCurrency(
  price: ApiObject,
  { currency, param }: Wanted,
  call: Call,
): void {
  if (isSoldIn(wholePrice(price, call), currency)) return;
  throw new ApiError(
    `The price specified only supports \`${String(price['currency'])}\`. This doesn't match the ` +
      `expected currency: \`${String(currency)}\`.`,
    { param },
  );
}

/** Where the first price says what all are in. */
function requireLikeOthers(price: ApiObject, { currency, param }: Wanted, call: Call): void {
  if (isSoldIn(wholePrice(price, call), currency)) return;
  throw new ApiError(
    `This \`price\` has \`currency=${String(price['currency'])}\`, but other items use ` +
      `\`currency=${String(currency)}\`. All items must have pricing in the same currency. When using ` +
      'multi-currency prices, you can specify `currency` at the top level, to be used by all items.',
    { param },
  );
}

/** Throws for a price that one of the items has already. */
export function requireOnce({ id }: ApiObject, items: readonly ApiObject[]): void {
  const known = items.find((item) => priceOf(item).id === id);
  if (!known) return;
  throw new ApiError(
    `A new item with Price ${id} can't be added to this Subscription because an existing ` +
      `Subscription Item ${known.id} is already using that Price. If you want to update the existing ` +
      "item (e.g., to adjust the quantity), pass the existing Subscription Item's `id` in your update " +
      'request: https://stripe.com/docs/api/subscriptions/update#update_subscription-items-id',
    { param: 'plan' },
  );
}
