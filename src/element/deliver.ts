// Hands an event of `stripe listen --forward-to` on: to an address, or to a handler in the page.

import type { Delivery } from '../shell/command.ts';

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

/** A listener answers by `respondWith`, at once, with a Response or a promise of one. */
async function toPage(name: string, { headers, body }: Delivery): Promise<Response> {
  const request = new Request(new URL(`/${encodeURIComponent(name)}`, location.href), {
    method: 'POST',
    headers: [...headers] as [string, string][],
    body,
  });
  let answer: Response | Promise<Response> | undefined;
  const respondWith = (response: Response | Promise<Response>): void => void (answer = response);
  document.dispatchEvent(
    new CustomEvent('sandshell:webhook', { detail: { name, request, respondWith } }),
  );
  if (!answer) throw new Error(`nothing in this page answers to "${name}"`);
  return answer;
}
