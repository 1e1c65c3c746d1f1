// What an event says in words: one table for the events that have a sentence of their own, one rule
// for the rest.

import type { StripeEvent } from './stripe-event.ts';

type Words = (object: StripeEvent['object']) => string;

/**
 * By event type. The names of people and things come from the object; what is missing falls back
 * to its id.
 */
const sentences: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['customer.created', (customer) => `${who(customer)} is a new customer`],
  ['customer.updated', (customer) => `${who(customer)} was changed`],
  ['customer.deleted', (customer) => `${who(customer)} is no longer a customer`],
]);

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
 * Without a full stop, for a row of a list. Plain text: it may hold whatever a reader typed as a
 * name.
 */
export function describeEvent(event: StripeEvent): string {
  const words = sentences.get(event.type);
  return words ? words(event.object) : describeType(event.type);
}

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

function who(customer: StripeEvent['object']): string {
  const named = [customer['email'], customer['name'], customer['id']];
  return named.find((name): name is string => typeof name === 'string' && name !== '') ?? 'Someone';
}
