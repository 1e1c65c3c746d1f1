// The worker backend: the page's real requests to api.stripe.com are answered by the same sandbox.

import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import type Stripe from 'stripe';
import { build } from 'vite';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser, openShell, run, visit, type Visit } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function visitWorker(): Promise<Visit> {
  const visited = await visit(browser, { query: '?backend=worker' });
  onTestFinished(visited.close);
  return visited;
}

test('a command is a request that the network panel shows, answered by the sandbox', async () => {
  const { page } = await visitWorker();
  await openShell(page);
  const asked = page.waitForResponse('https://api.stripe.com/v1/customers');
  const { stdout } = await run(page, 'stripe customers create --name Jane');
  const response = await asked;
  expect(response.fromServiceWorker()).toBe(true);
  expect(response.status()).toBe(200);
  expect(JSON.parse(stdout)).toMatchObject({ object: 'customer', name: 'Jane' });
});

test("the page's own fetch reaches the sandbox, and the inspector tells of it", async () => {
  const { page } = await visitWorker();
  await openShell(page);
  const answer = await page.evaluate(async () => {
    const response = await fetch('https://api.stripe.com/v1/customers', {
      method: 'POST',
      headers: { Authorization: 'Bearer sk_test_0123456789abcdef' },
      body: new URLSearchParams({ email: 'fetch@page.test' }),
    });
    return { status: response.status, body: (await response.json()) as unknown };
  });
  expect(answer).toMatchObject({
    status: 200,
    body: { object: 'customer', email: 'fetch@page.test' },
  });
  const inspector = page.locator('sand-inspector');
  await inspector.locator('summary', { hasText: 'fetch@page.test is a new customer' }).waitFor();
  await inspector.locator('summary', { hasText: '200 OK POST /v1/customers' }).waitFor();
});

/** One script that defines `StripeSdk`. */
async function sdkScript(): Promise<string> {
  const entry = fileURLToPath(new URL('./sdk.ts', import.meta.url));
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry, formats: ['iife'], name: 'StripeSdk' } },
  });
  const [first] = (Array.isArray(built) ? built : [built]) as { output: { code: string }[] }[];
  return first?.output[0]?.code ?? '';
}

test('the official SDK, running in the page, works against it', async () => {
  const { page } = await visitWorker();
  await openShell(page);
  await page.evaluate(await sdkScript());
  const told = await page.evaluate(async () => {
    const { StripeSdk } = globalThis as unknown as { StripeSdk: typeof Stripe };
    const stripe = new StripeSdk('sk_test_0123456789abcdef');
    for (let number = 0; number < 12; number += 1) {
      await stripe.customers.create({ name: `Customer ${number}`, metadata: { number } });
    }
    const names: (string | null | undefined)[] = [];
    for await (const { name } of stripe.customers.list({ limit: 5 })) names.push(name);
    const refused = await stripe.customers.retrieve('cus_unknown').catch((error: unknown) => error);
    const { type, code } = refused as { type: string; code: string };
    return { count: names.length, first: names[0], type, code };
  });
  expect(told).toEqual({
    count: 12,
    first: 'Customer 11',
    type: 'StripeInvalidRequestError',
    code: 'resource_missing',
  });
});

test('the page says which way answers, and leads back to the other', async () => {
  const { page } = await visitWorker();
  await openShell(page);
  const drawer = page.getByRole('region', { name: 'Sandshell' });
  await expect.poll(() => drawer.innerText()).toContain('service worker');
  await page.getByRole('link', { name: 'In the page' }).click();
  await openShell(page);
  await expect.poll(() => drawer.innerText()).toContain('Sandbox in this page');
  expect((await run(page, 'stripe customers create --name Jane')).exitCode).toBe(0);
});

test('where no worker can run, the page says so and answers by itself', async () => {
  const { page, server, close } = await visit(browser, { serviceWorkers: 'block' });
  onTestFinished(close);
  await page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined });
    delete (Navigator.prototype as { serviceWorker?: unknown }).serviceWorker;
  });
  await page.goto(`${server.url}?backend=worker`);
  await openShell(page);
  await expect
    .poll(() => page.locator('sand-shell .notice').innerText())
    .toContain('service workers');
  expect((await run(page, 'stripe customers create --name Jane')).exitCode).toBe(0);
});
