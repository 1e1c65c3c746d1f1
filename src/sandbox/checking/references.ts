// Ids in parameters must lead somewhere: `customer=cus_unknown` is refused before anything is done.

import type { Fields } from '../../catalog/type.ts';
import { paramName, type FormObject, type FormValue } from '../../wire/form.ts';
import type { Call } from '../behaviour.ts';
import { missingByParam, missingParam } from './errors.ts';
import { requireDestination } from './require-object.ts';

/**
 * Kinds of which the sandbox knows every one there is. Others exist beside what was created here,
 * as
 * tax codes do, or come from elsewhere, as cards and files.
 */
const wellKnown: ReadonlySet<string> = new Set([
  'billing.meter',
  'billing_portal.configuration',
  'charge',
  'checkout.session',
  'coupon',
  'customer',
  'entitlements.feature',
  'invoice',
  'issuing.card',
  'issuing.cardholder',
  'payment_intent',
  'payment_link',
  'payment_method',
  'payout',
  'plan',
  'price',
  'product',
  'promotion_code',
  'quote',
  'setup_intent',
  'shipping_rate',
  'subscription',
  'subscription_schedule',
  'tax_id',
  'terminal.location',
  'test_helpers.test_clock',
  'transfer',
  'treasury.financial_account',
]);

/** `pm_card_visa` and its kin are there in every sandbox. */
const always = /^pm_.*_/;

type Accounts = Pick<Call, 'account' | 'as' | 'get' | 'owner'>;

/** Parts that say for whom something is done. */
const ofAccounts: ReadonlySet<unknown> = new Set(['issuer', 'liability']);

export interface Reading {
  /** Undefined where there is none. */
  readonly transaction: Record<
    'record' | 'removed',
    (object: string, id: string) => object | undefined
  >;
  /** Whether one that was deleted may still be named, as in the filter of a list. */
  readonly isDeletedFine: boolean;
  /** Of a request that makes or changes something. */
  readonly call?: Accounts;
}

/**
 * Looks at parameters whose field of the same name, in the shape, holds an id; also inside of
 * others, at `path`.
 */
export function checkReferences(
  params: FormObject,
  shape: Fields,
  reading: Reading,
  path: readonly string[] = [],
): void {
  for (const name of Object.keys(params)) {
    const value = params[name] ?? null;
    const type = shape.get(name)?.type;
    if (type?.type === 'object' && isObject(value)) {
      checkReferences(value, type.fields, reading, [...path, name]);
      const isOther = ofAccounts.has(name) && value['type'] === 'account';
      if (isOther && reading.call && value['account'] === undefined) {
        throw missingParam(paramName([...path, name, 'account']));
      }
    }
    if (type?.type === 'array' && type.item.type === 'expandable' && Array.isArray(value)) {
      for (const [index, one] of value.entries()) {
        const at = paramName([...path, name, String(index)]);
        if (typeof one === 'string') requireKnown(type.item.objects, one, { at, reading });
      }
    }
    if (type?.type !== 'expandable' || typeof value !== 'string' || value === '') continue;
    const at = paramName([...path, name]);
    if (reading.call) requireAccount(value, { name, part: path.at(-1), at }, reading.call);
    requireKnown(type.objects, value, { at, reading });
  }
}

interface Named {
  /** Of the parameter, and of the part that it stands in. */
  readonly name: string;
  readonly part: string | undefined;
  readonly at: string;
}

/** Throws for an account that does not exist, where something is done for it or goes to it. */
function requireAccount(id: string, { name, part, at }: Named, call: Accounts): void {
  if (part === 'transfer_data' && name === 'destination') requireDestination(call, id, at);
  const isMeant = name === 'on_behalf_of' || ofAccounts.has(part);
  if (isMeant && !isMerchant(id, call)) throw missingByParam('account', id, at);
}

/** Throws for an id of nothing, where all that could have it is known. */
function requireKnown(
  objects: readonly string[],
  id: string,
  { at, reading }: { readonly at: string; readonly reading: Reading },
): void {
  if (always.test(id) || !objects.every((object) => wellKnown.has(object))) return;
  if (!exists(objects, id, reading)) throw missingByParam(objects[0] ?? at, id, at);
}

/** A payment is made for the account itself, or for one that its platform has connected. */
function isMerchant(id: string, { account, as, owner }: Accounts): boolean {
  return id === account || id === owner || as(owner).get('account', id) !== undefined;
}

function isObject(value: FormValue): value is FormObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function exists(objects: readonly string[], id: string, reading: Reading): boolean {
  const { transaction, isDeletedFine } = reading;
  return kindsOf(objects).some(
    (object) =>
      transaction.record(object, id) || (isDeletedFine && transaction.removed(object, id)),
  );
}

/** Cards and sources pay as payment methods do. */
function kindsOf(objects: readonly string[]): readonly string[] {
  return objects.includes('payment_method') ? [...objects, 'card', 'source'] : objects;
}
