// The official CLI, and `sandshell run`, follow a served sandbox: `stripe listen` and
// `stripe logs tail` show what another client does, and hand it on, signed.

import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import process from 'node:process';
import { Stripe } from 'stripe';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHome, finished, launcher, serveSandbox, stripeCli, type Served } from './program.ts';

const key = 'sk_test_conformance123456';

let served: Served;
let stripe: Stripe;
const home = createHome();

/** What came to the webhook: the type of each event whose signature is right. */
let received: string[] = [];
let secret = '';
let webhook: Server;

beforeAll(async () => {
  served = await serveSandbox();
  stripe = new Stripe(key, { host: '127.0.0.1', port: served.port, protocol: 'http' });
  webhook = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const signature = String(request.headers['stripe-signature']);
    received.push(stripe.webhooks.constructEvent(body, signature, secret).type);
    response.writeHead(202).end();
  });
  await new Promise<void>((resolve) => webhook.listen(0, '127.0.0.1', resolve));
});

beforeEach(() => {
  received = [];
});

afterAll(async () => {
  webhook.closeAllConnections();
  webhook.close();
  await served.stop();
  home.remove();
});

interface Following {
  readonly child: ChildProcess;
  output(): string;
  messages(): string;
  end(): Promise<number | null>;
}

type Start = (line: string) => Following;

function follow(program: string, words: readonly string[]): Following {
  const child = spawn(program, words, {
    env: { PATH: process.env['PATH'] ?? '', ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, messages] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  child.stderr.on('data', (text: Buffer) => (messages += text.toString()));
  const ended = finished(child);
  return {
    child,
    output: () => output,
    messages: () => messages,
    async end() {
      child.kill('SIGINT');
      return (await ended).exitCode;
    },
  };
}

const theirs: Start = (line) =>
  follow(stripeCli, [...line.split(' ').slice(1), '--api-base', served.url]);
const ours: Start = (line) =>
  follow(process.execPath, [launcher, 'run', '--api-base', served.url, line]);

describe.each([
  ['the official CLI', theirs],
  ['sandshell run', ours],
])('%s', (_, start) => {
  test('shows and hands on what another client makes happen', async () => {
    const { port } = webhook.address() as AddressInfo;
    const running = start(
      `stripe listen -s --events customer.created --forward-to 127.0.0.1:${port}/hook`,
    );
    await expect.poll(running.messages, { timeout: 10_000 }).toContain('(^C to quit)');
    secret = /whsec_\w+/.exec(running.messages())?.[0] ?? '';
    const customer = await stripe.customers.create({ email: 'jane@example.com' });
    await stripe.customers.update(customer.id, { name: 'Jane' });
    const other = new Stripe('sk_test_of_somebody_else', {
      host: '127.0.0.1',
      port: served.port,
      protocol: 'http',
    });
    await other.customers.create();
    await expect
      .poll(running.output)
      .toMatch(/<-- {2}\[202\] POST http:\/\/127\.0\.0\.1:\d+\/hook/);
    const [event] = (await stripe.events.list({ type: 'customer.created', limit: 1 })).data;
    expect(await running.end()).toBe(0);
    expect(received).toEqual(['customer.created']);
    const shown = running.output().match(/--> \S+ \[\w+\]/g);
    expect(shown).toEqual([`--> customer.created [${event?.id}]`]);
  });

  test('shows the requests that pass the filters', async () => {
    const running = start('stripe logs tail --filter-status-code-type 4XX');
    await expect.poll(running.messages, { timeout: 10_000 }).toContain('(^C to quit)');
    await stripe.customers.list();
    await stripe.customers.retrieve('cus_nobody').catch(() => undefined);
    await expect.poll(running.output).toContain('Param: id\n');
    expect(await running.end()).toBe(0);
    expect(running.output()).toMatch(
      /\[404\] GET \/v1\/customers\/cus_nobody \[req_\w+\]\nType: invalid_request_error\nCode: resource_missing\nMessage: No such customer: 'cus_nobody'\nParam: id\n$/,
    );
    expect(running.output()).not.toContain('[200]');
  });
});

test('a client that names no session gets no socket', async () => {
  const response = await fetch(`${served.url}/v1/stripecli/subscribe/acct_1`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(404);
  const refused = await fetch(`${served.url}/v1/stripecli/sessions`, { method: 'POST' });
  expect(refused.status).toBe(401);
  const live = await fetch(`${served.url}/v1/stripecli/sessions`, {
    method: 'POST',
    headers: { Authorization: `Bearer sk_live_${'4'.repeat(24)}` },
  });
  expect([live.status, JSON.stringify(await live.json()).includes('4444')]).toEqual([401, false]);
});
