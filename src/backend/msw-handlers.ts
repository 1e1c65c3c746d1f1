// Lets Mock Service Worker answer Stripe's hosts from a sandbox, in a page or in Node.
// This is the package's entry `sandshell/msw`; msw itself is the user's.

import { http, type HttpHandler } from 'msw';
import type { Fetch } from '../base/fetch.ts';
import { wordsOfError } from '../base/words-of-error.ts';

const hosts = ['api.stripe.com', 'files.stripe.com', 'meter-events.stripe.com'];

/** One a host, for `setupWorker(...handlers(sandbox))` and `setupServer(...handlers(sandbox))`. */
export function handlers(sandbox: { readonly fetch: Fetch }): HttpHandler[] {
  return hosts.map((host) =>
    // The sandbox finds the operation by itself: hundreds of handlers would only slow it down.
    http.all(`https://${host}/*`, ({ request }) => sandbox.fetch(request).catch(noAnswer)),
  );
}

/** In the API's shape: msw would show the error with its stack. The SDKs send the request again. */
function noAnswer(error: unknown): Response {
  const told = { message: wordsOfError(error), type: 'api_error' };
  return Response.json({ error: told }, { status: 500 });
}
