// Tax transactions: calculations that came true, and what was taken back of them.
// Source: https://docs.stripe.com/api/tax/transactions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { listOf } from '../invoices/invoicing.ts';
import { drafted } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { shared, sum } from '../prices/sums.ts';
import { asTold, keepLine, withoutLines } from '../prices/tax-lines.ts';

export const taxTransaction: Behaviour = {
  object: 'tax.transaction',
  makers: { create_from_calculation: fromCalculation, create_reversal: reversal },
  includable: {
    line_items: (transaction, call) =>
      listOf(
        linesOf(transaction, call).map(asTold),
        `/v1/tax/transactions/${transaction.id}/line_items`,
      ),
  },
};

const kind = 'tax.transaction';
const lineKind = 'tax.transaction_line_item';

function linesOf({ id }: ApiObject, { all }: Call): readonly ApiObject[] {
  return all(lineKind).filter(({ transaction }) => transaction === id);
}

function fromCalculation(call: Call): ApiObject {
  const { params, now, all } = call;
  const calculation = requireObject(
    call,
    'tax.calculation',
    String(params['calculation']),
    'calculation',
  );
  if (Number(calculation['expires_at']) <= now) {
    throw new ApiError('This tax calculation has expired, and cannot become a transaction.', {
      param: 'calculation',
    });
  }
  const posted = params['posted_at'];
  const made = keep(call, calculation, {
    posted_at: typeof posted === 'number' ? posted : now,
    shipping_cost: calculation['shipping_cost'],
    type: 'transaction',
  });
  for (const line of all('tax.calculation_line_item')) {
    if (line['calculation'] !== calculation.id) continue;
    const { object: _object, ...values } = asTold(line);
    const own = { reversal: null, transaction: made.id, type: 'transaction' };
    keepLine(call, lineKind, { ...values, ...own });
  }
  return made;
}

/** What a transaction takes over, and what is its own. */
function keep(call: Call, source: ApiObject, values: object): ApiObject {
  const { params } = call;
  refuseTwin(call);
  const id = call.newId(kind);
  const taken = ['currency', 'customer', 'customer_details', 'ship_from_details', 'tax_date'];
  const made = withoutLines({
    ...drafted(call, kind, { id }),
    ...Object.fromEntries(taken.map((name) => [name, source[name]])),
    metadata: { ...Object(params['metadata']) },
    reference: params['reference'],
    reversal: null,
    ...values,
  } as ApiObject);
  const version = sorted(made) as ApiObject;
  call.put(version);
  return version;
}

function refuseTwin({ params, all }: Call): void {
  const { reference } = params;
  if (!all(kind).some((one) => one['reference'] === reference)) return;
  throw new ApiError(
    `There is a tax transaction with the reference ${String(reference)} already.`,
    {
      code: 'resource_already_exists',
      param: 'reference',
    },
  );
}

function reversal(call: Call): ApiObject {
  const { params } = call;
  const id = String(params['original_transaction']);
  const original = requireObject(call, kind, id, 'original_transaction');
  if (original['type'] === 'reversal') {
    throw new ApiError('A reversal cannot be reversed.', { param: 'original_transaction' });
  }
  const before = call.all(kind).filter((one) => isReversalOf(one, id));
  const isFull = params['mode'] === 'full';
  if (isFull && before.length > 0) {
    throw new ApiError('This transaction was reversed before, and cannot be reversed in full.', {
      param: 'mode',
    });
  }
  const lines = linesOf(original, call);
  const back = isFull ? lines.map(whole) : partsOf(lines, call);
  const shipping = shippingBack(original, isFull, before, call);
  for (const part of back) checkPart(part, before, call);
  const made = keep(call, original, {
    posted_at: call.now,
    reversal: { original_transaction: id },
    shipping_cost: shipping,
    type: 'reversal',
  });
  for (const part of back) keepPart(part, made.id, call);
  return made;
}

function isReversalOf({ reversal: of }: ApiObject, id: string): boolean {
  return (Object(of) as { readonly original_transaction?: string }).original_transaction === id;
}

/** Of one line, in negative amounts. */
interface Part {
  readonly line: ApiObject;
  readonly amount: number;
  readonly tax: number;
  readonly given: FormObject;
}

function whole(line: ApiObject): Part {
  return { line, amount: -Number(line['amount']), tax: -Number(line['amount_tax']), given: {} };
}

/** As many as are named, or a flat amount of all, in proportion. */
function partsOf(lines: readonly ApiObject[], { params }: Call): readonly Part[] {
  const asked = (params['line_items'] ?? []) as readonly FormObject[];
  const flat = params['flat_amount'];
  if (typeof flat === 'number') return flatParts(lines, flat);
  if (asked.length === 0 && params['shipping_cost'] === undefined) {
    throw missingParam('line_items');
  }
  return asked.map((given, index) => {
    const id = given['original_line_item'];
    const line = lines.find((one) => one.id === id);
    const param = `line_items[${index}][original_line_item]`;
    if (!line) {
      const message = `The original transaction has no such line item: '${String(id)}'`;
      throw new ApiError(message, { code: 'resource_missing', param });
    }
    return { line, amount: Number(given['amount']), tax: Number(given['amount_tax']), given };
  });
}

function flatParts(lines: readonly ApiObject[], flat: number): readonly Part[] {
  const taxAbove = (line: ApiObject): number =>
    line['tax_behavior'] === 'inclusive' ? 0 : Number(line['amount_tax']);
  const totals = lines.map((line) => Number(line['amount']) + taxAbove(line));
  return shared(flat, totals).map((share, index) => {
    const line = lines[index] as ApiObject;
    const total = totals[index] ?? 0;
    const tax = total === 0 ? 0 : Math.round((share * Number(line['amount_tax'])) / total);
    const isIncluded = line['tax_behavior'] === 'inclusive';
    return { line, amount: isIncluded ? share : share - tax, tax, given: {} };
  });
}

/** Never more than is left. */
function checkPart({ line, amount, tax }: Part, before: readonly ApiObject[], call: Call): void {
  const ids = new Set(before.map(({ id }) => id));
  const earlier = call
    .all(lineKind)
    .filter(
      ({ transaction, reversal: of }) => ids.has(String(transaction)) && isPartOf(of, line.id),
    );
  const left = (name: string): number =>
    Number(line[name]) + sum(earlier.map((part) => Number(part[name])));
  if (amount <= 0 && tax <= 0 && -amount <= left('amount') && -tax <= left('amount_tax')) return;
  throw new ApiError(
    `Amounts of a reversal are negative, and no more than is left of the line item ${line.id}: ` +
      `${left('amount')}, and ${left('amount_tax')} of tax.`,
    { param: 'line_items' },
  );
}

function isPartOf(of: unknown, line: string): boolean {
  return (Object(of) as { readonly original_line_item?: string }).original_line_item === line;
}

function keepPart({ line, amount, tax, given }: Part, transaction: string, call: Call): void {
  const { id: original, object: _object, ...values } = asTold(line);
  const { metadata, quantity, reference } = given;
  keepLine(call, lineKind, {
    ...values,
    amount,
    amount_tax: tax,
    metadata: { ...Object(metadata) },
    quantity: quantity ?? values['quantity'],
    reference: reference ?? values['reference'],
    reversal: { original_line_item: original },
    transaction,
    type: 'reversal',
  });
}

function shippingBack(
  original: ApiObject,
  isFull: boolean,
  before: readonly ApiObject[],
  { params }: Call,
): object | null {
  const cost = original['shipping_cost'] as FormObject | null;
  if (!cost) return null;
  if (isFull) return back(cost, -Number(cost['amount']), -Number(cost['amount_tax']));
  if (params['shipping_cost'] === undefined) return null;
  const { amount, amount_tax: tax } = inner(params['shipping_cost']);
  const gone = before.map((one) =>
    Number(inner(one['shipping_cost'] as FormObject)['amount'] ?? 0),
  );
  if (Number(amount) <= 0 && -Number(amount) <= Number(cost['amount']) + sum(gone)) {
    return back(cost, Number(amount), Number(tax));
  }
  throw new ApiError('The amount of a reversal is negative, and no more than what is left.', {
    param: 'shipping_cost[amount]',
  });
}

function back(cost: FormObject, amount: number, tax: number): object {
  return { ...cost, amount: amount + 0, amount_tax: tax + 0 };
}
