// What answers in older versions tell besides: fields that have moved elsewhere since, or gone.
// Source: https://docs.stripe.com/changelog, of 2022-11-15, 2025-03-31.basil and 2025-09-30.clover

import type { ApiObject, Known } from './behaviour.ts';
import { intentOf, invoiceOf, isPaidElsewhere } from './invoices/invoice-payments.ts';
import { transferOf } from './invoices/invoice-transfer.ts';
import { dataOf } from './invoices/invoicing.ts';
import { sorted, type Values } from './objects/skeleton.ts';
import { discountsOf } from './prices/discounts.ts';
import { priceOfAmount } from './prices/amount-price.ts';
import { asPlan } from './prices/plan-and-price.ts';

type Tell = (object: ApiObject, call: Known) => Values;

/** The day from which versions tell it no more. */
type Until = '2022-08-01' | '2022-11-15' | '2024-04-10' | '2025-03-31' | '2025-09-30';

const formers: Readonly<Record<string, readonly (readonly [until: Until, tell: Tell])[]>> = {
  charge: [
    ['2025-03-31', paidInvoice],
    ['2022-11-15', refundsOf],
  ],
  'checkout.session': [
    ['2025-03-31', toldShipping],
    ['2022-08-01', firstShipping],
  ],
  credit_note: [['2025-03-31', ofCreditNote]],
  credit_note_line_item: [['2025-03-31', untaxed]],
  discount: [['2025-09-30', ({ source }, call) => ({ coupon: couponIn(source, call) })]],
  dispute: [['2025-03-31', firstTransaction]],
  invoice: [
    ['2025-03-31', ofInvoice],
    ['2024-04-10', toldRendering],
  ],
  invoiceitem: [['2025-03-31', ofItem]],
  line_item: [['2025-03-31', ofLine]],
  payment_intent: [
    ['2025-03-31', (intent, call) => ({ invoice: invoiceOf(intent, call)?.id ?? null })],
    ['2022-11-15', chargesOf],
  ],
  plan: [['2025-03-31', () => noAggregate]],
  price: [['2025-03-31', ofPrice]],
  product: [['2024-04-10', ({ marketing_features: features }) => ({ features })]],
  promotion_code: [
    ['2025-09-30', ({ promotion }, call) => ({ coupon: couponIn(promotion, call) })],
  ],
  subscription: [['2025-03-31', ofSubscription]],
  subscription_item: [['2025-03-31', ofSold]],
  subscription_schedule: [['2025-03-31', ofSchedule]],
};

/** The kinds of which there is more to tell. */
export const formerKinds: readonly string[] = Object.keys(formers);

/** As the version of the request tells it: what there is now, and what there was then. */
export function asFormerly(object: ApiObject, call: Known): ApiObject {
  const told = (formers[object.object] ?? []).filter(([until]) => call.version < until);
  if (told.length === 0) return object;
  const more = told.map(([, tell]) => tell(object, call));
  return sorted(Object.assign({ ...object }, ...more)) as ApiObject;
}

function couponIn(holder: unknown, { get }: Known): unknown {
  const { coupon } = Object(holder) as Values;
  return typeof coupon === 'string' ? (get('coupon', coupon) ?? coupon) : (coupon ?? null);
}

/** Usage is put together by meters since. */
const noAggregate = { aggregate_usage: null };

function ofPrice({ recurring }: ApiObject): Values {
  return recurring ? { recurring: sorted({ ...Object(recurring), ...noAggregate }) } : {};
}

function ofSold({ plan, price }: ApiObject, call: Known): Values {
  return { plan: formerly(plan, call), price: formerly(price, call) };
}

function formerly(part: unknown, call: Known): unknown {
  return Object(part).object === undefined ? part : asFormerly(part as ApiObject, call);
}

function toldShipping({ collected_information: collected }: ApiObject): Values {
  return { shipping_details: Object(collected).shipping_details ?? null };
}

function firstShipping(session: ApiObject): Values {
  const { shipping_details: shipping } = toldShipping(session);
  return { shipping, shipping_rate: Object(session['shipping_cost']).shipping_rate ?? null };
}

function toldRendering({ rendering }: ApiObject): Values {
  const { amount_tax_display: taxes = null } = Object(rendering) as Values;
  return { rendering_options: taxes === null ? null : { amount_tax_display: taxes } };
}

function firstTransaction({ balance_transactions: all }: ApiObject): Values {
  return { balance_transaction: Object(dataOf({ data: all })[0]).id ?? null };
}

/** That which the intent of a charge is for. */
function paidInvoice({ payment_intent: named }: ApiObject, call: Known): Values {
  const intent = call.get('payment_intent', idIn(named));
  return { invoice: (intent && invoiceOf(intent, call)?.id) ?? null };
}

function idIn(named: unknown): string {
  return String(Object(named).id ?? named);
}

function refundsOf({ id, refunds }: ApiObject, call: Known): Values {
  if (refunds !== undefined) return {};
  return { refunds: listOf(call.having('refund', 'charge', id), `/v1/charges/${id}/refunds`) };
}

function chargesOf({ id }: ApiObject, call: Known): Values {
  const all = call.having('charge', 'payment_intent', id).map((one) => asFormerly(one, call));
  return { charges: listOf(all, `/v1/charges?payment_intent=${id}`) };
}

function listOf(all: readonly ApiObject[], url: string): object {
  const data = all.toReversed();
  return { object: 'list', data, has_more: false, total_count: data.length, url };
}

function firstDiscount({ discounts }: ApiObject, call: Known): unknown {
  const [first] = discountsOf(discounts, call);
  return first ? asFormerly(first, call) : null;
}

function ofSubscription(subscription: ApiObject, call: Known): Values {
  // The one that is over first.
  const items = dataOf(subscription['items']);
  const [item] = items.toSorted(
    (one, other) => Number(one['current_period_end']) - Number(other['current_period_end']),
  );
  return {
    current_period_end: item?.['current_period_end'] ?? null,
    current_period_start: item?.['current_period_start'] ?? null,
    discount: firstDiscount(subscription, call),
    items: { ...Object(subscription['items']), data: items.map((one) => asFormerly(one, call)) },
    plan: formerly(subscription['plan'], call),
  };
}

interface Tax {
  readonly amount: number;
  readonly tax_behavior: string;
  readonly tax_rate_details?: { readonly tax_rate: string } | null;
  readonly taxability_reason: unknown;
  readonly taxable_amount: unknown;
}

function taxAmounts(taxes: unknown): readonly (Values & { readonly amount: number })[] {
  return ((taxes ?? []) as readonly Tax[]).map((tax) => ({
    amount: tax.amount,
    inclusive: tax.tax_behavior === 'inclusive',
    tax_rate: tax.tax_rate_details?.tax_rate ?? null,
    taxability_reason: tax.taxability_reason,
    taxable_amount: tax.taxable_amount,
  }));
}

function ofInvoice(invoice: ApiObject, call: Known): Values {
  const { lines, parent } = invoice;
  // A draft has none, whatever is known of it by now.
  const intent = invoice['status'] === 'draft' ? undefined : intentOf(invoice, call);
  const taxes = taxAmounts(invoice['total_taxes']);
  const { subscription = null, metadata = null } = Object(Object(parent).subscription_details);
  const isPaid = invoice['status'] === 'paid';
  const asked = {
    due: Number(invoice['amount_due']),
    subscription: call.get('subscription', String(subscription)),
  };
  const { application_fee_amount: fee = null, transfer_data: data = null } =
    intent ?? transferOf(invoice, asked, call);
  return {
    application_fee_amount: fee,
    charge: intent?.['latest_charge'] ?? null,
    discount: firstDiscount(invoice, call),
    lines: { ...Object(lines), data: dataOf(lines).map((line) => asFormerly(line, call)) },
    paid: isPaid,
    paid_out_of_band: isPaid && isPaidElsewhere(invoice, call),
    payment_intent: intent?.id ?? null,
    quote: null,
    subscription,
    subscription_details: { metadata },
    tax: taxes.length === 0 ? null : taxes.reduce((sum, { amount }) => sum + amount, 0),
    total_tax_amounts: taxes,
    transfer_data: data && { amount: null, ...Object(data) },
  };
}

/** What a line or an item was sold at; that of an amount of its own nobody sells again. */
function priceIn(sold: ApiObject, { get }: Known): ApiObject | null {
  const { price_details: details } = Object(sold['pricing']) as Values;
  if (!details) return null;
  const id = idIn((details as Values)['price']);
  return get('price', id) ?? priceOfAmount(sold, id);
}

function soldAt(price: ApiObject | null, call: Known): Values {
  const plan = price?.['recurring'] ? asPlan(price) : null;
  return { plan: formerly(plan, call), price: formerly(price, call) };
}

function ofItem(item: ApiObject, call: Known): Values {
  const price = priceIn(item, call);
  const { unit_amount_decimal: unit = null } = Object(item['pricing']) as Values;
  const { subscription_details: details } = Object(item['parent']) as Values;
  return {
    ...soldAt(price, call),
    subscription: Object(details).subscription ?? null,
    unit_amount: Number.isInteger(Number(unit ?? NaN)) ? Number(unit) : null,
    unit_amount_decimal: unit,
  };
}

function ofOne(amount: number, quantity: unknown): string {
  return String(Number((amount / (Number(quantity) || 1)).toFixed(12)));
}

function ofLine(line: ApiObject, call: Known): Values {
  const { invoice_item_details: item, subscription_item_details: sold } = Object(
    line['parent'],
  ) as Readonly<Record<string, Values | null | undefined>>;
  const details = item ?? sold ?? {};
  const behind = details['invoice_item'] ?? null;
  // A price of its own is as old as its item.
  const date = call.get('invoiceitem', String(behind))?.['date'] ?? Object(line['period']).start;
  const price = priceIn({ ...line, date }, call);
  return {
    ...(behind === null ? {} : { invoice_item: behind }),
    ...soldAt(price, call),
    proration: details['proration'] ?? false,
    proration_details: details['proration_details'] ?? { credited_items: null },
    subscription: details['subscription'] ?? null,
    ...(sold ? { subscription_item: sold['subscription_item'] } : {}),
    ...untaxed(line),
    tax_rates: taxAmounts(line['taxes']).map(({ tax_rate: rate }) =>
      call.get('tax_rate', String(rate)),
    ),
    type: behind === null ? 'subscription' : 'invoiceitem',
  };
}

/** A line of an invoice, or of a credit note. */
function untaxed({ amount: whole, quantity, taxes }: ApiObject): Values {
  const told = taxAmounts(taxes);
  const inPrice = told.filter(({ inclusive }) => inclusive);
  const left = inPrice.reduce((sum, { amount }) => sum - amount, Number(whole));
  return {
    amount_excluding_tax: left,
    tax_amounts: told,
    unit_amount_excluding_tax: ofOne(left, quantity),
  };
}

function ofCreditNote(note: ApiObject, call: Known): Values {
  const { lines, refunds, total_taxes: taxes } = note;
  const [first] = dataOf({ data: refunds });
  return {
    lines: { ...Object(lines), data: dataOf(lines).map((line) => asFormerly(line, call)) },
    refund: first?.['refund'] ?? null,
    tax_amounts: taxAmounts(taxes),
  };
}

function ofSchedule({ default_settings: defaults, phases }: ApiObject): Values {
  return {
    default_settings: sorted({ ...Object(defaults), default_source: null }),
    phases: (phases as readonly Values[]).map((phase) => {
      const [first] = phase['discounts'] as readonly Values[];
      return sorted({ ...phase, coupon: first?.['coupon'] ?? null });
    }),
    renewal_interval: null,
  };
}
