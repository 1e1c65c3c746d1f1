// What an event says in words: a sentence for each type, filled in from the event's object, and one
// rule for types that are newer than the table.

import { digitsOf } from '../text/currency.ts';
import { eventSentences } from './event-sentences.ts';
import type { StripeEvent } from './stripe-event.ts';

type Told = StripeEvent['object'];

const sentences: ReadonlyMap<string, string> = new Map(
  eventSentences
    .trim()
    .split('\n')
    .map((line) => {
      const [type = '', ...words] = line.split(' ');
      return [type, words.join(' ')] as const;
    }),
);

/**
 * Without a full stop, for a row of a list. Plain text: it may hold whatever a reader typed as a
 * name.
 */
export function describeEvent(event: StripeEvent): string {
  const sentence = sentences.get(event.type);
  if (sentence === undefined) return describeType(event.type);
  return sentence.replace(/\{(:?)([\w.]+)\}/g, (_, colon: string, name: string) => {
    const told = fill(name, event.object);
    return colon === '' || told === '' ? told : `: ${told}`;
  });
}

/** `money` is of the field `amount`, `money.unit_amount` of that field. Empty where nothing is known. */
function fill(name: string, object: Told): string {
  const [part = '', field] = name.split('.');
  return part === 'money' ? money(object, field) : (parts[part]?.(object) ?? '');
}

const parts: Readonly<Record<string, (object: Told) => string>> = {
  available,
  card: ({ payment_method_details: details }) => withCard(inner(inner(details)['card'])),
  charge: ({ charge }) => idOf(charge),
  coupon,
  customer: ({ customer }) => idOf(customer),
  ending: ({ last4 }) => (typeof last4 === 'string' ? `, ending in ${last4}` : ''),
  label,
  means,
  number: ({ number, id }) => (typeof number === 'string' ? number : textOf(id)),
  outcome: ({ status }) => spaced(textOf(status)),
  pending: (object) => money(inner(object['pending_request'])),
  plan,
  reason: ({ reason }) => spaced(textOf(reason)),
  value: ({ value }) => textOf(value),
  who,
  whom,
  why: ({ failure_message: message }) => textOf(message).replace(/\.$/, ''),
};

/**
 * Last words of event types that happen to the thing: "was created". The others are done by it:
 * "succeeded".
 */
const passive = new Set(
  (
    'accepted approved archived attached authorized blocked canceled captured closed completed ' +
    'created deleted detached enabled disabled finalized marked_uncollectible opened paid paused ' +
    'posted refunded released removed rejected resumed returned reversed sent submitted updated voided'
  ).split(' '),
);

/**
 * `product.created` → "A product was created"; `invoice.payment_failed` → "An invoice: payment
 * failed".
 */
function describeType(type: string): string {
  const parts = type.split('.').filter((part) => part !== 'test_helpers');
  const verb = parts.pop() ?? '';
  const subject = spaced(parts.join(' '));
  if (!subject) return spaced(verb);
  const thing = `${/^[aeio]/.test(subject) ? 'An' : 'A'} ${subject}`;
  if (passive.has(verb)) return `${thing} was ${spaced(verb)}`;
  return verb.includes('_') ? `${thing}: ${spaced(verb)}` : `${thing} ${verb}`;
}

function spaced(name: string): string {
  return name.replaceAll('_', ' ');
}

/** What people call it, else its id. */
function label(object: Told): string {
  const profile = inner(object['business_profile']);
  const all = ['name', 'nickname', 'display_name', 'bank_name', 'code', 'email'].map(
    (name) => object[name],
  );
  return firstText([...all, profile['name'], object['id']]);
}

function who(customer: Told): string {
  return firstText([customer['email'], customer['name'], customer['id'], 'Someone']);
}

function whom({ customer_email: email, customer_name: name }: Told): string {
  const told = firstText([email, name]);
  return told === '' ? '' : ` for ${told}`;
}

/** As in `$20.00`; without a sign, as the sentence tells where it goes. */
function money(object: Told, field = 'amount'): string {
  const [amount, currency] = [object[field], object['currency']];
  if (typeof amount !== 'number' || typeof currency !== 'string') return 'an unknown amount';
  const isKnown = /^[a-z]{3}$/.test(currency);
  if (!isKnown) return String(amount);
  const value = Math.abs(amount) / 10 ** digitsOf(currency);
  return value.toLocaleString('en-US', { style: 'currency', currency: currency.toUpperCase() });
}

function available({ available: amounts }: Told): string {
  const list = Array.isArray(amounts) ? amounts : [];
  return list.map((one) => money(inner(one))).join(', ') || 'an unknown amount';
}

/** Of the first item, as in `$9.00 a month`. */
function plan({ items }: Told): string {
  const [item] = [inner(items)['data']].flat();
  const price = inner(inner(item)['price']);
  if (typeof price['unit_amount'] !== 'number') return '';
  return money(price, 'unit_amount') + every(inner(price['recurring']));
}

function every({ interval, interval_count: count = 1 }: Told): string {
  if (typeof interval !== 'string') return '';
  return count === 1 ? ` a ${interval}` : ` every ${textOf(count)} ${interval}s`;
}

function coupon(discount: Told): string {
  const source = inner(discount['source']);
  return label(inner(discount['coupon'])) || textOf(discount['coupon']) || idOf(source['coupon']);
}

function withCard({ last4 }: Told): string {
  return typeof last4 === 'string' ? ` with the card that ends in ${last4}` : '';
}

function means({ type, card }: Told): string {
  const { last4 } = inner(card);
  if (typeof last4 === 'string') return `The card that ends in ${last4}`;
  return typeof type === 'string' ? `A means of payment (${spaced(type)})` : 'A means of payment';
}

/** Of an id, or of an object in its place. */
function idOf(value: unknown): string {
  return textOf(typeof value === 'object' ? inner(value)['id'] : value);
}

function inner(value: unknown): Told {
  return typeof value === 'object' && value !== null ? (value as Told) : {};
}

function firstText(values: readonly unknown[]): string {
  return values.find((one): one is string => typeof one === 'string' && one !== '') ?? '';
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
