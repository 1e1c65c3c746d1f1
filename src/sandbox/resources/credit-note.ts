// Credit notes: less is owed for an invoice than it says. Source: https://docs.stripe.com/api/credit_notes

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { credited, owed, previewCredit } from '../invoices/crediting.ts';

export const creditNote: Behaviour = {
  object: 'credit_note',
  rules: { create: (draft, call) => credited(draft, call), void_credit_note: voided },
  makers: { preview: previewCredit },
};

/** What it took off the open invoice is to be paid again. */
function voided(before: ApiObject, call: Call): ApiObject {
  const invoice = call.get('invoice', String(before['invoice']));
  const amount = Number(before['pre_payment_amount']);
  if (before['status'] !== 'issued' || amount === 0 || invoice?.['status'] !== 'open') {
    throw new ApiError('You can only void issued credit notes of open invoices.');
  }
  owed(call, invoice, amount);
  const after = { ...before, status: 'void', voided_at: call.now };
  call.emit('credit_note.voided', after);
  return after;
}
