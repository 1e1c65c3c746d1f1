// The way to a proxy that holds the key: a Fetch that sends no key, and tells in words why no answer
// came.

import type { Fetch } from '../base/fetch.ts';
import { refuseLiveKey } from './live-key-answer.ts';
import { retryAfterSeconds } from './retrying.ts';
import { visitorHeader } from '../wire/visitor.ts';

export interface ProxyOptions {
  /** As `readProxyUrl` gives it. */
  readonly url: URL;
  /** Of the page, as in `https://docs.example.com`. */
  readonly origin: string;
  readonly send: Fetch;
  readonly token: VisitorToken;
  isOnline(): boolean;
  /** A sentence for the reader; undefined when all is well again. */
  tell(trouble: string | undefined): void;
}

/** What the proxy gave this tab, to be known again. */
export interface VisitorToken {
  get(): string | undefined;
  set(token: string): void;
}

/** Rejects where no answer could be had, with the address that was asked in `url`. */
export function toProxy(options: ProxyOptions): Fetch {
  const { url, send, token, tell } = options;
  const introduce = oneFirst(token);
  return async (request) => {
    const { method, signal } = request;
    const body = method === 'GET' ? undefined : await request.arrayBuffer();
    const refusal = await refuseLiveKey(request, new TextDecoder().decode(body));
    if (refusal) return refusal;
    signal.throwIfAborted();

    const { pathname, search } = new URL(request.url);
    const target = url.href.replace(/\/$/, '') + pathname + search;
    const ask = async (): Promise<Response> => {
      const headers = passedOn(request.headers, token.get());
      const content = body?.byteLength ? { body } : {};
      const response = await send(
        new Request(target, { ...plain, method, headers, signal, ...content }),
      );
      const given = response.headers.get(visitorHeader);
      if (given) token.set(given);
      return response;
    };
    try {
      const begun = await introduce(ask);
      refuseOtherServers(begun, url);
      const response = await wholeOf(begun, url);
      tell(await troubleOf(response, url));
      return response;
    } catch (error) {
      if (signal.aborted) throw error;
      const reason = error instanceof KnownTrouble ? error.message : await whyNoAnswer(options);
      tell(reason);
      throw Object.assign(new Error(reason, { cause: error }), { url: target });
    }
  };
}

const plain: RequestInit = {
  credentials: 'omit',
  redirect: 'error',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
};

/** Whatever key the page has stays in it: the proxy has its own. */
const passed = [
  'Content-Type',
  'Idempotency-Key',
  'Stripe-Version',
  'Stripe-Account',
  'Stripe-Context',
];

function passedOn(given: Headers, token: string | undefined): Headers {
  const headers = new Headers();
  for (const name of passed) {
    const value = given.get(name);
    if (value !== null) headers.set(name, value);
  }
  if (token !== undefined) headers.set(visitorHeader, token);
  return headers;
}

/** The first request goes alone: several at once would each be another visitor. */
function oneFirst(token: VisitorToken): (ask: () => Promise<Response>) => Promise<Response> {
  const state: { first?: Promise<void> | undefined; isIntroduced: boolean } = {
    isIntroduced: false,
  };
  const isKnown = (): boolean => state.isIntroduced || token.get() !== undefined;

  async function introduce(asking: Promise<Response>): Promise<void> {
    try {
      // Proxies that keep no visitors apart give nothing.
      state.isIntroduced = (await asking).ok;
    } catch {
      // Told by the request itself.
    }
    state.first = undefined;
  }
  return async (ask) => {
    while (!isKnown() && state.first) await state.first;
    if (isKnown()) return ask();
    const asking = ask();
    state.first = introduce(asking);
    return asking;
  };
}

/** An answer came, and its own words say what is wrong with it. */
class KnownTrouble extends Error {}

function refuseOtherServers({ status, headers }: Response, url: URL): void {
  if (!headers.get('Content-Type')?.startsWith('text/html')) return;
  throw new KnownTrouble(
    `What answers at ${url.href} is no proxy of Sandshell: it sent a page (status ${status}). ` +
      'Check proxy-url.',
  );
}

/** With its body, which may break off after the headers have come. */
async function wholeOf(response: Response, url: URL): Promise<Response> {
  if (!response.body) return response;
  const body = await response.arrayBuffer().catch((cause: unknown) => {
    throw new KnownTrouble(`${url.host} broke off in the middle of its answer. Try again.`, {
      cause,
    });
  });
  return new Response(body, response);
}

async function troubleOf(response: Response, url: URL): Promise<string | undefined> {
  if (response.status === 429) {
    const seconds = retryAfterSeconds(response.headers);
    return `Too many requests: ${url.host} takes the next one in ${Math.max(1, seconds)} s.`;
  }
  if (response.status !== 403 && response.status !== 503) return undefined;
  return `${url.host} refused this: ${await messageOf(response.clone())}`;
}

async function messageOf(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as { error?: { message?: unknown } };
    if (typeof error?.message === 'string') return error.message;
  } catch {
    // No body of the API: the status says what there is to say.
  }
  return `status ${response.status}`;
}

/** A browser tells a page nothing of a failed request; whether anything is there it does tell. */
async function whyNoAnswer({ url, origin, send, isOnline }: ProxyOptions): Promise<string> {
  if (!isOnline())
    return 'This browser is offline. The proxy is asked again with the next command.';
  // Browsers take no other redirect where an answer cannot be read.
  const init: RequestInit = { ...plain, mode: 'no-cors', redirect: 'follow' };
  const probe = new Request(`${url.href.replace(/\/$/, '')}/healthz`, init);
  const isThere = await send(probe).then(
    () => true,
    () => false,
  );
  return isThere
    ? `${url.host} answers, but does not let this page read it: the proxy has to allow the origin ` +
        `${origin}.`
    : `No proxy answers at ${url.href}. It is stopped, or proxy-url names another place.`;
}
