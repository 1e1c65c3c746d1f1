// The hostile requests, by name, to the proxy in workerd. There the platform reads first: it resolves
// paths, joins headers, and refuses in its own words what it cannot read. What is left to the proxy is
// refused with the same status as on Node, and whatever is let through is an allowed operation, written
// anew.

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readAllowed } from '../../src/proxy/allowed.ts';
import { bodyBytesMax, forms, framings, jsons, liveKeys, types } from '../proxy/hostile-bodies.ts';
import { get, headers, type Hostile, methods } from '../proxy/hostile-heads.ts';
import { origin, origins, paths } from '../proxy/hostile-heads.ts';
import { createRequests } from '../proxy/random-request.ts';
import { sendRaw } from '../proxy/raw-request.ts';
import { openUpstream, type RecordingUpstream } from '../proxy/recording-upstream.ts';
import { allOperations, createJudge } from '../proxy/seen-wrong.ts';
import { openWorkerd } from './in-workerd.ts';

const key = 'rk_test_proxyOwnKey12345678';
const operations = await allOperations();
const patterns = ['default', 'v2.billing.meter_events.*'];
const { operation } = readAllowed((await loadCatalog()).commands, patterns, () => undefined);
const allowed = operations.filter(({ route }) => operation(route));
const judge = createJudge({ key, allowed, added: ['cf-worker'] });
const groups = { paths, methods, origins, headers, framings, types, forms, jsons, liveKeys };

/** What workerd itself waits for, as long as the connection is open. */
const unfinished = new Set(['method: a TLS hello', 'framing: a head that never ends']);

/** Of the platform, before the proxy is asked. */
const platformWords = /Internal Server Error|ERROR: Unrecognized request method\./;

/** What workerd reads as a request like any other, or has made one: the path resolved, headers joined. */
const madeWell = new Set([
  'path: a step up from the root',
  'path: a step that stays',
  'path: a backslash',
  'path: a fragment',
  'path: a fragment in the query',
  'method: HTTP/3.0',
  'method: a tab between the words',
  'origin: an empty one',
  'host: another name for this machine',
  'host: that of Stripe',
  'host: a name that begins like this machine',
  'header: a folded line',
  'header: a carriage return in a value',
  'header: a space before the colon',
  'header: a line feed alone',
  'header: 20 kB of one',
  'header: 3,000 of them',
  'header: two authorizations',
  'header: an expectation that nobody knows',
  'framing: length and chunks',
  'framing: chunks and length',
  'framing: an empty length',
  'framing: a space before the colon',
  'framing: chunks with line feeds alone',
  'query: letters beyond ASCII',
]);

/** Refused by the proxy, but for what workerd has made of it. */
const otherStatus: Readonly<Record<string, number>> = {
  'path: a step up': 403,
  'path: an encoded step up': 403,
  'path: a half encoded step up': 403,
  'path: a URL of 20,000 characters': 414,
  'origin: twice': 403,
  'framing: a length that overflows': 413,
};

const workerd = openWorkerd();
let upstream: RecordingUpstream;
let url: string;

beforeAll(async () => {
  upstream = await openUpstream();
  url = await workerd.start({
    SANDSHELL_KEY: key,
    SANDSHELL_UPSTREAM: upstream.url,
    SANDSHELL_ORIGIN: origin,
    SANDSHELL_ALLOW: patterns.join(),
    SANDSHELL_BODY_TIMEOUT_MS: '1000',
    SANDSHELL_BODY_BYTES_MAX: String(bodyBytesMax),
  });
});

afterAll(async () => {
  await workerd.close();
  await upstream.close();
});

const good = get('/v1/customers?limit=1', `Origin: ${origin}\r\n`);

describe.each(Object.entries(groups))('%s', (_, group: readonly Hostile[]) => {
  const finished = group.filter(([name]) => !unfinished.has(name));
  test.each(finished)('%s', async (name, status, request) => {
    const before = upstream.seen.length;
    const answer = await sendRaw(url, request, { endsWithAnswer: true });
    expect(answer.text).not.toMatch(/4eC39|access-control|x-evil|set-cookie/i);
    expect(answer.text).not.toContain(key);
    const isMadeWell = madeWell.has(name);
    if (!platformWords.test(answer.text)) {
      expect(answer.status).toBe(isMadeWell ? 200 : (otherStatus[name] ?? status));
    }

    // A second request that hid in the first would be answered before this one.
    expect((await sendRaw(url, good, { endsWithAnswer: true })).status).toBe(200);
    const seen = upstream.seen.slice(before);
    expect(seen).toHaveLength(isMadeWell ? 2 : 1);
    expect(seen.flatMap(judge)).toEqual([]);
    expect(seen.at(-1)).toMatchObject({ method: 'GET', target: '/v1/customers?limit=1' });
  });

  const others = group.filter(([name]) => unfinished.has(name));
  if (others.length === 0) return;
  test.each(others)('%s', async (_name, _status, request) => {
    const before = upstream.seen.length;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined).write(request);
    expect((await sendRaw(url, good, { endsWithAnswer: true })).status).toBe(200);
    socket.destroy();
    expect(upstream.seen).toHaveLength(before + 1);
  });
});

test('requests at random', async () => {
  const before = upstream.seen.length;
  const request = createRequests({ seed: 'workerd', operations, allowed });
  const statuses = new Set<number>();
  let left = 1_000;
  async function sendSome(): Promise<void> {
    for (; left > 0; left -= 1) {
      const { status, text } = await sendRaw(url, request(), { endsWithAnswer: true });
      statuses.add(platformWords.test(text) ? 400 : status);
    }
  }
  await Promise.all(Array.from({ length: 8 }, sendSome));
  const seen = upstream.seen.slice(before);
  expect(seen.flatMap(judge)).toEqual([]);
  // Not all were refused, and not all were let through.
  expect(seen.length).toBeGreaterThan(50);
  expect(seen.length).toBeLessThan(700);
  // No request was left without an answer, and none broke the proxy.
  expect([...statuses].filter((status) => status === 0 || status >= 500)).toEqual([]);
});
