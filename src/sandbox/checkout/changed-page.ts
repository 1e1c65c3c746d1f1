// Checkout pages that change while they are open: other lines, other ways of shipping.
// Source: https://docs.stripe.com/payments/checkout/dynamically-update-line-items

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { timeFor } from '../objects/clocked.ts';
import { withParams } from '../objects/make.ts';
import type { Sent } from '../prices/carriage.ts';
import { checkLines, checkQuantities, checkShipping, checkTotal } from './checkout-checks.ts';
import { linesAtFirst, missingLine, readLines } from './checkout-lines.ts';
import {
  detailsOf,
  linesOf,
  ratesAsked,
  redeemable,
  shippingOf,
  type Shipped,
} from './checkout-page.ts';
import { automaticBuyer, keepItems, sumOffer, totalsOf } from './item-sums.ts';
import { pageOffer } from './page-offer.ts';
import { requireOpen } from './session-expiry.ts';

/** Only pages that somebody else shows, and of these only those that are built of parts, can change so. */
const changeable: Readonly<Record<string, readonly unknown[]>> = {
  collected_information: ['elements', 'embedded_page', 'form'],
  line_items: ['elements', 'form'],
};

/** What it comes to is reckoned anew. */
export function changedPage(
  { line_items: _lines, shipping_options: _options, ...plain }: ApiObject,
  call: Call,
): ApiObject {
  const { params } = call;
  const before = call.get('checkout.session', String(plain.id)) as ApiObject;
  const { line_items: lines, shipping_options: options } = params;
  const isOther = [lines, options, params['collected_information']].some(
    (one) => one !== undefined,
  );
  if (isOther) requireOpen(before, 'updated', call);
  for (const [name, modes] of Object.entries(changeable)) {
    if (params[name] === undefined || modes.includes(before['ui_mode'])) continue;
    throw new ApiError(
      `\`${name}\` of a Checkout Session with the ui_mode \`${String(before['ui_mode'])}\` cannot be ` +
        'updated.',
      { param: name },
    );
  }
  const told = { ...plain, ...toldShipping(before) } as ApiObject;
  if (lines === undefined && options === undefined) return told;
  checkShipping(String(before['mode']), params);
  return { ...told, ...summedAnew(before, call) };
}

function toldShipping({ shipping_options: options }: ApiObject): object {
  return options === undefined ? {} : { shipping_options: options };
}

function summedAnew(before: ApiObject, call: Call): object {
  const { params } = call;
  const { currency, customer, discounts } = before;
  const mode = String(before['mode']);
  const asked = {
    automatic_tax: before['automatic_tax'],
    // By whom it was said that the page itself asks for the address.
    customer_update: { address: 'auto' },
    customer,
    discounts: redeemable(discounts),
    line_items: linesIn(before, call),
    subscription_data: mode === 'subscription' ? detailsOf(before, call) : {},
  } as unknown as FormObject;
  const read = readLines(call, {
    from: asked,
    currency,
    isKept: params['line_items'] === undefined,
  });
  checkLines(mode, read);
  checkQuantities(read);
  const offer = pageOffer(linesAtFirst(read, asked, timeFor(customer, call)), asked, call);
  const sums = sumOffer(offer, call);
  const shipping = shippingAnew(before, { buyer: automaticBuyer(offer, call), currency }, call);
  const totals = totalsOf(offer, sums, shipping.carriage);
  if (mode === 'payment') checkTotal(totals.amount_total, currency);
  for (const line of linesOf(before, call)) call.remove(line);
  keepItems(offer, sums, { session: before.id }, call);
  const isDue = before['payment_status'] !== 'paid' && totals.amount_total > 0;
  return { ...shipping.told, ...totals, payment_status: isDue ? 'unpaid' : 'no_payment_required' };
}

/** By the ways that are told, or those that there were: taxes may be others. An empty list takes all away. */
function shippingAnew(before: ApiObject, sent: Sent, call: Call): Shipped {
  const known = (before['shipping_options'] ?? []) as readonly Readonly<Record<string, string>>[];
  const kept = known.map(({ shipping_rate: rate = '' }) => ({ shipping_rate: rate }));
  const { shipping_options: options = kept } = call.params;
  const { carriage, told } = shippingOf(withParams(call, { shipping_options: options }), sent);
  const isNone = carriage === undefined && before['shipping_options'] !== undefined;
  return { carriage, told: isNone ? { shipping_cost: null, shipping_options: [] } : told };
}

/** Those with the id of a line are that line, with what is told over it; all others are new. */
function linesIn(session: ApiObject, call: Call): readonly FormObject[] {
  const kept = linesOf(session, call).toReversed();
  const given = call.params['line_items'] as readonly FormObject[] | undefined;
  if (given === undefined) return kept.map((line) => asParams(line, session, call));
  return given.map((told, index) => {
    if (told['id'] === undefined) return told;
    const known = kept.find(({ id }) => id === told['id']);
    if (!known) throw missingLine(String(told['id']), index);
    const { price, ...rest } = asParams(known, session, call);
    const isPriced = told['price'] !== undefined || told['price_data'] !== undefined;
    return { ...rest, ...(isPriced || price === undefined ? {} : { price }), ...told };
  });
}

/** As a line would be asked for. */
function asParams(line: ApiObject, session: ApiObject, call: Call): FormObject {
  const { id, adjustable_quantity: range, metadata, price, quantity } = line;
  return {
    id,
    ...(range ? { adjustable_quantity: range } : {}),
    metadata,
    price: (price as ApiObject).id,
    quantity,
    tax_rates: ratesAsked(line, session, call),
  } as unknown as FormObject;
}
