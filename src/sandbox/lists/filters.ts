// The filters of lists: each parameter is a claim about the field of its name.

import type { Fields } from '../../catalog/type.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { idOf } from '../objects/work.ts';

/** Parameters that choose a page, not objects. */
export const pageParams: ReadonlySet<string> = new Set([
  'limit',
  'starting_after',
  'ending_before',
  'page',
  'expand',
  'include',
]);

export type Claim = (version: ApiObject) => boolean;

/** `operation` is named in the error for a filter that no field of the object answers. */
export function claimsOf(
  params: FormObject,
  { object, shape, operation }: { object: string; shape: Fields; operation: string },
): readonly Claim[] {
  const claims: Claim[] = [];
  for (const [name, value] of Object.entries(params)) {
    if (pageParams.has(name) || value === '') continue;
    const claim = special(object, name, value) ?? plain(shape, name, value);
    if (!claim) throw notSimulated(`the filter '${name}' of ${operation}`, name);
    claims.push(claim);
  }
  const usual = usualClaims.filter(
    ([kind, names]) => kind === object && names.every((name) => params[name] === undefined),
  );
  return [...claims, ...usual.map(([, , claim]) => claim)];
}

type Usual = readonly [object: string, params: readonly string[], claim: Claim];

const isUnclocked: Claim = ({ test_clock: clock }) => (clock ?? null) === null;

/** What is listed of a kind where none of these parameters says it. */
const usualClaims: readonly Usual[] = [
  ['billing.alert', ['status'], ({ status }) => status !== 'archived'],
  ['customer', ['test_clock'], isUnclocked],
  ['quote', ['test_clock', 'customer'], isUnclocked],
  ['subscription', ['status'], ({ status }) => status !== 'canceled'],
  ['subscription', ['test_clock', 'customer'], isUnclocked],
  ['subscription_schedule', ['customer'], isUnclocked],
  ['v2.core.account', ['closed'], ({ closed }) => closed !== true],
];

/** Source: the descriptions of these lists in https://docs.stripe.com/api */
function special(object: string, name: string, value: FormValue): Claim | undefined {
  if (name === 'status' && value === 'all') return () => true;
  if (object === 'subscription' && name === 'status' && value === 'ended')
    return ({ status }) => isOneOf(status, ['canceled', 'incomplete_expired']);
  if (object === 'invoice' && name === 'subscription') {
    return ({ parent }) => agrees(parent, { subscription_details: { subscription: value } });
  }
  const own = ownClaims[`${object} ${name}`];
  if (own) return (version) => own(version, value);
  if (object === 'radar.value_list' && name === 'contains') {
    return ({ list_items: held }) => {
      const { data } = Object(held) as { readonly data?: readonly ApiObject[] };
      return data?.some((item) => item['value'] === value) ?? false;
    };
  }
  if (object === 'event' && name === 'type') return ({ type }) => isLike(String(value), type);
  if (object === 'event' && name === 'delivery_success') {
    // Events that no endpoint waits for count as delivered.
    return ({ pending_webhooks: pending }) => (pending === 0) === value;
  }
  return undefined;
}

/** By kind and parameter: what no field of the same name tells. */
const ownClaims: Readonly<Record<string, (version: ApiObject, value: FormValue) => boolean>> = {
  'billing.alert meter': ({ usage_threshold: of }, value) => agrees(of, { meter: value }),
  'entitlements.feature archived': ({ active }, value) => !active === value,
  'invoiceitem pending': ({ invoice }, value) => !invoice === value,
  'payment_record created_after': ({ created }, value) => Number(created) > Number(value),
  'payment_record created_before': ({ created }, value) => Number(created) < Number(value),
  'promotion_code code': ({ code }, value) => isSameWord(code, value),
  'promotion_code coupon': ({ promotion }, value) => agrees(promotion, { coupon: value }),
  'shipping_rate currency': ({ fixed_amount: fixed }, value) => agrees(fixed, { currency: value }),
  'subscription current_period_end': ofItems('current_period_end'),
  'subscription current_period_start': ofItems('current_period_start'),
  'subscription plan': holdsPrice,
  'subscription price': holdsPrice,
  'subscription_schedule scheduled': ({ status }, value) => (status === 'not_started') === value,
  'treasury.debit_reversal resolution': ({ status }, value) =>
    status === (value === 'won' ? 'succeeded' : 'failed'),
  'treasury.debit_reversal status': ({ status }, value) =>
    value === 'completed' ? status !== 'processing' : status === value,
  // By either time the order is that in which they were made.
  'treasury.transaction order_by': () => true,
  'treasury.transaction_entry order_by': () => true,
  'v2.core.account applied_configurations': ({ applied_configurations: applied }, value) =>
    (value as readonly string[]).every((one) => (applied as readonly string[]).includes(one)),
  'v2.core.event object_id': ({ related_object: related }, value) => agrees(related, { id: value }),
};

/** Periods are told by items, as they are of one each. */
function ofItems(name: string): (version: ApiObject, value: FormValue) => boolean {
  return ({ items }, value) => {
    const { data = [] } = Object(items) as { readonly data?: readonly ApiObject[] };
    return data.some((item) => agrees(item[name], value));
  };
}

function isSameWord(one: unknown, other: FormValue): boolean {
  return String(one).toLowerCase() === String(other).toLowerCase();
}

function holdsPrice({ items }: ApiObject, value: FormValue): boolean {
  const { data = [] } = Object(items) as { readonly data?: readonly ApiObject[] };
  return data.some(({ price }) => idOf(price) === value);
}

function isOneOf(value: unknown, values: readonly unknown[]): boolean {
  return values.includes(value);
}

/** `customer.*` is every event of customers. */
function isLike(pattern: string, type: unknown): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\\+?^${}()|[\]]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`).test(String(type));
}

function plain(shape: Fields, name: string, value: FormValue): Claim | undefined {
  if (Array.isArray(value)) {
    const single = shape.has(name) ? name : name.replace(/s$/, '');
    return shape.has(single) ? (version) => isOneOf(idOf(version[single]), value) : undefined;
  }
  return shape.has(name) ? (version) => agrees(version[name], value) : undefined;
}

/** An object of bounds, of inner fields, or the value itself. */
function agrees(held: unknown, asked: FormValue): boolean {
  if (typeof asked !== 'object' || asked === null) {
    return Array.isArray(held) ? held.some((one) => idOf(one) === asked) : idOf(held) === asked;
  }
  return Object.entries(asked).every(([name, value]) => {
    switch (name) {
      case 'gt':
        return Number(held) > Number(value);
      case 'gte':
        return Number(held) >= Number(value);
      case 'lt':
        return Number(held) < Number(value);
      case 'lte':
        return Number(held) <= Number(value);
      default:
        return isRecord(held) && agrees(held[name], value as FormValue);
    }
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
