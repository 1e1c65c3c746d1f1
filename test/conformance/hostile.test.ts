// The hostile requests, by name, to the proxy in runtimes other than Node. There the runtime reads first:
// it resolves paths, joins headers, and refuses in its own words what it cannot read. What is left to the
// proxy is refused with the same status as on Node, and whatever is let through is an allowed operation,
// written anew.

import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readAllowed } from '../../src/proxy/allowed.ts';
import { bodyBytesMax, forms, framings, jsons, liveKeys, types } from '../proxy/hostile-bodies.ts';
import { get, headers, type Hostile, methods } from '../proxy/hostile-heads.ts';
import { origin, origins, paths } from '../proxy/hostile-heads.ts';
import { createRequests } from '../proxy/random-request.ts';
import { type RawAnswer, sendRaw } from '../proxy/raw-request.ts';
import { openUpstream, type RecordingUpstream } from '../proxy/recording-upstream.ts';
import { allOperations, createJudge } from '../proxy/seen-wrong.ts';
import { runtimes } from './runtimes.ts';

const key = 'rk_test_proxyOwnKey12345678';
const patterns = ['default', 'v2.billing.meter_events.*'];
const operations = await allOperations();
const { operation } = readAllowed((await loadCatalog()).commands, patterns, () => undefined);
const allowed = operations.filter(({ route }) => operation(route));
const groups = { paths, methods, origins, headers, framings, types, forms, jsons, liveKeys };
const good = get('/v1/customers?limit=1', `Origin: ${origin}\r\n`);

/** Told by the proxy; else the runtime has answered before it was asked, or closed the connection. */
const isOwn = ({ status, text }: RawAnswer): boolean =>
  (status >= 200 && status < 300) || text.includes('"code": "proxy_');

describe.each(runtimes)('in $name', ({ open, added, madeWell, otherStatus, unfinished }) => {
  const judge = createJudge({ key, allowed, added });
  const running = open();
  let upstream: RecordingUpstream;
  let url: string;

  beforeAll(async () => {
    upstream = await openUpstream();
    url = await running.start({
      SANDSHELL_KEY: key,
      SANDSHELL_UPSTREAM: upstream.url,
      SANDSHELL_ORIGIN: origin,
      SANDSHELL_ALLOW: patterns.join(),
      SANDSHELL_BODY_TIMEOUT_MS: '1000',
      SANDSHELL_BODY_BYTES_MAX: String(bodyBytesMax),
    });
  });

  afterAll(async () => {
    await running.close();
    await upstream.close();
  });

  const ask = (request: string | Buffer): Promise<RawAnswer> =>
    sendRaw(url, request, { endsWithAnswer: true });

  describe.each(Object.entries(groups))('%s', (_, group: readonly Hostile[]) => {
    test.each(group.filter(([name]) => !unfinished.has(name)))(
      '%s',
      async (name, onNode, request) => {
        const before = upstream.seen.length;
        const answer = await ask(request);
        const { status, text } = answer;
        expect(text).not.toMatch(/4eC39|access-control|x-evil|set-cookie/i);
        expect(text).not.toContain(key);
        if (madeWell.has(name)) expect(status).toBe(200);
        else if (isOwn(answer)) expect(status).toBe(otherStatus[name] ?? onNode);
        else expect(status === 0 || status >= 400).toBe(true);

        // A second request that hid in the first would be answered before this one.
        expect((await ask(good)).status).toBe(200);
        const seen = upstream.seen.slice(before);
        expect(seen).toHaveLength(madeWell.has(name) ? 2 : 1);
        expect(seen.flatMap(judge)).toEqual([]);
        expect(seen.at(-1)).toMatchObject({ method: 'GET', target: '/v1/customers?limit=1' });
      },
    );
  });

  const endless = Object.values(groups)
    .flat()
    .filter(([name]) => unfinished.has(name));
  test.each(endless)('%s', async (_name, _status, request) => {
    const before = upstream.seen.length;
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.on('error', () => undefined).write(request);
    expect((await ask(good)).status).toBe(200);
    socket.destroy();
    expect(upstream.seen).toHaveLength(before + 1);
  });

  test('requests at random', async () => {
    const before = upstream.seen.length;
    const request = createRequests({ seed: 'runtimes', operations, allowed });
    const answers: RawAnswer[] = [];
    let left = 1_000;
    async function askSome(): Promise<void> {
      while (left-- > 0) answers.push(await ask(request()));
    }
    await Promise.all(Array.from({ length: 8 }, askSome));
    const seen = upstream.seen.slice(before);
    expect(seen.flatMap(judge)).toEqual([]);
    // Not all were refused, and not all were let through.
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.length).toBeLessThan(700);
    // None broke the proxy.
    expect(answers.filter((answer) => isOwn(answer) && answer.status >= 500)).toEqual([]);
  });
});
