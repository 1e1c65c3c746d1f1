// What happens in the page's sandbox, followed by a command in one shell while another makes it
// happen.

import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openShell, run, screenText, transcript, visit } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('one shell listens while another creates a customer; a handler in the page gets it, signed', async () => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  await page.evaluate(() => {
    const state = window as unknown as { received: unknown[] };
    state.received = [];
    document.addEventListener('sandshell:webhook', (event) => {
      const { name, request, respondWith } = (event as CustomEvent).detail as {
        name: string;
        request: Request;
        respondWith(response: Promise<Response>): void;
      };
      const answer = async (): Promise<Response> => {
        const body = JSON.parse(await request.text()) as { type: string };
        const signature = request.headers.get('Stripe-Signature');
        state.received.push([name, body.type, /^t=\d+,v1=[0-9a-f]{64}$/.test(signature ?? '')]);
        return new Response(null, { status: 202 });
      };
      respondWith(answer());
    });
    const second = document.createElement('sand-shell');
    second.id = 'second';
    second.style.cssText = 'display: block; height: 20rem';
    document.body.append(second);
  });
  await page.keyboard.type('stripe listen --events customer.created --forward-to page:orders');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toContain('Ready!');

  const exitCode = await page.evaluate(async () => {
    const second = document.querySelector('#second') as HTMLElement & {
      run(line: string): Promise<{ exitCode: number }>;
    };
    return (await second.run('stripe customers create --name Jane')).exitCode;
  });
  expect(exitCode).toBe(0);
  await expect.poll(() => screenText(page)).toMatch(/--> customer\.created \[evt_\w+\]/);
  await expect.poll(() => screenText(page)).toMatch(/<-- {2}\[202\] POST page:orders/);
  expect(await page.evaluate(() => (window as unknown as { received: unknown }).received)).toEqual([
    ['orders', 'customer.created', true],
  ]);

  await page.keyboard.press('Control+c');
  await expect.poll(() => screenText(page)).toMatch(/\$\s*$/);
  await page.keyboard.type('echo ended $?');
  await page.keyboard.press('Enter');
  await expect.poll(() => transcript(page)).toContain('ended 0');
  expect(complaints).toEqual([]);
  await close();
});

test('a Run button works while its own shell listens: beside it, as in another pane', async () => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  await page.keyboard.type('stripe listen --events customer.created');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toContain('Ready!');

  const told = page.locator('[data-sandshell-bar]').first().getByRole('status');
  await page.locator('[data-sandshell-run]').first().click();
  await expect.poll(() => told.textContent()).toMatch(/^customer cus_\w{14} · \d+ lines$/);
  await expect.poll(() => screenText(page)).toMatch(/--> customer\.created \[evt_\w+\]/);
  expect(await transcript(page)).not.toContain('"object": "customer"');

  const run = (line: string) =>
    page.evaluate(async (text) => {
      const shell = document.querySelector('sand-shell') as HTMLElement & {
        run(line: string): Promise<{ exitCode: number; stdout: string; stderr: string }>;
      };
      return shell.run(text);
    }, line);
  expect(await run('stripe custmers list')).toMatchObject({ exitCode: 1 });
  expect(await run('stripe listen')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringContaining('no running sandbox to follow'),
  });
  expect(JSON.parse((await run('stripe customers list')).stdout)).toMatchObject({
    data: [{ object: 'customer' }],
  });

  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+c');
  await expect.poll(() => screenText(page)).toMatch(/\$\s*$/);
  expect(await run('stripe customers list')).toMatchObject({ exitCode: 0 });
  expect(await transcript(page)).toContain('"object": "customer"');
  expect(complaints).toEqual([]);
  await close();
});

test('a webhook endpoint is answered by the page, and its event is pending no more', async () => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  await page.evaluate(() => {
    const state = window as unknown as { received: unknown[]; attempts: unknown[] };
    Object.assign(state, { received: [], attempts: [] });
    document.addEventListener('sandshell:delivery', ({ detail }: CustomEventInit) =>
      state.attempts.push([detail.status, detail.attempts, detail.answer]),
    );
    document.addEventListener('sandshell:webhook', ({ detail }: CustomEventInit) => {
      state.received.push(detail.name);
      detail.respondWith(new Response(null, { status: state.received.length > 1 ? 200 : 500 }));
    });
  });
  const run = (line: string) =>
    page.evaluate(async (text) => {
      const shell = document.querySelector('sand-shell') as HTMLElement & {
        run(line: string): Promise<{ stdout: string }>;
      };
      return (await shell.run(text)).stdout;
    }, line);
  const url = 'https://example.com/hook';
  await run(`stripe webhook_endpoints create --url ${url} -d "enabled_events[0]=customer.created"`);
  await run('stripe customers create --name Jane');
  const state = () =>
    page.evaluate(() => {
      const { received, attempts } = window as unknown as Record<string, unknown>;
      return { received, attempts };
    });
  await expect.poll(state).toEqual({
    received: [url, url],
    attempts: [
      ['pending', 1, 500],
      ['succeeded', 2, 200],
    ],
  });
  const pending = async (): Promise<unknown> =>
    JSON.parse(await run('stripe events list')).data[0].pending_webhooks;
  await expect.poll(pending).toBe(0);
  expect(complaints).toEqual([]);
  await close();
});

test('on a screen that becomes narrow rows fold at words, and the transcript has them whole', async () => {
  const { page, close } = await visit(browser, { viewport: { width: 1280, height: 800 } });
  await openShell(page);
  await page.keyboard.type('stripe listen');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toContain('Ready!');
  await page.setViewportSize({ width: 390, height: 844 });
  const width = (): Promise<number | undefined> =>
    page.locator('sand-shell .xterm-rows').evaluate(({ clientWidth }) => clientWidth);
  await expect.poll(width).toBeLessThan(390);
  await run(page, 'stripe customers create');
  await expect.poll(() => screenText(page)).toMatch(/--> customer\.created\n {4}\[evt_\w+\]$/);
  expect(await transcript(page)).toMatch(/--> customer\.created \[evt_\w+\]\n/);
  await close();
});
