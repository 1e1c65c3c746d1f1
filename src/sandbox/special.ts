// What only some requests come to: verbs of their own, and what is wrong with parameters beyond their
// types.

import type { Field, Type } from '../catalog/type.ts';
import { ApiError, shorten } from '../wire/api-error.ts';
import type { FormObject, FormValue } from '../wire/form.ts';
import { externalAccountsOf, externalList } from './accounts/external-accounts.ts';
import type { ApiObject, Behaviour, Call } from './behaviour.ts';
import { requireWithin } from './checking/bounds.ts';
import { missingByPath, notSimulated } from './checking/errors.ts';
import { exclusive } from './checking/exclusive.ts';
import { refuseFullClock } from './checking/full-clocks.ts';
import { requireStatus } from './checking/require-status.ts';
import { checkLengths } from './checking/text-lengths.ts';
import * as crud from './crud.ts';
import { behaviourOf, initialState } from './objects/kinds.ts';
import { change } from './objects/make.ts';
import { skeletonOf } from './objects/skeleton.ts';
import { operationName, pathRecord, shapeOf, type Work } from './objects/work.ts';
import { refuseNamedKinds } from './payment-methods/asked-kinds.ts';
import { markSpent } from './payment-methods/attach.ts';
import { settleDebits } from './invoices/settle-debits.ts';
import { renewTold } from './prices/entitlements.ts';
import { fieldsFor } from './route-fields.ts';
import { refuseUpcomingParams } from './subscriptions/former-upcoming.ts';
import { hasEnded } from './subscriptions/has-ended.ts';
import { endSubscription } from './subscriptions/renewing.ts';

/** A verb of its own: by a rule, in the statuses that it is allowed in, or not at all. */
export function special(work: Work, behaviour: Behaviour | undefined): ApiObject {
  const { verb } = work.route;
  const maker = work.plan.objects.map((kind) => behaviourOf(kind)?.makers?.[verb]).find(Boolean);
  if (maker) return maker(work.call);
  const rule = behaviour?.rules?.[verb];
  if (!behaviour || !rule) throw notSimulated(operationName(work.route));
  const record = pathRecord(work);
  const allowed = behaviour.allowed?.[verb];
  if (allowed) requireStatus(record.version, { verb, done: 'changed so', allowed });
  const version = rule(record.version, work.call);
  crud.replace(work, record, version);
  for (const later of work.call.later.splice(0)) later();
  return version;
}

/** The account that asks, as `/v1/account` tells it: a connected one is what its platform knows. */
export function ownAccount(work: Work): ApiObject {
  const { account, call } = work;
  const known = call.as(call.owner).get('account', account);
  if (known) return known;
  const state = {
    ...initialState('account', call, account),
    charges_enabled: true,
    details_submitted: true,
    payouts_enabled: true,
  };
  const skeleton = skeletonOf('account', shapeOf(work, 'account'));
  const own = crud.begin(skeleton, work, { id: account, state }) as ApiObject;
  return { ...own, external_accounts: externalList(own, externalAccountsOf(own, call)) };
}

/** What goes with an object that is deleted: a customer's subscriptions end, its methods are loose. */
export function takeAlong({ object, id }: ApiObject, call: Call): void {
  if (object !== 'customer') return;
  refuseMoneyLeft(id, call);
  for (const one of call.having('subscription', 'customer', id)) {
    if (!hasEnded(one)) endSubscription(one, call, 'customer');
  }
  for (const method of call.having('payment_method', 'customer', id)) {
    markSpent(change(call, method, { customer: null }, 'payment_method.detached'), call);
  }
}

/** Throws where a customer's transfers have not been used up. */
function refuseMoneyLeft(customer: string, { get }: Call): void {
  const { available } = Object(get('cash_balance', customer)) as { readonly available?: object };
  if (!Object.values(available ?? {}).some((amount) => amount > 0)) return;
  throw new ApiError(
    'You cannot delete this customer because their cash balance is positive. Use it up first.',
  );
}

/** Values that say the same of what something costs, by kind. */
const exclusiveIn: ReadonlyMap<string, readonly string[]> = new Map([
  ['invoiceitem', ['amount', 'quantity']],
  ['plan', ['amount', 'amount_decimal']],
  ['price', ['unit_amount', 'unit_amount_decimal']],
]);

/** Before a request: what has happened by itself since the last one. */
export const catchUp = settleDebits;

/** After a request: what follows from all that was told. */
export const followUp = renewTold;

/** Throws for parameters that are right in themselves, and wrong all the same. */
export function refuse(work: Work): void {
  refuseUpcomingParams(work);
  refuseUnknown(work);
  if (work.route.method !== 'POST') return;
  const { plan, params } = work;
  const [object = ''] = plan.objects;
  refuseNamedKinds(work);
  if (object === 'customer') refuseFullClock(work.call);
  refuseExclusive(object, params);
  refuseCapitals(params['currency_options']);
  checkLengths(params);
  if (isCounting(work)) refuseBeyond(object, params);
  for (const name of urlParams) {
    if (params[name] !== undefined) requireUrl(name, params[name]);
  }
}

const urlParams = ['cancel_url', 'refresh_url', 'return_url', 'success_url'];

function refuseExclusive(object: string, params: FormObject): void {
  const names = exclusiveIn.get(object) ?? [];
  const [first, second] = names.filter((name) => params[name] !== undefined);
  if (first === undefined || second === undefined) return;
  throw exclusive(names, first);
}

/** Currencies are written in small letters where they name something. */
function refuseCapitals(options: FormValue | undefined): void {
  const names = typeof options === 'object' ? Object.keys(options ?? {}) : [];
  const wrong = names.find((name) => /^[a-z]{3}$/i.test(name) && name !== name.toLowerCase());
  if (wrong === undefined) return;
  throw new ApiError(
    `Currencies must be lowercase when used as keys in a map. Use \`${wrong.toLowerCase()}\` instead ` +
      `of \`${wrong}\`.`,
    { param: 'currency_options' },
  );
}

/** Ids that lead nowhere, where Stripe says it otherwise than for all the rest. */
function refuseUnknown(work: Work): void {
  const { plan, route, params, ids, transaction, call } = work;
  const [object = ''] = plan.objects;
  // As if the path of a refund named it.
  const { charge } = object === 'refund' && route.method === 'POST' ? params : {};
  if (typeof charge === 'string' && charge !== '' && !transaction.record('charge', charge)) {
    throw missingByPath('charge', charge);
  }
  const { customer } = object === 'subscription' && plan.type === 'create' ? params : {};
  if (
    typeof customer === 'string' &&
    customer !== '' &&
    !transaction.record('customer', customer)
  ) {
    throw new ApiError(`No such customer: '${shorten(customer)}'`, {
      status: 404,
      code: 'resource_missing',
      param: 'customer',
    });
  }
  const { name, isNamed = () => true } = named[object] ?? {};
  const id = name === undefined ? undefined : ids.get(name);
  if (name === undefined || id === undefined) return;
  if (transaction.record(object, id) || behaviourOf(object)?.named?.(id, call, work)) return;
  if (!isNamed(route) || (id === 'upcoming' && call.version < '2025-03-31')) return;
  if (object === 'invoiceitem') {
    throw new ApiError(`No such Invoice Item: '${shorten(id)}'(livemode=false)`, {
      status: 404,
      code: 'resource_missing',
      param: 'id',
    });
  }
  if (object === 'subscription_item') {
    throw new ApiError(`Invalid subscription_item id: ${shorten(id)}`, { status: 404 });
  }
  const { message, code } = missingByPath(object, id);
  throw new ApiError(message, { status: 404, code: code ?? 'resource_missing', param: name });
}

interface NamedId {
  /** Of the path's parameter. */
  readonly name: string;
  readonly isNamed?: (route: Work['route']) => boolean;
}

const named: Readonly<Record<string, NamedId | undefined>> = {
  invoiceitem: { name: 'invoiceitem' },
  coupon: { name: 'coupon' },
  dispute: { name: 'dispute' },
  price: { name: 'price' },
  // By whatever reads it, takes it away or sends it: others call it `id`.
  invoice: {
    name: 'invoice',
    isNamed: ({ method, path }) =>
      (method !== 'POST' && path.endsWith('}')) || /\/(send|add_lines)$/.test(path),
  },
  promotion_code: { name: 'promotion_code' },
  subscription_item: { name: 'item' },
  tax_rate: { name: 'tax_rate' },
};

/** What takes something off an invoice may cost less than nothing; all else may not. */
const mayBeNegative: readonly string[] = ['invoice', 'invoiceitem', 'line_item'];

/** What is counted, at any depth. */
const leastOf: ReadonlyMap<string, number> = new Map([
  ['days_until_due', 0],
  ['interval_count', 1],
  ['iterations', 1],
  ['quantity', 0],
  ['trial_period_days', 0],
  ['unit_amount', 0],
]);

/** Three years. Source: https://docs.stripe.com/api/prices/create */
const intervalsMax: ReadonlyMap<unknown, readonly [most: number, adverb: string]> = new Map([
  ['day', [1095, 'daily']],
  ['week', [156, 'weekly']],
  ['month', [36, 'monthly']],
  ['year', [3, 'yearly']],
]);

const countingRoutes = new WeakMap<Work['route'], boolean>();

/** Whether anything that the route takes is counted: found out once. */
function isCounting({ catalog, route }: Work): boolean {
  const known = countingRoutes.get(route);
  if (known !== undefined) return known;
  const found = [...fieldsFor(catalog, route).values()].some(isCounted);
  countingRoutes.set(route, found);
  return found;
}

function isCounted({ name, type }: Pick<Field, 'name' | 'type'>): boolean {
  return leastOf.has(name) || holdsCounted(type);
}

function holdsCounted(type: Type): boolean {
  switch (type.type) {
    case 'object':
      return [...type.fields.values()].some(isCounted);
    case 'map':
    case 'array':
    case 'list':
    case 'search':
      return holdsCounted(type.item);
    case 'union':
      return type.options.some(holdsCounted);
    default:
      return false;
  }
}

function refuseBeyond(object: string, params: FormObject, path = ''): void {
  for (const [name, value] of Object.entries(params)) {
    const param = path === '' ? name : `${path}[${name}]`;
    if (typeof value === 'object' && value !== null) {
      refuseBeyond(object, value as FormObject, param);
      continue;
    }
    const least = name === 'unit_amount' && isLine(object) ? undefined : leastOf.get(name);
    if (least === undefined || typeof value !== 'number') continue;
    requireWithin(value, param, { least });
    // A phase may last longer than a period.
    const isPeriod = name === 'interval_count' && !path.endsWith('duration]');
    if (isPeriod) refuseLongPeriod(value, param, intervalsMax.get(params['interval']));
  }
}

/** Prices are refused in words of their own. */
function refuseLongPeriod(
  count: number,
  param: string,
  [most, adverb]: readonly [number, string] = [Infinity, ''],
): void {
  if (!/(^|\[)recurring\]?\[/.test(param)) return requireWithin(count, param, { least: 1, most });
  if (count <= most) return;
  throw new ApiError(`The interval_count for ${adverb} prices can't be greater than ${most}`, {
    param,
  });
}

function isLine(object: string): boolean {
  return mayBeNegative.includes(object);
}

function requireUrl(param: string, value: unknown): void {
  const text = String(value);
  if (text === '' || (/^[a-z][a-z\d+.-]*:\/\//i.test(text) && URL.canParse(text))) return;
  throw new ApiError('Not a valid URL', { code: 'url_invalid', param });
}
