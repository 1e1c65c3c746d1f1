// Credit notes: less is owed for an invoice than it says. Source: https://docs.stripe.com/api/credit_notes

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { credited, previewCredit } from '../invoices/crediting.ts';
import { change } from '../objects/make.ts';

export const creditNote: Behaviour = {
  object: 'credit_note',
  rules: { create: (draft, call) => credited(draft, call), void_credit_note: voided },
  makers: { preview: previewCredit },
};

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
