// Hands an event of `stripe listen --forward-to` on to an address.

import type { Delivery } from '../shell/command.ts';
import { networkReason } from './outside-fetch.ts';

const patienceMs = 30_000;

/**
 * Gives the status of the answer; a redirect is not followed. Rejects with a reason in words. `end` gives
 * it up.
 */
export async function deliver(
  { url, headers, body }: Delivery,
  end?: AbortSignal,
): Promise<number> {
  const late = AbortSignal.timeout(patienceMs);
  const signal = end ? AbortSignal.any([late, end]) : late;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: [...headers] as [string, string][],
      body,
      signal,
      redirect: 'manual',
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    throw new Error(networkReason(error), { cause: error });
  }
}
