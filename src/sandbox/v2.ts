// What is otherwise in /v2: how bodies and queries are written, refusals and idempotency. Fetched with the
// first request to it.
// Source: https://docs.stripe.com/api-v2-overview

import { decodeForm, type FormObject } from '../wire/form.ts';
import { decodeJson } from '../wire/json-body.ts';
import { inV2 } from './checking/v2-refusals.ts';
import type { OfV2 } from './late-code.ts';
import { replyOnce } from './v2-idempotency.ts';

export const v2: Omit<OfV2, 'checkAsked'> = { decodeJson, decodeQuery, inV2, replyOnce };

/** A name that comes twice is a list, as the official CLI writes them: `include=a&include=b`. */
function decodeQuery(query: string): FormObject {
  const names = query.split('&').map((pair) => pair.split('=', 1)[0] ?? '');
  const isList = (name: string): boolean =>
    name !== '' && !name.endsWith('%5D') && !name.endsWith(']') && isTwice(name, names);
  const pairs = query.split('&').map((pair, at) => {
    const name = names[at] ?? '';
    return isList(name) ? `${name}[]${pair.slice(name.length)}` : pair;
  });
  return decodeForm(pairs.join('&'));
}

function isTwice(name: string, names: readonly string[]): boolean {
  return names.indexOf(name) !== names.lastIndexOf(name);
}
