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
  const isFull = params['mode'] === 'full';
  if (original['type'] === 'reversal' && !isFull) {
    throw new ApiError('A reversal can be reversed in full only.', { param: 'mode' });
  }
  const before = standing(id, call);
  const lines = linesOf(original, call);
  const rests = lines.map((line) => restOf(line, before, call));
  const cost = original['shipping_cost'] as FormObject | null;
  const given = isFull
    ? { parts: wholeOf(lines, before, call), shipping: cost && wholeCost(cost) }
    : backOf(rests, cost && restOfCost(cost, before), call);
  const made = keep(call, original, {
    posted_at: call.now,
    reversal: { original_transaction: id },
    shipping_cost: given.shipping,
    type: 'reversal',
  });
  for (const part of given.parts) keepPart(part, made.id, call);
  return made;
}

/** What was taken back of a transaction, and not given again since then. */
function standing(id: string, { all }: Call): readonly ApiObject[] {
  const reversals = all(kind);
  return reversals.filter(
    (one) => isReversalOf(one, id) && !reversals.some((other) => isReversalOf(other, one.id)),
  );
}

function isReversalOf({ reversal: of }: ApiObject, id: string): boolean {
  return (Object(of) as { readonly original_transaction?: string }).original_transaction === id;
}

/** Of one line, with the sign that the reversal has. */
interface Part {
  readonly line: ApiObject;
  readonly amount: number;
  readonly tax: number;
  readonly given: FormObject;
}

/** What is left of a line, or of the cost of shipping. */
interface Rest {
  readonly line: ApiObject;
  readonly amount: number;
  readonly tax: number;
}

interface Back {
  readonly parts: readonly Part[];
  readonly shipping: object | null;
}

/** Once, whatever was taken back in parts. */
function wholeOf(
  lines: readonly ApiObject[],
  before: readonly ApiObject[],
  call: Call,
): readonly Part[] {
  const isWhole = (one: ApiObject): boolean =>
    lines.every((line) =>
      linesOf(one, call).some(
        (part) => isPartOf(part, line.id) && Number(part['amount']) === -Number(line['amount']),
      ),
    );
  if (before.some(isWhole)) {
    throw new ApiError('This transaction was reversed in full before.', { param: 'mode' });
  }
  return lines.map((line) => ({
    line,
    amount: -Number(line['amount']),
    tax: -Number(line['amount_tax']),
    given: {},
  }));
}

function wholeCost(cost: FormObject): object {
  return back(cost, -Number(cost['amount']), -Number(cost['amount_tax']));
}

/** As many lines as are named, or a flat amount of all that is left, in proportion. */
function backOf(rests: readonly Rest[], shipping: Rest | null, { params }: Call): Back {
  const asked = (params['line_items'] ?? []) as readonly FormObject[];
  const flat = params['flat_amount'];
  if (typeof flat === 'number') return flatBack(flat, rests, shipping);
  if (asked.length === 0 && params['shipping_cost'] === undefined) {
    throw missingParam('line_items');
  }
  const parts = asked.map((given, index) => {
    const id = given['original_line_item'];
    const rest = rests.find(({ line }) => line.id === id);
    const param = `line_items[${index}][original_line_item]`;
    if (!rest) {
      const message = `The original transaction has no such line item: '${String(id)}'`;
      throw new ApiError(message, { code: 'resource_missing', param });
    }
    return namedPart(rest, given);
  });
  const cost = shipping && params['shipping_cost'] !== undefined ? shipping : null;
  return { parts, shipping: cost && shippingBack(cost, inner(params['shipping_cost'])) };
}

/** Never more than is left. */
function namedPart({ line, ...left }: Rest, given: FormObject): Part {
  const [amount, tax] = [Number(given['amount']), Number(given['amount_tax'])];
  if (amount <= 0 && tax <= 0 && -amount <= left.amount && -tax <= left.tax) {
    return { line, amount, tax, given };
  }
  throw new ApiError(
    `Amounts of a reversal are negative, and no more than is left of the line item ${line.id}: ` +
      `${left.amount}, and ${left.tax} of tax.`,
    { param: 'line_items' },
  );
}

function flatBack(flat: number, rests: readonly Rest[], shipping: Rest | null): Back {
  const all = shipping ? [...rests, shipping] : rests;
  const isIncluded = ({ line }: Rest): boolean => line['tax_behavior'] === 'inclusive';
  const totals = all.map((rest) => rest.amount + (isIncluded(rest) ? 0 : rest.tax));
  if (flat > 0 || -flat > sum(totals)) {
    throw new ApiError(
      `The amount of a reversal is negative, and no more than what is left: ${sum(totals)}.`,
      { param: 'flat_amount' },
    );
  }
  const parts = shared(flat, totals).map((share, index): Part => {
    const rest = all[index] as Rest;
    const total = totals[index] ?? 0;
    const tax = total === 0 ? 0 : Math.round((share * rest.tax) / total);
    return { line: rest.line, amount: isIncluded(rest) ? share : share - tax, tax, given: {} };
  });
  const cost = shipping && parts.pop();
  return { parts, shipping: cost ? back(cost.line, cost.amount, cost.tax) : null };
}

function restOf(line: ApiObject, before: readonly ApiObject[], call: Call): Rest {
  const gone = before
    .flatMap((one) => linesOf(one, call))
    .filter((part) => isPartOf(part, line.id));
  const left = (name: string): number =>
    Number(line[name]) + sum(gone.map((part) => Number(part[name])));
  return { line, amount: left('amount'), tax: left('amount_tax') };
}

function restOfCost(cost: FormObject, before: readonly ApiObject[]): Rest {
  const gone = before.map((one) => inner(one['shipping_cost'] as FormObject));
  const left = (name: string): number =>
    Number(cost[name]) + sum(gone.map((one) => Number(one[name] ?? 0)));
  return { line: cost as ApiObject, amount: left('amount'), tax: left('amount_tax') };
}

function isPartOf({ reversal: of }: ApiObject, line: string): boolean {
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

function shippingBack({ line, ...left }: Rest, given: FormObject): object {
  const amount = Number(given['amount']);
  if (amount <= 0 && -amount <= left.amount) return back(line, amount, Number(given['amount_tax']));
  throw new ApiError('The amount of a reversal is negative, and no more than what is left.', {
    param: 'shipping_cost[amount]',
  });
}

function back(cost: object, amount: number, tax: number): object {
  return { ...cost, amount: amount + 0, amount_tax: tax + 0 };
}
