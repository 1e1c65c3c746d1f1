// Live keys: wherever one stands in a request, and however it is written, the request is refused,
// and neither the answer nor the sandbox holds it.

import { describe, expect, test } from 'vitest';
import { key as testKey, openSandbox } from './open-sandbox.ts';

const secret = '51SecretSecretSecret99';
const live = `sk_live_${secret}`;

function percented(text: string): string {
  return [...text].map((sign) => `%${sign.charCodeAt(0).toString(16)}`).join('');
}

const writings: ReadonlyMap<string, string> = new Map([
  ['plain', live],
  ['restricted', `rk_live_${secret}`],
  ['publishable', `pk_live_${secret}`],
  ["an organization's", `sk_org_live_${secret}`],
  ['in capitals', `SK_LIVE_${secret}`],
  ['after a capital letter', `X${live}`],
  ['after an encoded equals sign', `%3D${live}`],
  ['after one that was encoded twice', `%253D${live}`],
  ['with encoded underlines', live.replaceAll('_', '%5F')],
  ['with underlines encoded three times', live.replaceAll('_', '%25255F')],
  ['with every letter encoded', percented(live)],
]);

type Ask = readonly [
  method: string,
  path: string,
  body?: string,
  headers?: Readonly<Record<string, string>>,
];

const json = { 'Content-Type': 'application/json' };
const destinations = '/v2/core/event_destinations';
const deep = '[a]'.repeat(40);

const places: readonly (readonly [string, (key: string) => Ask])[] = [
  ['the path', (key) => ['GET', `/v1/customers/${key}`]],
  ['an unknown path', (key) => ['GET', `/v1/unknown/${key}`]],
  ['a path that cannot be read', (key) => ['GET', `/v1/customers/%ff${key}`]],
  ['a path of an unknown method', (key) => ['PUT', `/v1/${key}`]],
  ['a filter', (key) => ['GET', `/v1/customers?email=${key}`]],
  ['the query of an unknown path', (key) => ['GET', `/v1/unknown?a=${key}`]],
  ['a query beside a body', (key) => ['POST', `/v1/customers?email=${key}`, 'name=x']],
  ['a search', (key) => ['GET', `/v1/customers/search?query=name:"${key}"`]],
  ['a cursor', (key) => ['GET', `/v1/customers?starting_after=${key}`]],
  ['expand', (key) => ['GET', `/v1/customers?expand[]=${key}`]],
  ['a value', (key) => ['POST', '/v1/customers', `name=${key}`]],
  ['a name', (key) => ['POST', '/v1/customers', `${key}=x`]],
  ['metadata', (key) => ['POST', '/v1/customers', `metadata[a]=${key}`]],
  ['a name of metadata', (key) => ['POST', '/v1/customers', `metadata[${key}]=x`]],
  ['a name that is nested too deep', (key) => ['POST', '/v1/customers', `${key}${deep}=x`]],
  ['a name in two shapes', (key) => ['POST', '/v1/customers', `a[${key}]=x&a[${key}][b]=y`]],
  ['an id of the own choice', (key) => ['POST', '/v1/products', `name=x&id=${key}`]],
  ['a body of another type', (key) => ['POST', '/v1/customers', `{"name":"${key}"}`, json]],
  ['JSON', (key) => ['POST', destinations, `{"name":"${key}"}`, json]],
  ['a name in JSON', (key) => ['POST', destinations, `{"${key}":1}`, json]],
  ['broken JSON', (key) => ['POST', destinations, `{"name":"${key}`, json]],
  ['the version', (key) => ['GET', '/v1/customers', '', { 'Stripe-Version': key }]],
  ['the account', (key) => ['GET', '/v1/customers', '', { 'Stripe-Account': key }]],
  ['the context', (key) => ['GET', '/v1/customers', '', { 'Stripe-Context': `org_1/${key}` }]],
  ['the idempotency key', (key) => ['POST', '/v1/customers', 'a=b', { 'Idempotency-Key': key }]],
  ['the bearer', (key) => ['GET', '/v1/customers', '', { Authorization: `Bearer ${key}` }]],
  ['the user', (key) => ['GET', '/v1/customers', '', { Authorization: `Basic ${btoa(key)}` }]],
  [
    'the password',
    (key) => ['GET', '/v1/customers', '', { Authorization: `Basic ${btoa(`${testKey}:${key}`)}` }],
  ],
];

for (const [place, ask] of places) {
  describe(`in ${place}`, () => {
    test.each([...writings])('a live key %s is refused and told to nobody', async (_, key) => {
      const { call, sandbox } = openSandbox();
      const commits: unknown[] = [];
      sandbox.on('commit', (commit) => commits.push(commit));
      const { status, body, text, headers } = await call(...ask(key));
      expect(body.error.code).toBe('sandbox_live_key');
      expect([400, 401]).toContain(status);
      expect(commits).toEqual([]);
      const all = text + JSON.stringify([...headers]) + JSON.stringify(sandbox.snapshot());
      expect(all).not.toMatch(/Secret/);
      expect(decodeURIComponent(all)).not.toMatch(/Secret/);
    });
  });
}

test('a live key in the escapes of JSON is found', async () => {
  const { call } = openSandbox();
  const body = JSON.stringify({ name: live }).replaceAll('_', '\\u005f');
  expect((await call('POST', destinations, body, json)).body.error.code).toBe('sandbox_live_key');
});

test('words that only look like one are ordinary text', async () => {
  const { call } = openSandbox();
  for (const name of [
    'task_live_chat',
    'sk_live_',
    '50% off, not sk',
    'sk_test_of_mine',
    'live_sk',
  ]) {
    const { status, body } = await call('POST', '/v1/customers', { name });
    expect([status, body.name]).toEqual([200, name]);
  }
});
