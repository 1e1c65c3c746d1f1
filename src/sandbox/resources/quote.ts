// Quotes: what something would cost. Source: https://docs.stripe.com/api/quotes

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { notSimulated } from '../errors.ts';
import { costOf } from '../pricing.ts';
import { requireObject } from '../require-object.ts';
import { subscribe } from '../subscribe.ts';

export const quote: Behaviour = {
  object: 'quote',
  rules: { create, accept, cancel, finalize_quote: finalize },
};

/** Kept beside the quotes, and told by a list of its own. */
const linesKind = 'quote.lines';

function create(draft: ApiObject, call: Call): ApiObject {
  const lines = (call.params['line_items'] ?? []) as readonly FormObject[];
  const total = lines.reduce((sum, line, index) => sum + amountOf(line, index, call), 0);
  call.put({ id: draft.id, object: linesKind, lines });
  const [first] = lines;
  const price = call.get('price', String(first?.['price']));
  return {
    ...draft,
    amount_subtotal: total,
    amount_total: total,
    currency: price?.['currency'] ?? draft['currency'],
  };
}

function amountOf(line: FormObject, index: number, call: Call): number {
  const quantity = Number(line['quantity'] ?? 1);
  const id = line['price'];
  if (typeof id !== 'string') {
    const { unit_amount: unit } = Object(line['price_data']) as { readonly unit_amount?: unknown };
    return Number(unit ?? 0) * quantity;
  }
  const price = requireObject(call, 'price', id, `line_items[${index}][price]`);
  return costOf(price, quantity);
}

function finalize(before: ApiObject, call: Call): ApiObject {
  requireStatus(before, ['draft'], 'finalize');
  const transitions = { ...Object(before['status_transitions']), finalized_at: call.now };
  const count = call.all('quote').filter(({ number }) => typeof number === 'string').length;
  const after = {
    ...before,
    number: `QT-${call.newCode(8)}-${String(count + 1).padStart(4, '0')}-1`,
    status: 'open',
    status_transitions: transitions,
  };
  call.emit('quote.finalized', after);
  return after;
}

/** What is paid again and again becomes a subscription. */
function accept(before: ApiObject, call: Call): ApiObject {
  requireStatus(before, ['open'], 'accept');
  const lines = (call.get(linesKind, before.id)?.['lines'] ?? []) as readonly FormObject[];
  const isRecurring = lines.some(({ price }) => {
    return call.get('price', String(price))?.['type'] === 'recurring';
  });
  if (!isRecurring) throw notSimulated('the acceptance of quotes without a recurring price');
  const method =
    before['collection_method'] === 'send_invoice' ? { collection_method: 'send_invoice' } : {};
  const made = subscribe(call, {
    customer: String(before['customer']),
    items: lines.map(({ price, quantity = 1 }) => ({ price: price ?? '', quantity })),
    ...method,
  });
  const transitions = { ...Object(before['status_transitions']), accepted_at: call.now };
  const after = {
    ...before,
    invoice: made['latest_invoice'],
    status: 'accepted',
    status_transitions: transitions,
    subscription: made.id,
  };
  call.emit('quote.accepted', after);
  return after;
}

function cancel(before: ApiObject, call: Call): ApiObject {
  requireStatus(before, ['draft', 'open'], 'cancel');
  const transitions = { ...Object(before['status_transitions']), canceled_at: call.now };
  const after = { ...before, status: 'canceled', status_transitions: transitions };
  call.emit('quote.canceled', after);
  return after;
}

function requireStatus({ status }: ApiObject, allowed: readonly string[], verb: string): void {
  if (allowed.includes(String(status))) return;
  throw new ApiError(
    `You cannot ${verb} a quote that is ${String(status)}: only one that is ${allowed.join(' or ')}.`,
    { code: 'quote_unexpected_state' },
  );
}
