// Hands an event of `stripe listen --forward-to` on: to an address, or to a handler in the page.

import type { Delivery } from '../shell/command.ts';
import { askPage } from './page-handlers.ts';

const patienceMs = 30_000;

/** Gives the status of the answer. Rejects with a reason in words. */
export async function deliver(delivery: Delivery): Promise<number> {
  const name = /^page:(.+)$/.exec(delivery.url)?.[1];
  return (await (name === undefined ? toAddress(delivery) : toPage(name, delivery))).status;
}

async function toAddress({ url, headers, body }: Delivery): Promise<Response> {
  const signal = AbortSignal.timeout(patienceMs);
  const request = { method: 'POST', headers: [...headers] as [string, string][], body, signal };
  let response: Response;
  try {
    response = await fetch(url, { ...request, redirect: 'manual', credentials: 'omit' });
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : String(error)}: the address must answer, and ` +
        'allow this page by CORS headers (Stripe-Signature among them)',
      { cause: error },
    );
  }
  if (response.type === 'opaqueredirect') throw new Error('a redirect, which is not followed');
  return response;
}

function toPage(name: string, { headers, body }: Delivery): Promise<Response> {
  const request = new Request(new URL(`/${encodeURIComponent(name)}`, location.href), {
    method: 'POST',
    headers: [...headers] as [string, string][],
    body,
  });
  return askPage(name, request);
}
