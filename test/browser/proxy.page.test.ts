// A page whose shell answers through a proxy, in a real Chromium: what a reader sees, and what leaves
// the browser.

import type { Browser, Page, Request } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { serve } from '../../src/server/serve.ts';
import { runProxy, type RunningProxy } from '../server/running-proxy.ts';
import {
  openBrowser,
  openShell,
  run,
  screenText,
  transcript,
  type,
  waitForPrompt,
} from './open-page.ts';
import { servePage } from './serve-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface VisitOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** Further attributes of the element. */
  readonly attributes?: Readonly<Record<string, string>>;
  /** Whether the page's origin is one that the proxy answers. */
  readonly isAllowed?: boolean;
  readonly isStopped?: boolean;
}

interface Visited {
  readonly page: Page;
  readonly proxy: RunningProxy;
  /** What the page sent to the proxy. */
  readonly sent: Request[];
}

async function visitProxy(options: VisitOptions = {}): Promise<Visited> {
  const { environment = {}, attributes = {}, isAllowed = true, isStopped = false } = options;
  const server = await servePage();
  const sandbox = await serve({ host: '127.0.0.1', port: 0, warn: () => undefined });
  const proxy = await runProxy(sandbox.url, {
    SANDSHELL_ORIGIN: isAllowed ? new URL(server.url).origin : 'https://docs.example.com',
    SANDSHELL_DRAIN_MS: '0',
    ...environment,
  });
  if (isStopped) await proxy.close();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(
    (given) => {
      new MutationObserver((_, observer) => {
        const shell = document.querySelector('sand-shell');
        if (!shell) return;
        observer.disconnect();
        for (const [name, value] of Object.entries(given)) shell.setAttribute(name, value);
      }).observe(document, { childList: true, subtree: true });
    },
    { 'proxy-url': proxy.url, ...attributes },
  );
  const sent: Request[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(proxy.url)) sent.push(request);
  });
  onTestFinished(async () => {
    await context.close();
    if (!isStopped) await proxy.close();
    await Promise.all([server.close(), sandbox.close()]);
  });
  await page.goto(`${server.url}?backend=proxy`);
  return { page, proxy, sent };
}

const notice = (page: Page): Promise<string | null> =>
  page.locator('sand-shell .notice').textContent();

test('commands are answered by the sandbox behind it, and look as ever', async () => {
  const { page, proxy, sent } = await visitProxy({ environment: { SANDSHELL_VISITORS: 'tag' } });
  await openShell(page);
  expect(await screenText(page)).toContain('Sandshell · behind a proxy');
  expect(await page.locator('sand-shell .badge').textContent()).toBe(
    `Stripe sandbox behind ${new URL(proxy.url).host}`,
  );
  const { stdout, exitCode } = await run(page, 'stripe customers create --name "Jane Smith"');
  expect(exitCode).toBe(0);
  const { id } = JSON.parse(stdout) as { id: string };
  expect(stdout).toMatch(/"name": "Jane Smith"/);

  const inspector = page.locator('sand-inspector');
  await inspector.locator('summary', { hasText: 'POST /v1/customers' }).waitFor();
  await inspector.locator('summary', { hasText: 'Jane Smith is a new customer' }).waitFor();

  // An id is completed, and a command shows the object.
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.type('stripe customers retrieve cus');
  await page.keyboard.press('Tab');
  await expect.poll(() => screenText(page)).toContain(`stripe customers retrieve ${id}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toMatch(/"name": "Jane Smith"[^]*\$\s*$/);

  // No key in the browser, nor anything that keeps the reader apart from others but the token.
  for (const request of sent) {
    const headers = await request.allHeaders();
    expect(headers['authorization']).toBeUndefined();
    expect(headers['cookie']).toBeUndefined();
    expect(JSON.stringify(headers)).not.toContain('sk_test');
  }
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...sessionStorage }, { ...localStorage }]),
  );
  expect(kept).toContain('sandshell-visitor');
  expect(kept).not.toContain('sk_test');

  await type(page, 'reset');
  await expect.poll(() => screenText(page)).toContain('cannot be emptied');
});

test('a visitor is the same after the page is loaded again, and another in another tab', async () => {
  const { page } = await visitProxy({ environment: { SANDSHELL_VISITORS: 'tag' } });
  await openShell(page);
  await run(page, 'stripe customers create --name Jane');
  const names = async (): Promise<string[]> => {
    const { stdout } = await run(page, 'stripe customers list');
    return (JSON.parse(stdout) as { data: { name: string }[] }).data.map(({ name }) => name);
  };
  await page.reload();
  await openShell(page);
  expect(await names()).toEqual(['Jane']);
  // The inspector tells what was before, too.
  await page.locator('sand-inspector summary', { hasText: 'Jane is a new customer' }).waitFor();
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await openShell(page);
  expect(await names()).toEqual([]);
});

test('listen shows the events of the sandbox behind it', async () => {
  const { page } = await visitProxy();
  await openShell(page);
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.type('stripe listen');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page), { timeout: 20_000 }).toContain('Ready!');
  await run(page, 'stripe customers create --name Jane');
  await expect.poll(() => screenText(page), { timeout: 20_000 }).toContain('customer.created');
  await page.keyboard.press('Control+c');
  await waitForPrompt(page);
});

describe('where there is no answer', () => {
  test('a proxy that is stopped', async () => {
    const { page, proxy } = await visitProxy({ isStopped: true });
    await openShell(page);
    await expect.poll(() => notice(page)).toContain(`No proxy answers at ${proxy.url}`);
    const { stderr, exitCode } = await run(page, 'stripe customers list');
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain(`Get "${proxy.url}/v1/customers`);
    expect(stderr).toContain('No proxy answers at');
  });

  test('with the author’s leave, the sandbox in the page answers, and says so', async () => {
    const { page } = await visitProxy({
      isStopped: true,
      attributes: { 'proxy-fallback': 'sandbox' },
    });
    await openShell(page);
    const words = 'The sandbox in this page answers instead.';
    await expect.poll(() => notice(page)).toContain(words);
    const { stdout } = await run(page, 'stripe customers create --name Jane');
    expect(JSON.parse(stdout)).toMatchObject({ object: 'customer', name: 'Jane' });
    const said = async (): Promise<string> => (await screenText(page)).replace(/\s+/g, ' ');
    expect(await transcript(page)).toContain(words);
    await run(page, 'clear');
    await run(page, 'stripe customers list');
    expect(await said()).not.toContain('answers instead');
  });

  test('a proxy that does not answer this page', async () => {
    const { page } = await visitProxy({ isAllowed: false });
    await openShell(page);
    const origin = new URL(page.url()).origin;
    await expect
      .poll(() => notice(page))
      .toMatch(new RegExp(`does not let this page read it: .* ${origin}`));
  });

  test('a browser that is offline, until it is not', async () => {
    const { page } = await visitProxy();
    await openShell(page);
    await page.context().setOffline(true);
    const { stderr } = await run(page, 'stripe customers list');
    expect(stderr).toContain('This browser is offline');
    await expect.poll(() => notice(page)).toContain('This browser is offline');
    await page.context().setOffline(false);
    expect((await run(page, 'stripe customers list')).exitCode).toBe(0);
    await expect.poll(() => notice(page)).toBe('');
  });

  test('too many requests, with the time to wait', async () => {
    const environment = { SANDSHELL_LIMIT_ADDRESS: '3/600' };
    const { page } = await visitProxy({ environment });
    await openShell(page);
    for (let time = 0; time < 4; time += 1) await run(page, 'stripe customers list');
    const { stdout, stderr } = await run(page, 'stripe customers list');
    expect(stdout + stderr).toContain('proxy_rate_limited');
    await expect
      .poll(() => notice(page))
      .toMatch(/Too many requests: .* takes the next one in \d+ s/);
  });

  test('an address that cannot be used is told to the author', async () => {
    const { page } = await visitProxy({ attributes: { 'proxy-url': 'http://docs.example.com' } });
    await page.locator('header [data-sandshell-open]').click();
    await expect.poll(() => notice(page)).toContain('it must begin with https://');
  });
});
