// What an accepted quote becomes: a subscription where something recurs, else an invoice.
// Source: https://docs.stripe.com/quotes/accept

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { readItems, type Item } from '../checkout/item-sums.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { withLines } from '../invoices/invoice-sums.ts';
import { automaticTax, commonValues, customerOf, lineOfItem } from '../invoices/invoicing.ts';
import { drafted } from '../objects/make.ts';
import { redeemAll } from '../prices/discounts.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { askedMode } from './billing-mode.ts';
import { subscribe } from './subscribe.ts';

/** Gives what the quote tells of it: `invoice`, and `subscription` where there is one. */
export function billQuote(quote: ApiObject, asked: FormObject, call: Call): object {
  const customer = customerOf(quote['customer'] ?? undefined, call);
  const items = readItems(
    readLines(call, { from: asked, isKept: true }),
    { customer, of: {} },
    call,
  );
  const recurring = items.filter(({ price }) => price['type'] === 'recurring');
  if (recurring.length === 0) return { invoice: invoiceFor(quote, asked, items, call).id };
  const once = items.filter((item) => !recurring.includes(item));
  const params = {
    customer: customer.id,
    items: recurring.map(asAsked),
    ...(once.length > 0 ? { add_invoice_items: once.map(asAsked) } : {}),
    ...taxesAndDiscounts(asked),
    ...dataOf(quote),
    ...collection(quote),
  };
  const made = subscribe(call, params, { isKept: true });
  return { invoice: made['latest_invoice'], subscription: made.id };
}

function collection({
  collection_method: method,
  invoice_settings: settings,
}: ApiObject): FormObject {
  if (method !== 'send_invoice') return {};
  const { days_until_due: days } = Object(settings) as ApiObject;
  return { collection_method: method, days_until_due: Number(days ?? 30) };
}

/** What the quote says of the subscription itself. */
function dataOf({ subscription_data: told }: ApiObject): FormObject {
  const data = Object(told) as ApiObject;
  const named = ['description', 'metadata', 'trial_period_days'].map((name) => [name, data[name]]);
  const given = named.filter(([, value]) => value !== null && value !== undefined);
  return { ...(Object.fromEntries(given) as FormObject), ...askedMode(data) };
}

function asAsked({ price, quantity, given }: Item): FormObject {
  return {
    price: price.id,
    quantity,
    tax_rates: given['tax_rates'] ?? [],
    discounts: given['discounts'] ?? [],
  };
}

function taxesAndDiscounts(asked: FormObject): FormObject {
  const names = ['automatic_tax', 'default_tax_rates', 'discounts'];
  const given = Object.entries(asked).filter(([name]) => names.includes(name));
  return Object.fromEntries(given);
}

/** A draft, as those that somebody makes. */
function invoiceFor(
  quote: ApiObject,
  asked: FormObject,
  items: readonly Item[],
  call: Call,
): ApiObject {
  const customer = customerOf(quote['customer'], call);
  const id = call.newId('invoice');
  const by = { customer, currency: quote['currency'], of: { invoice: id } };
  const begun = {
    ...drafted(call, 'invoice', { id }),
    ...commonValues(customer, call),
    automatic_tax: { ...automaticTax, ...automaticTaxOf(asked) },
    billing_reason: 'quote_accept',
    collection_method: quote['collection_method'],
    currency: quote['currency'],
    default_tax_rates: readTaxRates(asked['default_tax_rates'], call, ['default_tax_rates']),
    discounts: redeemAll({ discounts: asked['discounts'] ?? [] }, by, call),
    parent: {
      quote_details: { quote: quote.id },
      subscription_details: null,
      type: 'quote_details',
    },
  };
  const lines = items.map((item) => lineOfItem(call, id, soldItem(item, { customer }, call)));
  const invoice = withLines(call, begun as ApiObject, lines);
  call.put(invoice);
  call.emit('invoice.created', invoice);
  return invoice;
}
