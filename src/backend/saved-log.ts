// Lets the request log outlive the page: its last exchanges, in an IndexedDB of their own, and told
// to the other tabs.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { entriesMax, type Exchange, type RequestLog } from './request-log.ts';

interface Schema extends DBSchema {
  /** By number, in order of arrival. */
  exchanges: { key: number; value: unknown };
}

/** A crash of the page may cost the exchanges of this time. */
const writeMs = 250;
const relaxed = { durability: 'relaxed' } as const;

/**
 * Puts the exchanges of earlier visits into the log, and keeps what is added to it. Gives a function
 * that ends the keeping. Never rejects: where nothing can be kept, the log is that of this visit, and
 * saved-sandbox.ts is the one that tells the reader.
 */
export async function keepLog(log: RequestLog, name: string): Promise<() => void> {
  try {
    const database = await openDB<Schema>(name, 1, {
      upgrade: (opened) => void opened.createObjectStore('exchanges', { autoIncrement: true }),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    log.prepend((await database.getAll('exchanges')).filter(isExchange));
    return follow(log, { database, channel: new BroadcastChannel(name) });
  } catch {
    return ignore;
  }
}

/** See `keepLog`: a log that is not kept is worth no interruption. */
function ignore(): void {}

interface Places {
  readonly database: IDBPDatabase<Schema>;
  readonly channel: BroadcastChannel;
}

/** Writes now and then, apart from the requests themselves, and once more before the page goes. */
function follow(log: RequestLog, { database, channel }: Places): () => void {
  let waiting: Exchange[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** While another tab's news is passed on, which that tab has written. */
  let isForeign = false;

  function write(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length > 0) add(database, waiting).catch(ignore);
    waiting = [];
  }

  const stops = [
    log.on('add', (exchange) => {
      if (isForeign) return;
      channel.postMessage(exchange);
      waiting.push(exchange);
      timer ??= setTimeout(write, writeMs);
    }),
    log.on('clear', () => {
      waiting = [];
      if (isForeign) return;
      channel.postMessage('clear');
      void database.clear('exchanges').catch(ignore);
    }),
  ];
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    isForeign = true;
    try {
      if (data === 'clear') log.clear();
      if (isExchange(data)) log.add(data);
    } finally {
      isForeign = false;
    }
  });
  globalThis.addEventListener?.('pagehide', write);
  return () => {
    for (const stop of stops) stop();
    globalThis.removeEventListener?.('pagehide', write);
    write();
    channel.close();
    database.close();
  };
}

async function add(database: IDBPDatabase<Schema>, exchanges: readonly Exchange[]): Promise<void> {
  const transaction = database.transaction('exchanges', 'readwrite', relaxed);
  const keys = await Promise.all(exchanges.map((exchange) => transaction.store.add(exchange)));
  await transaction.store.delete(IDBKeyRange.upperBound(Math.max(...keys) - entriesMax));
  await transaction.done;
}

/** What an earlier version of this page may have written in another form is left out. */
function isExchange(value: unknown): value is Exchange {
  if (typeof value !== 'object' || value === null) return false;
  const { method, path, status, startedMs, requestBody, responseBody } = value as Partial<Exchange>;
  const texts: readonly unknown[] = [method, path, requestBody, responseBody];
  const numbers: readonly unknown[] = [status, startedMs];
  return (
    texts.every((text) => typeof text === 'string') &&
    numbers.every((number) => typeof number === 'number')
  );
}
