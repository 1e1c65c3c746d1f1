// What the loader costs a docs page that nobody clicks on, and what a click on it costs: web-vitals of
// the same page with the loader and without.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium } from 'playwright';
import { servePage } from '../browser/serve-page.ts';
import { runTool } from '../examples/package.ts';
import { findChromium } from '../find-chromium.ts';
import { type Figure, median } from './figure.ts';

/** The project's documentation, built anew from what `npm run build` has made. */
const docsSite = { folder: 'docs/.vitepress/dist', page: 'first-request.html' };

const root = fileURLToPath(new URL('../../', import.meta.url));
const webVitalsFile = join(root, 'node_modules/web-vitals/dist/web-vitals.iife.js');
/** A script of a page's start has its own names to itself. */
const webVitals = `${readFileSync(webVitalsFile, 'utf8')}\nwindow.webVitals = webVitals;`;
const pairsMax = 3;
const slowdowns = [1, 4];

interface Vitals {
  /** Until the click. */
  readonly cls: number;
  /** With the click, and what it brings. */
  readonly clsAfter: number;
  readonly lcpMs: number;
  /** Of the longest interaction; 0 where nothing was clicked. */
  readonly inpMs: number;
  /** Tasks of more than 50 ms until the click. */
  readonly longTasks: number;
}

export async function measureVitals(): Promise<readonly Figure[]> {
  await runTool('vitepress/bin/vitepress.js', ['build', 'docs'], { cwd: root });
  const site = await servePage({ folder: join(root, docsSite.folder) });
  const url = site.url + docsSite.page;
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  try {
    const figures: Figure[] = [];
    for (const slowdown of slowdowns) {
      const pairs: Pair[] = [];
      for (let pair = 0; pair < pairsMax; pair += 1) {
        const bare = await vitals(browser, url, { hasLoader: false, slowdown });
        pairs.push({ bare, ours: await vitals(browser, url, { hasLoader: true, slowdown }) });
      }
      figures.push(...told(pairs, `the VitePress docs, processor at 1/${slowdown}`));
    }
    return figures;
  } finally {
    await browser.close();
    await site.close();
  }
}

interface Pair {
  readonly ours: Vitals;
  readonly bare: Vitals;
}

/** Goals for a click are what web.dev calls good. */
function told(pairs: readonly Pair[], where: string): readonly Figure[] {
  const of = (side: keyof Pair, part: keyof Vitals): number =>
    median(pairs.map((pair) => pair[side][part]));
  const figure = (name: string, part: keyof Vitals, unit = ''): Figure => ({
    name: `${name}: ${where}`,
    unit,
    ours: of('ours', part),
    note: `median of ${pairs.length} visits`,
  });
  const beside = (name: string, part: keyof Vitals, unit = ''): Figure => ({
    ...figure(name, part, unit),
    peer: { name: 'without the loader', value: of('bare', part) },
  });
  const goal = (one: Figure, max: number): Figure => ({
    ...one,
    goal: `≤ ${max} ${one.unit}`.trim(),
    isMet: one.ours <= max,
  });
  return [
    goal(beside('CLS before a click', 'cls'), 0),
    goal(beside('long tasks before a click', 'longTasks'), of('bare', 'longTasks')),
    beside('LCP', 'lcpMs', 'ms'),
    goal(figure('INP of the first Run', 'inpMs', 'ms'), 200),
    goal(figure('CLS until Run has answered', 'clsAfter'), 0.1),
  ];
}

async function vitals(
  browser: Browser,
  url: string,
  { hasLoader, slowdown }: { readonly hasLoader: boolean; readonly slowdown: number },
): Promise<Vitals> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    if (!hasLoader) {
      const empty = { contentType: 'text/javascript', body: 'export {}' };
      await page.route(/\/loader\b[^/]*\.js$/, (route) => route.fulfill(empty));
    }
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.addInitScript({ content: webVitals });
    await page.addInitScript(watch);
    await page.goto(url, { waitUntil: 'networkidle' });
    const before = await page.evaluate(() => ({ ...(window as unknown as Watched).watched }));
    if (!hasLoader) return before;
    const run = page.locator('[data-sandshell-run]').first();
    const answered = page.evaluate(
      () =>
        new Promise((resolve) => {
          document.addEventListener('sandshell:result', () => resolve(true), { once: true });
        }),
    );
    await run.click();
    await answered;
    await page.waitForFunction(() => (window as unknown as Watched).watched.inpMs > 0);
    const after = await page.evaluate(() => ({ ...(window as unknown as Watched).watched }));
    return { ...before, clsAfter: after.cls, inpMs: after.inpMs };
  } finally {
    await context.close();
  }
}

interface Watched {
  readonly watched: Vitals;
  readonly webVitals: Readonly<
    Record<string, (report: (metric: { value: number }) => void, options: object) => void>
  >;
}

/** Runs in the page, before its own scripts. */
function watch(): void {
  const watched: Record<string, number> = { cls: 0, clsAfter: 0, lcpMs: 0, inpMs: 0, longTasks: 0 };
  const page = Object.assign(window as unknown as Watched, { watched });
  const options = { reportAllChanges: true, durationThreshold: 16 };
  for (const [name, part] of Object.entries({ onCLS: 'cls', onLCP: 'lcpMs', onINP: 'inpMs' })) {
    page.webVitals[name]?.(({ value }) => (watched[part] = value), options);
  }
  const count = (list: PerformanceObserverEntryList): void => {
    watched['longTasks'] = (watched['longTasks'] ?? 0) + list.getEntries().length;
  };
  new PerformanceObserver(count).observe({ type: 'longtask', buffered: true });
}
