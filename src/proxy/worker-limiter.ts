// Counting on Cloudflare Workers: by the platform's own rate-limit binding, which all machines of one
// place share. Source: https://developers.cloudflare.com/workers/runtime-apis/bindings/rate-limit/

import type { Limiter } from './call.ts';
import { limited } from './limits.ts';

/** What the proxy needs of the binding. Its rule stands in the Worker's configuration. */
export interface RateLimitBinding {
  limit(asked: { readonly key: string }): Promise<{ readonly success: boolean }>;
}

/**
 * `windowSeconds` is the binding's `period`, 10 or 60. `insurance` counts where the binding fails.
 */
export function bindingLimiter(
  binding: RateLimitBinding,
  { windowSeconds, insurance }: { readonly windowSeconds: number; readonly insurance: Limiter },
): Limiter {
  return {
    async take(client) {
      try {
        const { success } = await binding.limit({ key: client });
        return success ? { type: 'allowed' } : limited(windowSeconds * 1000);
      } catch {
        return insurance.take(client);
      }
    },
  };
}
