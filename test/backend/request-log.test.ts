import 'fake-indexeddb/auto';
import { describe, expect, test } from 'vitest';
import type { Fetch } from '../../src/base/fetch.ts';
import { bodyCharactersMax, logged } from '../../src/backend/logged.ts';
import { createRequestLog, entriesMax, type Exchange } from '../../src/backend/request-log.ts';
import { keepLog } from '../../src/backend/saved-log.ts';

const url = 'https://api.stripe.com/v1/customers';

/** A clock for when, and one for how long: each look at the latter is 5 ms later. */
function withLog(inner: Fetch): { send: Fetch; entries(): readonly Exchange[] } {
  const log = createRequestLog();
  let elapsedMs = 0;
  const send = logged(inner, {
    remember: log.add,
    now: () => 1_700_000_000_000,
    stopwatch: () => (elapsedMs += 5),
  });
  return { send, entries: log.entries };
}

const created: Fetch = async () =>
  Response.json({ id: 'cus_1' }, { status: 200, headers: { 'Request-Id': 'req_1' } });

describe('an exchange', () => {
  test('tells the request and its answer, and both can still be read', async () => {
    const { send, entries } = withLog(async (request) => {
      expect(await request.text()).toBe('name=Jane');
      return created(request);
    });
    const response = await send(new Request(`${url}?a=1`, { method: 'POST', body: 'name=Jane' }));
    expect(await response.json()).toEqual({ id: 'cus_1' });
    expect(entries()).toEqual([
      {
        method: 'POST',
        path: '/v1/customers',
        query: 'a=1',
        status: 200,
        startedMs: 1_700_000_000_000,
        durationMs: 5,
        requestId: 'req_1',
        requestBody: 'name=Jane',
        responseBody: '{"id":"cus_1"}',
      },
    ]);
  });

  test('holds no key, wherever it stood', async () => {
    const key = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
    const { send, entries } = withLog(async () => Response.json({ message: `bad ${key}` }));
    const headers = { Authorization: `Bearer ${key}` };
    await send(
      new Request(`${url}/${key}?key=${key}`, { method: 'POST', body: `a=${key}`, headers }),
    );
    expect(JSON.stringify(entries())).not.toContain('4eC39');
    expect(entries()[0]?.requestBody).toBe('a=sk_live_****');
  });

  test('holds the beginning of a great body only', async () => {
    const { send, entries } = withLog(created);
    await send(new Request(url, { method: 'POST', body: 'x'.repeat(10_000_000) }));
    expect(entries()[0]?.requestBody).toHaveLength(bodyCharactersMax + 1);
  });

  test('tells the size of files instead of their bytes', async () => {
    const { send, entries } = withLog(created);
    const body = new FormData();
    body.set('file', new Blob([new Uint8Array(100)]), 'a.png');
    await send(new Request(url, { method: 'POST', body }));
    expect(entries()[0]?.requestBody).toMatch(/^\(\d+ bytes of files and fields\)$/);
  });

  test('without an answer has status 0 and the reason, and the caller gets the error', async () => {
    const { send, entries } = withLog(() => Promise.reject(new Error('no network')));
    await expect(send(new Request(url))).rejects.toThrow('no network');
    expect(entries()).toMatchObject([{ status: 0, responseBody: 'no network' }]);
  });
});

function exchange(path: string): Exchange {
  return {
    method: 'GET',
    path,
    query: '',
    status: 200,
    startedMs: 0,
    durationMs: 1,
    requestId: '',
    requestBody: '',
    responseBody: '{}',
  };
}

const paths = (entries: readonly Exchange[]): string[] => entries.map(({ path }) => path);

describe('the log', () => {
  test('keeps the last exchanges only, oldest first', () => {
    const log = createRequestLog();
    for (let index = 0; index < entriesMax + 3; index += 1) log.add(exchange(`/${index}`));
    expect(log.entries()).toHaveLength(entriesMax);
    expect(log.entries()[0]?.path).toBe('/3');
  });

  test('tells who listens, until they stop', () => {
    const log = createRequestLog();
    const heard: string[] = [];
    const stop = log.on('add', ({ path }) => heard.push(path));
    log.on('clear', () => heard.push('clear'));
    log.add(exchange('/a'));
    stop();
    log.add(exchange('/b'));
    log.clear();
    expect(heard).toEqual(['/a', 'clear']);
    expect(log.entries()).toEqual([]);
  });

  test('outlives the page, up to its limit, until it is cleared', async () => {
    const first = createRequestLog();
    const stop = await keepLog(first, 'log-1');
    for (let index = 0; index < entriesMax + 3; index += 1) first.add(exchange(`/${index}`));
    stop();

    const second = createRequestLog();
    second.add(exchange('/new'));
    const stopSecond = await keepLog(second, 'log-1');
    expect(paths(second.entries())).toEqual([
      ...Array.from({ length: entriesMax - 1 }, (_, index) => `/${index + 4}`),
      '/new',
    ]);
    second.clear();
    stopSecond();

    const third = createRequestLog();
    const stopThird = await keepLog(third, 'log-1');
    expect(third.entries()).toEqual([]);
    stopThird();
  });

  test('tells the log of another tab, which keeps nothing twice, and is cleared with it', async () => {
    const [left, right] = [createRequestLog(), createRequestLog()];
    const stops = [await keepLog(left, 'log-3'), await keepLog(right, 'log-3')];
    const heard = new Promise((resolve) => right.on('add', resolve));
    left.add(exchange('/a'));
    expect(await heard).toMatchObject({ path: '/a' });
    expect(paths(left.entries())).toEqual(['/a']);
    for (const stop of stops) stop();

    const [later, beside] = [createRequestLog(), createRequestLog()];
    const stopsLater = [await keepLog(later, 'log-3'), await keepLog(beside, 'log-3')];
    expect(paths(later.entries())).toEqual(['/a']);
    const cleared = new Promise<void>((resolve) => beside.on('clear', () => resolve()));
    later.clear();
    await cleared;
    expect(beside.entries()).toEqual([]);
    for (const stop of stopsLater) stop();
  });

  test('works where nothing can be kept', async () => {
    const there = globalThis.indexedDB;
    Reflect.deleteProperty(globalThis, 'indexedDB');
    try {
      const log = createRequestLog();
      const stop = await keepLog(log, 'log-2');
      log.add(exchange('/a'));
      expect(paths(log.entries())).toEqual(['/a']);
      stop();
    } finally {
      globalThis.indexedDB = there;
    }
  });
});
