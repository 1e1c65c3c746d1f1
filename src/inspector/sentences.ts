// What an event says in words: one table for the events that have a sentence of their own, one rule
// for the rest.

import { zeroDecimal } from '../text/currency.ts';
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
  ['payment_intent.created', (intent) => `A new payment of ${money(intent)} was started`],
  ['payment_intent.succeeded', (intent) => `A payment of ${money(intent)} succeeded`],
  ['payment_intent.payment_failed', (intent) => `A payment of ${money(intent)} failed`],
  ['payment_intent.canceled', (intent) => `A payment of ${money(intent)} was canceled`],
  ['payment_intent.processing', (intent) => `A payment of ${money(intent)} is under way`],
  [
    'payment_intent.requires_action',
    (intent) => `A payment of ${money(intent)} waits for the customer`,
  ],
  [
    'payment_intent.amount_capturable_updated',
    (intent) => `A payment of ${money(intent)} can be captured`,
  ],
  ['charge.succeeded', (charge) => `A charge of ${money(charge)} succeeded${by(charge)}`],
  ['charge.failed', (charge) => `A charge of ${money(charge)} failed${why(charge)}`],
  ['charge.captured', (charge) => `${money(charge, 'amount_captured')} of a charge were captured`],
  ['charge.refunded', (charge) => `${money(charge, 'amount_refunded')} of a charge were refunded`],
  ['charge.dispute.created', (dispute) => `A charge of ${money(dispute)} was disputed`],
  [
    'charge.dispute.closed',
    (dispute) => `A dispute over ${money(dispute)} was closed${as(dispute)}`,
  ],
  ['charge.dispute.funds_withdrawn', (dispute) => `${money(dispute)} were withdrawn for a dispute`],
  [
    'charge.dispute.funds_reinstated',
    (dispute) => `${money(dispute)} came back from a dispute that was won`,
  ],
  ['refund.created', (refund) => `A refund of ${money(refund)} was made`],
  ['payout.created', (payout) => `A payout of ${money(payout)} was made`],
  ['payout.canceled', (payout) => `A payout of ${money(payout)} was canceled`],
  ['transfer.created', (transfer) => `${money(transfer)} were transferred to an account`],
  ['invoice.created', (invoice) => `A draft of an invoice was made${whom(invoice)}`],
  [
    'invoice.finalized',
    (invoice) => `Invoice ${named(invoice)} is open: ${money(invoice, 'amount_due')} due`,
  ],
  ['invoice.paid', (invoice) => `Invoice ${named(invoice)} was paid`],
  ['invoice.payment_succeeded', (invoice) => `Invoice ${named(invoice)}: the payment succeeded`],
  ['invoice.payment_failed', (invoice) => `Invoice ${named(invoice)}: the payment failed`],
  ['invoice.sent', (invoice) => `Invoice ${named(invoice)} was sent${whom(invoice)}`],
  ['invoice.voided', (invoice) => `Invoice ${named(invoice)} was voided`],
  ['customer.subscription.created', () => 'A customer subscribed'],
  ['customer.subscription.updated', () => 'A subscription was changed'],
  ['customer.subscription.deleted', () => 'A subscription ended'],
  ['customer.subscription.trial_will_end', () => 'The trial of a subscription ends soon'],
  ['payment_method.attached', (method) => `${means(method)} was added to a customer`],
  ['payment_method.detached', (method) => `${means(method)} was taken from a customer`],
  ['product.created', (product) => `A product was made${calling(product)}`],
  ['price.created', (price) => `A price was made: ${money(price, 'unit_amount')}`],
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

type Told = StripeEvent['object'];

/** As in `$20.00`; what is no amount is told as nothing of it. */
function money(object: Told, field = 'amount'): string {
  const [amount, currency] = [object[field], object['currency']];
  if (typeof amount !== 'number' || typeof currency !== 'string') return 'an unknown amount';
  const isKnown = /^[a-z]{3}$/.test(currency);
  if (!isKnown) return String(amount);
  const value = zeroDecimal.has(currency) ? amount : amount / 100;
  return value.toLocaleString('en-US', { style: 'currency', currency: currency.toUpperCase() });
}

function by({ payment_method_details: details }: Told): string {
  const { card } = (details ?? {}) as { readonly card?: { readonly last4?: unknown } };
  return typeof card?.last4 === 'string' ? ` with the card that ends in ${card.last4}` : '';
}

function why({ failure_message: message }: Told): string {
  return typeof message === 'string' ? `: ${message.replace(/\.$/, '')}` : '';
}

function as({ status }: Told): string {
  return status === 'won' || status === 'lost' ? `: ${status}` : '';
}

function whom({ customer_email: email, customer_name: name }: Told): string {
  const told = [email, name].find((one): one is string => typeof one === 'string' && one !== '');
  return told === undefined ? '' : ` for ${told}`;
}

function named({ number, id }: Told): string {
  return typeof number === 'string' ? number : String(id ?? '');
}

function means({ type, card }: Told): string {
  const { last4 } = (card ?? {}) as { readonly last4?: unknown };
  if (typeof last4 === 'string') return `The card that ends in ${last4}`;
  return typeof type === 'string' ? `A means of payment (${spaced(type)})` : 'A means of payment';
}

function calling({ name }: Told): string {
  return typeof name === 'string' && name !== '' ? `: ${name}` : '';
}
