// Finds keys of live mode anywhere in a document; what stands for one, as `sk_live_…`, is none. Pure.

import { liveKeyStretches } from '../text/live-key.ts';
import { holdsLiveKey } from '../text/redact.ts';
import type { Finding } from './finding.ts';

export function findLiveKeys(source: string): readonly Finding[] {
  if (!holdsLiveKey(source)) return [];
  return source.split(/\r\n|\n|\r/).flatMap((text, index) => findInLine(text, index + 1));
}

function findInLine(text: string, line: number): readonly Finding[] {
  const stretches = liveKeyStretches(text);
  const keys = stretches.filter(({ start, end }) => !isStandIn(text.slice(start, end)));
  const tell = (column: number): Finding => {
    const message = 'A key of live mode stands here.';
    return { code: 'live-key', message, line, column };
  };
  if (keys.length > 0)
    return keys.map(({ start }) => tell(text.slice(0, start).search(/\w+$/) + 1));
  // One that is encoded, as in a URL.
  const rest = stretches.reduceRight(
    (left, { start, end }) => left.slice(0, start) + left.slice(end),
    text,
  );
  return holdsLiveKey(rest) ? [tell(1)] : [];
}

/** Nothing, `YOUR_KEY`, or one letter again and again: no key is like that. */
function isStandIn(secret: string): boolean {
  return /^[A-Z_]*$/.test(secret) || /^(\w)\1*$/.test(secret);
}
