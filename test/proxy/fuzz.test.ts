// Requests at random, made of what is right and of what is hostile: whatever comes, the upstream sees
// only operations of the catalogue that are allowed, written anew. Each goes both ways of the proxy on
// Node, which answer the same. `PROXY_FUZZ=50000` runs them all.

import process from 'node:process';
import { expect, test } from 'vitest';
import { startProxy } from '../../src/server/proxy.ts';
import { createRequests } from './random-request.ts';
import { sendRaw } from './raw-request.ts';
import { openUpstream } from './recording-upstream.ts';
import { allOperations, createJudge } from './seen-wrong.ts';

const requests = Number(process.env['PROXY_FUZZ'] ?? 3_000);
const seed = process.env['PROXY_FUZZ_SEED'] ?? 'proxy';
const atOnce = 16;

const key = 'rk_test_proxyOwnKey12345678';
const allow = ['customers.*', '*.retrieve', 'invoices.list', 'v2.core.*'];
const isAllowed = /^customers \w|( |^)retrieve$|^invoices list$|^v2 core /;

const operations = await allOperations();
const allowed = operations.filter(({ words }) => isAllowed.test(words.join(' ')));
const wrongOf = createJudge({ key, allowed });

const request = createRequests({ seed, operations, allowed });

test(`${requests} requests at random`, { timeout: 60_000 + requests * 20 }, async () => {
  const upstream = await openUpstream();
  const options = {
    key,
    upstream: upstream.url,
    allow,
    host: '127.0.0.1',
    port: 0,
    headersTimeoutMs: 1_000,
    limits: { bodyTimeoutMs: 1_000 },
  };
  const ways = [await startProxy(options), await startProxy({ ...options, isByFetch: true })];
  const statuses = new Map<number, number>();
  let left = requests;
  const unlike: string[] = [];
  let answered = 0;

  async function sendSome(): Promise<void> {
    while (left > 0) {
      left -= 1;
      const sent = request();
      const answers = await Promise.all(ways.map(({ url }) => sendRaw(url, sent)));
      const [direct = 0, byFetch = 0] = answers.map(({ status }) => status);
      if (direct !== byFetch) unlike.push(`${direct}, ${byFetch}: ${sent.toString('latin1')}`);
      statuses.set(direct, (statuses.get(direct) ?? 0) + 1);
      if (direct === 200) answered += 1;
    }
  }
  await Promise.all(Array.from({ length: atOnce }, sendSome));
  await Promise.all(ways.map((way) => way.close()));
  await upstream.close();
  if (process.env['PROXY_FUZZ']) console.log(Object.fromEntries([...statuses].sort()));

  expect(upstream.seen.flatMap(wrongOf)).toEqual([]);
  expect(unlike).toEqual([]);
  expect(upstream.seen).toHaveLength(2 * answered);
  // Not all were refused, and not all were let through.
  expect(answered).toBeGreaterThan(requests / 20);
  expect(answered).toBeLessThan(requests / 1.5);
  // No request was left without an answer, and none broke the proxy.
  expect([...statuses.keys()].filter((status) => status === 0 || status === 500)).toEqual([]);
});
