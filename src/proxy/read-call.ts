// A request becomes a call: an operation of the catalogue that is allowed, with its parameters.

import type { Operation } from '../catalog/catalog.ts';
import { holdsLiveKey } from '../text/redact.ts';
import type { Asked } from './asked.ts';
import type { ProxyCall } from './call.ts';
import type { Settings } from './options.ts';
import { checkType, readBody } from './read-body.ts';
import { readHeaders, visitorHeader } from './read-headers.ts';
import { liveKey, readForm, readJson } from './read-params.ts';
import type { Target } from './read-target.ts';
import { Refusal } from './refusal.ts';
import { contentTypeOf } from './upstream.ts';

const methods = ['GET', 'POST', 'DELETE'];

/** Throws Refusal for what the catalogue does not know, and for what is not allowed. */
export function readOperation(
  method: string,
  path: string,
  { match, allowed }: Settings,
): Operation {
  if (!methods.includes(method)) {
    const headers = { Allow: [...methods, 'OPTIONS'].join(', ') };
    throw new Refusal(405, 'method_not_allowed', 'No operation has this method.', headers);
  }
  const found = match(method, path);
  if (!found) {
    const message = 'The catalogue has no operation of this method and path.';
    throw new Refusal(404, 'operation_unknown', message);
  }
  const operation = allowed.operation(found.route);
  if (operation) return operation;
  const name = allowed.nameOf(found.route);
  const message = name
    ? `This proxy does not pass ${name} on. Whoever runs it can allow it by that name.`
    : 'This proxy does not pass this operation on.';
  throw new Refusal(403, 'operation_not_allowed', message);
}

export interface Understood {
  readonly target: Target;
  readonly operation: Operation;
  readonly clientAddress: string;
}

/** Throws Refusal. */
export async function readCall(
  asked: Asked,
  { target, operation, clientAddress }: Understood,
  settings: Settings,
): Promise<ProxyCall> {
  const { path } = target;
  // Refused before the body is waited for.
  const headers = readHeaders(asked.headers, settings.accounts);
  const query = readForm(target.query);
  const text = await readBody(asked, settings.limits);
  return {
    operation,
    method: asked.method,
    path,
    query,
    body: readParams(text, path, asked),
    headers,
    visitorToken: visitorToken(asked),
    clientAddress,
    caller: asked.caller,
    spent: { upstreamMs: undefined },
  };
}

function readParams(text: string, path: string, asked: Asked): string | undefined {
  if (text === '') return asked.method === 'POST' ? '' : undefined;
  if (holdsLiveKey(text)) throw liveKey(400);
  const type = contentTypeOf(path);
  checkType(asked, type);
  return type === 'application/json' ? readJson(text) : readForm(text);
}

/** What is none is as good as none: a new one is given. */
function visitorToken({ headers }: Asked): string | undefined {
  const token = headers.get(visitorHeader);
  return token && /^[\w.~-]{1,1024}$/.test(token) ? token : undefined;
}

/** Where no proxy in front is trusted, that of the connection. */
export function clientAddress(
  { headers, address }: Asked,
  { clientAddressHeader }: Settings,
): string {
  const listed = clientAddressHeader && headers.get(clientAddressHeader);
  const last = listed ? listed.split(',').at(-1)?.trim() : undefined;
  const known = last && /^[\w.:]{2,45}$/.test(last) ? last : address;
  return known?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
}
