// What the amount of a payment is made of: told with the intent, its line items only where they are asked
// for. They have to come to the amount. Source: https://docs.stripe.com/payments/payment-line-items

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import { firstPage } from '../objects/inner-list.ts';
import { make } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'payment_intent_amount_details_line_item';

/** `amount_details` of this amount, as the request tells them. Its items take the place of earlier ones. */
export function detailsOf({ id }: ApiObject, amount: number, call: Call): Values {
  const {
    line_items: items,
    enforce_arithmetic_validation: isStrict,
    ...given
  } = inner(call.params['amount_details']);
  const faults = Array.isArray(items) ? mismatch(items.map(inner), given, amount) : {};
  if ('error' in faults && isStrict !== false) {
    throw new ApiError(faults.error.message, { param: 'amount_details' });
  }
  if (items !== undefined) replaceItems(id, Array.isArray(items) ? items.map(inner) : [], call);
  const told = Object.entries(given).map(([name, part]) => [
    name,
    typeof part === 'object'
      ? completedPart(inner(part), ['payment_intent', 'amount_details', name], call)
      : part,
  ]);
  return sorted({ ...faults, tip: {}, ...Object.fromEntries(told) });
}

/** An update, a confirmation and a capture may tell anew what the amount is made of. */
export function detailsAnew(intent: ApiObject, amount: unknown, call: Call): object {
  return call.params['amount_details']
    ? { amount_details: detailsOf(intent, Number(amount), call) }
    : {};
}

function mismatch(items: readonly FormObject[], details: FormObject, amount: number) {
  if (items.length === 0) return {};
  const total = items.reduce((sum, item) => sum + costOf(item), 0) + aside(details);
  if (total === amount) return {};
  const message =
    `The total value of \`amount_details\` (${total}) does not match the \`amount\` (${amount}). ` +
    'Make sure that the total value of `line_items` matches the amount to charge, taking into ' +
    'account any discounts, tax, and shipping. See ' +
    'https://docs.stripe.com/payments/payment-line-items';
  return { error: { code: 'amount_details_amount_mismatch', message } };
}

function costOf(item: FormObject): number {
  return number(item['unit_cost']) * number(item['quantity']) + aside(item);
}

/** Of an item, or of all: taxes and shipping, less discounts. */
function aside({ discount_amount: discount, shipping, tax }: FormObject): number {
  const added = number(inner(tax)['total_tax_amount']) + number(inner(shipping)['amount']);
  return added - number(discount);
}

function number(value: FormValue | undefined): number {
  return Number(value ?? 0);
}

function replaceItems(intent: string, items: readonly FormObject[], call: Call): void {
  for (const item of call.having(kind, 'intent', intent)) call.remove(item);
  // Lists tell the newest first.
  for (const item of items.toReversed()) make(call, kind, item, { intent });
}

/** In the order given. */
export function lineItemsOf({ id }: ApiObject, call: Call): object {
  const items = call.having(kind, 'intent', id).toReversed().map(told);
  return {
    object: 'list',
    ...firstPage(items),
    url: `/v1/payment_intents/${id}/amount_details_line_items`,
  };
}

/** Whose it is, its path tells. */
export function told({ intent: _intent, ...item }: ApiObject): ApiObject {
  return item as ApiObject;
}
