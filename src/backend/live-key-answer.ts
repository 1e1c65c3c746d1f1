// The answer to a request that holds a live key, in any place of it: it goes nowhere.

import { holdsLiveKey } from '../text/redact.ts';
import { errorAnswer } from '../wire/api-error.ts';

/** Undefined where it holds none. */
export async function refuseLiveKey(request: Request, body: string): Promise<Response | undefined> {
  const { url, headers } = request;
  const authorization = headers.get('Authorization') ?? '';
  if (isLive(authorization)) return errorAnswer((await words()).keyRefused(bare(authorization)));
  const texts = [url, body, ...headers.values()];
  return texts.some(isLive) ? errorAnswer((await words()).liveKeyRefused(400)) : undefined;
}

function words(): Promise<typeof import('../sandbox/checking/refusals.ts')> {
  return import('../sandbox/checking/refusals.ts');
}

/** Basic credentials are base64: the key stands in them all the same. */
function isLive(text: string): boolean {
  return holdsLiveKey(text) || holdsLiveKey(bare(text));
}

function bare(authorization: string): string {
  const value = authorization.replace(/^\w+\s+/, '');
  if (!/^basic\s/i.test(authorization)) return value;
  try {
    return atob(value);
  } catch {
    return value;
  }
}
