// Secrets of apps: kept by name in a scope, and told only to whoever expands them.
// Source: https://docs.stripe.com/api/apps/secret_store

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const kind = 'apps.secret';
const payloadKind = `${kind}.payload`;

export const appsSecret: Behaviour = {
  object: kind,
  check: checkScope,
  rules: { create },
  makers: {
    find: (call) => found(call),
    delete(call) {
      const secret = found(call);
      forget(secret, call);
      return { id: secret.id, object: kind, deleted: true };
    },
  },
  includable: { payload: ({ id }, { get }) => get(payloadKind, id)?.['payload'] ?? null },
  listed(call) {
    checkScope(call.params);
    return heldIn(call).toReversed();
  },
};

function checkScope({ scope }: FormObject): void {
  const { type, user } = inner(scope);
  if (type === 'user' && !user) throw missingParam('scope[user]');
  if (type === 'account' && user !== undefined) {
    throw new ApiError('`scope[user]` goes with the scope type `user` only.', {
      param: 'scope[user]',
    });
  }
}

/** The oldest first, without those whose time is over. */
function heldIn({ all, now, params }: Call): readonly ApiObject[] {
  const { type, user } = inner(params['scope']);
  return all(kind).filter(({ scope, expires_at: end }) => {
    const own = inner(scope);
    const isOver = typeof end === 'number' && end <= now;
    return own['type'] === type && own['user'] === user && !isOver;
  });
}

function named(call: Call): ApiObject | undefined {
  return heldIn(call).find(({ name }) => name === call.params['name']);
}

function found(call: Call): ApiObject {
  checkScope(call.params);
  const secret = named(call);
  if (secret) return secret;
  throw new ApiError(`No such secret: '${shorten(String(call.params['name']))}'`, {
    status: 404,
    code: 'resource_missing',
    param: 'name',
  });
}

/** A second one of the same name takes the place of the first. */
function create(draft: ApiObject, call: Call): ApiObject {
  const { params, now } = call;
  const { payload: _, ...made } = draft;
  if (typeof params['expires_at'] === 'number' && params['expires_at'] <= now) {
    throw new ApiError('`expires_at` must be in the future.', { param: 'expires_at' });
  }
  const former = named(call);
  if (former) forget(former, call);
  call.put({ id: draft.id, object: payloadKind, payload: params['payload'] });
  return made as ApiObject;
}

function forget(secret: ApiObject, call: Call): void {
  call.remove(secret);
  call.remove({ id: secret.id, object: payloadKind });
}
