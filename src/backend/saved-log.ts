// Lets the request log outlive the page: its last exchanges, in an IndexedDB of their own.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { entriesMax, type Exchange, type RequestLog } from './request-log.ts';

interface Schema extends DBSchema {
  /** By number, in order of arrival. */
  exchanges: { key: number; value: unknown };
}

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
    const stops = [
      log.on('add', (exchange) => void add(database, exchange).catch(ignore)),
      log.on('clear', () => void database.clear('exchanges').catch(ignore)),
    ];
    return () => {
      for (const stop of stops) stop();
      database.close();
    };
  } catch {
    return ignore;
  }
}

/** See `keepLog`: a log that is not kept is worth no interruption. */
function ignore(): void {}

async function add(database: IDBPDatabase<Schema>, exchange: Exchange): Promise<void> {
  const transaction = database.transaction('exchanges', 'readwrite', relaxed);
  const key = await transaction.store.add(exchange);
  await transaction.store.delete(IDBKeyRange.upperBound(key - entriesMax));
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
