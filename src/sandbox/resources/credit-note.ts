// Credit notes: less is owed for an invoice than it says. Source: https://docs.stripe.com/api/credit_notes

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { listOf } from '../invoicing.ts';
import { change, make } from '../make.ts';
import { requireObject } from '../require-object.ts';

export const creditNote: Behaviour = {
  object: 'credit_note',
  rules: { create, void_credit_note: voided },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { params, all } = call;
  const id = String(params['invoice']);
  const invoice = requireObject(call, 'invoice', id);
  const isOpen = invoice['status'] === 'open';
  if (!isOpen && invoice['status'] !== 'paid') {
    throw new ApiError('You can only create credit notes for open or paid invoices.');
  }
  const lines = ((params['lines'] ?? []) as readonly FormObject[]).map((line) =>
    lineOf(line, call),
  );
  const summed = lines.reduce((sum, { amount }) => sum + Number(amount), 0);
  const amount = lines.length > 0 ? summed : Number(params['amount'] ?? invoice['total']);
  const most = Number(isOpen ? invoice['amount_remaining'] : invoice['amount_paid']);
  if (amount > most) {
    throw new ApiError(
      'The sum of credit amount, refund amount and out of band amount must equal ' +
        'the post payment amount, and a credit note cannot be more than what is left of its invoice.',
      {
        param: 'amount',
      },
    );
  }
  const before = all('credit_note').filter((note) => note['invoice'] === id).length;
  const name = isOpen ? 'pre_payment_credit_notes_amount' : 'post_payment_credit_notes_amount';
  const less = isOpen
    ? {
        amount_due: Number(invoice['amount_due']) - amount,
        amount_remaining: Number(invoice['amount_remaining']) - amount,
      }
    : {};
  const credited = { [name]: Number(invoice[name] ?? 0) + amount, ...less };
  change(call, invoice, credited, 'invoice.updated');
  return {
    ...draft,
    amount,
    currency: invoice['currency'],
    customer: invoice['customer'],
    effective_at: call.now,
    invoice: id,
    lines: listOf(lines, `/v1/credit_notes/${draft.id}/lines`),
    number: `${String(invoice['number'])}-CN-${String(before + 1).padStart(2, '0')}`,
    pdf: `https://pay.stripe.com/credit_notes/${call.account}/test_${call.newText(40)}/pdf?s=ap`,
    post_payment_amount: isOpen ? 0 : amount,
    pre_payment_amount: isOpen ? amount : 0,
    subtotal: amount,
    subtotal_excluding_tax: amount,
    total: amount,
    total_excluding_tax: amount,
    type: isOpen ? 'pre_payment' : 'post_payment',
  };
}

function lineOf(given: FormObject, call: Call): ApiObject {
  const quantity = Number(given['quantity'] ?? 1);
  const item = call.get('line_item', String(given['invoice_line_item']));
  const unit = Number(given['unit_amount'] ?? given['amount'] ?? item?.['amount'] ?? 0);
  return make(call, 'credit_note_line_item', {
    amount: given['amount'] === undefined ? unit * quantity : Number(given['amount']),
    description: given['description'] ?? item?.['description'] ?? null,
    discount_amounts: [],
    ...(item ? { invoice_line_item: item.id } : {}),
    quantity,
    tax_rates: [],
    type: given['type'] ?? 'custom_line_item',
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  });
}

function voided(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'issued' || Number(before['pre_payment_amount']) === 0) {
    throw new ApiError('You can only void issued credit notes of open invoices.');
  }
  const invoice = call.get('invoice', String(before['invoice']));
  const amount = Number(before['amount']);
  if (invoice) {
    const less = Number(invoice['pre_payment_credit_notes_amount']) - amount;
    const more = (name: string): number => Number(invoice[name]) + amount;
    change(call, invoice, {
      amount_due: more('amount_due'),
      amount_remaining: more('amount_remaining'),
      pre_payment_credit_notes_amount: less,
    });
  }
  const after = { ...before, status: 'void', voided_at: call.now };
  call.emit('credit_note.voided', after);
  return after;
}
