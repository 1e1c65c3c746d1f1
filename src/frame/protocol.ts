// What a page and the frame with the shell in it say to one another. All of it goes through one port,
// which the frame hands to the origin that its address names, and to no other. Pure.

/** From the page. One answer comes for each, with the same `id`. */
export interface FrameRequest {
  readonly id: number;
  readonly method: FrameMethod;
  /** Of `run`, `insert`, `restore` and `theme`. */
  readonly argument?: unknown;
}

/** From the frame. */
export type FrameMessage =
  | { readonly type: 'value'; readonly id: number; readonly value: unknown }
  | { readonly type: 'error'; readonly id: number; readonly message: string }
  /** As the element's own event `sandshell:NAME`; `size` has a `height` in CSS pixels. */
  | { readonly type: 'event'; readonly name: FrameEvent; readonly detail: unknown };

/** What each method takes. */
export const frameMethods = {
  run: 'text',
  insert: 'text',
  clear: 'nothing',
  reset: 'nothing',
  snapshot: 'nothing',
  restore: 'snapshot',
  transcript: 'nothing',
  theme: 'name',
  focus: 'nothing',
} as const;

export type FrameMethod = keyof typeof frameMethods;

export const frameEvents = ['ready', 'command', 'result', 'request', 'event', 'size'] as const;

export type FrameEvent = (typeof frameEvents)[number];

/** The only two messages between the windows themselves. They carry nothing. */
export const hello = 'sandshell:hello';
export const offer = 'sandshell:port';

export type ReadRequest =
  | { readonly type: 'request'; readonly request: FrameRequest }
  | { readonly type: 'refused'; readonly id: number; readonly reason: string }
  /** No message of ours. */
  | { readonly type: 'junk' };

const textUnitsMax = 100_000;
const snapshotUnitsMax = 20_000_000;

/** `holdsLiveKey` looks for keys of live mode, which go no further than here. */
export function readRequest(value: unknown, holdsLiveKey: (text: string) => boolean): ReadRequest {
  if (!isRecord(value)) return { type: 'junk' };
  const { id, method, argument } = value;
  if (typeof id !== 'number' || !Number.isSafeInteger(id)) return { type: 'junk' };
  const refused = (reason: string): ReadRequest => ({ type: 'refused', id, reason });
  if (typeof method !== 'string' || !Object.hasOwn(frameMethods, method)) {
    return refused('There is no such method.');
  }
  const known = method as FrameMethod;
  const takes = frameMethods[known];
  if (takes === 'nothing') return { type: 'request', request: { id, method: known } };
  const text = takes === 'snapshot' ? asJson(argument) : argument;
  const unitsMax = takes === 'snapshot' ? snapshotUnitsMax : textUnitsMax;
  if (typeof text !== 'string') return refused(`${known} takes a ${takes}.`);
  if (text.length > unitsMax) return refused('That is too long.');
  if (holdsLiveKey(text)) return refused('Live keys are refused, and nothing was run.');
  if (takes === 'name' && !/^[\w-]{1,40}$/.test(text)) return refused('That is no theme.');
  return { type: 'request', request: { id, method: known, argument } };
}

/** Undefined for what is no plain JSON, and for what would change how objects work. */
function asJson(value: unknown): string | undefined {
  if (!isRecord(value)) return undefined;
  try {
    const text = JSON.stringify(value);
    return /"__proto__":/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** As in `https://docs.example.com`; undefined for what is no origin of the web. */
export function readOrigin(text: string | null): string | undefined {
  try {
    const { origin, protocol } = new URL(text ?? '');
    return origin === text && /^https?:$/.test(protocol) ? origin : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
