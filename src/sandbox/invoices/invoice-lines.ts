// Lines of a draft, as they join, change and go: each is of an invoice item, or of a subscription's.
// Source: https://docs.stripe.com/api/invoices/add_lines

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam, notSimulated } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { keepTaxes } from './manual-taxes.ts';
import { detailsOf, withLines } from './invoice-sums.ts';
import { dataOf, lineOfItem } from './invoicing.ts';

export function requireDraft({ status }: ApiObject): void {
  if (status === 'draft') return;
  throw new ApiError('This invoice is no longer editable', { code: 'invoice_not_editable' });
}

/** Emits invoice.updated. */
export function replaceLines(
  invoice: ApiObject,
  lines: readonly ApiObject[],
  call: Call,
): ApiObject {
  const after = withLines(call, invoice, lines);
  call.put(after);
  call.emit('invoice.updated', after, invoice);
  return after;
}

/** The id of its invoice item; undefined for a line of a whole period. */
export function itemBehind({ parent }: ApiObject): string | undefined {
  const { invoice_item: id } = detailsOf(parent);
  return typeof id === 'string' ? id : undefined;
}

export function dropLines(
  invoice: ApiObject,
  isDropped: (line: ApiObject) => boolean,
  call: Call,
): ApiObject {
  const lines = dataOf(invoice['lines']);
  for (const line of lines) if (isDropped(line)) call.remove(line);
  return replaceLines(
    invoice,
    lines.filter((line) => !isDropped(line)),
    call,
  );
}

function askedLines({ params }: Call): readonly FormObject[] {
  return (params['lines'] ?? []) as readonly FormObject[];
}

function requireOpenToLines({ status }: ApiObject): void {
  if (status === 'draft') return;
  throw new ApiError('Invalid invoice: This invoice is no longer editable', {
    code: 'invoice_not_editable',
  });
}

/** An amount is for all of them. */
function refuseBoth({ amount, quantity }: FormObject, index: number): void {
  if (amount === undefined || quantity === undefined) return;
  throw exclusive(['amount', 'quantity'], `lines[${index}][amount]`);
}

/** Of items that wait, or of new ones. */
export function addLines(invoice: ApiObject, call: Call): ApiObject {
  requireOpenToLines(invoice);
  for (const [index, { invoice_item: id, tax_amounts: taxes, ...given }] of askedLines(
    call,
  ).entries()) {
    refuseBoth(given, index);
    if (typeof id === 'string') {
      addPending(invoice.id, id, index, call);
      tellTaxes(invoice.id, id, taxes, call);
    } else {
      const { customer, currency } = invoice;
      const item = { ...given, customer, invoice: invoice.id } as FormObject;
      const isPriced = given['pricing'] !== undefined || given['price_data'] !== undefined;
      const whole = isPriced ? item : ({ ...item, currency } as FormObject);
      tellTaxes(invoice.id, call.request('/v1/invoiceitems', whole).id, taxes, call);
    }
  }
  return now(invoice, call);
}

/** Of the line that is of this item; the invoice is summed again. */
function tellTaxes(invoice: string, item: string, taxes: FormValue | undefined, call: Call): void {
  const now = taxes === undefined ? undefined : call.get('invoice', invoice);
  const line = now && dataOf(now['lines']).find((one) => itemBehind(one) === item);
  if (!line) return;
  keepTaxes(line.id, taxes, call);
  replaceLines(now, dataOf(now['lines']), call);
}

function addPending(invoiceId: string, id: string, index: number, call: Call): void {
  const param = `lines[${index}][invoice_item]`;
  const item = requireObject(call, 'invoiceitem', id, param);
  const invoice = requireObject(call, 'invoice', invoiceId);
  if (item['customer'] !== invoice['customer']) throw missingByParam('invoiceitem', id, param);
  if (item['invoice']) {
    throw new ApiError(`The invoice item ${id} is on an invoice already.`, { param });
  }
  const line = lineOfItem(call, invoiceId, item);
  replaceLines(invoice, [...dataOf(invoice['lines']), line], call);
}

/** Their items go, too, or wait for another invoice. */
export function removeLines(invoice: ApiObject, call: Call): ApiObject {
  requireOpenToLines(invoice);
  const gone = new Set<string>();
  for (const [index, { id, behavior }] of askedLines(call).entries()) {
    const line = lineOn(invoice, id, `lines[${index}][id]`);
    gone.add(line.id);
    const item = call.get('invoiceitem', String(itemBehind(line)));
    if (item && behavior === 'delete') {
      call.remove(item);
      call.emit('invoiceitem.deleted', item);
    } else if (item) change(call, item, { invoice: null });
  }
  return now(
    dropLines(invoice, ({ id }) => gone.has(id), call),
    call,
  );
}

export function updateLines(invoice: ApiObject, call: Call): ApiObject {
  requireOpenToLines(invoice);
  for (const [index, { id, ...given }] of askedLines(call).entries()) {
    refuseBoth(given, index);
    updateLine(lineOn(invoice, id, `lines[${index}][id]`), given, call);
  }
  return now(invoice, call);
}

/** What a subscription's own lines can be told; all else their items decide. */
const ownWords = ['amount', 'description', 'discountable', 'metadata', 'period', 'quantity'];

/** By its item, where it has one. */
export function updateLine(
  line: ApiObject,
  { tax_amounts: taxes, ...given }: FormObject,
  call: Call,
): void {
  const invoice = requireObject(call, 'invoice', String(line['invoice']));
  requireDraft(invoice);
  keepTaxes(line.id, taxes, call);
  const item = itemBehind(line);
  if (item !== undefined) {
    if (taxes === undefined || Object.keys(given).length > 0) {
      call.request(`/v1/invoiceitems/${item}`, given);
    } else replaceLines(invoice, dataOf(invoice['lines']), call);
    return;
  }
  const strange = Object.keys(given).find((name) => ![...ownWords, 'expand'].includes(name));
  if (strange !== undefined) throw notSimulated(`'${strange}' of a subscription's line`, strange);
  const told = Object.fromEntries(
    ownWords.flatMap((name) => (name in given ? [[name, given[name]]] : [])),
  );
  const subtotal = given['amount'] === undefined ? {} : { subtotal: given['amount'] };
  const changed = change(call, line, {
    ...told,
    ...subtotal,
    metadata: { ...Object(line['metadata']), ...Object(given['metadata']) },
  });
  const lines = dataOf(invoice['lines']).map((one) => (one.id === line.id ? changed : one));
  replaceLines(invoice, lines, call);
}

function lineOn(invoice: ApiObject, id: unknown, param: string): ApiObject {
  const line = dataOf(invoice['lines']).find((one) => one.id === id);
  if (!line) throw missingByParam('line_item', String(id), param);
  return line;
}

function now({ id }: ApiObject, { params, get, emit, put }: Call): ApiObject {
  const after = get('invoice', id) as ApiObject;
  const metadata = params['invoice_metadata'];
  if (metadata === undefined) return after;
  const kept = metadata === '' ? {} : { ...Object(after['metadata']), ...Object(metadata) };
  const told = { ...after, metadata: kept };
  put(told);
  emit('invoice.updated', told, after);
  return told;
}
