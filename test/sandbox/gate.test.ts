// Keys, accounts, versions and headers.

import { describe, expect, test } from 'vitest';
import { key, openSandbox } from './open-sandbox.ts';

const path = '/v1/customers';
const withKey = (value: string) => ({ Authorization: `Bearer ${value}` });
const live = ['sk', 'rk', 'pk'].map((kind) => `${kind}_live_abcdefghijklmnop1234`);

describe('keys', () => {
  for (const good of [key, 'rk_test_abcdefghijkl', 'sk_test_x', 'sk_test_session000001']) {
    test(`${good} is taken`, async () => {
      const { call } = openSandbox();
      expect((await call('GET', path, '', withKey(good))).status).toBe(200);
    });
  }

  test('a key may come as the user name of Basic authentication', async () => {
    const { call } = openSandbox();
    const made = await call('POST', path);
    const headers = { Authorization: `Basic ${btoa(`${key}:`)}` };
    expect((await call('GET', `${path}/${made.body.id}`, '', headers)).status).toBe(200);
  });

  for (const authorization of ['', 'Bearer', 'Bearer ', 'Basic !!!', 'Digest x', 'nonsense']) {
    test(`no key is found in "${authorization}"`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call('GET', path, '', { Authorization: authorization });
      expect(status).toBe(401);
      expect(body.error.message).toMatch(/^You did not provide an API key\. You need to provide/);
      expect(Object.keys(body.error)).toEqual(['message', 'type']);
    });
  }

  test('a malformed key is told masked', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('GET', path, '', withKey('sk_test_bad-key!abcdefgh1234'));
    expect(status).toBe(401);
    expect(body.error).toEqual({
      message: 'Invalid API Key provided: sk_test_****************1234',
      type: 'invalid_request_error',
    });
  });

  for (const bad of [
    'foo',
    'sk_test_',
    'whsec_abcdefgh',
    'SK_TEST_abcdefgh',
    `sk_test_${'a'.repeat(300)}`,
  ]) {
    test(`${bad.slice(0, 30)} is no key`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call('GET', path, '', withKey(bad));
      expect(status).toBe(401);
      expect(body.error.message).toMatch(/^Invalid API Key provided: /);
      expect(body.error.message).not.toContain(bad);
    });
  }

  test('a publishable key is refused as Stripe refuses it', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('GET', path, '', withKey('pk_test_abcdefghijkl'));
    expect(status).toBe(401);
    expect(body.error.message).toMatch(
      /^This API call cannot be made with a publishable API key\./,
    );
  });

  test('a key of an organization is refused with what to use', async () => {
    const { call } = openSandbox();
    const { status, text } = await call('GET', path, '', withKey('sk_org_abcdefghijkl'));
    expect(status).toBe(401);
    expect(text).toContain('sk_test_');
  });
});

describe('live keys', () => {
  for (const value of live) {
    const kind = value.slice(0, 7);
    const places: readonly (readonly [
      where: string,
      at: string,
      params: string,
      headers: Record<string, string>,
    ])[] = [
      ['as the key', path, '', withKey(value)],
      ['as a Basic key', path, '', { Authorization: `Basic ${btoa(`${value}:`)}` }],
      ['in a value', path, `description=my+key+${value}`, {}],
      ['in metadata', path, `metadata[a]=${value}`, {}],
      ['in a name', path, `metadata[${value}]=a`, {}],
      ['percent-encoded', path, `description=${value.replaceAll('_', '%5F')}`, {}],
      ['in the path', `${path}/${value}`, '', {}],
      ['in the path, encoded', `${path}/${value.replace('_live', '%5Flive')}`, '', {}],
      ['as an idempotency key', path, '', { 'Idempotency-Key': value }],
      ['as an account', path, '', { 'Stripe-Account': value }],
      ['as a version', path, '', { 'Stripe-Version': value }],
    ];
    for (const [where, at, params, headers] of places) {
      test(`${kind} ${where} is refused, neither told back nor kept`, async () => {
        const { call, sandbox } = openSandbox();
        const { status, body, text, headers: answered } = await call('POST', at, params, headers);
        expect([400, 401]).toContain(status);
        expect(body.error.code).toBe('sandbox_live_key');
        expect(body.error.message).toContain('sk_test_');
        for (const told of [
          text,
          JSON.stringify([...answered]),
          JSON.stringify(sandbox.snapshot()),
        ]) {
          expect(told).not.toContain('abcdefghijklmnop');
        }
        expect(sandbox.sequence()).toBe(0);
      });
    }
  }
});

describe('accounts', () => {
  test('objects made with one key are unknown to another', async () => {
    const { call } = openSandbox();
    const { body } = await call('POST', path);
    const other = withKey('sk_test_another0000000');
    expect((await call('GET', `${path}/${body.id}`, '', other)).status).toBe(404);
    expect((await call('GET', path, '', other)).body.data).toEqual([]);
    expect((await call('GET', '/v1/events', '', other)).body.data).toEqual([]);
  });

  test('the account of a key is always the same, and does not tell the key', async () => {
    const [one, two] = [openSandbox({ seed: 'a' }), openSandbox({ seed: 'b' })];
    const account = (await one.call('GET', '/v1/account')).body;
    expect(account).toMatchObject({
      object: 'account',
      id: expect.stringMatching(/^acct_[A-Za-z0-9]{16}$/),
    });
    expect((await two.call('GET', '/v1/account')).body.id).toBe(account.id);
    expect((await one.call('GET', `/v1/accounts/${account.id}`)).body).toEqual(account);
    await one.call('POST', path, '', { 'Idempotency-Key': 'k' });
    expect(JSON.stringify(one.sandbox.snapshot())).not.toContain(key.slice(8));
  });

  test('Stripe-Account reaches an account that was created with the key', async () => {
    const { call } = openSandbox();
    const connected = (await call('POST', '/v1/accounts', 'type=standard')).body.id;
    const headers = { 'Stripe-Account': connected };
    const made = await call('POST', path, 'name=x', headers);
    expect(made.status).toBe(200);
    expect(made.headers.get('Stripe-Account')).toBe(connected);
    expect((await call('GET', path)).body.data).toEqual([]);
    expect((await call('GET', path, '', headers)).body.data).toEqual([made.body]);
  });

  test('Stripe-Account with an unknown account is forbidden', async () => {
    const { call } = openSandbox();
    for (const answer of [
      await call('GET', path, '', { 'Stripe-Account': 'acct_fake' }),
      await call('GET', '/v1/accounts/acct_fake'),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body.error).toMatchObject({
        code: 'account_invalid',
        type: 'invalid_request_error',
      });
      expect(answer.body.error.message).toMatch(
        /^The provided key 'sk_test_\*+lfQ2' does not have access to account 'acct_fake' \(or that/,
      );
    }
  });
});

describe('headers', () => {
  test('each answer has a request id of its own, and the version', async () => {
    const { call } = openSandbox();
    const answers = [
      await call('GET', path),
      await call('GET', `${path}/x`),
      await call('GET', '/v1/x'),
    ];
    const ids = answers.map(({ headers }) => headers.get('Request-Id'));
    for (const id of ids) expect(id).toMatch(/^req_[A-Za-z0-9]{14}$/);
    expect(new Set(ids).size).toBe(3);
    expect(answers[0]?.headers.get('Stripe-Version')).toBe('2026-08-26.dahlia');
    expect(answers[0]?.headers.get('Content-Type')).toBe('application/json');
  });

  for (const version of [
    '2022-11-15',
    '2025-03-31.basil',
    '2026-08-26.preview',
    '2020-08-27;link_beta=v1',
  ]) {
    test(`version ${version} is taken and told back`, async () => {
      const { call } = openSandbox();
      const { headers } = await call('GET', path, '', { 'Stripe-Version': version });
      expect(headers.get('Stripe-Version')).toBe(version);
    });
  }

  for (const version of ['latest', '2022', '2022-1-5', '2022-11-15.', 'x'.repeat(5000)]) {
    test(`version ${version.slice(0, 20)} is refused`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call('GET', path, '', { 'Stripe-Version': version });
      expect(status).toBe(400);
      expect(body.error.message).toMatch(/^Invalid Stripe API version: /);
    });
  }
});
