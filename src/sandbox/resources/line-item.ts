// Lines of invoices, by their own address. Source: https://docs.stripe.com/api/invoice-line-item

import type { ApiObject, Asked, Behaviour, Call } from '../behaviour.ts';
import { updateLine } from '../invoices/invoice-lines.ts';
import { dataOf } from '../invoices/invoicing.ts';
import { upcomingLines } from '../subscriptions/former-upcoming.ts';

export const lineItem: Behaviour = {
  object: 'line_item',
  rules: { update },
  listed,
};

/** In the order in which the invoice tells them. */
function listed(call: Call, asked: Asked): readonly ApiObject[] | undefined {
  const invoice = call.get('invoice', call.ids.get('invoice') ?? '');
  return upcomingLines(call, asked) ?? (invoice && dataOf(invoice['lines']));
}

function update(plain: ApiObject, call: Call): ApiObject {
  const before = call.get('line_item', plain.id) ?? plain;
  updateLine(before, call.params, call);
  return call.get('line_item', plain.id) ?? plain;
}
