// Somebody else's docs page: the built library from another host, on pages as plain as they come.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { openBrowser, screenText, transcript, waitForPrompt } from './open-page.ts';
import { servePage, type ServedPage } from './serve-page.ts';

const builtLibrary = fileURLToPath(new URL('../../dist/lib', import.meta.url));

let browser: Browser;
let library: ServedPage;
beforeAll(async () => {
  browser = await openBrowser();
  library = await servePage({
    folder: builtLibrary,
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
});
afterAll(async () => {
  await browser.close();
  await library.close();
});

interface DocsPage {
  readonly page: Page;
  /** Addresses asked of the library's host. */
  readonly asked: string[];
  readonly complaints: string[];
}

async function docsPage(body: string, script = 'loader.js'): Promise<DocsPage> {
  const folder = await mkdtemp(join(tmpdir(), 'sandshell-docs-'));
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Docs</title>
    <link rel="icon" href="data:,">
    <body>${body}<script type="module" src="${library.url}${script}"></script></body></html>`;
  await writeFile(join(folder, 'index.html'), html);
  const host = await servePage({ folder });
  const context = await browser.newContext();
  const page = await context.newPage();
  onTestFinished(async () => {
    await context.close();
    await host.close();
    await rm(folder, { recursive: true });
  });
  const asked: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(library.url)) asked.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.goto(host.url);
  await page.waitForLoadState('networkidle');
  return { page, asked, complaints };
}

const status = (page: Page, index = 0) => page.getByRole('status').nth(index);

test('before the first use a docs page fetches the loader, and nothing else', async () => {
  const { page, asked } = await docsPage('<pre><code>stripe customers list</code></pre>');
  expect(asked).toEqual([`${library.url}loader.js`]);
  expect(await page.locator('[data-sandshell-run]').count()).toBe(1);
});

test('the button runs the snippet, with everything fetched from the other host', async () => {
  const { page, complaints } = await docsPage(
    '<pre><code class="language-bash">$ stripe customers create \\\n  --name Jane\n{ "old": 1 }</code></pre>',
  );
  await page.locator('[data-sandshell-run]').click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  expect(await transcript(page)).toContain('"name": "Jane"');
  expect(complaints).toEqual([]);
});

test('only blocks that hold a command get a button', async () => {
  const { page } = await docsPage(`
    <pre><code>stripe-mock -p 1</code></pre>
    <pre><code>curl https://api.stripe.com</code></pre>
    <pre><code>{ "id": "cus_1" }</code></pre>
    <pre data-sandshell="off"><code>stripe customers list</code></pre>
    <p><code>stripe customers list</code></p>
    <pre><code>stripe customers list</code></pre>`);
  expect(await page.locator('[data-sandshell-run]').count()).toBe(1);
});

test('a snippet to insert stands in the prompt, and waits', async () => {
  const { page } = await docsPage(
    '<pre data-sandshell="insert"><code>stripe customers create --name Jane</code></pre>',
  );
  await page.getByRole('button', { name: /^Insert stripe customers create/ }).click();
  await expect.poll(() => screenText(page)).toContain('$ stripe customers create --name Jane');
  expect(await transcript(page)).toBe('');
});

test('a placeholder without an object says what is missing', async () => {
  const { page } = await docsPage(
    '<pre><code>stripe customers retrieve {{CUSTOMER_ID}}</code></pre>',
  );
  await page.locator('[data-sandshell-run]').click();
  await expect.poll(() => status(page).textContent()).toContain('no customer');
});

test('a page without a button of its own gets one, and the key works', async () => {
  const { page } = await docsPage('<p>Docs.</p>');
  await page.getByRole('button', { name: 'Shell' }).click();
  await waitForPrompt(page);
  await page.keyboard.press('Control+Backquote');
  expect(await page.getByRole('region', { name: 'Sandshell' }).count()).toBe(0);
});

test('the key can be another, or none', async () => {
  const other = await docsPage('<sand-shell drawer shortcut="Alt+KeyS"></sand-shell>');
  await other.page.keyboard.press('Control+Backquote');
  expect(other.asked).toHaveLength(1);
  await other.page.keyboard.press('Alt+KeyS');
  await waitForPrompt(other.page);

  const none = await docsPage('<sand-shell drawer shortcut="off"></sand-shell>');
  await none.page.keyboard.press('Control+Backquote');
  expect(none.asked).toHaveLength(1);
});

test('a shell and an inspector stand in the page, sharing one sandbox with fixed ids', async () => {
  const { page, complaints } = await docsPage(
    `<sand-shell seed="docs" now="2026-01-31T09:00:00Z" id="one"></sand-shell>
     <sand-shell id="two"></sand-shell>
     <sand-inspector></sand-inspector>`,
    'sandshell.js',
  );
  const created = await page.evaluate(async () => {
    type Shell = HTMLElement & { run(line: string): Promise<{ stdout: string }> };
    const shell = (id: string) => document.querySelector(id) as Shell;
    await customElements.whenDefined('sand-shell');
    let requests = 0;
    document.addEventListener('sandshell:request', () => {
      requests += 1;
    });
    const { stdout } = await shell('#one').run('stripe customers create --name Jane');
    const { id, created } = JSON.parse(stdout) as { id: string; created: number };
    const found = await shell('#two').run(`stripe customers retrieve ${id}`);
    return { created, requests, found: JSON.parse(found.stdout) as unknown };
  });
  expect(created.created).toBe(Date.UTC(2026, 0, 31, 9) / 1000);
  expect(created.requests).toBe(2);
  expect(created.found).toMatchObject({ name: 'Jane' });
  await page.locator('sand-inspector summary', { hasText: 'Jane is a new customer' }).waitFor();
  const answered = page.locator('sand-inspector summary', { hasText: '200 OK' });
  await expect.poll(() => answered.count()).toBe(2);
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
  expect(complaints).toEqual([]);
});

test('attributes that cannot be used are told once each', async () => {
  const { complaints } = await docsPage(
    '<sand-shell theme="drak" now="yesterday" seed="docs" welcome></sand-shell>',
    'sandshell.js',
  );
  await expect
    .poll(() => complaints)
    .toContain('<sand-shell>: theme="drak" is none of auto, light, dark, snow, night.');
  expect(complaints.filter((each) => each.includes('"yesterday"'))).toHaveLength(1);
  expect(complaints).toHaveLength(2);
});

test('a drawer that is only there, never opened, fetches neither terminal nor sandbox', async () => {
  const { asked } = await docsPage('<sand-shell drawer></sand-shell>', 'sandshell.js');
  expect(asked.filter((url) => /session|shell-|in-page|backend|tree/.test(url))).toEqual([]);
});

test('a page that brings new snippets without loading gets their buttons, and loses the old', async () => {
  const { page } = await docsPage('<main><pre><code>stripe customers list</code></pre></main>');
  const buttons = page.locator('[data-sandshell-run]');
  await page.locator('main pre').evaluate((pre) => pre.remove());
  await expect.poll(() => buttons.count()).toBe(0);
  await page.locator('main').evaluate((main) => {
    main.innerHTML = '<pre><code>stripe customers create --name New</code></pre>';
  });
  await expect.poll(() => buttons.count()).toBe(1);
  await buttons.click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
});

test('where the shell cannot be fetched its opener says so, until it can', async () => {
  const { page } = await docsPage('<p>Docs</p>');
  await page.route(/\.js$/, (route) => route.abort());
  await page.getByRole('button', { name: 'Shell' }).click();
  await expect.poll(() => page.getByRole('alert').textContent()).toContain('could not be loaded');
  await page.unroute(/\.js$/);
  await page.getByRole('button', { name: 'Shell' }).click();
  await waitForPrompt(page);
  expect(await page.getByRole('alert').count()).toBe(0);
});
