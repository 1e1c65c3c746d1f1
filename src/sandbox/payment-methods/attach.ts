// What becomes of a means of payment by its use: attached to a customer, set up for later, or spent.

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
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

/** As a bank that was asked leaves it, whatever it answered. */
export function lookedAt(method: ApiObject, call: Call): ApiObject {
  return method['card'] ? change(call, method, checked(method, call)) : method;
}

/** A code and an address that were given have been looked at by then. */
function checked(method: ApiObject, call: Call): Values {
  const { card } = method;
  if (typeof card !== 'object' || card === null) return {};
  const { checks } = card as { readonly checks?: unknown };
  return { card: { ...card, checks: looked(checks, testCardOf(method, call)) } };
}

/** Whose intent it is, of which kind; the intent itself, where there is one already. */
export interface Use {
  readonly object: string;
  readonly customer: unknown;
  readonly intent?: ApiObject;
}

/** Throws where a method is somebody's, and an intent is to use it for somebody else, or for nobody. */
export function refuseForeign(
  { id, customer: owner }: ApiObject,
  { object, customer, intent }: Use,
): void {
  if (!owner || owner === customer) return;
  const details = intent ? { details: { [object]: intent } } : {};
  if (customer) {
    throw new ApiError(
      `The PaymentMethod ${id} does not belong to the Customer you supplied ${String(customer)}. ` +
        'Please use this PaymentMethod with the Customer that it belongs to instead.',
      { param: 'payment_method', ...details },
    );
  }
  const owned = `belongs to the Customer ${String(owner)}. Please include the Customer in the \`customer\``;
  throw object === 'payment_intent'
    ? new ApiError(
        `The \`payment_method\` parameter supplied ${id} ${owned} parameter on the PaymentIntent.`,
        { code: 'parameter_missing', param: 'source', ...details },
      )
    : new ApiError(`The payment method supplied (${id}) ${owned} parameter on the SetupIntent.`, {
        param: 'payment_method',
        ...details,
      });
}

/** Throws where a method is to be copied for somebody whose it is not. */
export function refuseCopy(method: ApiObject, customer: string): void {
  const owner = method['customer'];
  if (!owner || owner === customer) return;
  throw new ApiError(
    `The PaymentMethod supplied (${method.id}) belongs to a different Customer than the ` +
      'PaymentMethod. Please change the Customer on the PaymentMethod or supply a PaymentMethod ' +
      'which belongs to the same Customer.',
    { param: 'payment_method' },
  );
}
