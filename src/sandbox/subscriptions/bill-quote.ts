// What an accepted quote becomes: a subscription where something recurs, else an invoice.
// Source: https://docs.stripe.com/quotes/accept

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { readLines } from '../checkout/checkout-lines.ts';
import { readItems, type Item } from '../checkout/item-sums.ts';
import { soldItem } from '../checkout/sold-items.ts';
import { dueOf } from '../invoices/due-dates.ts';
import { withLines } from '../invoices/invoice-sums.ts';
import { keepTransfer } from '../invoices/invoice-transfer.ts';
import { automaticTax, commonValues, customerOf, lineOfItem } from '../invoices/invoicing.ts';
import { drafted, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { redeemAll } from '../prices/discounts.ts';
import { readTaxRates } from '../prices/tax-rates.ts';
import { automaticTaxOf } from '../prices/taxing.ts';
import { askedMode } from './billing-mode.ts';
import { subscribe } from './subscribe.ts';

/** Gives what the quote tells of it: `invoice`, and `subscription` or its schedule where there is one. */
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
  const terms = {
    items: recurring.map(asAsked),
    ...(once.length > 0 ? { add_invoice_items: once.map(asAsked) } : {}),
    ...taxesAndDiscounts(asked),
    ...connected(quote, 'amount_percent'),
  };
  const { effective_date: start } = Object(quote['subscription_data']) as Values;
  if (typeof start === 'number' && start > call.now) {
    return { subscription_schedule: scheduleFor(quote, start, terms, call).id };
  }
  const params = { customer: customer.id, ...terms, ...dataOf(quote), ...collection(quote) };
  const made = subscribe(call, params, { isKept: true });
  return { invoice: made['latest_invoice'], subscription: made.id };
}

/** It begins on that day, and goes on by itself. */
function scheduleFor(quote: ApiObject, start: number, terms: FormObject, call: Call): ApiObject {
  const { trial_period_days: days, billing_mode: mode, ...data } = dataOf(quote);
  const { collection_method: method, days_until_due: due } = collection(quote);
  const sent = method === undefined ? {} : { collection_method: method };
  return call.request('/v1/subscription_schedules', {
    customer: String(quote['customer']),
    start_date: start,
    ...(mode === undefined ? {} : { billing_mode: mode }),
    phases: [
      {
        ...terms,
        ...data,
        ...sent,
        ...(due === undefined ? {} : { invoice_settings: { days_until_due: due } }),
        ...(days === undefined ? {} : { trial_end: start + Number(days) * 86_400 }),
      },
    ],
  });
}

/** Whose business it is, and what is passed on of it: of a subscription a share, else an amount. */
function connected(quote: ApiObject, part: 'amount' | 'amount_percent'): FormObject {
  const { application_fee_percent: percent, on_behalf_of: merchant } = quote;
  const data = Object(quote['transfer_data']) as Values;
  const { destination } = data;
  const told = {
    application_fee_percent: percent,
    on_behalf_of: merchant,
    transfer_data: destination && {
      destination,
      ...(data[part] === null ? {} : { [part]: data[part] }),
    },
  };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value)) as FormObject;
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
  const { transfer_data: data, on_behalf_of: merchant } = connected(quote, 'amount');
  const { application_fee_amount: fee, invoice_settings: settings } = quote;
  const passed = {
    ...(fee === null ? {} : { application_fee_amount: Number(fee) }),
    ...(data === undefined ? {} : { transfer_data: data }),
  };
  keepTransfer(id, withParams(call, passed));
  const begun = {
    ...drafted(call, 'invoice', { id }),
    ...commonValues(customer, call),
    ...dueOf({ created: call.now }, collection(quote)),
    ...(merchant ? { on_behalf_of: merchant } : {}),
    issuer: (Object(settings) as Values)['issuer'],
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
