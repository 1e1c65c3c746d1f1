// Sources: what was paid with before there were payment methods. Source: https://docs.stripe.com/api/sources

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { inWords } from '../checking/params.ts';

export const source: Behaviour = { object: 'source', rules: { create } };

/** The parameter may be any text, the field may not. */
function create(draft: ApiObject, { shape }: Call): ApiObject {
  const type = shape('source')?.get('type')?.type;
  const known = type?.type === 'enum' ? type.values : [];
  if (known.includes(String(draft['type']))) return draft;
  throw new ApiError(`Invalid type: must be one of ${inWords(known)}`, { param: 'type' });
}
