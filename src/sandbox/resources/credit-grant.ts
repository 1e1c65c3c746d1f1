// Credit grants: money that a customer has to spend on usage.
// Source: https://docs.stripe.com/api/billing/credit-grant

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { clocked, clockedFor } from '../objects/clocked.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import {
  grantKind,
  isApplied,
  isExpired,
  isOfMeter,
  isUnused,
  isVoid,
  settleGrant,
  voidRest,
} from '../prices/credit-grants.ts';

export const creditGrant: Behaviour = {
  object: grantKind,
  initial: () => ({ category: 'paid', priority: 50 }),
  rules: { create, update, expire, void_grant: voided },
};

const priorityMost = 100;
const unusedMax = 100;

function create(draft: ApiObject, request: Call): ApiObject {
  const { params } = request;
  if (!params['customer']) throw missingParam('customer');
  const customer = requireObject(request, 'customer', String(params['customer']));
  const call = clocked(request, customer);
  checkAmount(params['amount']);
  checkScope(inner(params['applicability_config'])['scope'], call);
  requireWithin(params['priority'] ?? 0, 'priority', { least: 0, most: priorityMost });
  const start = Number(params['effective_at'] ?? call.now);
  requireLater(params['expires_at'], Math.max(start, call.now));
  refuseTooMany(customer.id, call);
  request.later.push(() => settleGrant(draft.id, call));
  return {
    ...draft,
    created: call.now,
    customer: customer.id,
    effective_at: start,
    test_clock: customer['test_clock'] ?? null,
    updated: call.now,
  };
}

function requireLater(end: unknown, time: number): void {
  if (typeof end !== 'number' || end > time) return;
  throw new ApiError('The `expires_at` must be in the future, and after the `effective_at`.', {
    param: 'expires_at',
  });
}

function checkAmount(amount: unknown): void {
  const { monetary } = inner(amount);
  if (monetary === undefined) throw missingParam('amount[monetary]');
  requireWithin(inner(monetary)['value'], 'amount[monetary][value]', { least: 1 });
}

const scopeName = 'applicability_config[scope]';

function checkScope(scope: unknown, call: Call): void {
  const { price_type: type, prices } = inner(scope);
  const names = [`${scopeName}[price_type]`, `${scopeName}[prices]`];
  if (type !== undefined && prices !== undefined) throw exclusive(names, `${scopeName}[prices]`);
  if (type === undefined && prices === undefined) throw missingParam(`${scopeName}[price_type]`);
  for (const [index, one] of ((prices ?? []) as readonly unknown[]).entries()) {
    const param = `${scopeName}[prices][${index}][id]`;
    const price = requireObject(call, 'price', String(inner(one)['id']), param);
    if (isOfMeter(price)) continue;
    throw new ApiError('Credit grants can only apply to metered prices that have a meter.', {
      param,
    });
  }
}

function refuseTooMany(customer: string, call: Call): void {
  const unused = call.having(grantKind, 'customer', customer);
  if (unused.filter((one) => isUnused(one, call)).length < unusedMax) return;
  throw new ApiError(`A customer can have up to ${unusedMax} unused credit grants.`, {
    param: 'customer',
  });
}

function refuseOver(grant: ApiObject, { now }: Call): void {
  const over = isVoid(grant) ? 'voided' : isExpired(grant, now) ? 'expired' : undefined;
  if (over === undefined) return;
  throw new ApiError(`This credit grant has already been ${over}.`);
}

/** An empty text takes the end away. */
function update(plain: ApiObject, request: Call): ApiObject {
  const call = clockedFor(plain['customer'], request);
  const { expires_at: end } = request.params;
  if (end === undefined) return { ...plain, updated: call.now };
  refuseOver(request.get(grantKind, plain.id) ?? plain, call);
  requireLater(end, Math.max(Number(plain['effective_at']), call.now));
  request.later.push(() => settleGrant(plain.id, call));
  return { ...plain, expires_at: end === '' ? null : end, updated: call.now };
}

/** What is left is gone. */
function expire(before: ApiObject, request: Call): ApiObject {
  const call = clockedFor(before['customer'], request);
  refuseOver(before, call);
  const after = { ...before, expires_at: call.now, updated: call.now };
  call.put(after);
  call.emit(`${grantKind}.updated`, after, before);
  settleGrant(before.id, call);
  return after;
}

/** As long as no invoice has taken any of it. */
function voided(before: ApiObject, request: Call): ApiObject {
  const call = clockedFor(before['customer'], request);
  refuseOver(before, call);
  if (isApplied(before, call)) {
    throw new ApiError(
      'This credit grant cannot be voided because it has been applied to an invoice.',
    );
  }
  const after = { ...before, updated: call.now, voided_at: call.now };
  call.put(after);
  call.emit(`${grantKind}.updated`, after, before);
  voidRest(before, call);
  settleGrant(before.id, call);
  return after;
}
