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
    // A tracestate belongs to a trace that is not known.
    const { tracestate: _, ...headers } = call.headers;
    return forward({ ...call, headers: { ...headers, traceparent: newTraceparent() } });
  };
}

/** Not sampled: nothing here records spans. */
function newTraceparent(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(24));
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `00-${hex.slice(0, 32)}-${hex.slice(32)}-00`;
}
