// From a described call to a Request and its Response, with `--show-headers` around it.

import { wordsOfError } from '../base/words-of-error.ts';
import { harmlessFor } from '../text/ansi.ts';
import type { ApiCall } from './described-call.ts';
import { usesColor } from './color.ts';
import type { Context } from './command.ts';
import { quote } from './go-format.ts';
import { refuseLiveKey } from './keys.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

export interface Sending {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly key: string;
  readonly headers: ReadonlyMap<string, string>;
}

export interface HeaderChoice {
  readonly contentType: string;
  readonly version: string | undefined;
}

/** All but the key's, under their usual names. */
export function buildHeaders(
  flags: Parsed,
  { contentType, version }: HeaderChoice,
): ReadonlyMap<string, string> {
  const headers = new Map<string, string | undefined>([
    ['Content-Type', contentType],
    ['Idempotency-Key', flags.value('idempotency')],
    ['Stripe-Account', flags.value('stripe-account')],
    ['Stripe-Context', flags.value('stripe-context')],
    ['Stripe-Version', flags.value('stripe-version') || version],
  ]);
  return new Map([...headers].flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

/** Throws ShellError where no answer could be had. */
export async function sendCall(
  { method, url, body, key, headers }: Sending,
  { flags }: ApiCall,
  context: Context,
): Promise<Response> {
  const { send, signal } = context;
  const all = new Map([['Authorization', `Bearer ${key}`], ...headers]);
  // The last of several looks: a live key must not leave, however it came into the request.
  refuseLiveKey([url, body, ...all.values()].join('\n'));
  const doing = whatFails(method, url);
  const init = { method, headers: encodeHeaders(all, doing), signal };
  const request = new Request(url, method === 'POST' ? { ...init, body } : init);
  const show = flags.isOn('show-headers') ? headerPrinter(flags, context) : undefined;
  show?.([`> ${method} ${url}`, ...requestLines(all)]);
  try {
    const response = await send(request);
    show?.([`< HTTP ${response.status}`, ...responseLines(response.headers)]);
    return response;
  } catch (error) {
    if (signal.aborted) throw error;
    const where = error instanceof Error && 'url' in error ? String(error.url) : url;
    throw new ShellError(`${whatFails(method, where)}: ${wordsOfError(error)}`);
  }
}

/** As Go's HTTP client begins its messages: `Get "https://api.stripe.com/v1/customers"`. */
function whatFails(method: string, url: string): string {
  return `${method.charAt(0)}${method.slice(1).toLowerCase()} ${quote(url)}`;
}

/** Names with values as the bytes of their UTF-8, which is what Go sends. */
function encodeHeaders(headers: ReadonlyMap<string, string>, doing: string): [string, string][] {
  return [...headers].map(([name, value]) => {
    if (/[\u0000-\u0008\u000A-\u001F\u007F]/.test(value)) {
      const reason = `net/http: invalid header field value for ${quote(name)}`;
      throw new ShellError(`${doing}: ${reason}`);
    }
    return [name, /^[ -~]*$/.test(value) ? value : bytesOf(value)];
  });
}

function bytesOf(value: string): string {
  return Array.from(new TextEncoder().encode(value), (byte) => String.fromCharCode(byte)).join('');
}

const shownHeaders = [
  'Authorization',
  'Content-Type',
  'Date',
  'Idempotency-Key',
  'Idempotency-Replayed',
  'Request-Id',
  'Stripe-Account',
  'Stripe-Context',
  'Stripe-Livemode',
  'Stripe-Version',
];

function requestLines(headers: ReadonlyMap<string, string>): string[] {
  return shownHeaders.flatMap((name) => {
    const value = name === 'Authorization' ? 'Bearer [REDACTED]' : headers.get(name);
    return value === undefined ? [] : [`> ${name}: ${value}`];
  });
}

function responseLines(headers: Headers): string[] {
  return shownHeaders.flatMap((name) => {
    const value = headers.get(name);
    return value === null ? [] : [`< ${name}: ${value}`];
  });
}

function headerPrinter(flags: Parsed, context: Context): (lines: readonly string[]) => void {
  const [before, after] = usesColor(context, flags) ? ['\x1b[36m', '\x1b[0m'] : ['', ''];
  return (lines) => {
    const safe = lines.map((line) => before + harmlessFor(context, line) + after);
    context.warn(`${safe.join('\n')}\n`);
  };
}
