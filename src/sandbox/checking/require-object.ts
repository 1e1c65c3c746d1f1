// Objects that parameters name in ways that their shapes do not tell, such as prices of items.

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from './errors.ts';

/** Throws Stripe's error, about `param`, where there is none of this id. */
export function requireObject(
  { get }: Call,
  object: string,
  id: string,
  param: string = object,
): ApiObject {
  const known = get(object, id);
  if (!known) throw missingByParam(object, id, param);
  return known;
}

/** An account that money is sent to. */
export function requireDestination(
  { get }: Pick<Call, 'get'>,
  id: string,
  param: string,
): ApiObject {
  const known = get('account', id);
  if (known) return known;
  throw new ApiError(`No such destination: '${shorten(id)}'`, { code: 'resource_missing', param });
}
