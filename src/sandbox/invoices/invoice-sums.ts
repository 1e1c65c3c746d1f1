// The sums of an invoice: its lines with their discounts and taxes, and what they come to.
// Source: https://docs.stripe.com/api/invoices/object and https://docs.stripe.com/tax/invoicing

import type { ApiObject, Call } from '../behaviour.ts';
import { replaced } from '../objects/layered.ts';
import { change, drafted } from '../objects/make.ts';
import { each, none } from '../objects/none.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { purseOf, spending, type Purse, type Taken } from '../prices/credit-grants.ts';
import { offsOf } from '../prices/discounts.ts';
import {
  sum,
  sumUp,
  type AppliedRate,
  type DiscountAmount,
  type Line,
  type Sums,
  type TaxAmount,
} from '../prices/sums.ts';
import { appliedTo, ratesIn } from '../prices/tax-rates.ts';
import {
  automaticRates,
  buyerOf,
  isLocated,
  liabilityOf,
  locationRefused,
  usualBehavior,
  type Buyer,
} from '../prices/taxing.ts';
import { balanceIn, withBalance } from './customer-balance.ts';
import { automaticTax, customerOf, dataOf, listOf } from './invoicing.ts';
import { refuseMixed, taxesTold } from './manual-taxes.ts';
import { carriageTold, carriedBy, withCarriage } from './shipping.ts';

/** Whoever changes lines, discounts or tax rates of a draft comes here. Lines are stored. */
export function withLines(call: Call, invoice: ApiObject, lines: readonly ApiObject[]): ApiObject {
  const currency = lines[0]?.['currency'] ?? invoice['currency'];
  return summed(call, invoice, lines, { currency, purse: purseOf(invoice, currency, call) });
}

/** When it becomes final, the credits that its lines take are gone. */
export function withCredits(call: Call, draft: ApiObject): ApiObject {
  const { currency } = draft;
  const purse = purseOf(draft, currency, call);
  const known = (draft['total_pretax_credit_amounts'] ?? none) as readonly Values[];
  if (!purse && !known.some(({ type }) => type === creditType)) return draft;
  const spent = purse && spending(purse, draft, call);
  return summed(call, draft, dataOf(draft['lines']), { currency, purse: spent });
}

interface Paying {
  readonly currency: unknown;
  readonly purse: Purse | undefined;
}

function summed(
  call: Call,
  invoice: ApiObject,
  lines: readonly ApiObject[],
  { currency, purse }: Paying,
): ApiObject {
  const taxes = taxer(invoice, call);
  const offs = offsOf(invoice['discounts'], call);
  const taken = new Map<ApiObject, readonly Taken[]>();
  const manual = lines.map((line) => taxesTold(line, call));
  if (manual.some(Boolean)) {
    const isRated = lines.some((line) => taxes.ratesOf(line).length > 0);
    refuseMixed({ isRated, isAutomatic: inner(invoice['automatic_tax'])['enabled'] === true });
  }
  const carriage = carriedBy(invoice, taxes.buyer, currency, call);
  const bare = sumUp(
    lines.map((line, index) => {
      const pay = purse && ((left: number) => remember(taken, line, purse(line, left)));
      const told = { rates: taxes.ratesOf(line), taxes: manual[index], pay };
      return asLine(line, told, call);
    }),
    offs,
    currency,
  );
  const sums = carriage ? withCarriage(bare, carriage) : bare;
  const told = lines.map((line, index) => {
    const { discounts = none, taxes: own = none } = sums.lines[index] ?? {};
    return change(call, line, {
      discount_amounts: discounts,
      pretax_credit_amounts: creditsOf(discounts, taken.get(line) ?? none),
      taxes: each(own, asTax),
    });
  });
  const balance = startingBalance(invoice, currency, call);
  const all = creditsOf(sums.discounts, [...taken.values()].flat());
  return replaced(invoice, totalsOf(sums, balance, invoice['amount_paid']), {
    ...carriageTold(carriage),
    total_pretax_credit_amounts: all,
    automatic_tax: taxes.told,
    currency,
    lines: listOf(told, `/v1/invoices/${invoice.id}/lines`),
    starting_balance: balance,
  });
}

/** Another currency has a balance of its own. */
function startingBalance(invoice: ApiObject, currency: unknown, call: Call): number {
  const customer = call.get('customer', String(invoice['customer']));
  return customer?.['currency'] && customer['currency'] !== currency
    ? balanceIn(customer, currency, call)
    : Number(invoice['starting_balance'] ?? 0);
}

function totalsOf(sums: Sums, balance: number, paid: unknown): Values {
  const { amount_due: due } = withBalance(sums.total, balance);
  return {
    amount_due: due,
    amount_remaining: due - Number(paid ?? 0),
    subtotal: sums.subtotal,
    subtotal_excluding_tax: sums.subtotalExcludingTax,
    total: sums.total,
    total_discount_amounts: sums.discounts,
    total_excluding_tax: sums.totalExcludingTax,
    total_taxes: each(sums.taxes, asTax),
  };
}

type Told = Pick<Line, 'rates' | 'taxes' | 'pay'>;

function asLine(line: ApiObject, told: Told, call: Call): Line {
  const { price_details: price } = Object(line['pricing']) as {
    readonly price_details?: { readonly product?: unknown };
  };
  return {
    amount: Number(line['amount']),
    isDiscountable: line['discountable'] === true,
    product: price?.product,
    discounts: offsOf(line['discounts'], call),
    ...told,
  };
}

/** Gives what it comes to. */
function remember(
  all: Map<ApiObject, readonly Taken[]>,
  line: ApiObject,
  taken: readonly Taken[],
): number {
  all.set(line, taken);
  return sum(taken.map(({ amount }) => amount));
}

const creditType = 'credit_balance_transaction';

/** What comes off before taxes. */
function creditsOf(
  discounts: readonly DiscountAmount[],
  taken: readonly Taken[],
): readonly object[] {
  const off = each(discounts, asCredit);
  if (taken.length === 0) return off;
  const credits = taken.map(({ amount, move }) => ({
    amount,
    [creditType]: move,
    type: creditType,
  }));
  return [...off, ...credits];
}

function asCredit({ amount, discount }: DiscountAmount): object {
  return { amount, discount, type: 'discount' };
}

/** As lines of invoices and of credit notes tell it. */
export function asTax({ amount, rate, reason, taxable }: TaxAmount): object {
  return {
    amount,
    tax_behavior: rate['inclusive'] ? 'inclusive' : 'exclusive',
    tax_rate_details: { tax_rate: rate.id },
    taxability_reason: reason,
    taxable_amount: taxable,
    type: 'tax_rate_details',
  };
}

interface Taxer {
  /** As `automatic_tax` of the invoice. */
  readonly told: object;
  /** Where taxes are automatic, and it is known where the customer is. */
  readonly buyer?: Buyer;
  ratesOf(line: ApiObject): readonly AppliedRate[];
}

function taxer(invoice: ApiObject, call: Call): Taxer {
  const automatic = Object(invoice['automatic_tax']) as { readonly enabled?: boolean };
  if (automatic.enabled) return automaticTaxer(invoice, automatic, call);
  return {
    told: automatic,
    ratesOf: (line) => {
      const own = ratesIn(sourceOf(line, call)?.['tax_rates']);
      const rates = own.length > 0 ? own : ratesIn(invoice['default_tax_rates']);
      return appliedTo(invoice['customer_tax_exempt'], rates);
    },
  };
}

function automaticTaxer(invoice: ApiObject, automatic: object, call: Call): Taxer {
  const customer = call.get('customer', String(invoice['customer']));
  const buyer = customer && buyerOf(customer, call);
  const told = { ...automatic, liability: liabilityOf(automatic), provider: 'stripe' };
  if (!buyer || !isLocated(buyer.address)) {
    return { told: { ...told, status: 'requires_location_inputs' }, ratesOf: () => [] };
  }
  return {
    told: { ...told, status: 'complete' },
    buyer,
    ratesOf: (line) => {
      const { price_details: sold } = Object(line['pricing']) as Priced;
      const product = sold?.product;
      return automaticRates(buyer, { behavior: behaviorOf(line, call), product }, call);
    },
  };
}

interface Priced {
  readonly price_details?: { readonly price?: string; readonly product?: string };
}

function behaviorOf(line: ApiObject, call: Call): 'exclusive' | 'inclusive' {
  const { price_details: price } = Object(line['pricing']) as Priced;
  const own = [sourceOf(line, call), call.get('price', String(price?.price))];
  const set = own.map((one) => one?.['tax_behavior']).find((one) => one && one !== 'unspecified');
  if (set === undefined) return usualBehavior(line['currency'], call);
  return set === 'inclusive' ? 'inclusive' : 'exclusive';
}

/** With automatic tax the last word is said when an invoice becomes final. */
export function locatedOnce(call: Call, draft: ApiObject): ApiObject {
  const { enabled } = Object(draft['automatic_tax']) as { readonly enabled?: boolean };
  if (!enabled) return draft;
  const { address, shipping, tax_exempt: exempt } = customerOf(draft['customer'], call);
  const told = { customer_address: address, customer_shipping: shipping };
  const now = { ...draft, ...told, customer_tax_exempt: exempt };
  const after = withLines(call, now, dataOf(draft['lines']));
  const { status } = after['automatic_tax'] as { readonly status: string };
  if (status === 'requires_location_inputs') throw locationRefused();
  return after;
}

/** For an invoice that becomes final by itself though nobody knows where the customer is. */
export function withoutAutomaticTax(call: Call, draft: ApiObject): ApiObject {
  const { enabled } = Object(draft['automatic_tax']) as { readonly enabled?: boolean };
  const { address } = buyerOf(customerOf(draft['customer'], call), call);
  if (!enabled || isLocated(address)) return draft;
  const why = 'finalization_requires_location_inputs';
  const off = { ...automaticTax, disabled_reason: why };
  return withLines(call, { ...draft, automatic_tax: off }, dataOf(draft['lines']));
}

/** The item of an invoice or of a subscription that a line is of. */
function sourceOf({ parent }: ApiObject, { get }: Call): ApiObject | undefined {
  const { invoice_item: item, subscription_item: sold } = detailsOf(parent);
  return get('invoiceitem', String(item)) ?? get('subscription_item', String(sold));
}

/** As `parent` of a line tells them. */
export function detailsOf(parent: unknown): Values {
  const told = Object(parent) as Values;
  return Object(told['invoice_item_details'] ?? told['subscription_item_details']) as Values;
}

/** Not stored; its lines and its sums are still to come. */
export function emptyInvoice(call: Call, ...values: readonly Values[]): ApiObject {
  return drafted(call, 'invoice', { id: call.newId('invoice') }, ...values);
}
