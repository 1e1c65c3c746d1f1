// What is sold on a page: the lines of checkout sessions and of payment links.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { drafted, make } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { inlinePrice, requireProduct } from '../prices/inline-price.ts';
import { periodFrom } from '../prices/period.ts';
import { costOf, currencyFor, priceIn, toldPrice } from '../prices/pricing.ts';

export interface Line {
  /** Whole, in the currency of the page. */
  readonly price: ApiObject;
  /** As it is told: in its own. */
  readonly named: ApiObject;
  readonly quantity: number;
  readonly given: FormObject;
  /** Of it, what is due today, from 0 to 1: all, unless a trial or a part of a period begins with it. */
  readonly share?: number;
}

export interface Asked {
  /** The request's own parameters where absent. */
  readonly from?: FormObject;
  /** Of the parameter; `line_items` where absent. */
  readonly name?: string;
  /** Whether they were read before: their prices may be inactive by now. */
  readonly isKept?: boolean;
  /** That all are to be in; that of the parameters where absent. */
  readonly currency?: unknown;
  /** That all are in where nothing is said, and their prices have it. */
  readonly usual?: unknown;
}

/** Throws for prices that are unknown, inactive or of several currencies. */
export function readLines(call: Call, asked: Asked = {}): readonly Line[] {
  const { from = call.params, name = 'line_items', isKept = false } = asked;
  const lines = Object.values((from[name] ?? []) as readonly FormObject[]);
  const prices = lines.map((given, index) =>
    priceOf(given, { call, isKept, param: `${name}[${index}][price]` }),
  );
  const wanted = asked.currency ?? from['currency'];
  const currency = currencyFor(prices, { asked: wanted, usual: asked.usual });
  const read = lines.map((given, index) => ({
    price: priceIn(prices[index] as ApiObject, currency),
    named: toldPrice(prices[index] as ApiObject),
    quantity: Number(given['quantity'] ?? 1),
    given,
  }));
  refuseOthers(read, { currency, isWanted: wanted !== undefined, name });
  const empty = read.findIndex(({ quantity }) => quantity < 1);
  if (empty < 0) return read;
  throw new ApiError('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param: `${name}[${empty}][quantity]`,
  });
}

function refuseOthers(
  lines: readonly Line[],
  { currency, isWanted, name }: { currency: unknown; isWanted: boolean; name: string },
): void {
  const wrong = lines.findIndex(({ price }) => price['currency'] !== currency);
  if (wrong < 0) return;
  const own = String(lines[wrong]?.price['currency']);
  throw new ApiError(
    isWanted
      ? `The price specified only supports \`${own}\`. This doesn't match the expected currency: ` +
          `\`${String(currency)}\`.`
      : 'All prices of one page must have the same currency.',
    { param: `${name}[${wrong}][price]` },
  );
}

interface Reading {
  readonly call: Call;
  readonly isKept: boolean;
  readonly param: string;
}

function priceOf(line: FormObject, { call, isKept, param }: Reading): ApiObject {
  const { price: id, price_data: data } = line;
  if (id !== undefined && data !== undefined) {
    throw exclusiveWithoutCode(['price', 'price_data'], param);
  }
  if (typeof id === 'string') {
    const price = requireObject(call, 'price', id, param);
    if (isKept || price['active'] !== false) return price;
    throw new ApiError('The price specified is inactive. This field only accepts active prices.', {
      param,
    });
  }
  if (data === undefined) {
    if (!param.startsWith('line_items')) throw missingParam(param);
    throw new ApiError(
      'You must provide one of `price` or `price_data` for each line item when using prices.',
    );
  }
  return describedPrice(inner(data), param.replace(/price\]$/, 'price_data]'), call);
}

/** Its product is made beside it, where only a name is given. */
export function describedPrice(data: FormObject, param: string, call: Call): ApiObject {
  const { product, product_data: described, recurring, ...rest } = data;
  if (rest['unit_amount'] === undefined && rest['unit_amount_decimal'] === undefined) {
    throw missingParam(`${param}[unit_amount]`);
  }
  requireProduct(data);
  const made =
    product ?? make(call, 'product', { active: true, ...inner(described), type: 'service' }).id;
  const period = {
    interval_count: 1,
    meter: null,
    trial_period_days: null,
    usage_type: 'licensed',
  };
  return inlinePrice(call, {
    ...rest,
    active: false,
    product: made,
    recurring: recurring === undefined ? null : { ...period, ...inner(recurring) },
    type: recurring === undefined ? 'one_time' : 'recurring',
    unit_amount_decimal: rest['unit_amount_decimal'] ?? String(rest['unit_amount']),
  });
}

/** Rounded down, as prorations are. */
export function amountOf({ price, quantity, share = 1 }: Line): number {
  return Math.floor(Number((costOf(price, quantity) * share).toFixed(6)));
}

/**
 * What recurs is free at first, where the subscription begins with a trial, or due in part until its day.
 * Source: https://docs.stripe.com/payments/checkout/billing-cycle
 */
export function linesAtFirst<One extends Line>(
  lines: readonly One[],
  { subscription_data: given }: FormObject,
  now: number,
): readonly One[] {
  const data = inner(given);
  const { trial_period_days: days, trial_end: end, billing_cycle_anchor: anchor } = data;
  const isTried = days !== undefined || end !== undefined;
  if (!isTried && typeof anchor !== 'number') return lines;
  const isFree = isTried || data['proration_behavior'] === 'none';
  return lines.map((line) => {
    if (!isRecurring(line)) return line;
    return { ...line, share: isFree ? 0 : shareUntil(Number(anchor), line, now) };
  });
}

function shareUntil(anchor: number, { price }: Line, now: number): number {
  return Math.min(1, (anchor - now) / (periodFrom(now, price).end - now));
}

/** Of `line_items` that change what is there. */
export function missingLine(id: string, index: number): ApiError {
  return new ApiError(`No such line item: '${id}'`, {
    code: 'resource_missing',
    param: `line_items[${index}][id]`,
  });
}

/** As a line tells how far its quantity may change. */
export function adjustable({ adjustable_quantity: given }: FormObject): object | null {
  return given === undefined ? null : { maximum: null, minimum: null, ...inner(given) };
}

export function isRecurring({ price }: Line): boolean {
  return price['type'] === 'recurring';
}

/** `owner` is the field that the lines are found by, as in `{session: 'cs_123'}`. */
export function keepLines(
  lines: readonly Line[],
  owner: Readonly<Record<string, string>>,
  call: Call,
): void {
  // The newest is listed first.
  for (const line of lines.toReversed()) {
    const { price, named, quantity, given } = line;
    const product = call.get('product', String(price['product']));
    const amount = amountOf(line);
    const item = drafted(call, 'item', {
      id: `li_${call.newText(24)}`,
      adjustable_quantity: adjustable(given),
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price['currency'],
      description: product?.['name'] ?? null,
      price: named,
      quantity,
      ...owner,
    });
    call.put(item);
  }
}
