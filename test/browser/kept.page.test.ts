// What is kept: between visits, between tabs, and what is said when nothing can be kept.

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  guideCommand,
  openBrowser,
  openShell,
  run,
  screenText,
  type,
  visit,
  type Visit,
} from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function visitPage(): Promise<Visit> {
  const visited = await visit(browser);
  onTestFinished(visited.close);
  return visited;
}

async function customerNames(page: Page): Promise<readonly string[]> {
  const { stdout } = await run(page, 'stripe customers list --limit 100');
  const { data } = JSON.parse(stdout) as { data: readonly { name: string }[] };
  return data.map(({ name }) => name).sort();
}

test('objects, events and earlier lines are there after a reload', async () => {
  const { page } = await visitPage();
  await openShell(page);
  await type(page, guideCommand);
  await page.reload();
  await openShell(page);
  expect(await customerNames(page)).toEqual(['Jane Smith']);
  const event = page.locator('sand-inspector summary', { hasText: 'is a new customer' });
  await expect.poll(() => event.count()).toBe(1);
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => screenText(page)).toContain('$ stripe customers create --email=jane');
});

test('two tabs see the same objects, and lose none of what both write at once', async () => {
  const { page, server } = await visitPage();
  const other = await page.context().newPage();
  await other.goto(server.url);
  await Promise.all([openShell(page), openShell(other)]);
  const create = async (tab: Page, prefix: string): Promise<void> => {
    for (let number = 1; number <= 10; number += 1) {
      const made = await run(tab, `stripe customers create --name ${prefix}${number}`);
      expect(made).toMatchObject({ stderr: '', exitCode: 0 });
    }
  };
  await Promise.all([create(page, 'left'), create(other, 'right')]);
  const names = await customerNames(page);
  expect(names).toHaveLength(20);
  expect(await customerNames(other)).toEqual(names);
});

test('the inspector of one tab tells what another tab did', async () => {
  const { page, server } = await visitPage();
  const other = await page.context().newPage();
  await other.goto(server.url);
  await openShell(page);
  await openShell(other);
  await run(other, 'stripe customers create --email from@other.tab');
  const row = page.locator('sand-inspector summary', { hasText: 'from@other.tab' });
  await row.waitFor();
  const request = page.locator('sand-inspector summary', { hasText: 'POST /v1/customers' });
  await expect.poll(() => request.count()).toBe(1);
  await run(other, 'reset');
  await row.waitFor({ state: 'detached' });
  await request.waitFor({ state: 'detached' });
});

test('reset empties the sandbox and the inspector', async () => {
  const { page } = await visitPage();
  await openShell(page);
  await type(page, 'stripe customers create --name Gone');
  await type(page, 'reset');
  expect(await customerNames(page)).toEqual([]);
  const rows = page.locator('sand-inspector summary', { hasText: 'customer' });
  await expect.poll(() => rows.count()).toBe(1);
});

test('a snapshot brings back what was there', async () => {
  const { page } = await visitPage();
  await openShell(page);
  await run(page, 'stripe customers create --name Kept');
  await page.evaluate(async () => {
    const shell = document.querySelector('sand-shell') as HTMLElement & {
      snapshot(): Promise<unknown>;
      restore(snapshot: unknown): Promise<void>;
      reset(): Promise<void>;
    };
    const snapshot = JSON.parse(JSON.stringify(await shell.snapshot()));
    await shell.reset();
    await shell.restore(snapshot);
  });
  expect(await customerNames(page)).toEqual(['Kept']);
});

/** Puts something into the database that no version of the page ever wrote. */
function damage(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('No answer.')));
      });
    const database = await settled(indexedDB.open('sandshell'));
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name, 'readwrite').objectStore(name);
      for (const key of await settled(store.getAllKeys())) await settled(store.put('broken', key));
    }
    database.close();
  });
}

test('a damaged database is told, and a sandbox in memory works', async () => {
  const { page } = await visitPage();
  await openShell(page);
  await run(page, 'stripe customers create --name Lost');
  await damage(page);
  await page.reload();
  await openShell(page);
  const notice = page.locator('sand-shell .notice');
  await expect.poll(() => notice.innerText()).toMatch(/not saved/);
  await run(page, 'stripe customers create --name Works');
  expect(await customerNames(page)).toEqual(['Works']);
  await run(page, 'reset');
  await expect.poll(() => notice.isVisible()).toBe(false);
});

test('a browser without room is told, and the command still answers', async () => {
  const { page } = await visitPage();
  await page.addInitScript(() => {
    const full = (): never => {
      throw new DOMException('No room.', 'QuotaExceededError');
    };
    IDBObjectStore.prototype.add = full;
    IDBObjectStore.prototype.put = full;
  });
  await page.reload();
  await openShell(page);
  const { exitCode } = await run(page, 'stripe customers create --name Works');
  expect(exitCode).toBe(0);
  await expect.poll(() => page.locator('sand-shell .notice').innerText()).toContain('no room');
  expect(await customerNames(page)).toEqual(['Works']);
});
