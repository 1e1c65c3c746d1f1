// Requests at random, made of what is right and of what is hostile: whatever comes, the upstream sees
// only operations of the catalogue that are allowed, written anew. Each goes both ways of the proxy on
// Node, which answer the same. `PROXY_FUZZ=50000` runs them all.

import process from 'node:process';
import { expect, test } from 'vitest';
import { createRandom } from '../../src/base/random.ts';
import type { Branch, Operation } from '../../src/catalog/catalog.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { startProxy } from '../../src/server/proxy.ts';
import { forms, jsons, liveKeys } from './hostile-bodies.ts';
import { headers as hostileHeads, methods, paths } from './hostile-heads.ts';
import { sendRaw } from './raw-request.ts';
import { openUpstream, type Seen } from './recording-upstream.ts';

const requests = Number(process.env['PROXY_FUZZ'] ?? 3_000);
const seed = process.env['PROXY_FUZZ_SEED'] ?? 'proxy';
const atOnce = 16;

const key = 'rk_test_proxyOwnKey12345678';
const allow = ['customers.*', '*.retrieve', 'invoices.list', 'v2.core.*'];
const isAllowed = /^customers \w|( |^)retrieve$|^invoices list$|^v2 core /;

const catalog = await loadCatalog();
const operations = [...operationsIn(catalog.commands)];
const allowed = operations.filter(({ words }) => isAllowed.test(words.join(' ')));

function* operationsIn(branch: Branch): Generator<Operation> {
  if (branch.type === 'operation') yield branch.operation;
  else for (const child of branch.children.values()) yield* operationsIn(child);
}

/** What the upstream may see: no other characters, no other segments. */
const expected = allowed.map(({ route: { method, path } }) => {
  const pattern = path.replace(/\{[^}]*\}/g, '[A-Za-z0-9_][A-Za-z0-9_.-]*');
  return new RegExp(`^${method} ${pattern}(\\?[^?#\\s]*)?$`);
});

const passedOn = new Set([
  ...['accept', 'authorization', 'connection', 'content-length', 'content-type', 'host'],
  ...['idempotency-key', 'stripe-version', 'traceparent', 'tracestate', 'user-agent'],
]);

function wrongOf({ method, target, headers, body }: Seen): string[] {
  const wrong: string[] = [];
  const text = decodeURIComponent(`${target}\n${body}`);
  if (!expected.some((pattern) => pattern.test(`${method} ${target}`))) wrong.push('operation');
  if (/\.\.|%|\/\//.test(target.split('?')[0] ?? '')) wrong.push('path');
  if (headers.authorization !== `Bearer ${key}`) wrong.push('key');
  const strange = Object.keys(headers).filter((name) => !passedOn.has(name));
  if (strange.length > 0) wrong.push(`headers ${strange.join()}`);
  if (namesIn(target, body).some((name) => /__proto__|^(constructor|prototype)$/.test(name))) {
    wrong.push('name');
  }
  if (/_live_|\0/.test(text)) wrong.push('value');
  return wrong.map((reason) => `${reason}: ${method} ${target} ${JSON.stringify(headers)} ${body}`);
}

function namesIn(target: string, body: string): string[] {
  const query = target.split('?')[1] ?? '';
  const isJson = body.startsWith('{');
  const pairs = [...query.split('&'), ...(isJson ? [] : body.split('&'))];
  const names = pairs.map((pair) => decodeURIComponent(pair.split('=')[0] ?? ''));
  const written = isJson
    ? [...body.matchAll(/"((?:[^"\\]|\\.)*)":/g)].map((match) => match[1] ?? '')
    : [];
  return [...names.flatMap((name) => name.split(/[[\]]+/)), ...written];
}

const random = createRandom(seed);
const oneOf = <T>(values: readonly T[]): T => values[random.below(values.length)] as T;
const chance = (percent: number): boolean => random.below(100) < percent;
const textOf = ([, , request]: readonly [string, number, string | Buffer]): string =>
  request.toString('latin1');

const targets = [...paths, ...liveKeys].map((row) => textOf(row).split(' ')[1] ?? '/');
const verbs = [...methods.map((row) => textOf(row).split(/[ \t]/)[0] ?? 'GET'), 'PUT', 'PATCH'];
const lines = [...hostileHeads, ...methods, ...liveKeys].flatMap((row) =>
  (textOf(row).split('\r\n\r\n')[0] ?? '').split('\r\n').slice(2),
);
const bodies = [...forms, ...jsons, ...liveKeys].map(
  (row) => textOf(row).split('\r\n\r\n')[1] ?? '',
);
const goodLines = [
  ...['Authorization: Bearer sk_test_ofTheCaller', 'Cookie: a=b', 'Stripe-Account: acct_1'],
  ...['Idempotency-Key: a-b', 'Stripe-Version: 2026-08-26.dahlia', 'X-Forwarded-Host: evil'],
];
const bits = [
  '.',
  '..',
  '/',
  '//',
  '%2e',
  '%2f',
  '%00',
  '%',
  '\\',
  ';a=b',
  '?',
  '#',
  '@',
  ':',
  '*',
  ' ',
];
const words = [
  'a',
  'customers',
  'cus_1',
  'v1',
  'v2',
  'metadata',
  '[b]',
  '[]',
  '=',
  '&',
  '%20',
  '__proto__',
];
const safe = 'abcXYZ019_-.';

function target(): string {
  const { route } = oneOf(chance(70) ? allowed : operations);
  const path = route.path.replace(/\{[^}]*\}/g, () => `x${random.text(8, safe)}`);
  if (chance(60)) return path + query();
  if (chance(30)) return oneOf(targets);
  // Something is put in, left out or changed somewhere.
  const at = random.below(path.length);
  const cut = path.slice(at + random.below(3));
  return path.slice(0, at) + oneOf(bits) + cut + query();
}

function query(): string {
  return chance(60) ? '' : `?${parameters()}`;
}

function parameters(): string {
  if (chance(15)) return oneOf(bodies);
  return Array.from({ length: 1 + random.below(6) }, () => oneOf(words)).join('');
}

function request(): Buffer {
  const path = target();
  const right = allowed.find(({ route }) => path.startsWith(route.path.split('{')[0] ?? ''));
  const verb = chance(80) ? (right?.route.method ?? 'GET') : oneOf(['POST', 'GET', ...verbs]);
  const body = verb === 'GET' || chance(20) ? '' : parameters();
  const type = path.startsWith('/v2') ? 'application/json' : 'application/x-www-form-urlencoded';
  const head = [
    `${verb} ${path} HTTP/1.1`,
    `Host: 127.0.0.1`,
    ...(body === '' ? [] : [`Content-Type: ${chance(90) ? type : 'text/plain'}`]),
    ...(body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body, 'latin1')}`]),
    ...(chance(50) ? [oneOf(goodLines)] : []),
    ...(chance(15) ? [oneOf(lines)] : []),
    'Connection: close',
  ].join('\r\n');
  return Buffer.from(`${head}\r\n\r\n${body}`, 'latin1');
}

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
