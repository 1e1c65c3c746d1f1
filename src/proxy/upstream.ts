// The last Forward: asks the upstream with the proxy's own key, and reads what comes back.

import type { Forward, ProxyCall } from './call.ts';
import type { Settings } from './options.ts';
import { LiveMode, readReply } from './read-reply.ts';
import { Refusal } from './refusal.ts';

/** `onLiveMode` is told before anybody sees the refusal. */
export function createForward(
  { key, upstream, limits, ask }: Settings,
  onLiveMode: () => void,
): Forward {
  const authorization = `Bearer ${key}`;

  return async (call) => {
    const started = performance.now();
    try {
      const reply = await ask({
        method: call.method,
        origin: upstream,
        path: call.query === '' ? call.path : `${call.path}?${call.query}`,
        headers: headersOf(call, authorization),
        body: call.body,
        caller: call.caller,
        timeoutMs: limits.upstreamTimeoutMs,
        bytesMax: limits.responseBytesMax,
      });
      return readReply(reply, key);
    } catch (error) {
      if (error instanceof LiveMode) onLiveMode();
      throw error instanceof Refusal ? error : unreachable();
    } finally {
      call.spent.upstreamMs = (call.spent.upstreamMs ?? 0) + performance.now() - started;
    }
  };
}

function headersOf(call: ProxyCall, authorization: string): Record<string, string> {
  const headers: Record<string, string> = {
    authorization,
    accept: 'application/json',
    'user-agent': 'Sandshell-Proxy',
    ...call.headers,
  };
  if (call.body !== undefined) headers['content-type'] = contentTypeOf(call.path);
  return headers;
}

/** Of a request's body. */
export function contentTypeOf(path: string): string {
  return path.startsWith('/v2/') ? 'application/json' : 'application/x-www-form-urlencoded';
}

function unreachable(): Refusal {
  return new Refusal(502, 'upstream_unreachable', 'Stripe could not be reached.');
}
