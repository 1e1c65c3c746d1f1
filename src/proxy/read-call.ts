// A request becomes a call: an operation of the catalogue that is allowed, with its parameters.

import type { Operation } from '../catalog/catalog.ts';
import { holdsLiveKey } from '../text/redact.ts';
import type { ProxyCall } from './call.ts';
import type { Connection } from './connection.ts';
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
  throw new Refusal(403, 'operation_not_allowed', 'This proxy does not pass this operation on.');
}

export interface RequestParts {
  readonly request: Request;
  readonly connection: Connection;
  readonly target: Target;
  readonly operation: Operation;
}

/** Throws Refusal. */
export async function readCall(parts: RequestParts, settings: Settings): Promise<ProxyCall> {
  const { request, connection, target, operation } = parts;
  const { path } = target;
  // Refused before the body is waited for.
  const headers = readHeaders(request.headers, settings.accounts);
  const query = readForm(target.query);
  const text = await readBody(request, settings.limits, connection.readBody);
  return {
    operation,
    method: request.method,
    path,
    query,
    body: readParams(text, path, request),
    headers,
    visitorToken: visitorToken(request.headers),
    clientAddress: clientAddress(request.headers, connection, settings),
    signal: request.signal,
    spent: { upstreamMs: undefined },
  };
}

function readParams(text: string, path: string, request: Request): string | undefined {
  if (text === '') return request.method === 'POST' ? '' : undefined;
  if (holdsLiveKey(text)) throw liveKey(400);
  const type = contentTypeOf(path);
  checkType(request, type);
  return type === 'application/json' ? readJson(text) : readForm(text);
}

/** What is none is as good as none: a new one is given. */
function visitorToken(headers: Headers): string | undefined {
  const token = headers.get(visitorHeader);
  return token !== null && /^[\w.~-]{1,1024}$/.test(token) ? token : undefined;
}

/** Where no proxy in front is trusted, that of the connection. */
export function clientAddress(
  headers: Headers,
  { address }: Connection,
  { clientAddressHeader }: Settings,
): string {
  const listed = clientAddressHeader && headers.get(clientAddressHeader);
  const last = listed ? listed.split(',').at(-1)?.trim() : undefined;
  const known = last && /^[\w.:]{2,45}$/.test(last) ? last : address;
  return known?.replace(/^::ffff:(?=\d+\.)/, '') ?? 'unknown';
}
