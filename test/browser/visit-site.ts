// What a reader does on a docs site, whatever tool made it: looks, runs a snippet, goes to another
// page, runs one there. The same for every site under docs/examples.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { servePage } from './serve-page.ts';

export interface Site {
  /** Of the built site; what is below it is what its addresses say. */
  readonly folder: string;
  /** Of the first page, as in `handbook/`. */
  readonly page: string;
  /** On the first page. It builds on another snippet, and asks for the newest customer. */
  readonly snippet: string;
  /** How many lines its button runs, with those of what it builds on. */
  readonly lines: number;
  /** The text of the link to the second page. */
  readonly link: string;
  /** On the second page. */
  readonly nextSnippet: string;
  readonly nextLines: number;
  /** Sent with every page; no policy where it is not given. */
  readonly policy?: string;
}

export interface Report {
  /** Of the first page: the blocks that got a button, by their first line. */
  readonly snippets: readonly string[];
  /** Of the library, before the reader did anything. */
  readonly fetchedBefore: readonly string[];
  readonly otherHosts: readonly string[];
  readonly results: readonly Result[];
  readonly nextResults: readonly Result[];
  /** Whether the second page came without loading a document. */
  readonly isInPlace: boolean;
  readonly complaints: readonly string[];
}

export interface Result {
  readonly line: string;
  readonly stdout: string;
  readonly exitCode: number;
}

export type Watched = Window & { layoutShift: number; results: Result[]; isSamePage?: boolean };

export async function visitSite(browser: Browser, site: Site): Promise<Report> {
  const headers: Record<string, string> = site.policy
    ? { 'Content-Security-Policy': site.policy }
    : {};
  const server = await servePage({ folder: site.folder, headers });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const { asked, complaints } = await watch(page);
    await page.goto(server.url + site.page);
    await page.waitForLoadState('networkidle');
    await page.locator('[data-sandshell-run]').first().waitFor();
    const snippets = await page.locator('pre:has(+ [data-sandshell-bar])').allInnerTexts();
    const fetchedBefore = asked.filter(isOfLibrary);

    const results = await runSnippet(page, site.snippet, site.lines);
    await page.evaluate(() => void ((window as unknown as Watched).isSamePage = true));
    await page.locator('a', { hasText: site.link }).filter({ visible: true }).last().click();
    await page.locator('pre', { hasText: site.nextSnippet }).waitFor();
    const isInPlace = await page.evaluate(() => !!(window as unknown as Watched).isSamePage);
    const nextResults = await runSnippet(page, site.nextSnippet, site.nextLines);
    return {
      snippets: snippets.map((text) => text.trim().split('\n', 1)[0] ?? ''),
      fetchedBefore: fetchedBefore.map((url) => url.slice(server.url.length)),
      otherHosts: asked.filter((url) => !url.startsWith(server.url) && url.startsWith('http')),
      results,
      nextResults,
      isInPlace,
      complaints,
    };
  } finally {
    await context.close();
    await server.close();
  }
}

/** What moves when the loader comes to a page that stands already; 0 is still. */
export async function layoutShiftOfLoader(browser: Browser, site: Site): Promise<number> {
  const server = await servePage({ folder: site.folder });
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const { asked } = await watch(page);
    await page.route(isLoader, (route) => route.abort());
    await page.goto(server.url + site.page);
    await page.waitForLoadState('networkidle');
    const moved = () => page.evaluate(() => (window as unknown as Watched).layoutShift);
    const before = await moved();
    const url = asked.find((url) => isLoader.test(url)) ?? '';
    // A browser does not ask again for a module that it could not fetch.
    await page.addScriptTag({ type: 'module', url: `${url}?late` });
    await page.locator('[data-sandshell-run]').first().waitFor();
    await page.waitForLoadState('networkidle');
    return (await moved()) - before;
  } finally {
    await context.close();
    await server.close();
  }
}

/** What moves until a page stands as its scripts want it, where they come after it was painted. */
export async function layoutShiftOfPage(
  browser: Browser,
  site: Site,
  width: number,
): Promise<number> {
  const server = await servePage({ folder: site.folder });
  const context = await browser.newContext({ viewport: { width, height: 800 } });
  try {
    const page = await context.newPage();
    await watch(page);
    const isPainted = () => performance.getEntriesByName('first-contentful-paint').length > 0;
    await page.route(/\.js$/, async (route) => {
      await page.waitForFunction(isPainted);
      await route.continue();
    });
    await page.goto(server.url + site.page, { waitUntil: 'networkidle' });
    await page.locator('[data-sandshell-run]').first().waitFor();
    return await page.evaluate(async () => {
      // Two frames, so that what moved in the last one is told.
      for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
      return (window as unknown as Watched).layoutShift;
    });
  } finally {
    await context.close();
    await server.close();
  }
}

export const isLoader = /\/loader[\w.-]*\.js$/;

/** Complaints are errors, warnings, and what a policy blocked. */
export async function watch(page: Page): Promise<{ asked: string[]; complaints: string[] }> {
  const asked: string[] = [];
  const complaints: string[] = [];
  page.context().on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await page.addInitScript(() => {
    const watched = window as unknown as Watched;
    watched.layoutShift = 0;
    watched.results = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) {
        watched.layoutShift += entry.value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
    document.addEventListener('sandshell:result', (event) => {
      watched.results.push((event as CustomEvent<Result>).detail);
    });
  });
  return { asked, complaints };
}

/** With its button. Gives what came of it and of what it builds on, when as many lines have run. */
async function runSnippet(page: Page, text: string, lines: number): Promise<readonly Result[]> {
  await page.evaluate(() => void ((window as unknown as Watched).results = []));
  const bar = page.locator('[data-sandshell-bar]');
  const pre = page.locator('pre:has(+ [data-sandshell-bar])', { hasText: text });
  await pre.locator('+ *').and(bar).locator('[data-sandshell-run]').click();
  const ran = await page.waitForFunction((lines) => {
    const { results } = window as unknown as Watched;
    return results.length >= lines && results;
  }, lines);
  return (await ran.jsonValue()) as readonly Result[];
}

/** The library's own files, under whatever name a site's tools gave them. */
export function isOfLibrary(url: string): boolean {
  return /\/(loader|sandshell|first-(?:prompt|command|shared))[\w.-]*\.js$/.test(
    new URL(url).pathname,
  );
}

/** Of the scripts that a page holds itself, for a content security policy that allows just these. */
export async function inlineScriptHashes(folder: string, page: string): Promise<string> {
  const html = await readFile(join(folder, page), 'utf8');
  const scripts = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hash = (text: string): string => createHash('sha256').update(text).digest('base64');
  return scripts.map(([, text = '']) => `'sha256-${hash(text)}'`).join(' ');
}
