import { Stripe } from 'stripe';
import { describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import type { Exchange } from '../../src/backend/request-log.ts';
import { openSandboxSession } from '../../src/backend/sandbox-session.ts';
import { createEmitter } from '../../src/base/emitter.ts';
import type { SentEvent, Session, SessionFeature } from '../../src/shell/session.ts';

const key = 'sk_test_sessionsession';
const nowMs = Date.parse('2026-01-31T12:00:00Z');

function setUp() {
  const sandbox = createSandbox({ seed: 'session', now: new Date(nowMs) });
  const emitter = createEmitter<{ readonly exchange: Exchange }>();
  async function call(
    path: string,
    params: Readonly<Record<string, string>> = {},
    { as = key, account = '' } = {},
  ): Promise<Record<string, unknown>> {
    const headers = new Headers({ Authorization: `Bearer ${as}` });
    if (account !== '') headers.set('Stripe-Account', account);
    const body = new URLSearchParams(params);
    const request = new Request(`https://api.stripe.com/v1/${path}`, {
      method: 'POST',
      headers,
      body,
    });
    return (await (await sandbox.fetch(request)).json()) as Record<string, unknown>;
  }
  const open = (features: readonly SessionFeature[], filters: object = {}): Promise<Session> =>
    openSandboxSession(
      { key, features, params: new Map([['filters', JSON.stringify(filters)]]) },
      {
        clock: () => nowMs,
        snapshot: sandbox.snapshot,
        onEvent: (listener) => sandbox.on('event', listener),
        onRequest: (listener) => emitter.on('exchange', listener),
      },
    );
  return { call, open, answer: (exchange: Exchange) => emitter.emit('exchange', exchange) };
}

async function heard(session: Session): Promise<SentEvent[]> {
  const sent: SentEvent[] = [];
  await session.follow({ event: (one) => sent.push(one) });
  return sent;
}

describe('events', () => {
  test('are told once for the account’s version and once for the newest, signed', async () => {
    const { call, open } = setUp();
    const session = await open(['webhooks']);
    const sent = await heard(session);
    const { id } = await call('customers', { email: 'jane@example.com' });
    await expect.poll(() => sent.length).toBe(2);
    expect(sent.map(({ apiVersion }) => apiVersion)).toEqual([undefined, session.latestVersion]);
    const [first] = sent;
    const made = new Stripe(key).webhooks.constructEvent(
      first?.payload ?? '',
      first?.headers.get('Stripe-Signature') ?? '',
      session.secret,
      undefined,
      undefined,
      nowMs,
    );
    expect(made).toMatchObject({ type: 'customer.created', data: { object: { id } } });
  });

  test('of other keys are not told, those of connected accounts with their account', async () => {
    const { call, open } = setUp();
    const sent = await heard(await open(['webhooks']));
    const { id: account } = await call('accounts', { type: 'express' });
    await call('customers', {}, { as: 'sk_test_anotherkey12' });
    await call('customers', {}, { account: String(account) });
    await expect.poll(() => sent.map(told)).toContainEqual(['customer.created', account]);
    expect(sent.map(told).filter(([type]) => type === 'customer.created')).toHaveLength(2);
  });

  test('are not told where they were not asked for, or any more', async () => {
    const { call, open } = setUp();
    const none = await heard(await open(['request_logs']));
    const sent: SentEvent[] = [];
    const stop = await (await open(['webhooks'])).follow({ event: (one) => sent.push(one) });
    await call('customers');
    await expect.poll(() => sent.length).toBe(2);
    stop();
    await call('customers');
    await new Promise((resolve) => setImmediate(resolve));
    expect(sent).toHaveLength(2);
    expect(none).toEqual([]);
  });
});

function told({ payload }: SentEvent): readonly unknown[] {
  const { type, account } = JSON.parse(payload) as { type: string; account?: string };
  return [type, account];
}

describe('requests', () => {
  const exchange: Exchange = {
    method: 'GET',
    path: '/v1/customers/cus_1',
    query: 'a=b',
    status: 404,
    startedMs: nowMs + 999,
    durationMs: 1,
    requestId: 'req_abc',
    requestBody: '',
    responseBody: JSON.stringify({ error: { code: 'resource_missing', param: 'id' } }),
  };

  test('are told as Stripe tells its CLI of them', async () => {
    const { open, answer } = setUp();
    const payloads: unknown[] = [];
    const session = await open(['request_logs']);
    await session.follow({ request: (payload) => payloads.push(JSON.parse(payload)) });
    answer(exchange);
    answer({ ...exchange, status: 200, responseBody: '{}' });
    const usual = {
      created_at: nowMs / 1000,
      livemode: false,
      method: 'GET',
      request_id: 'req_abc',
      url: '/v1/customers/cus_1',
    };
    expect(payloads).toEqual([
      { ...usual, status: 404, error: { code: 'resource_missing', param: 'id' } },
      { ...usual, status: 200, error: {} },
    ]);
  });

  test.each([
    [{ filter_http_method: ['get'] }, 1],
    [{ filter_http_method: ['POST', 'DELETE'] }, 0],
    [{ filter_http_method: ['POST', 'GET'] }, 1],
    [{ filter_status_code: ['404'] }, 1],
    [{ filter_status_code: ['200'] }, 0],
    [{ filter_status_code_type: ['400'] }, 1],
    [{ filter_status_code_type: ['500', '200'] }, 0],
    [{ filter_request_status: ['SUCCEEDED'] }, 0],
    [{ filter_request_status: ['failed'] }, 1],
    [{ filter_request_path: ['/v1/customers/cus_1'] }, 1],
    [{ filter_request_path: ['/v1/customers'] }, 0],
    [{ filter_source: ['API'] }, 1],
    [{ filter_source: ['DASHBOARD'] }, 0],
    [{ filter_account: ['self'] }, 1],
    // There is no connected account: the filter is not applied.
    [{ filter_account: ['connect_in'] }, 1],
    [{ filter_ip_address: ['127.0.0.1'] }, 0],
  ])('%j lets %i through', async (filters, count) => {
    const { open, answer } = setUp();
    const session = await open(['request_logs'], filters);
    const payloads: string[] = [];
    await session.follow({ request: (payload) => payloads.push(payload) });
    answer(exchange);
    expect(payloads).toHaveLength(count);
    expect(session.isFilterIdle).toBe(
      'filter_account' in filters && count === 1 && isConnect(filters),
    );
  });

  test('with a connected account a filter by account is applied', async () => {
    const { call, open, answer } = setUp();
    await call('accounts', { type: 'express' });
    const session = await open(['request_logs'], { filter_account: ['CONNECT_OUT'] });
    const payloads: string[] = [];
    await session.follow({ request: (payload) => payloads.push(payload) });
    answer(exchange);
    expect(payloads).toEqual([]);
    expect(session.isFilterIdle).toBe(false);
  });
});

function isConnect(filters: object): boolean {
  return Object.values(filters).flat().includes('connect_in');
}
