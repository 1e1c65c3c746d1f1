// The page in one file, opened from a disk: it asks for nothing beside itself, and does everything.

import { mkdtempSync, readFileSync, rmSync, copyFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { runLazyLines, useLazyParts } from './lazy-lines.ts';
import { guideCommand, openBrowser, openShell, run, transcript, type } from './open-page.ts';

const built = fileURLToPath(new URL('../../dist/sandshell.html', import.meta.url));

let browser: Browser;
let context: BrowserContext;
/** Of a copy that stands alone, and in a folder whose name no address can hold as it is. */
let url: string;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser?.close());

beforeEach(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell one file #'));
  const file = join(folder, 'sandshell.html');
  copyFileSync(built, file);
  url = pathToFileURL(file).href;
  context = await browser.newContext();
  complaints = [];
  context.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !asked.startsWith('data:')) complaints.push(asked);
  });
  onTestFinished(async () => {
    await context.close();
    rmSync(folder, { recursive: true });
  });
});

async function open(query = ''): Promise<Page> {
  const page = await context.newPage();
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(url + query);
  return page;
}

test('does everything, and asks for no other file', async () => {
  const page = await open();
  await openShell(page);
  await type(page, guideCommand);
  expect(await transcript(page)).toContain('"email": "jane.smith@email.com"');
  await runLazyLines(page);
  await useLazyParts(page);
  expect(complaints).toEqual([]);
});

test('runs its snippets by their buttons', async () => {
  const page = await open();
  await page.locator('[data-sandshell-run]').first().click();
  await page.locator('sand-inspector summary', { hasText: 'is a new customer' }).waitFor();
  expect(complaints).toEqual([]);
});

test('keeps its objects for the next visit, and shares them among tabs', async () => {
  const page = await open();
  await openShell(page);
  await run(page, 'stripe customers create --name Kept');
  const other = await open();
  await openShell(other);
  const names = "stripe customers list | jq -r '.data[].name'";
  expect((await run(other, names)).stdout).toBe('Kept\n');
  await other.reload();
  await openShell(other);
  expect((await run(other, names)).stdout).toBe('Kept\n');
  expect(complaints).toEqual([]);
});

test('says so where the browser keeps nothing for files, and works all the same', async () => {
  await context.addInitScript(() => {
    for (const name of ['indexedDB', 'localStorage']) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException('Access is denied for this document.', 'SecurityError');
        },
      });
    }
  });
  const page = await open();
  await openShell(page);
  expect((await run(page, 'stripe customers create --name Jane')).exitCode).toBe(0);
  await page.getByText('The sandbox is not saved.').waitFor();
  expect(complaints).toEqual([]);
});

test('says that a service worker cannot answer, and answers itself', async () => {
  const page = await open('?backend=worker');
  await openShell(page);
  expect((await run(page, 'stripe customers create --name Jane')).exitCode).toBe(0);
  expect(await page.locator('sand-shell .badge').textContent()).toBe('Sandbox in this page');
  await page.getByText('The worker backend needs a site').waitFor();
});

test('holds the notices of what is in it, and no text that ends its script', () => {
  const html = readFileSync(built, 'utf8');
  expect(html.match(/<\/script/gi)).toHaveLength(1);
  for (const name of ['@xterm/xterm', 'jq-wasm', 're2js', 'idb', 'yargs-parser', 'stripe']) {
    expect(html).toContain(`## ${name} - `);
  }
  expect(html).toContain('href="#notices"');
});
