// Trace headers: those that came are passed on, and where none came a trace begins here, so that one
// request can be found in the logs of all that it went through.
// Source: https://www.w3.org/TR/trace-context/

import type { Forward } from './call.ts';

/** Undefined for what is malformed, of a version that is none, or all zeros. */
export function readTraceparent(text: string | null | undefined): string | undefined {
  const [, version, trace = '', parent = ''] =
    /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/.exec(text ?? '') ?? [];
  const isValid = version !== undefined && version !== 'ff' && !/^0+$/.test(trace);
  return isValid && !/^0+$/.test(parent) ? (text ?? undefined) : undefined;
}

export function traced(forward: Forward): Forward {
  return (call) => {
    if (readTraceparent(call.headers['traceparent'])) return forward(call);
    const { tracestate, ...rest } = call.headers;
    // It belongs to a trace that is not known.
    const headers = tracestate === undefined ? call.headers : rest;
    return forward({ ...call, headers: { ...headers, traceparent: newTraceparent() } });
  };
}

/** Not sampled: nothing here records spans. */
function newTraceparent(): string {
  return `00-${chance(16)}-${chance(8)}-00`;
}

/** Filled at once for many: each call for chance costs as much as all else of a trace. */
const pool = new Uint8Array(24 * 256);
let used = pool.length;

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function chance(bytes: number): string {
  if (used + bytes > pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  let text = '';
  for (const end = used + bytes; used < end; used += 1) text += hex[pool[used] ?? 0];
  return text;
}
