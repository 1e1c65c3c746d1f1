// What is wrong with a key, an upstream or an origin: a sentence for whoever starts the proxy, or
// undefined. No sentence shows a key, or a text that may hold one.

import { isLoopback } from '../base/loopback.ts';
import { holdsLiveKey, redactKeys } from '../text/redact.ts';

const keyLengthMax = 255;

export function keyMistake(key: string): string | undefined {
  if (key === '') return 'The key is missing: give one of test mode, such as rk_test_….';
  if (/\s|,|;/.test(key)) return 'The key must be one key alone, without spaces or commas.';
  if (/^[a-z]*_?(org_)?live_/i.test(key) || holdsLiveKey(key)) {
    return 'The key is of live mode. The proxy takes keys of a sandbox or of test mode only.';
  }
  if (/^pk_/i.test(key)) return 'The key is publishable: give a restricted one, such as rk_test_….';
  if (/^[sr]k_test_\w{3,}$/.test(key) && key.length <= keyLengthMax && !/_live_/i.test(key)) {
    return undefined;
  }
  return 'The key is none of Stripe’s test mode: it begins with rk_test_ or sk_test_.';
}

export function upstreamMistake(upstream: string): string | undefined {
  const mistake = urlMistake(upstream.replace(/\/$/, ''));
  return mistake && `The upstream ${shown(upstream)} ${mistake}`;
}

export function originMistake(origin: string): string | undefined {
  const mistake = urlMistake(origin);
  return mistake && `The origin ${shown(origin)} ${mistake}`;
}

/** Scheme, host and port as browsers write them, and nothing else. */
function urlMistake(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return 'is no URL such as https://docs.example.com.';
  }
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password.';
  if (url.origin !== text) {
    return `must be scheme, host and port alone, as in ${redactKeys(url.origin)}.`;
  }
  if (url.hostname.includes('*')) return 'must name one host: there are no wildcards.';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'must be https; http is for this machine only.';
  }
  return undefined;
}

function shown(text: string): string {
  // A user and a password before the host are not shown either.
  return `"${redactKeys(text.replace(/\/\/[^/]*@/, '//…@')).slice(0, 200)}"`;
}
