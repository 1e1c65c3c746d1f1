// Quotes: what something would cost. Source: https://docs.stripe.com/api/quotes

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireStatus } from '../checking/require-status.ts';
import { requireFuture } from '../checking/times.ts';
import { linesAtFirst, readLines } from '../checkout/checkout-lines.ts';
import {
  automaticStatus,
  keepItems,
  readItems,
  readOffs,
  sumOffer,
  toldItem,
  totalsOf,
  type Item,
  type Offer,
} from '../checkout/item-sums.ts';
import { awaitExpiry, canceledQuote } from '../checkout/quote-expiry.ts';
import { clockedFor, timeFor } from '../objects/clocked.ts';
import { firstPage } from '../objects/inner-list.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { promise, readRedemptions, type Redeemer } from '../prices/discounts.ts';
import { intervalOf } from '../prices/period.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { liabilityOf, selfIssued } from '../prices/taxing.ts';
import { billQuote } from '../subscriptions/bill-quote.ts';
import { offeredMode } from '../subscriptions/billing-mode.ts';
import { requireCurrency } from '../subscriptions/one-currency.ts';

export const quote: Behaviour = {
  object: 'quote',
  rules: { create, update, accept, cancel, finalize_quote: finalize },
  includable: { 'computed.upfront.line_items': linesOf },
};

function linesOf({ id }: ApiObject, call: Call): object {
  const items = call.having('item', 'quote', id).toReversed().map(toldItem);
  const url = `/v1/quotes/${id}/computed_upfront_line_items`;
  return { object: 'list', ...firstPage(items), url };
}

/** So long it is good, where nothing else is said. */
const usualSeconds = 30 * 86_400;

/** What was asked for is kept beside the quote: that which is accepted is made of it. */
const askedKind = 'quote.asked';
const asked = ['automatic_tax', 'default_tax_rates', 'discounts', 'line_items'] as const;

function askedFor(id: string, { get }: Call): FormObject {
  return Object(get(askedKind, id)?.['params']) as FormObject;
}

function create(draft: ApiObject, request: Call): ApiObject {
  const { customer, expires_at: end, ...params } = request.params;
  const call = clockedFor(customer, request);
  const { billing_mode: mode } = Object(params['subscription_data']) as FormObject;
  requireFuture(end, 'expires_at', call.now);
  const begun = {
    ...draft,
    created: call.now,
    expires_at: end ?? call.now + usualSeconds,
    invoice_settings: selfIssued(draft['invoice_settings'], params['invoice_settings']),
    subscription_data: {
      ...Object(draft['subscription_data']),
      billing_mode: offeredMode(mode, call),
    },
    test_clock: call.get('customer', String(customer))?.['test_clock'] ?? draft['test_clock'],
  };
  return awaitExpiry(summed(begun, call), call);
}

/** Until it is final: then another is made of it. Source: https://docs.stripe.com/quotes/clone */
function update(plain: ApiObject, call: Call): ApiObject {
  const { expand: _expand, metadata: _metadata, ...told } = call.params;
  if (Object.keys(told).length === 0) return plain;
  requireStatus(plain, { verb: 'update', done: 'updated', allowed: ['draft'] });
  refuseOtherCustomer(plain, call);
  requireFuture(told['expires_at'], 'expires_at', timeFor(plain['customer'], call));
  awaitExpiry(plain, call);
  if (!asked.some((name) => told[name] !== undefined)) return plain;
  for (const item of call.all('item')) if (item['quote'] === plain.id) call.remove(item);
  return summed(plain, call);
}

/** Source: https://docs.stripe.com/api/quotes/update#update_quote-customer */
function refuseOtherCustomer({ id, customer }: ApiObject, { get }: Call): void {
  const { customer: known } = Object(get('quote', String(id))) as Values;
  if (!known || known === customer) return;
  throw new ApiError('The customer of a quote cannot be changed once there is one.', {
    param: 'customer',
  });
}

/** Whom it is for, and what of, is known by then. Source: https://docs.stripe.com/quotes/create */
function requireWhole({ id, customer }: ApiObject, call: Call): void {
  const { line_items: lines } = askedFor(id, call);
  const isSold = Object.keys(Object(lines)).length > 0;
  if (customer && isSold) return;
  const missing = customer ? 'line_items' : 'customer';
  throw new ApiError(`A quote without \`${missing}\` cannot be finalized.`, {
    code: 'parameter_missing',
    param: missing,
  });
}

function summed(plain: ApiObject, call: Call): ApiObject {
  const id = String(plain.id);
  const given = asked.flatMap((name): [string, FormValue][] => {
    const value = call.params[name] ?? askedFor(id, call)[name];
    return value === undefined ? [] : [[name, value]];
  });
  const params = Object.fromEntries(given) as FormObject;
  const offer = offerOf(params, plain['customer'], call);
  refuseOtherCurrency(offer, call);
  refuseOtherFees(plain, offer);
  const lines = offer.items.map(withPrice);
  call.put({ id, object: askedKind, params: { ...params, line_items: lines } });
  keepItems(offer, sumOffer(offer, call), { quote: id }, call);
  const first = atFirst(offer, plain, call);
  const upfront = totalsOf(first, sumOffer(first, call));
  return {
    ...plain,
    ...upfront,
    automatic_tax: automaticStatus(offer, call),
    computed: { recurring: recurringOf(offer, call), upfront },
    currency: offer.items[0]?.price['currency'] ?? plain['currency'],
    default_tax_rates: offer.defaultRates.map(({ id }) => id),
    discounts: promisedBy(params, offer, call),
  } as unknown as ApiObject;
}

/** What the first invoice has: of what recurs nothing, where it begins with a trial. */
function atFirst(offer: Offer, { subscription_data: data }: ApiObject, { now }: Call): Offer {
  const { trial_period_days: days } = Object(data) as Values;
  if (typeof days !== 'number') return offer;
  const asked = { subscription_data: { trial_period_days: days } };
  return { ...offer, items: linesAtFirst(offer.items, asked, now) };
}

/**
 * A subscription gives a share of each invoice, an invoice an amount.
 * Source: https://docs.stripe.com/api/quotes/create#create_quote-application_fee_percent
 */
function refuseOtherFees(plain: ApiObject, { items }: Offer): void {
  const isRecurring = items.some(({ price }) => price['type'] === 'recurring');
  const { amount, amount_percent: percent } = Object(plain['transfer_data']) as Values;
  const told = isRecurring
    ? { application_fee_amount: plain['application_fee_amount'], 'transfer_data[amount]': amount }
    : {
        application_fee_percent: plain['application_fee_percent'],
        'transfer_data[amount_percent]': percent,
      };
  const [param] = Object.entries(told).find(([, value]) => typeof value === 'number') ?? [];
  if (param === undefined || items.length === 0) return;
  throw new ApiError(
    `\`${param}\` can only be set if there are ${isRecurring ? 'no ' : ''}line items with recurring ` +
      'prices on the quote.',
    { param },
  );
}

/** What it would become may not be: a subscription beside others. */
function refuseOtherCurrency({ customer, items }: Offer, call: Call): void {
  const recurring = items.find(({ price }) => price['type'] === 'recurring');
  if (customer && recurring) requireCurrency(customer, recurring.price['currency'], call);
}

/** One that was described is made once. */
function withPrice({ given: { price_data: _data, ...rest }, price }: Item): FormObject {
  return { ...rest, price: price.id };
}

function promisedBy({ discounts = [] }: FormObject, { customer }: Offer, call: Call): unknown {
  const by: Redeemer = { customer, of: {} };
  return readRedemptions({ discounts }, by, call).map((one) => promise(one, by, call).id);
}

function offerOf(params: FormObject, customerId: unknown, call: Call): Offer {
  const customer = call.get('customer', String(customerId));
  const by: Redeemer = { customer, of: {} };
  const { enabled } = Object(params['automatic_tax']) as FormObject;
  return {
    items: readItems(readLines(call, { from: params }), by, call),
    offs: readOffs(params, by, call),
    defaultRates: readTaxRates(params['default_tax_rates'], call, ['default_tax_rates']),
    customer,
    isAutomatic: enabled === true,
    liability: liabilityOf(params['automatic_tax']),
  };
}

/** Each period; only what comes off for ever counts. */
function recurringOf(offer: Offer, call: Call): object | null {
  const items = offer.items.filter(({ price }) => price['type'] === 'recurring');
  const [first] = items;
  if (!first) return null;
  const isLasting = ({ coupon }: Item['discounts'][number]): boolean =>
    coupon['duration'] === 'forever';
  const lasting: Offer = {
    ...offer,
    items: items.map((item) => ({ ...item, discounts: item.discounts.filter(isLasting) })),
    offs: offer.offs.filter(isLasting),
  };
  const totals = totalsOf(lasting, sumOffer(lasting, call));
  return sorted({ ...totals, ...intervalOf(first.price) });
}

function finalize(before: ApiObject, request: Call): ApiObject {
  requireStatus(before, { verb: 'finalize', done: 'finalized', allowed: ['draft'] });
  requireWhole(before, request);
  const call = clockedFor(before['customer'], request);
  const { expires_at: end = before['expires_at'] } = call.params;
  requireFuture(call.params['expires_at'], 'expires_at', call.now);
  const transitions = { ...Object(before['status_transitions']), finalized_at: call.now };
  const count = call.all('quote').filter(({ number }) => typeof number === 'string').length;
  const after = {
    ...before,
    expires_at: end,
    number: `QT-${call.newCode(8)}-${String(count + 1).padStart(4, '0')}-1`,
    status: 'open',
    status_transitions: transitions,
  };
  call.emit('quote.finalized', after);
  return awaitExpiry(after, call);
}

/** What is paid again and again becomes a subscription, all else an invoice. */
function accept(before: ApiObject, request: Call): ApiObject {
  requireStatus(before, { verb: 'accept', done: 'accepted', allowed: ['open'] });
  const call = clockedFor(before['customer'], request);
  const made = billQuote(before, askedFor(before.id, call), call);
  const transitions = { ...Object(before['status_transitions']), accepted_at: call.now };
  const after = { ...before, ...made, status: 'accepted', status_transitions: transitions };
  call.emit('quote.accepted', after);
  return awaitExpiry(after, call);
}

function cancel(before: ApiObject, request: Call): ApiObject {
  requireStatus(before, { verb: 'cancel', done: 'canceled', allowed: ['draft', 'open'] });
  const call = clockedFor(before['customer'], request);
  return awaitExpiry(canceledQuote(before, call), call);
}
