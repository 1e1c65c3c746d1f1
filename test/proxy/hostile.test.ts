// Hostile requests by name: each refused with its status, nothing of it seen at the upstream, and
// nothing told back. Between them the same upstream does see good requests. By both ways of the proxy on
// Node: straight to its core, and by the Fetch that other runtimes call.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Serving } from '../../src/server/serve.ts';
import { startProxy } from '../../src/server/proxy.ts';
import { bodyBytesMax, forms, framings, jsons, liveKeys, types } from './hostile-bodies.ts';
import { get, headers, type Hostile, methods, origin, origins, paths } from './hostile-heads.ts';
import { type RawAnswer, sendRaw } from './raw-request.ts';
import { openUpstream, type RecordingUpstream } from './recording-upstream.ts';

const key = 'rk_test_proxyOwnKey12345678';
const groups = { paths, methods, origins, headers, framings, types, forms, jsons, liveKeys };

let upstream: RecordingUpstream;
let ways: readonly [direct: Serving, byFetch: Serving];

beforeAll(async () => {
  upstream = await openUpstream();
  const options = {
    key,
    upstream: upstream.url,
    origins: [origin],
    allow: ['default', 'v2.billing.meter_events.*'],
    host: '127.0.0.1',
    port: 0,
    headersTimeoutMs: 1_000,
    limits: { bodyTimeoutMs: 1_000, bodyBytesMax },
  };
  ways = [await startProxy(options), await startProxy({ ...options, isByFetch: true })];
});

afterAll(async () => {
  await Promise.all(ways.map((way) => way.close()));
  await upstream.close();
});

test('there are at least 200 of them, and no two of one name', () => {
  const names = Object.values(groups).flatMap((group) => group.map(([name]) => name));
  expect(names.length).toBeGreaterThanOrEqual(200);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(Object.entries(groups))('%s', (_, group: readonly Hostile[]) => {
  test.each(group)('%s', async (_name, status, request) => {
    const before = upstream.seen.length;
    const answers = await Promise.all(ways.map(({ url }) => sendRaw(url, request)));
    for (const answer of answers) {
      expect(answer).toMatchObject({ status });
      // One answer to one request, in Stripe's form or without a body.
      expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1);
      expect(answer.text).toMatch(/\r\n\r\n(\{\n {2}"error": \{[^{}]*\}\n\}\n)?$/);
      expect(answer.text).not.toMatch(/4eC39|access-control|x-evil|set-cookie/i);
      expect(answer.text).not.toContain(key);
    }
    expect(headAndBody(answers[1])).toEqual(headAndBody(answers[0]));
    expect(upstream.seen.slice(before)).toEqual([]);

    const wellMade = get('/v1/customers?limit=1', `Origin: ${origin}\r\n`);
    const good = await Promise.all(ways.map(({ url }) => sendRaw(url, wellMade)));
    expect(good.map((answer) => answer.status)).toEqual([200, 200]);
    expect(headAndBody(good[1])).toEqual(headAndBody(good[0]));
    const asked = {
      method: 'GET',
      target: '/v1/customers?limit=1',
      headers: { authorization: `Bearer ${key}` },
    };
    expect(upstream.seen.slice(before)).toMatchObject([asked, asked]);
  });
});

/** Lines in no order, names in small letters, without the time and what a HEAD may leave out. */
function headAndBody(answer: RawAnswer | undefined): readonly [string[], string | undefined] {
  const [head = '', body] = answer?.text.split('\r\n\r\n') ?? [];
  const lines = head.split('\r\n').map((line) => line.replace(/^[^:]*/, (n) => n.toLowerCase()));
  return [lines.filter((line) => !/^(date|content-length):/.test(line)).toSorted(), body];
}
