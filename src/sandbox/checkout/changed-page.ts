// Checkout pages that change while they are open: other lines, other ways of shipping.
// Source: https://docs.stripe.com/payments/checkout/dynamically-update-line-items

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { timeFor } from '../objects/clocked.ts';
import { withParams } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import type { Sent } from '../prices/carriage.ts';
import { checkLines, checkQuantities, checkTotal } from './checkout-checks.ts';
import { linesAtFirst, readLines } from './checkout-lines.ts';
import { detailsOf, rateIdsIn, redeemable, shippingOf, type Shipped } from './checkout-page.ts';
import { automaticBuyer, keepItems, sumOffer, totalsOf } from './item-sums.ts';
import { pageOffer, requireOpen } from './page-offer.ts';

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
  if (options !== undefined && before['mode'] !== 'payment') {
    throw new ApiError(
      `\`shipping_options\` are not supported in \`${String(before['mode'])}\` mode.`,
      {
        param: 'shipping_options',
      },
    );
  }
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
  for (const item of call.all('item')) if (item['session'] === before.id) call.remove(item);
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
  const kept = call
    .all('item')
    .filter((line) => line['session'] === session.id)
    .toReversed();
  const given = call.params['line_items'] as readonly FormObject[] | undefined;
  if (given === undefined) return kept.map((line) => asParams(line, session, call));
  return given.map((told, index) => {
    if (told['id'] === undefined) return told;
    const known = kept.find(({ id }) => id === told['id']);
    if (!known) {
      throw new ApiError(`No such line item: '${String(told['id'])}'`, {
        code: 'resource_missing',
        param: `line_items[${index}][id]`,
      });
    }
    const { price, ...rest } = asParams(known, session, call);
    const isPriced = told['price'] !== undefined || told['price_data'] !== undefined;
    return { ...rest, ...(isPriced || price === undefined ? {} : { price }), ...told };
  });
}

/** As a line would be asked for. Taxes that are found by themselves, or are those of all, are not. */
function asParams(line: ApiObject, session: ApiObject, call: Call): FormObject {
  const { id, adjustable_quantity: range, metadata, price, quantity, taxes } = line;
  const isAutomatic = inner(session['automatic_tax'])['enabled'] === true;
  const ofAll = (detailsOf(session, call)['default_tax_rates'] ?? []) as readonly string[];
  return {
    id,
    ...(range ? { adjustable_quantity: range } : {}),
    metadata,
    price: (price as ApiObject).id,
    quantity,
    tax_rates: isAutomatic ? [] : rateIdsIn(taxes).filter((rate) => !ofAll.includes(rate)),
  } as unknown as FormObject;
}
