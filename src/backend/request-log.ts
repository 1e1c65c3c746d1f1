// What was asked and answered, newest last: the last exchanges only, so that a long visit stays light.

import { createEmitter } from '../base/emitter.ts';

/** One request and its answer. Keys are already redacted. */
export interface Exchange {
  readonly method: string;
  /** Without the query, as in `/v1/customers`. */
  readonly path: string;
  /** Without the leading question mark; empty where there is none. */
  readonly query: string;
  /** 0 where no answer came: the request was aborted or the network failed. */
  readonly status: number;
  /** Since 1970. */
  readonly startedMs: number;
  readonly durationMs: number;
  /** As in `req_hV7aP9t0cJqXyz`; empty where the answer carries none. */
  readonly requestId: string;
  /** Cut at `bodyCharactersMax`; the cut is marked by an ellipsis. */
  readonly requestBody: string;
  /** Cut likewise; the reason where no answer came. */
  readonly responseBody: string;
}

interface LogEvents {
  add: Exchange;
  clear: undefined;
}

export interface RequestLog {
  /** Oldest first, at most `entriesMax`. */
  entries(): readonly Exchange[];
  add(exchange: Exchange): void;
  /** Puts older exchanges, from a visit before, under those that are there; tells nobody. */
  prepend(older: readonly Exchange[]): void;
  clear(): void;
  on<Name extends keyof LogEvents>(
    type: Name,
    listener: (event: LogEvents[Name]) => void,
  ): () => void;
}

export const entriesMax = 200;

export function createRequestLog(): RequestLog {
  const emitter = createEmitter<LogEvents>();
  let kept: readonly Exchange[] = [];

  return {
    entries: () => kept,
    add(exchange) {
      kept = [...kept, exchange].slice(-entriesMax);
      emitter.emit('add', exchange);
    },
    prepend(older) {
      kept = [...older, ...kept].slice(-entriesMax);
    },
    clear() {
      kept = [];
      emitter.emit('clear', undefined);
    },
    on: emitter.on,
  };
}
