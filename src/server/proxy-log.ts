// The proxy's log: one line of JSON for each request, with neither bodies, keys, ids of objects nor
// addresses in it.

import process from 'node:process';
import { pino, type DestinationStream } from 'pino';
import type { Observation } from '../proxy/call.ts';
import { redactKeys } from '../text/redact.ts';

export interface ProxyLog {
  observe(observation: Observation): void;
  /** Something of this program: what it is, and what the person who runs it should know. */
  tell(event: string, message: string): void;
  fail(error: unknown): void;
  close(): void;
}

export const logLevels = ['requests', 'refusals', 'off'] as const;
export type LogLevel = (typeof logLevels)[number];

type Destination = DestinationStream & { flushSync(): void };

/** What is not read is dropped, and holds no memory. */
const waitingBytesMax = 1024 * 1024;
/** Many lines are written at once; a line waits no longer than a second. */
const togetherCharacters = 32 * 1024;
const flushMs = 1000;

/** Written beside the requests, never before they are answered. */
export function standardErrorLog(): Destination {
  return inPieces(pino.destination({ dest: 2, sync: false, maxLength: waitingBytesMax }));
}

/** A write costs as much as a line does, however long it is. What waits is written at a sudden end too. */
function inPieces(destination: Destination): Destination {
  let piece = '';
  let timer: NodeJS.Timeout | undefined;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    process.off('exit', flushSync);
    if (piece !== '') destination.write(piece);
    piece = '';
  }
  function flushSync(): void {
    flush();
    destination.flushSync();
  }
  function wait(): NodeJS.Timeout {
    process.on('exit', flushSync);
    return setTimeout(flush, flushMs).unref();
  }
  return {
    flushSync,
    write(line) {
      piece += line;
      if (piece.length >= togetherCharacters) flush();
      else timer ??= wait();
    },
  };
}

/** As pino would write it. Its own way, a name at a time, costs about twice as much. */
type RequestLine = Readonly<Record<string, string | number | undefined>>;

export function createProxyLog(level: LogLevel, destination: DestinationStream): ProxyLog {
  const log = pino({ base: null, enabled: level !== 'off' }, destination);
  return {
    observe(observation) {
      const { operation, status, refusal, requestId, durationMs, upstreamMs } = observation;
      if (level === 'off') return;
      if (level === 'refusals' && refusal === undefined && status < 500) return;
      const line: RequestLine = {
        level: pino.levels.values[status >= 500 ? 'error' : 'info'],
        time: Date.now(),
        event: 'request',
        operation,
        method: knownMethod(observation.method),
        status,
        durationMs: rounded(durationMs),
        upstreamMs: upstreamMs === undefined ? undefined : rounded(upstreamMs),
        requestId,
        traceId: observation.traceparent?.split('-')[1],
        refusal,
        msg: '',
      };
      destination.write(`${JSON.stringify(line)}\n`);
    },
    tell: (event, message) => log.info({ event }, redactKeys(message)),
    fail(error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error({ event: 'failure' }, redactKeys(text));
    },
    close() {
      (destination as { flushSync?(): void }).flushSync?.();
    },
  };
}

const methods = ['GET', 'POST', 'DELETE', 'OPTIONS', 'HEAD'];

/** Whatever a client may write there is one of a few. */
export function knownMethod(method: string): string {
  return methods.includes(method) ? method : 'other';
}

/** To the hundredth of a millisecond. */
function rounded(ms: number): number {
  return Math.round(ms * 100) / 100;
}
