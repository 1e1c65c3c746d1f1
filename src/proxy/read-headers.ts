// The headers of a request: the few that are passed on, and those for which it is refused.

import { holdsLiveKey } from '../text/redact.ts';
import type { HeaderValues } from './asked.ts';
import type { PassedHeaders } from './call.ts';
import { liveKey } from './read-params.ts';
import { Refusal } from './refusal.ts';

/** What the page says its visitor is, in requests and answers. */
export const visitorHeader = 'sandshell-visitor';

/** A form that each has; what has it not is refused, for it would be ignored by no upstream. */
const passedOn: readonly (readonly [name: string, form: RegExp])[] = [
  ['idempotency-key', /^[\x21-\x7e]{1,255}$/],
  ['stripe-version', /^\d{4}-\d{2}-\d{2}(\.[a-z]+)?(\s*;\s*[\w-]+=[\w.-]+){0,20}$/],
  ['traceparent', /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/],
  ['tracestate', /^[\x20-\x7e]{1,512}$/],
];

/** They would change what is asked for, or are of another protocol than HTTP. */
const refused = [
  'upgrade',
  'http2-settings',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-original-uri',
  'x-rewrite-url',
  'content-encoding',
];

/** Throws Refusal. */
export function checkHeaders(target: string, headers: HeaderValues): void {
  let text = target;
  for (const [name, value] of headers) text += `\n${name}: ${value}`;
  const authorization = headers.get('authorization') ?? '';
  if (holdsLiveKey(basicUser(authorization))) throw liveKey(401);
  if (holdsLiveKey(text)) throw liveKey(holdsLiveKey(authorization) ? 401 : 400);
  const coding = headers.get('transfer-encoding') ?? 'chunked';
  const wrong =
    coding.toLowerCase() !== 'chunked'
      ? 'transfer-encoding'
      : refused.find((name) => headers.has(name));
  if (wrong) throw new Refusal(400, 'header_refused', `The header ${wrong} is not taken.`);
}

/** Key and password of Basic authorization; '' for any other. */
function basicUser(authorization: string): string {
  const [, encoded] = /^basic\s+(\S+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return '';
  try {
    return atob(encoded);
  } catch {
    return '';
  }
}

/** Throws Refusal. Those that are not passed on are dropped. */
export function readHeaders(headers: HeaderValues, accounts: ReadonlySet<string>): PassedHeaders {
  const passed: Record<string, string> = {};
  for (const [name, form] of passedOn) {
    const value = headers.get(name);
    if (!value) continue;
    if (form.test(value)) passed[name] = value;
    else if (!name.startsWith('trace')) {
      throw new Refusal(400, 'header_malformed', `The header ${name} is malformed.`);
    }
  }
  const account = headers.get('stripe-account');
  if (account && accounts.has(account)) passed['stripe-account'] = account;
  return passed;
}
