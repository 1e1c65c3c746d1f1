// The day on which an invoice that is sent is due.
// Source: https://docs.stripe.com/api/invoices/create#create_invoice-due_date

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Values } from '../objects/skeleton.ts';

export const dueParams = ['collection_method', 'days_until_due', 'due_date'];

/** Only what is sent is due on a day, and that must be; `before` tells what a request does not. */
export function checkDue(params: FormObject, before: Values = {}): void {
  const { collection_method: method = before['collection_method'] } = params;
  const isSent = method === 'send_invoice';
  const isTold = params['days_until_due'] !== undefined || params['due_date'] !== undefined;
  const isDue = isTold || (isSent && typeof before['due_date'] === 'number');
  if (isSent === isDue) return;
  throw new ApiError(
    isSent
      ? "If invoice collection method is 'send_invoice', you must specify 'due_date' or " +
          "'days_until_due'."
      : "You can only specify 'due_date' or 'days_until_due' if invoice collection method is " +
          "'send_invoice'.",
  );
}

/** By days from its creation on; what is charged is due on none. */
export function dueOf(
  { created }: Values,
  { collection_method: method, days_until_due: days }: FormObject,
): Values {
  if (typeof days === 'number') return { due_date: Number(created) + days * 86_400 };
  return method === 'charge_automatically' ? { due_date: null } : {};
}
