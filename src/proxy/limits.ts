// How often somebody may ask: rules, and counting them in this process's memory. Needs no timer, so
// that it runs in any runtime.

import type { Clock } from '../base/clock.ts';
import type { Forward, Limiter, Taken } from './call.ts';
import { Refusal } from './refusal.ts';

/** So many requests in each window of so many seconds. */
export interface Rule {
  readonly requestsMax: number;
  readonly windowSeconds: number;
}

export interface Rules {
  /** For one address: several readers may share it, as in an office. */
  readonly address: Rule;
  /** For one visitor. */
  readonly visitor: Rule;
  /** For all together: Stripe takes 25 requests a second in test mode, and others use the key too. */
  readonly all: Rule;
}

/** Source of the last: https://docs.stripe.com/rate-limits */
export const usualRules: Rules = {
  address: { requestsMax: 300, windowSeconds: 60 },
  visitor: { requestsMax: 120, windowSeconds: 60 },
  all: { requestsMax: 20, windowSeconds: 1 },
};

/** `120/60`: requests, seconds. Undefined for what is no rule. */
export function readRule(text: string): Rule | undefined {
  const [, requests = '', seconds = ''] = /^(\d{1,9})\/(\d{1,6})$/.exec(text.trim()) ?? [];
  const rule = { requestsMax: Number(requests), windowSeconds: Number(seconds) };
  return rule.requestsMax > 0 && rule.windowSeconds > 0 ? rule : undefined;
}

interface Window {
  readonly endMs: number;
  count: number;
}

/** The oldest windows go first: who is counted anew then has at most two windows' worth. */
const clientsMax = 50_000;

/** Windows begin with the first request of a client. */
export function memoryLimiter({ requestsMax, windowSeconds }: Rule, clock: Clock): Limiter {
  const windows = new Map<string, Window>();

  return {
    async take(client) {
      const nowMs = clock();
      const known = windows.get(client);
      const current = known && known.endMs > nowMs ? known : undefined;
      const window = current ?? { endMs: nowMs + windowSeconds * 1000, count: 0 };
      window.count += 1;
      if (!current) {
        // Put in anew, so that the map is in the order of the ends.
        windows.delete(client);
        windows.set(client, window);
        forgetOld(windows, nowMs);
      }
      return window.count <= requestsMax ? { type: 'allowed' } : limited(window.endMs - nowMs);
    },
  };
}

function forgetOld(windows: Map<string, Window>, nowMs: number): void {
  for (const [client, { endMs }] of windows) {
    if (endMs > nowMs && windows.size <= clientsMax) return;
    windows.delete(client);
  }
}

export function limited(waitMs: number): Taken {
  return { type: 'limited', retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) };
}

/**
 * Addresses as they are counted: all of one IPv6 network of 64 bits are one client, for they are one
 * customer's. Names no address itself where `digest` hides it.
 */
export function clientOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const groups = head === '' ? [] : head.split(':');
  const behind = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - behind.length);
  const whole = [...groups, ...Array.from({ length: zeros }, () => '0'), ...behind];
  const network = whole.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
  return `${network.join(':')}::/64`;
}

/** A limiter by address: networks of IPv6 are one client. */
export function byAddress(inner: Limiter): Limiter {
  return {
    take: (address) => inner.take(clientOf(address)),
    close: async () => inner.close?.(),
  };
}

/** Put around what asks the upstream: counts every question to it, the proxy's own among them. */
export function limitedForward(forward: Forward, limiter: Limiter): Forward {
  return async (call) => {
    await takeOrRefuse(limiter, 'all', 'This proxy asks Stripe as often as it may already');
    return forward(call);
  };
}

/** Throws Refusal. */
export async function takeOrRefuse(
  limiter: Limiter,
  client: string,
  reason: string,
): Promise<void> {
  const taken = await limiter.take(client);
  if (taken.type === 'allowed') return;
  const seconds = taken.retryAfterSeconds;
  throw new Refusal(429, 'rate_limited', `${reason}: try again in ${seconds} s.`, {
    'Retry-After': String(seconds),
  });
}
