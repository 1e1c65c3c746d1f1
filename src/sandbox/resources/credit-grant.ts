// Credit grants: billing credits of a customer, as they begin and end.
// Source: https://docs.stripe.com/api/billing/credit-grant

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { clocked } from '../objects/clocked.ts';
import { credit, debit, leftOf, valueOf } from '../prices/credit-grants.ts';

export const creditGrant: Behaviour = {
  object: 'billing.credit_grant',
  rules: { create, update, expire, void_grant: voidGrant },
};

const usualPriority = 50;

function create(draft: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const customer = customerOf(params['customer'], request);
  const call = clocked(request, customer);
  const { now } = call;
  if (valueOf(draft) < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount[monetary][value]',
    });
  }
  const grant = {
    ...draft,
    category: params['category'] ?? 'paid',
    created: now,
    effective_at: params['effective_at'] ?? now,
    priority: params['priority'] ?? usualPriority,
    test_clock: customer['test_clock'] ?? null,
    updated: now,
  };
  const made = { value: valueOf(grant), type: 'credits_granted' } as const;
  call.later.push(() => void credit(grant, made, call));
  return grant;
}

function update(plain: ApiObject, request: Call): ApiObject {
  const known = request.get('billing.credit_grant', plain.id) ?? plain;
  requireGoing(known);
  return { ...plain, updated: timeOf(plain, request).now };
}

/** At once, with all that is left of it. */
function expire(before: ApiObject, request: Call): ApiObject {
  return ended(before, request, { type: 'credits_expired', field: 'expires_at' });
}

function voidGrant(before: ApiObject, request: Call): ApiObject {
  return ended(before, request, { type: 'credits_voided', field: 'voided_at' });
}

interface End {
  readonly type: 'credits_expired' | 'credits_voided';
  readonly field: string;
}

function ended(before: ApiObject, request: Call, { type, field }: End): ApiObject {
  requireGoing(before);
  const call = timeOf(before, request);
  const value = leftOf(before, call);
  if (value > 0) debit(before, { value, type }, call);
  const after = { ...before, [field]: call.now, updated: call.now };
  call.emit('billing.credit_grant.updated', after, before);
  return after;
}

function timeOf(grant: ApiObject, call: Call): Call {
  return clocked(call, customerOf(grant['customer'], call));
}

function requireGoing({ voided_at: gone }: ApiObject): void {
  if (gone === null) return;
  throw new ApiError('This credit grant is void, and cannot be changed any more.');
}
