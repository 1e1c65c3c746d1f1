// Lines of credit notes, which are kept with the note that they are on.
// Source: https://docs.stripe.com/api/credit_notes/lines

import type { ApiObject, Behaviour } from '../behaviour.ts';
import { previewCreditLines } from '../invoices/crediting.ts';

export const creditNoteLine: Behaviour = {
  object: 'credit_note_line_item',
  listed: (call) => (call.ids.size === 0 ? previewCreditLines(call) : undefined),
  present: ({ credit_note: _note, ...told }) => told as ApiObject,
};
