// After one visit the page needs neither its server nor a network; it can be installed; and a new build
// takes the place of an old one when no tab needs that any more.

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { runLazyLines, useLazyParts } from './lazy-lines.ts';
import { guideCommand, openBrowser, openShell, transcript, type } from './open-page.ts';
import { builtPage, servePage, type ServedPage } from './serve-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterAll(() => browser?.close());

interface Host {
  readonly server: ServedPage;
  /** Of the page, which is not at the root. */
  readonly url: string;
  readonly context: BrowserContext;
  publish(folder: string): void;
  /** A folder that is gone after the test. */
  readonly scratch: string;
}

/** A static host that has the page below a path, as a site with other pages would. */
async function openHost(): Promise<Host> {
  const scratch = mkdtempSync(join(tmpdir(), 'sandshell-host-'));
  const site = join(scratch, 'site');
  const place = join(site, 'docs/try');
  mkdirSync(join(site, 'docs'), { recursive: true });
  symlinkSync(builtPage, place);
  const server = await servePage({ folder: site });
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await server.close();
    rmSync(scratch, { recursive: true, force: true });
  });
  const publish = (folder: string): void => {
    unlinkSync(place);
    symlinkSync(folder, place);
  };
  return { server, url: `${server.url}docs/try/`, context, publish, scratch };
}

async function visitOnce({ context, url }: Host): Promise<Page> {
  const page = await context.newPage();
  await page.goto(url);
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  return page;
}

test('with the network off and the server gone, a new tab does everything', async () => {
  const host = await openHost();
  await (await visitOnce(host)).close();
  await host.server.close();
  await host.context.setOffline(true);

  const page = await host.context.newPage();
  const failed: string[] = [];
  page.on('requestfailed', (request) => failed.push(request.url()));
  page.on('pageerror', ({ message }) => failed.push(message));
  await page.goto(`${host.url}?from=a-bookmark`);
  await openShell(page);
  await type(page, guideCommand);
  expect(await transcript(page)).toContain('"email": "jane.smith@email.com"');
  await runLazyLines(page);
  await useLazyParts(page);
  expect(failed).toEqual([]);
});

test('every file of the page is kept, but for those of the worker backend', async () => {
  const host = await openHost();
  const page = await visitOnce(host);
  const kept = await page.evaluate(async () => {
    const caches = await Promise.all(
      (await window.caches.keys()).map((name) => window.caches.open(name)),
    );
    const requests = (await Promise.all(caches.map((cache) => cache.keys()))).flat();
    return requests.map(({ url }) => new URL(url).pathname);
  });
  const files = readdirSync(builtPage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(builtPage.length));
  const missing = files.filter((path) => !kept.includes(`/docs/try${path}`));
  expect(
    missing.filter((path) => !/^\/(sw|workbox-\w+|mockServiceWorker)\.js$/.test(path)),
  ).toEqual([expect.stringMatching(/^\/assets\/service-worker-.+\.js$/)]);
});

test('the page can be installed, below any path', async () => {
  const host = await openHost();
  const page = await visitOnce(host);
  const session = await host.context.newCDPSession(page);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // What is not in a private window is told; this test's browser has no other.
  const errors = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
  expect(errors).toEqual([]);
  const { errors: faults, data, url } = await session.send('Page.getAppManifest');
  expect({ faults, url }).toEqual({ faults: [], url: `${host.url}manifest.webmanifest` });
  const manifest = JSON.parse(data ?? '') as {
    start_url: string;
    scope: string;
    icons: { src: string; sizes: string; purpose?: string }[];
  };
  for (const path of [manifest.start_url, manifest.scope]) {
    expect(new URL(path, url).href).toBe(host.url);
  }
  for (const purpose of ['any', 'maskable']) {
    const icons = manifest.icons.filter((icon) => (icon.purpose ?? 'any') === purpose);
    for (const size of ['192x192', '512x512']) {
      const icon = icons.find(({ sizes }) => sizes === size);
      expect(icon, `${purpose} ${size}`).toBeDefined();
      expect(sizeOfPng(readFileSync(join(builtPage, icon?.src ?? '')))).toBe(size);
    }
  }
});

/** Its header tells width and height. */
function sizeOfPng(bytes: Buffer): string {
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test('a new build leaves open tabs whole, and is there when the last is loaded anew', async () => {
  const host = await openHost();
  const page = await visitOnce(host);
  host.publish(nextBuild(host.scratch));

  // Its own visit finds the new build, which waits for the first tab.
  const second = await host.context.newPage();
  await second.goto(host.url);
  const isWaiting = (): Promise<boolean> =>
    second.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return Boolean(registration?.waiting);
    });
  await expect.poll(isWaiting).toBe(true);
  expect(await second.title()).not.toContain('next');
  // What it fetches now is on the server no more.
  await openShell(page);
  const line = "stripe customers list | jq -r '.object'";
  await type(page, line);
  expect(await transcript(page)).toContain('\nlist\n');

  await second.close();
  await page.reload();
  await page.waitForFunction(() => document.title.includes('next'));
  await openShell(page);
  await type(page, line);
  expect(await transcript(page)).toContain('\nlist\n');
});

/** The same page with another title, and not one asset under its old name. */
function nextBuild(scratch: string): string {
  const folder = join(scratch, 'next');
  cpSync(builtPage, folder, { recursive: true });
  const assets = readdirSync(join(folder, 'assets'));
  for (const name of assets)
    renameSync(join(folder, 'assets', name), join(folder, 'assets', `next-${name}`));
  const names = new RegExp(assets.join('|').replaceAll('.', '\\.'), 'g');
  for (const path of ['index.html', 'sw.js', ...assets.map((name) => `assets/next-${name}`)]) {
    const text = readFileSync(join(folder, path), 'utf8').replace(names, 'next-$&');
    writeFileSync(join(folder, path), text.replace('<title>', '<title>next · '));
  }
  const worker = join(folder, 'sw.js');
  const text = readFileSync(worker, 'utf8');
  writeFileSync(worker, text.replace(/(url:"index\.html",revision:")\w+/, '$1next'));
  return folder;
}
