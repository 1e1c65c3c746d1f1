// The door: snapshots, commits between tabs, resets, and requests that nobody should send.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from '../../src/base/clock.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Commit } from '../../src/sandbox/objects/commit.ts';
import { bodyBytesMax } from '../../src/sandbox/read-body.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { nowSeconds, openSandbox, requestOf } from './open-sandbox.ts';

const path = '/v1/customers';
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe('keeping', () => {
  test('a snapshot restores to the same answers and the same next ids', async () => {
    const [one, two] = [openSandbox({ seed: 'a' }), openSandbox({ seed: 'b' })];
    await one.call('POST', path, 'name=1', { 'Idempotency-Key': 'k' });
    const { id } = (await one.call('POST', path, 'name=2')).body;
    await one.call('DELETE', `${path}/${id}`);
    two.sandbox.restore(copy(one.sandbox.snapshot()));
    expect(two.sandbox.snapshot()).toEqual(one.sandbox.snapshot());
    for (const at of [path, '/v1/events', `${path}/${id}`]) {
      expect((await two.call('GET', at)).text).toBe((await one.call('GET', at)).text);
    }
    const replayed = await two.call('POST', path, 'name=1', { 'Idempotency-Key': 'k' });
    expect(replayed.headers.get('Idempotent-Replayed')).toBe('true');
    const next = [await one.call('POST', path), await two.call('POST', path)];
    expect(next[0]?.body).toEqual(next[1]?.body);
  });

  test('a second sandbox that applies the commits is in the same state', async () => {
    const [one, two] = [openSandbox({ seed: 'a' }), openSandbox({ seed: 'a' })];
    const commits: Commit[] = [];
    one.sandbox.on('commit', (commit) => commits.push(copy(commit)));
    const { id } = (await one.call('POST', path, 'name=1', { 'Idempotency-Key': 'k' })).body;
    await one.call('POST', `${path}/${id}`, 'name=2');
    await one.call('POST', `${path}/${id}/tax_ids`, 'type=eu_vat&value=DE123456789');
    await one.call('POST', '/v1/account_links', 'account=acct_x&type=account_onboarding');
    await one.call('POST', '/v1/balance_settings', 'payments[payouts][statement_descriptor]=x');
    await one.call('GET', path);
    await one.call('DELETE', `${path}/${id}`);
    const heard: unknown[] = [];
    two.sandbox.on('event', ({ event, isOwn }) => heard.push([event['type'], isOwn]));
    two.sandbox.on('commit', () => heard.push('commit'));
    for (const commit of commits) expect(two.sandbox.apply(commit)).toBe(true);
    for (const commit of commits) expect(two.sandbox.apply(commit)).toBe(false);
    expect(two.sandbox.snapshot()).toEqual(one.sandbox.snapshot());
    expect(heard).toContainEqual(['customer.deleted', false]);
    expect(heard).not.toContain('commit');
    const next = [await one.call('POST', path), await two.call('POST', path)];
    expect(next[0]?.body).toEqual(next[1]?.body);
  });

  test('two tabs that take turns lose nothing and never give one id twice', async () => {
    const tabs = [openSandbox({ seed: 'a' }), openSandbox({ seed: 'a' })];
    const [one, two] = tabs;
    one?.sandbox.on('commit', (commit) => two?.sandbox.apply(copy(commit)));
    two?.sandbox.on('commit', (commit) => one?.sandbox.apply(copy(commit)));
    const ids: string[] = [];
    for (let n = 0; n < 20; n += 1) {
      const made = await tabs[n % 3 === 0 ? 0 : 1]?.call('POST', path);
      ids.push(made?.body.id);
    }
    expect(new Set(ids).size).toBe(20);
    for (const tab of tabs) {
      const { data } = (await tab.call('GET', path, 'limit=100')).body;
      expect(data.map((one: { id: string }) => one.id)).toEqual([...ids].reverse());
    }
  });

  test('a commit is as large as the change, not as the total', async () => {
    const { call, sandbox } = openSandbox();
    const sizes: number[] = [];
    sandbox.on('commit', (commit) => sizes.push(JSON.stringify(commit).length));
    for (let n = 0; n < 50; n += 1) await call('POST', path, 'name=same');
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThan(10);
    expect(Math.max(...sizes)).toBeLessThan(3000);
  });

  test('a reset empties all accounts, is told, and starts the ids anew', async () => {
    const { call, sandbox } = openSandbox();
    const first = (await call('POST', path, 'name=1')).body;
    const heard: string[] = [];
    sandbox.on('commit', ({ changes }) => heard.push(String(changes[0]?.type)));
    sandbox.on('reset', () => heard.push('told'));
    sandbox.reset();
    expect(heard).toEqual(['reset', 'told']);
    expect((await call('GET', path)).body.data).toEqual([]);
    expect((await call('POST', path, 'name=1')).body).toEqual(first);
  });

  test('an applied reset is told too', async () => {
    const [one, two] = [openSandbox(), openSandbox()];
    one.sandbox.on('commit', (commit) => two.sandbox.apply(copy(commit)));
    let told = 0;
    two.sandbox.on('reset', () => (told += 1));
    await one.call('POST', path);
    one.sandbox.reset();
    expect(told).toBe(1);
    expect(two.sandbox.snapshot()).toEqual(one.sandbox.snapshot());
  });

  test('a damaged snapshot is refused, and what is there stays', async () => {
    const { call, sandbox } = openSandbox();
    await call('POST', path);
    const before = copy(sandbox.snapshot());
    expect(() => sandbox.restore({ format: 3 } as never)).toThrow('not a Sandshell snapshot');
    expect(sandbox.snapshot()).toEqual(before);
  });
});

describe('what nobody should send', () => {
  for (const [method, at] of [
    ['GET', '/'],
    ['GET', '/v1'],
    ['GET', '/v1/nonsense'],
    ['GET', '/v1/customers/'],
    ['GET', '/v1//customers'],
    ['GET', '//v1/customers'],
    ['POST', '/v1/customers//tax_ids'],
    ['PUT', '/v1/customers'],
    ['PATCH', '/v1/customers/cus_1'],
    ['DELETE', '/v1/customers'],
    ['GET', '/v1/customers/%'],
    ['GET', '/v1/customers/%zz'],
    ['GET', '/v1/constructor'],
    ['GET', '/v1/__proto__'],
    ['GET', '/v3/customers'],
    ['GET', `/v1/${'x/'.repeat(5000)}`],
  ] as const) {
    test(`${method} ${at.slice(0, 40)} is no URL of the API`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call(method, at);
      expect(status).toBe(404);
      expect(
        body.error.message.startsWith(`Unrecognized request URL (${method}: ${at.slice(0, 40)}`),
      ).toBe(true);
      expect(body.error.type).toBe('invalid_request_error');
    });
  }

  test('an encoded slash belongs to the id', async () => {
    const { call } = openSandbox();
    await call('POST', '/v1/products', { name: 'x', id: 'a/b c%' });
    expect((await call('GET', `/v1/products/${encodeURIComponent('a/b c%')}`)).body.id).toBe(
      'a/b c%',
    );
    expect((await call('GET', '/v1/products/a%2Fb')).body.error.message).toBe(
      "No such product: 'a/b'",
    );
  });

  for (const id of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
    test(`${id} is an id like any other`, async () => {
      const { call, sandbox } = openSandbox();
      expect((await call('GET', `/v1/products/${id}`)).status).toBe(404);
      expect((await call('POST', '/v1/products', { name: 'x', id })).status).toBe(200);
      expect((await call('GET', `/v1/products/${id}`)).body.id).toBe(id);
      const other = openSandbox();
      other.sandbox.restore(copy(sandbox.snapshot()));
      expect((await other.call('GET', `/v1/products/${id}`)).body.id).toBe(id);
    });
  }

  test('HEAD answers like GET, without a body', async () => {
    const { call } = openSandbox();
    const { status, text, headers } = await call('HEAD', path);
    expect([status, text]).toEqual([200, '']);
    expect(headers.get('Request-Id')).toMatch(/^req_/);
  });

  for (const contentType of ['application/json', 'text/xml', 'application/octet-stream']) {
    test(`a body of type ${contentType} is refused as Stripe refuses it`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call('POST', path, '{"name":"x"}', {
        'Content-Type': contentType,
      });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(
        /^Invalid request \(check that your POST content type is application\/x-www-form-urlencoded\)/,
      );
    });
  }

  for (const [what, body] of [
    ['a broken percent sign', 'name=%'],
    ['bytes that are no UTF-8', 'name=%FF'],
    ['one name in two shapes', 'name=1&name[a]=2'],
    ['a thousand levels', `metadata${'[a]'.repeat(1000)}=1`],
    ['a hundred thousand levels', `metadata${'[a]'.repeat(100_000)}=1`],
    ['a hundred thousand parameters', 'a=1&'.repeat(100_000)],
    ['a hundred thousand names', Array.from({ length: 9000 }, (_, n) => `n${n}=1`).join('&')],
    ['a value of one megabyte', `description=${'x'.repeat(1_000_000)}`],
    ['metadata of one megabyte', `metadata[a]=${'x'.repeat(1_000_000)}`],
    ['a name of one megabyte', `${'x'.repeat(1_000_000)}=1`],
  ] as const) {
    test(`${what} is refused with 400, and the answer is short`, async () => {
      const { call, sandbox } = openSandbox();
      await call('POST', path, 'name=kept');
      const before = copy(sandbox.snapshot());
      const { status, text } = await call('POST', path, body);
      expect(status).toBe(400);
      expect(text.length).toBeLessThan(10_000);
      expect(sandbox.snapshot()).toEqual(before);
    });
  }

  test('a body of ten megabytes is refused with 413', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('POST', path, `description=${'x'.repeat(10_000_000)}`);
    expect(status).toBe(413);
    expect(body.error.message).toContain(`${bodyBytesMax / 1024 / 1024} MB`);
  });

  for (const body of [
    '{',
    '[]',
    '"x"',
    `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`,
    '['.repeat(1_000_000),
  ]) {
    test(`the JSON body ${body.slice(0, 20)} of /v2 is refused`, async () => {
      const { call } = openSandbox();
      expect((await call('POST', '/v2/core/event_destinations', body)).status).toBe(400);
    });
  }

  test('control characters come back as JSON writes them', async () => {
    const { call } = openSandbox();
    const name = '\u001b[31m\u0000\u0007<script>\u2028';
    const { body, text } = await call('POST', path, { name });
    expect(body.name).toBe(name);
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

test('a verb of its own that is not simulated is refused by its name', async () => {
  const { call } = openSandbox();
  const { status, body } = await call('POST', '/v1/climate/program');
  expect(status).toBe(400);
  expect(body.error).toMatchObject({
    code: 'sandbox_not_simulated',
    type: 'invalid_request_error',
  });
  expect(body.error.message).toContain('POST /v1/climate/program (enable)');
  expect(body.error.doc_url).toBeUndefined();
});

test('a customer pays by default with a source of its own, and of no other', async () => {
  const { call } = openSandbox();
  const { id } = (await call('POST', path, 'source=tok_visa')).body;
  const { body: second } = await call('POST', `${path}/${id}/sources`, 'source=tok_mastercard');
  const chosen = await call('POST', `${path}/${id}`, { default_source: second.id });
  expect(chosen.body.default_source).toBe(second.id);
  const stranger = (await call('POST', path)).body;
  const { status, body } = await call('POST', `${path}/${stranger.id}`, {
    default_source: second.id,
  });
  expect([status, body.error.param]).toEqual([400, 'default_source']);
});

test('what there is one of an account is there from the start, and can be changed', async () => {
  const { call } = openSandbox();
  expect((await call('GET', '/v1/balance')).body).toMatchObject({
    object: 'balance',
    available: [{ amount: 0, currency: 'usd' }],
    livemode: false,
  });
  const { id } = (await call('POST', path)).body;
  const at = `${path}/${id}/cash_balance`;
  expect((await call('GET', at)).body).toMatchObject({ object: 'cash_balance', customer: id });
  await call('POST', at, 'settings[reconciliation_mode]=manual');
  expect((await call('GET', at)).body.settings.reconciliation_mode).toBe('manual');
  expect((await call('GET', `${path}/cus_x/cash_balance`)).status).toBe(404);
});

test('requests at the same time are all answered, each with an object of its own', async () => {
  const { call } = openSandbox();
  const answers = await Promise.all(Array.from({ length: 50 }, () => call('POST', path)));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(50);
});

test('an aborted request does nothing, and rejects as fetch does', async () => {
  const { call, sandbox } = openSandbox();
  const controller = new AbortController();
  const request = new Request(requestOf('POST', path), { signal: controller.signal });
  const answer = sandbox.fetch(request);
  controller.abort();
  await expect(answer).rejects.toThrow(/abort/i);
  expect((await call('GET', path)).body.data).toEqual([]);
});

test('a catalogue that cannot be had is answered with 500, and the door stays open', async () => {
  const catalog = Promise.reject(new Error('offline'));
  catalog.catch(() => undefined);
  const sandbox = createSandbox({ catalog, clock: fixedClock(0), seed: 'a' });
  const spoken = console.error;
  console.error = () => undefined;
  const response = await sandbox.fetch(requestOf('GET', path));
  console.error = spoken;
  expect(response.status).toBe(500);
  expect((await response.json()).error.type).toBe('api_error');
});

test('no request of random parts is ever answered with 500', async () => {
  const catalog = await loadCatalog();
  const sandbox = createSandbox({ catalog, clock: fixedClock(nowSeconds * 1000), seed: 'a' });
  const words = fc.constantFrom(
    'name',
    'metadata',
    'expand',
    'limit',
    'amount',
    'address',
    'items',
    '__proto__',
    'created',
    'query',
    'currency',
    'email',
    'page',
  );
  const inner = fc.constantFrom('', '[]', '[0]', '[a]', '[gt]', '[a][b]', '[][c]');
  const values = fc.constantFrom(
    '',
    '1',
    '-1',
    'x',
    'usd',
    'true',
    'null',
    'data.customer',
    'cus_1',
    'email:"a"',
    '%F0%9F%98%80',
  );
  const pairs = fc.array(
    fc.tuple(words, inner, values).map(([a, b, c]) => `${a}${b}=${c}`),
    { maxLength: 4 },
  );
  const routes = fc.constantFrom(...catalog.routes);
  await fc.assert(
    fc.asyncProperty(routes, pairs, async (route, parts) => {
      const at = route.path.replace(/\{[^}]+\}/g, 'id_1');
      const text = parts.join('&');
      const params = at.startsWith('/v2') && route.method === 'POST' ? '{"name":"x"}' : text;
      const response = await sandbox.fetch(requestOf(route.method, at, params));
      expect(response.status, `${route.method} ${at} ${text}`).toBeLessThan(500);
    }),
    { numRuns: 700 },
  );
});
