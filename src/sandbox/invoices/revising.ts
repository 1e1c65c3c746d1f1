// Invoices that are revised once they are final: by a draft with the same lines, which takes the place of
// the first one when it is final itself. Source: https://docs.stripe.com/invoicing/invoice-edits

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { voidInvoice } from './end-invoice.ts';
import { itemBehind } from './invoice-lines.ts';
import { dataOf, lineOfItem } from './invoicing.ts';

const param = 'from_invoice[invoice]';

/** The one that a request revises. Throws for what is paid, void, or of a subscription. */
export function originalOf(call: Call): ApiObject | undefined {
  const asked = call.params['from_invoice'];
  if (asked === undefined) return undefined;
  const { invoice: id } = inner(asked);
  if (id === undefined) throw missingParam(param);
  const original = requireObject(call, 'invoice', String(id), param);
  const { parent, status } = original;
  if (status !== 'open' && status !== 'uncollectible') {
    throw new ApiError(
      `Only invoices that are open or uncollectible can be revised. This one is ${String(status)}.`,
      { param },
    );
  }
  if (inner(parent)['type'] === 'subscription_details') {
    throw new ApiError('Invoices of subscriptions cannot be revised.', { param });
  }
  return original;
}

const kept = [
  ...['account_tax_ids', 'automatic_tax', 'collection_method', 'currency', 'custom_fields'],
  ...['default_payment_method', 'default_source', 'default_tax_rates', 'description', 'discounts'],
  ...['due_date', 'footer', 'issuer', 'metadata', 'on_behalf_of', 'payment_settings'],
  ...['rendering', 'shipping_details', 'statement_descriptor'],
];

/** What it says unless the request says otherwise. */
export function valuesOf(original: ApiObject | undefined, params: FormObject): Values {
  if (!original) return {};
  const names = kept.filter((name) => params[name] === undefined);
  return Object.fromEntries(names.map((name) => [name, original[name]]));
}

/** Each with an invoice item of its own. */
export function copiedLines(
  original: ApiObject,
  draft: ApiObject,
  call: Call,
): readonly ApiObject[] {
  return dataOf(original['lines']).flatMap((line) => {
    const item = call.get('invoiceitem', itemBehind(line) ?? '');
    if (!item) return [];
    const copy = make(call, 'invoiceitem', {
      ...item,
      date: call.now,
      id: call.newId('invoiceitem'),
      invoice: null,
    });
    return [lineOfItem(call, draft.id, copy)];
  });
}

/** The first one is void as soon as its revision is final, and tells the newest one. */
export function supersede({ id, from_invoice: from }: ApiObject, call: Call): void {
  const original = call.get('invoice', String(inner(from)['invoice']));
  if (!original || inner(from)['action'] !== 'revision') return;
  const isLeft = original['status'] === 'open' || original['status'] === 'uncollectible';
  const ended = isLeft ? voidInvoice(original, call) : original;
  let former: ApiObject | undefined = ended;
  while (former) {
    change(call, former, { latest_revision: id }, 'invoice.updated');
    former = call.get('invoice', String(inner(former['from_invoice'])['invoice']));
  }
}
