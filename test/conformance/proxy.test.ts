// `sandshell proxy` in front of `sandshell serve`: the official SDK and the official CLI through it, its
// start and its end. In other runtimes: `runtimes.test.ts`.

import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openUpstream, json } from '../proxy/recording-upstream.ts';
import { createHome, type Finished, type Home, launcher, run, stripeCli } from './program.ts';
import { type Served, serveProxy, serveSandbox } from './program.ts';

const key = 'rk_test_proxy1234567890abcdef';
const ownKey = `sk_test_${'proxy'.repeat(4)}`;

let sandbox: Served;
let proxy: Served;
let home: Home;

beforeAll(async () => {
  sandbox = await serveSandbox();
  proxy = await serveProxy({ SANDSHELL_KEY: ownKey }, '--upstream', sandbox.url);
  home = createHome();
});

afterAll(async () => {
  home.remove();
  await proxy.stop();
  await sandbox.stop();
});

describe('the official SDK', () => {
  const connect = (): Stripe =>
    new Stripe('sk_test_ofTheCaller1234', {
      host: '127.0.0.1',
      port: proxy.port,
      protocol: 'http',
      maxNetworkRetries: 0,
    });

  test('works with objects from their beginning to their end', async () => {
    const stripe = connect();
    const metadata = { 'order id': '1&2=3', note: 'a\nb' };
    const { id } = await stripe.customers.create({ name: 'Jané ☕', metadata });
    const updated = await stripe.customers.update(id, { address: { city: 'Köln' } });
    expect(updated).toMatchObject({ name: 'Jané ☕', metadata, address: { city: 'Köln' } });
    expect(updated.lastResponse.requestId).toMatch(/^req_/);
    expect(await stripe.customers.del(id)).toMatchObject({ id, deleted: true });
  });

  test('follows lists, expands, and searches', async () => {
    const stripe = connect();
    const names = Array.from({ length: 5 }, (_, index) => `Product ${index}`);
    for (const name of names) await stripe.products.create({ name });
    const found: string[] = [];
    for await (const { name } of stripe.products.list({ limit: 2 })) found.push(name);
    expect(found.toSorted()).toEqual(names);

    const { id: product } = await stripe.products.create({ name: 'Plan' });
    const price = { currency: 'eur', unit_amount: 500, recurring: { interval: 'month' as const } };
    const made = await stripe.prices.create({ product, ...price, expand: ['product'] });
    expect(made.product).toMatchObject({ id: product, name: 'Plan' });
    const { data } = await stripe.products.search({ query: 'name:"Plan"' });
    expect(data.map(({ id }) => id)).toEqual([product]);
  });

  test('pays, and is told of a declined card', async () => {
    const stripe = connect();
    const payment = {
      amount: 2000,
      currency: 'eur',
      confirm: true,
      return_url: 'https://a.example',
    };
    const paid = await stripe.paymentIntents.create({ ...payment, payment_method: 'pm_card_visa' });
    expect(paid.status).toBe('succeeded');
    const declined = stripe.paymentIntents.create({
      ...payment,
      payment_method: 'pm_card_chargeDeclined',
    });
    await expect(declined).rejects.toMatchObject({
      type: 'StripeCardError',
      code: 'card_declined',
    });
  });

  test('makes one object for one idempotency key', async () => {
    const stripe = connect();
    const options = { idempotencyKey: crypto.randomUUID() };
    const first = await stripe.customers.create({ name: 'Once' }, options);
    const second = await stripe.customers.create({ name: 'Once' }, options);
    expect(second.id).toBe(first.id);
  });

  test('is told what is not passed on', async () => {
    const stripe = connect();
    const refused = stripe.payouts.create({ amount: 100, currency: 'eur' });
    await expect(refused).rejects.toMatchObject({
      statusCode: 403,
      code: 'proxy_operation_not_allowed',
    });
    const live = new Stripe('sk_live_4eC39HqLyjWDarjtT1zdp7dc', {
      host: '127.0.0.1',
      port: proxy.port,
      protocol: 'http',
      maxNetworkRetries: 0,
    });
    await expect(live.customers.list()).rejects.toMatchObject({
      statusCode: 401,
      code: 'proxy_live_key',
    });
  });
});

describe('the official CLI', () => {
  const stripe = (...words: string[]): Promise<Finished> =>
    run(stripeCli, [...words, '--api-base', proxy.url], home.environment);

  test('creates, reads, lists and deletes', async () => {
    const created = await stripe(
      'customers',
      'create',
      '--name',
      'Jane Doe',
      '-d',
      'metadata[a]=b',
    );
    expect(created).toMatchObject({ stderr: '', exitCode: 0 });
    const { id } = JSON.parse(created.stdout) as { id: string };
    expect((await stripe('customers', 'retrieve', id)).stdout).toContain('"Jane Doe"');
    expect((await stripe('get', '/v1/customers', '--limit', '3')).stdout).toContain(id);
    const deleted = await stripe('customers', 'delete', id, '--confirm');
    expect(deleted).toMatchObject({
      stdout: expect.stringContaining('"deleted": true'),
      exitCode: 0,
    });
  });

  test('triggers an event', async () => {
    const { stdout, exitCode } = await stripe('trigger', 'payment_intent.succeeded');
    expect({ stdout, exitCode }).toMatchObject({
      stdout: expect.stringContaining('Trigger succeeded!'),
      exitCode: 0,
    });
  });

  test('prints what is not passed on', async () => {
    const { stdout, stderr } = await stripe(
      'payouts',
      'create',
      '--amount',
      '1',
      '--currency',
      'eur',
    );
    expect(stdout + stderr).toContain('proxy_operation_not_allowed');
  });
});

describe('the program', () => {
  test('refuses to start, with all that is wrong and no key', async () => {
    const words = [launcher, 'proxy', '--port', '0', '--upstream', 'http://a.example'];
    const live = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';
    const refused = await run(process.execPath, [...words, '--origin', '*'], {
      SANDSHELL_KEY: live,
    });
    expect(refused).toMatchObject({ stdout: '', exitCode: 2 });
    expect(refused.stderr).toMatch(/live mode[^]*The upstream[^]*The origin/);
    expect(refused.stderr).not.toContain('4eC39');
  });

  test('takes no key as a flag', async () => {
    const refused = await run(process.execPath, [launcher, 'proxy', '--key', ownKey]);
    expect(refused).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("'--key'") });
    expect(refused.stderr).not.toContain(ownKey);
  });

  test('finishes what is under way when it is told to end', async () => {
    const upstream = await openUpstream();
    const isAsked = new Promise<() => void>((resolve) => {
      upstream.answer((response) => resolve(() => json(response, { livemode: false })));
    });
    const program = await serveProxy({ SANDSHELL_KEY: key, SANDSHELL_UPSTREAM: upstream.url });
    const slow = fetch(`${program.url}/v1/customers`);
    const release = await isAsked;
    const ended = program.stop('SIGTERM');
    release();
    expect((await slow).status).toBe(200);
    // The log's last lines too, which wait for others.
    const line = expect.stringMatching(/"operation":"customers list".*"status":200/);
    expect(await ended).toMatchObject({ exitCode: 0, stderr: line });
    await upstream.close();
  });
});
