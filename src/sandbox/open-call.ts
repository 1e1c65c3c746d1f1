// The call that a request's rules get, or what time brings about: what it entails is performed with it.

import type { ApiObject, Call } from './behaviour.ts';
import { createCall, type CallOptions } from './call.ts';
import type { Work } from './objects/work.ts';
import { performAnother } from './perform.ts';

type Opening = CallOptions & Pick<Work, 'isV2' | 'key' | 'transaction'>;

export function openCall(options: Opening): Call {
  const { account, catalog, eventTypes, isV2, key, transaction } = options;
  const around = { account, catalog, isV2, key, transaction };
  return createCall(
    options,
    (path, params, own) =>
      performAnother({ ...around, ...own }, { path, params }, eventTypes) as ApiObject,
  );
}
