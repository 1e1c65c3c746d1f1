// What a credit note comes to: parts of an invoice's lines, with their discounts and taxes.
// Source: https://docs.stripe.com/api/credit_notes/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, drafted, make } from '../objects/make.ts';
import { rehearsed } from '../objects/rehearsal.ts';
import type { Values } from '../objects/skeleton.ts';
import {
  inPrice,
  sum,
  taxesOn,
  taxOf,
  totalDiscounts,
  totalTaxes,
  type AppliedRate,
  type DiscountAmount,
  type TaxAmount,
} from '../prices/sums.ts';
import type { Carriage } from '../prices/carriage.ts';
import { appliedTo, readTaxRates } from '../prices/tax-rates.ts';
import { creditedShipping } from './credited-shipping.ts';
import { givenBack } from './giving-back.ts';
import { askFor } from './invoice-payments.ts';
import { asTax } from './invoice-sums.ts';
import { dataOf, listOf } from './invoicing.ts';
import { taxesTold } from './manual-taxes.ts';
import { paidElsewhere } from './pay-invoice.ts';
import { carriageTold } from './shipping.ts';

/** As if it were created: nothing of it is kept. */
export function previewCredit(request: Call): ApiObject {
  const call = rehearsed(request);
  return credited(drafted(call, 'credit_note', { id: call.newId('credit_note') }), call, true);
}

export function previewCreditLines(request: Call): readonly ApiObject[] {
  return dataOf(previewCredit(request)['lines']);
}

/** How the amount of a credit note can be told. */
const ways = ['amount', 'lines', 'shipping_cost'];

/** Throws Stripe's refusals for more than is left of the invoice. */
export function credited(draft: ApiObject, call: Call, isPreview = false): ApiObject {
  const { params, all } = call;
  const id = String(params['invoice']);
  const invoice = requireObject(call, 'invoice', id);
  const isOpen = invoice['status'] === 'open' || invoice['status'] === 'uncollectible';
  if (!isOpen && invoice['status'] !== 'paid') {
    throw new ApiError('You can only create credit notes for open or paid invoices.');
  }
  if (ways.every((name) => params[name] === undefined)) {
    throw new ApiError('One of `amount`, `lines`, or `shipping_cost` must be provided.');
  }
  const credits = ((params['lines'] ?? []) as readonly FormObject[]).map((line, index) =>
    creditOf(line, { index, invoice }, call),
  );
  const lines = credits.map((credit) => keepLine(credit, draft.id, call));
  requireWithin(params['amount'] ?? 0, 'amount', { least: 0 });
  const whole = Number(params['amount'] ?? invoice['total']);
  const carriage = creditedShipping(invoice, call);
  const isInParts = credits.length > 0 || carriage !== undefined;
  const sums = isInParts ? sumsOf(credits, carriage) : { ...noTax(whole), amount: whole };
  const { amount } = sums;
  if (params['amount'] !== undefined && whole !== amount) {
    throw new ApiError(
      'The `amount` of a credit note must be what its lines and its shipping come to.',
      {
        param: 'amount',
      },
    );
  }
  // First of what is still to be paid, then of what was.
  const unpaid = isOpen ? Math.min(amount, Number(invoice['amount_remaining'])) : 0;
  const paidBefore = amount - unpaid;
  const returned = Number(invoice['post_payment_credit_notes_amount'] ?? 0);
  const credited = returned + Number(invoice['pre_payment_credit_notes_amount'] ?? 0);
  const most = Math.min(
    Number(invoice['amount_remaining']) + Number(invoice['amount_paid']) - returned,
    Number(invoice['total']) - credited,
  );
  if (amount < 0) {
    throw new ApiError('The total of a credit note must not be less than nothing.', {
      param: 'lines',
    });
  }
  if (amount > most) throw tooMuch();
  const before = all('credit_note').filter((note) => note['invoice'] === id).length;
  const after = owed(call, invoice, -unpaid, {
    post_payment_credit_notes_amount: returned + paidBefore,
  });
  const isPaidNow = isOpen && after['amount_remaining'] === 0;
  if (isPaidNow && !isPreview) paidElsewhere(call, after);
  const given = givenBack({ id: draft.id, isPreview, invoice, amount: paidBefore }, call);
  return {
    ...draft,
    ...sums,
    ...given,
    currency: invoice['currency'],
    customer: invoice['customer'],
    effective_at: params['effective_at'] ?? call.now,
    invoice: id,
    lines: listOf(lines, `/v1/credit_notes/${draft.id}/lines`),
    number: `${String(invoice['number'])}-CN-${String(before + 1).padStart(2, '0')}`,
    pdf: `https://pay.stripe.com/credit_notes/${call.account}/test_${call.newText(40)}/pdf?s=ap`,
    post_payment_amount: paidBefore,
    pre_payment_amount: unpaid,
    type: typeOf(unpaid, paidBefore),
  };
}

function tooMuch(): ApiError {
  return new ApiError('A credit note cannot be more than what is left of its invoice.', {
    param: 'amount',
  });
}

function typeOf(unpaid: number, paidBefore: number): string {
  if (unpaid > 0 && paidBefore > 0) return 'mixed';
  return paidBefore > 0 ? 'post_payment' : 'pre_payment';
}

/** So much more, or less, is to be paid, by the invoice's own intent too. Emits invoice.updated. */
export function owed(call: Call, invoice: ApiObject, more: number, values: Values = {}): ApiObject {
  const credited = Number(invoice['pre_payment_credit_notes_amount'] ?? 0);
  const left = Number(invoice['amount_remaining']) + more;
  // Without anything left its payment is given up as it is.
  if (more !== 0 && left > 0) askFor(left, invoice, call);
  const sums = {
    amount_due: Number(invoice['amount_due']) + more,
    amount_remaining: left,
    pre_payment_credit_notes_amount: credited - more,
  };
  return change(call, invoice, { ...sums, ...values }, 'invoice.updated');
}

interface Credit {
  readonly given: FormObject;
  /** Of the invoice; undefined for a line of its own. */
  readonly source: ApiObject | undefined;
  readonly quantity: number;
  /** Null where the amount is told itself. */
  readonly unit: number | null;
  readonly amount: number;
  readonly discounts: readonly DiscountAmount[];
  readonly taxes: readonly TaxAmount[];
}

interface Credited {
  readonly index: number;
  readonly invoice: ApiObject;
}

/** A part of a line of the invoice takes its part of the discounts and taxes along. */
function creditOf(given: FormObject, { index, invoice }: Credited, call: Call): Credit {
  const id = given['invoice_line_item'];
  const param = `lines[${index}][invoice_line_item]`;
  const source = id === undefined ? undefined : requireObject(call, 'line_item', String(id), param);
  if (source && source['invoice'] !== invoice.id)
    throw missingByParam('line_item', source.id, param);
  const isByAmount = given['amount'] !== undefined;
  if (source) requireSameWay(source, { isByAmount, index }, call);
  const quantity = Number(given['quantity'] ?? source?.['quantity'] ?? 1);
  const each = source && Number(source['amount']) / (Number(source['quantity'] ?? 1) || 1);
  const unit = isByAmount ? null : Number(given['unit_amount'] ?? each ?? 0);
  const amount = Number(given['amount'] ?? Math.round(Number(unit) * quantity));
  const discounts = discountsOf(source, amount);
  const left = amount - sum(discounts.map((one) => one.amount));
  if (source && taxesTold(source, call) && given['tax_amounts'] === undefined) {
    throw missingParam(`lines[${index}][tax_amounts]`);
  }
  const taxes =
    givenTaxes(given, call) ?? taxesOn(left, ratesOf(given, source, { index, invoice }, call));
  return { given, source, quantity, unit, amount, discounts, taxes };
}

/** What was credited by its quantity is not credited by an amount later, nor the other way round. */
function requireSameWay(
  { id }: ApiObject,
  { isByAmount, index }: { readonly isByAmount: boolean; readonly index: number },
  { all, get }: Call,
): void {
  const before = all('credit_note_line_item').find(
    ({ invoice_line_item: of, credit_note: note }) =>
      of === id && get('credit_note', String(note))?.['status'] === 'issued',
  );
  if (!before || (before['unit_amount'] === null) === isByAmount) return;
  const [way, other] = isByAmount ? ['amount', 'quantity'] : ['quantity', 'amount'];
  throw new ApiError(
    `The line item ${id} was credited by its ${other} before, and cannot be credited by its ${way}.`,
    { param: `lines[${index}][${way}]` },
  );
}

function discountsOf(source: ApiObject | undefined, amount: number): readonly DiscountAmount[] {
  const all = (source?.['discount_amounts'] ?? []) as readonly DiscountAmount[];
  return all.map(({ amount: off, discount }) => ({
    amount: Math.round((off * amount) / (Number(source?.['amount']) || 1)),
    discount,
  }));
}

function ratesOf(
  given: FormObject,
  source: ApiObject | undefined,
  { index, invoice }: Credited,
  call: Call,
): readonly AppliedRate[] {
  if (source && given['tax_rates'] === undefined) return ratesLaidOn(source, call);
  const rates = readTaxRates(given['tax_rates'], call, ['lines', String(index), 'tax_rates']);
  return appliedTo(invoice['customer_tax_exempt'], rates);
}

function ratesLaidOn({ taxes }: ApiObject, { get }: Call): readonly AppliedRate[] {
  const all = (taxes ?? []) as readonly {
    readonly tax_rate_details: { readonly tax_rate: string };
    readonly taxability_reason: string;
  }[];
  return all.flatMap(({ tax_rate_details: details, taxability_reason: reason }) => {
    const rate = get('tax_rate', details.tax_rate);
    return rate ? [{ rate, reason }] : [];
  });
}

/** Where the request knows better how much tax is given back. */
function givenTaxes(given: FormObject, call: Call): readonly TaxAmount[] | undefined {
  const all = given['tax_amounts'];
  if (!Array.isArray(all)) return undefined;
  return (all as readonly FormObject[]).map(
    ({ amount, tax_rate: id, taxable_amount: taxable }) => ({
      amount: Number(amount),
      rate: requireObject(call, 'tax_rate', String(id)),
      reason: 'not_available',
      taxable: Number(taxable),
    }),
  );
}

function sumsOf(credits: readonly Credit[], carriage: Carriage | undefined): Sums {
  const laid = credits.flatMap((credit) => credit.taxes);
  const taxes = totalTaxes([...laid, ...(carriage?.taxes ?? [])]);
  const discounts = totalDiscounts(credits.flatMap((credit) => credit.discounts));
  const off = sum(discounts.map(({ amount }) => amount));
  const subtotal = sum(credits.map(({ amount }) => amount));
  const total = subtotal + (carriage?.amount ?? 0) - off + taxOf(taxes) - inPrice(taxes);
  return {
    amount: total,
    ...carriageTold(carriage),
    discount_amount: off,
    discount_amounts: discounts,
    subtotal,
    subtotal_excluding_tax: subtotal - inPrice(laid),
    total,
    total_excluding_tax: total - taxOf(taxes),
    total_taxes: taxes.map(asTax),
  };
}

interface Sums {
  readonly amount: number;
  readonly [name: string]: unknown;
}

function noTax(amount: number): object {
  return {
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    total_taxes: [],
  };
}

function keepLine(credit: Credit, creditNote: string, call: Call): ApiObject {
  const { given, source, quantity, unit, amount, discounts, taxes } = credit;
  const made = make(call, 'credit_note_line_item', {
    amount,
    description: given['description'] ?? source?.['description'] ?? null,
    discount_amount: sum(discounts.map((one) => one.amount)),
    discount_amounts: discounts,
    ...(source ? { invoice_line_item: source.id } : {}),
    metadata: { ...Object(given['metadata']) },
    quantity,
    tax_rates: taxes.map(({ rate }) => rate),
    taxes: taxes.map(asTax),
    type: given['type'] ?? 'custom_line_item',
    unit_amount: unit,
    unit_amount_decimal: unit === null ? null : String(unit),
  });
  // By this it is listed; see the behaviour of these lines.
  call.put({ ...made, credit_note: creditNote });
  return made;
}
