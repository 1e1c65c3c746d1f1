// Sources (`src_…`) on their way: attached to a customer, charged, used up.
// Source: https://docs.stripe.com/sources/customers

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { sourceOf } from '../payment-methods/default-method.ts';

/** Emits customer.source.created; the first one of a customer is the default. */
export function attachSource(source: ApiObject, owner: ApiObject, call: Call): ApiObject {
  requireUsable(source);
  const { customer } = source;
  if (customer && customer !== owner.id) {
    throw new ApiError('The source you provided is attached to another customer already.', {
      param: 'source',
    });
  }
  const after = change(call, source, { customer: owner.id });
  call.emit('customer.source.created', after);
  becomeDefault(after, owner, call);
  return after;
}

/** Where its customer has none, or has given that away. */
export function becomeDefault({ id }: ApiObject, owner: ApiObject, call: Call): void {
  const { default_source: known } = owner;
  if (known && sourceOf(String(known), owner.id, call)) return;
  change(call, owner, { default_source: id }, 'customer.updated');
}

/** Whatever it is, it is its customer's no more. Emits customer.source.deleted. */
export function takeAway(source: ApiObject, call: Call): void {
  call.remove(source);
  call.emit('customer.source.deleted', source);
}

const kinds = ['card', 'bank_account', 'source'];

/** The next one, or none, is its customer's default then. */
export function detachSource(held: ApiObject, call: Call): void {
  takeAway(held, call);
  const owner = call.get('customer', String(held['customer']));
  if (owner?.['default_source'] !== held.id) return;
  const [next = null] = kinds.flatMap((kind) => call.having(kind, 'customer', owner.id));
  change(call, owner, { default_source: next?.id ?? null }, 'customer.updated');
}

function requireUsable({ status, usage }: ApiObject): void {
  if (status !== 'consumed' && status !== 'canceled' && status !== 'failed') return;
  throw new ApiError(
    status === 'consumed' && usage === 'reusable'
      ? 'The reusable source you provided is consumed because it was previously charged without ' +
          'being attached to a customer or was detached from a customer. To charge a reusable ' +
          'source multiple times you must attach it to a customer first.'
      : unready,
    { code: 'invalid_source_usage', param: 'source' },
  );
}

const unready = 'The source you provided is not in a chargeable state.';

/** Throws for one that cannot pay this now, or that is of a customer who is not named. */
export function requireChargeable(source: ApiObject, { params }: Call): void {
  requireUsable(source);
  const isReady = source['status'] === 'chargeable' && Number(params['amount']) <= leftOf(source);
  if (!isReady) throw new ApiError(unready, { code: 'invalid_source_usage', param: 'source' });
  if (!source['customer'] || source['customer'] === params['customer']) return;
  throw new ApiError(
    `The source ${source.id} is attached to a customer, who has to be named to charge it.`,
    { param: 'customer' },
  );
}

interface Receiver {
  readonly amount_charged: number;
  readonly amount_received: number;
}

/** Of what came in; without a limit for all that does not receive money first. */
function leftOf({ receiver }: ApiObject): number {
  const { amount_charged: charged, amount_received: received } = Object(receiver) as Receiver;
  return receiver ? received - charged : Infinity;
}

/** Without a customer it is used up, and so is one that can be used only once. */
export function chargedBy(source: ApiObject, { params }: Call): ApiObject {
  const { receiver } = source as { readonly receiver?: Receiver };
  const charged = Number(params['amount']) + (receiver?.amount_charged ?? 0);
  const after = receiver ? { receiver: { ...receiver, amount_charged: charged } } : {};
  const isKept = source['customer'] && source['usage'] !== 'single_use';
  return { ...source, ...after, ...(isKept ? {} : { status: 'consumed' }) };
}
