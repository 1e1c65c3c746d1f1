// Webhook endpoints of a served sandbox: a real server takes what is sent.

import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Stripe } from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import type { FollowingWebhooks } from '../../src/backend/sandbox-webhooks.ts';
import { startWebhooks } from '../../src/server/webhooks.ts';

const key = 'sk_test_webhookwebhook';

let server: Server;
let url: string;
let webhooks: FollowingWebhooks | undefined;
/** Bodies with their signatures. */
let received: (readonly [body: string, signature: string])[] = [];
let statuses: number[] = [];

beforeEach(async () => {
  received = [];
  statuses = [];
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    received.push([body, String(request.headers['stripe-signature'])]);
    response.writeHead(statuses.shift() ?? 200).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});

afterEach(() => {
  webhooks?.close();
  server.closeAllConnections();
  server.close();
});

function setUp(retryMs: readonly number[] = [5, 5]) {
  const sandbox = createSandbox({ seed: 'hooks' });
  const warnings: string[] = [];
  webhooks = startWebhooks(sandbox, { warn: (text) => void warnings.push(text), retryMs });
  async function post(
    path: string,
    params: Readonly<Record<string, string>> = {},
    as = key,
  ): Promise<Record<string, unknown>> {
    const request = new Request(`https://api.stripe.com/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${as}` },
      body: new URLSearchParams(params),
    });
    return (await (await sandbox.fetch(request)).json()) as Record<string, unknown>;
  }
  return { post, warnings };
}

test('an event goes to the endpoint that waits for it, signed with the secret that was told once', async () => {
  const { post, warnings } = setUp();
  const { secret } = await post('webhook_endpoints', {
    url,
    'enabled_events[]': 'customer.created',
  });
  await post('products', { name: 'Pin' });
  await post('customers', {}, 'sk_test_somebodyelse12');
  const { id } = await post('customers', { email: 'jane@example.com' });
  await expect.poll(() => received.length).toBe(1);
  const [[body, signature] = ['', '']] = received;
  const event = new Stripe(key).webhooks.constructEvent(body, signature, String(secret));
  expect(event).toMatchObject({ type: 'customer.created', data: { object: { id } } });
  expect(warnings).toEqual([]);
});

test('it is sent again until it is taken', async () => {
  const { post, warnings } = setUp();
  statuses = [500, 302];
  await post('webhook_endpoints', { url, 'enabled_events[]': '*' });
  await post('customers');
  await expect.poll(() => received.length).toBeGreaterThanOrEqual(3);
  expect(warnings).toEqual([]);
});

test('after the last attempt that is told', async () => {
  const { post, warnings } = setUp([1]);
  statuses = [500, 500];
  await post('webhook_endpoints', { url, 'enabled_events[]': 'customer.created' });
  await post('customers');
  await expect.poll(() => warnings.join()).toMatch(/did not take customer\.created .*: status 500/);
  expect(received).toHaveLength(2);
});

test('nothing goes to another machine, to an endpoint that is disabled, or to one that is gone', async () => {
  const { post, warnings } = setUp();
  const far = 'https://example.com/hook';
  await post('webhook_endpoints', { url: far, 'enabled_events[]': '*' });
  const { id } = await post('webhook_endpoints', { url, 'enabled_events[]': '*' });
  await post(`webhook_endpoints/${String(id)}`, { disabled: 'true' });
  await post('customers');
  await post('customers');
  await expect.poll(() => warnings.length).toBe(1);
  expect(warnings[0]).toContain('addresses of this machine only');
});

/** Takes what comes and says nothing, until it is told to. */
function hanging(): { readonly held: ServerResponse[]; readonly most: () => number } {
  const held: ServerResponse[] = [];
  let most = 0;
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    request.resume();
    held.push(response);
    most = Math.max(most, held.length);
  });
  return { held, most: () => most };
}

test('a server that hangs is sent so many at a time, and the others after them', async () => {
  const { post } = setUp([]);
  const { held, most } = hanging();
  await post('webhook_endpoints', { url, 'enabled_events[]': 'customer.created' });
  const deliveries = (status: string): number =>
    webhooks!.deliveries().filter((one) => one.status === status).length;
  for (let number = 0; number < 32; number += 1) await post('customers');
  expect(deliveries('pending')).toBe(32);
  for (const done of [16, 32]) {
    await expect.poll(() => held.length).toBe(16);
    for (const response of held.splice(0)) response.end();
    await expect.poll(() => deliveries('succeeded')).toBe(done);
  }
  expect(most()).toBe(16);
});

test('nobody waits for a server that hangs when all is closed', async () => {
  const { post } = setUp([]);
  const { held } = hanging();
  await post('webhook_endpoints', { url, 'enabled_events[]': 'customer.created' });
  await post('customers');
  await expect.poll(() => held.length).toBe(1);
  const gone = once(held[0]!, 'close');
  webhooks?.close();
  await gone;
  expect(held[0]!.writableFinished).toBe(false);
});
