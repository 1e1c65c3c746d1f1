// What becomes of a means of payment by its use: attached to a customer, set up for later, or spent.

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { looked, testCardOf } from './card-behind.ts';

/** Kept beside the methods, and told nowhere. */
const setUpKind = 'payment_method.set_up';
const spentKind = 'payment_method.spent';

export function isSetUp({ id }: ApiObject, { get }: Call): boolean {
  return get(setUpKind, id) !== undefined;
}

export function markSetUp({ id }: ApiObject, { put }: Call): void {
  put({ id, object: setUpKind });
}

export function markSpent({ id, customer }: ApiObject, { put }: Call): void {
  if (!customer) put({ id, object: spentKind });
}

/** Throws for one that was used once without a customer, or was detached from one. */
export function refuseSpent({ id, customer }: ApiObject, { get }: Call): void {
  if (customer || get(spentKind, id) === undefined) return;
  throw new ApiError(
    'The provided PaymentMethod was previously used with a PaymentIntent without Customer ' +
      'attachment, shared with a connected account without Customer attachment, or was detached ' +
      'from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must ' +
      'attach it to a Customer first.',
  );
}

/** Emits payment_method.attached. Without effect where it is attached to this customer already. */
export function attach(method: ApiObject, customer: string, call: Call): ApiObject {
  if (method['customer'] === customer) return method;
  requireObject(call, 'customer', customer);
  if (method['customer']) {
    throw new ApiError('The payment method you provided has already been attached to a customer.');
  }
  refuseSpent(method, call);
  return change(call, method, { customer, ...checked(method, call) }, 'payment_method.attached');
}

/** A code and an address that were given have been looked at by then. */
function checked(method: ApiObject, call: Call): object {
  const { card } = method;
  if (typeof card !== 'object' || card === null) return {};
  const { checks, ...rest } = card as { readonly checks?: unknown };
  return { card: { ...rest, checks: looked(checks, testCardOf(method, call)) } };
}

/** Throws where it is somebody's, and is to be set up for somebody else. */
export function refuseForeignSetup(
  { id, customer: owner }: ApiObject,
  customer: unknown,
  intent?: ApiObject,
): void {
  if (!owner || owner === customer) return;
  const told = customer
    ? `The PaymentMethod ${id} does not belong to the Customer you supplied ${String(customer)}. ` +
      'Please use this PaymentMethod with the Customer that it belongs to instead.'
    : `The payment method supplied (${id}) belongs to the Customer ${String(owner)}. Please include ` +
      'the Customer in the `customer` parameter on the SetupIntent.';
  const details = intent ? { details: { setup_intent: intent } } : {};
  throw new ApiError(told, { param: 'payment_method', ...details });
}

/** Throws unless an intent of this customer may use the method. */
export function refuseForeign(method: ApiObject, customer: unknown, intent: string): void {
  const owner = method['customer'];
  if (!owner || owner === customer) return;
  const told = customer
    ? `The PaymentMethod supplied (${method.id}) belongs to a different Customer than the ${intent}. ` +
      `Please change the Customer on the ${intent} or supply a PaymentMethod which belongs to the ` +
      'same Customer.'
    : `The PaymentMethod supplied (${method.id}) belongs to a Customer. Please include the Customer ` +
      `in the \`customer\` parameter on the ${intent}.`;
  throw new ApiError(told, { param: 'payment_method' });
}
