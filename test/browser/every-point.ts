// Each thing that the loader and its snippets promise, tried on a site of whatever tool. Its first page has
// a snippet with its recorded output, one that builds on it, one to insert, and one that is off.

import type { Browser, BrowserContextOptions, FrameLocator, Locator, Page } from 'playwright';
import { join } from 'node:path';
import { root } from '../examples/package.ts';
import { servePage, type ServeOptions } from './serve-page.ts';
import {
  isLoader,
  isOfLibrary,
  type Result,
  type Site,
  watch,
  type Watched,
} from './visit-site.ts';

interface Opened {
  readonly page: Page;
  readonly asked: readonly string[];
  readonly complaints: readonly string[];
  /** Of the site's host, as in `http://127.0.0.1:41234/`. */
  readonly url: string;
}

interface Ways extends Pick<ServeOptions, 'pages' | 'headers'> {
  readonly context?: BrowserContextOptions;
  /** Before the page is opened. */
  readonly prepare?: (page: Page, url: string) => Promise<unknown>;
}

interface Trial {
  readonly site: Site;
  /** Each time as a new reader, until the point is tried. */
  open(ways?: Ways): Promise<Opened>;
  /** On another origin; with pages of its own beside it. */
  serveLibrary(pages?: ServeOptions['pages']): Promise<string>;
}

/** Whether it holds; what never comes is an error. */
type Point = (trial: Trial) => Promise<boolean>;

const created = 'stripe customers create';

const block = (page: Page | FrameLocator, text: string): Locator =>
  page.locator('pre:has(+ [data-sandshell-bar])', { hasText: text });
const bar = (page: Page | FrameLocator, text: string): Locator =>
  block(page, text).locator('+ [data-sandshell-bar]');
const runButton = (page: Page | FrameLocator, text: string): Locator =>
  bar(page, text).locator('[data-sandshell-run]');
const live = (page: Page): Locator => page.locator('[data-sandshell-live]');
const recorded = (page: Page): Locator => page.locator('[data-sandshell-expected]');
const tick = (page: Page | FrameLocator): Locator =>
  bar(page, created).locator('[data-sandshell-tick]');

/** When so many lines have run since the page was opened. */
async function results(page: Page, lines: number): Promise<readonly Result[]> {
  const ran = await page.waitForFunction((lines) => {
    const { results } = window as unknown as Watched;
    return results.length >= lines && results;
  }, lines);
  return (await ran.jsonValue()) as readonly Result[];
}

async function runCreated(page: Page): Promise<void> {
  await runButton(page, created).click();
  await results(page, 1);
}

const firstUse =
  (use: (page: Page) => Promise<unknown>): Point =>
  async ({ open }) => {
    const { page, asked } = await open();
    await runButton(page, created).waitFor();
    await page.waitForLoadState('networkidle');
    const before = asked.filter(isOfLibrary).length;
    const coming = page.waitForRequest((request) => /\/sandshell[\w.-]*\.js$/.test(request.url()));
    await use(page);
    await coming;
    return before === 1;
  };

const worker = `addEventListener('install', () => skipWaiting());
  addEventListener('activate', (event) => event.waitUntil(clients.claim()));
  addEventListener('fetch', () => {});`;

const around = (url: string): string => `<!doctype html><html lang="en"><title>Around</title>
  <link rel="icon" href="data:,"><iframe src="${url}" width="900" height="900"></iframe>
  <iframe src="${url}" width="900" height="900" sandbox="allow-scripts"></iframe>`;

const points: Readonly<Record<string, Point>> = {
  'pointing at a button fetches the rest': firstUse((page) => runButton(page, created).hover()),
  'the focus on a button fetches the rest': firstUse((page) => runButton(page, created).focus()),
  'Ctrl+` fetches the rest': firstUse((page) => page.keyboard.press('Control+Backquote')),

  async 'recorded output shows first, then the live one in its place, and comes back'({ open }) {
    const { page, complaints } = await open();
    await recorded(page).waitFor();
    await runCreated(page);
    await live(page).filter({ hasText: 'Ada Rider' }).waitFor();
    await recorded(page).waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Recorded output' }).click();
    await recorded(page).waitFor();
    return complaints.length === 0;
  },

  async 'what a snippet builds on runs first, once, with ids filled in, in the drawer'({
    site,
    open,
  }) {
    const { page } = await open();
    await runButton(page, site.snippet).click();
    const [first, second] = await results(page, 2);
    await page.getByRole('region', { name: 'Sandshell' }).waitFor();
    await runButton(page, site.snippet).click();
    const ran = await results(page, 3);
    const isFilled = /cus_\w+/.test(second?.line ?? '') && !second?.line.includes('{{');
    return isFilled && !!first?.line.startsWith(created) && ran.length === 3;
  },

  async 'what is to be inserted waits in the prompt'({ open }) {
    const { page } = await open();
    await runCreated(page);
    await runButton(page, 'stripe customers delete').click();
    const told = bar(page, 'stripe customers delete').getByRole('status');
    await told.filter({ hasText: 'Press Enter there' }).waitFor();
    return (await results(page, 1)).length === 1;
  },

  async 'a snippet is edited and run'({ open }) {
    const { page } = await open();
    await bar(page, created).locator('button[data-sandshell-edit]').click();
    await page.getByRole('textbox', { name: `Edit ${created}` }).waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' --phone=5550100');
    await page.keyboard.press('Control+Enter');
    const [ran] = await results(page, 1);
    return !!ran?.line.includes('--phone=5550100') && ran.exitCode === 0;
  },

  async 'a step ticks itself, and is ticked at the next visit'({ open }) {
    const { page } = await open();
    await runButton(page, created).waitFor();
    const isEarly = await tick(page).isVisible();
    await runCreated(page);
    await tick(page).waitFor();
    await page.reload();
    await tick(page).waitFor();
    return !isEarly;
  },

  async 'what is off stays plain'({ open }) {
    const { page } = await open();
    await runButton(page, created).waitFor();
    const plain = page.locator('pre', { hasText: 'stripe login' });
    return (await plain.count()) === 1 && (await bar(page, 'stripe login').count()) === 0;
  },

  async 'without scripts snippet and recorded output can be read'({ open }) {
    const { page, asked } = await open({ context: { javaScriptEnabled: false } });
    await page.locator('pre', { hasText: created }).waitFor();
    await recorded(page).filter({ hasText: '"Ada Rider"' }).waitFor();
    const buttons = await page.locator('[data-sandshell-run]').count();
    return buttons === 0 && asked.filter(isOfLibrary).every((url) => isLoader.test(url));
  },

  async 'the library comes from another origin'({ site, open, serveLibrary }) {
    const library = await serveLibrary();
    const { origin } = new URL(library);
    const policy = site.policy?.replace("script-src 'self'", `script-src 'self' ${origin}`);
    const { page, asked, url } = await open({
      headers: policyOf(policy && `${policy}; connect-src 'self' ${origin}`),
      prepare: (page, url) =>
        page.route(new RegExp(`^${url}.*/loader[\\w.-]*\\.js$`), (route) => route.abort()),
    });
    await page.waitForLoadState('networkidle');
    await page.addScriptTag({ type: 'module', url: `${library}loader.js` });
    await runCreated(page);
    const fetched = asked.filter((url) => isOfLibrary(url) && !isLoader.test(url));
    return fetched.length > 0 && fetched.every((one) => !one.startsWith(url));
  },

  async "the site's own service worker stays"({ open }) {
    const { page, url } = await open({ pages: { '/own-worker.js': worker } });
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/own-worker.js');
      await navigator.serviceWorker.ready;
    });
    await page.reload();
    await runCreated(page);
    const registered = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map(({ active }) => active?.scriptURL),
    );
    return registered.join() === `${url}own-worker.js`;
  },

  async 'in a frame of another site, and in a sandboxed one'({ site, open, serveLibrary }) {
    const { page, url } = await open({ headers: { 'Access-Control-Allow-Origin': '*' } });
    const outer = await serveLibrary({ '/around.html': around(url + site.page) });
    await page.goto(`${outer.replace('127.0.0.1', 'localhost')}around.html`);
    for (const index of [0, 1]) {
      const frame = page.frameLocator('iframe').nth(index);
      await runButton(frame, created).click();
      await tick(frame).waitFor();
    }
    return true;
  },
};

function policyOf(policy: string | undefined): Readonly<Record<string, string>> {
  return policy ? { 'Content-Security-Policy': policy } : {};
}

/** The points that do not hold, with what was in the way. */
export async function missedPoints(browser: Browser, site: Site): Promise<readonly string[]> {
  const missed: string[] = [];
  for (const [name, holds] of Object.entries(points)) {
    const closers: (() => Promise<void>)[] = [];
    try {
      if (!(await holds(trialOf(browser, site, closers)))) missed.push(name);
    } catch (error) {
      missed.push(`${name}: ${(error as Error).message.split('\n', 3).join(' ')}`);
    } finally {
      for (const close of closers) await close();
    }
  }
  return missed;
}

function trialOf(browser: Browser, site: Site, closers: (() => Promise<void>)[]): Trial {
  return {
    site,
    async open({ pages, headers, context: options, prepare } = {}) {
      const server = await servePage({
        folder: site.folder,
        headers: { ...policyOf(site.policy), ...headers },
        ...(pages && { pages }),
      });
      const context = await browser.newContext(options);
      closers.push(() => context.close(), server.close);
      const page = await context.newPage();
      const seen = await watch(page);
      await prepare?.(page, server.url);
      await page.goto(server.url + site.page);
      return { page, url: server.url, ...seen };
    },
    async serveLibrary(pages) {
      const headers = { 'Access-Control-Allow-Origin': '*' };
      const server = await servePage({
        folder: join(root, 'dist/lib'),
        headers,
        pages: pages ?? {},
      });
      closers.push(server.close);
      return server.url;
    },
  };
}
