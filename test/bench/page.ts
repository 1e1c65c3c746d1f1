// In Chromium, beside a bare xterm.js page: from script start to a painted prompt, and the main
// thread's work for a keystroke while the completion menu is open.

import { type Browser, type CDPSession, type Page, chromium } from 'playwright';
import { findChromium } from '../find-chromium.ts';
import { type Figure, median } from './figure.ts';
import { barePage, echoPage, serveSite, shellPage } from './site.ts';

const pairsMax = 15;
const keystrokes = 40;
const keyPairsMax = 5;

export async function measurePage(): Promise<readonly Figure[]> {
  const site = await serveSite({
    '/shell.html': shellPage,
    '/bare.html': barePage,
    '/echo.html': echoPage,
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  try {
    return [await paint(browser, site.url), ...(await keystroke(browser, site.url))];
  } finally {
    await browser.close();
    site.server.close();
  }
}

async function paint(browser: Browser, url: string): Promise<Figure> {
  await paintedMs(browser, `${url}/bare.html`);
  await paintedMs(browser, `${url}/shell.html`);
  const pairs = [];
  for (let pair = 0; pair < pairsMax; pair += 1) {
    const bare = await paintedMs(browser, `${url}/bare.html`);
    pairs.push({ bare, ours: await paintedMs(browser, `${url}/shell.html`) });
  }
  const ratio = median(pairs.map(({ ours, bare }) => ours / bare));
  return {
    name: 'script start → painted prompt',
    unit: 'ms',
    ours: median(pairs.map(({ ours }) => ours)),
    peer: { name: 'bare xterm.js page', value: median(pairs.map(({ bare }) => bare)) },
    ratio,
    goal: '≤ 1.3 ×',
    isMet: ratio <= 1.3,
    note: `median of ${pairsMax} pairs, each in a fresh browser context`,
  };
}

/** The frame after the one in which the rows first hold a `$`. */
async function paintedMs(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const rows = (): string => {
        const root = document.querySelector('sand-shell')?.shadowRoot ?? document;
        return root.querySelector('.xterm-rows')?.textContent ?? '';
      };
      const state = window as unknown as { startMs: number; painted: Promise<number> };
      state.painted = new Promise((done) => {
        const look = (): void => {
          if (!rows().includes('$')) requestAnimationFrame(look);
          else
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - state.startMs)));
        };
        requestAnimationFrame(look);
      });
    });
    await page.goto(url);
    return await page.evaluate(() => (window as unknown as { painted: Promise<number> }).painted);
  } finally {
    await context.close();
  }
}

/** The same keys to a bare terminal that echoes them: most of the time is the browser's own. */
async function keystroke(browser: Browser, url: string): Promise<readonly Figure[]> {
  const pairs: { readonly ours: KeyCost; readonly bare: KeyCost }[] = [];
  for (let pair = 0; pair < keyPairsMax; pair += 1) {
    const bare = await keyMs(browser, { page: `${url}/echo.html`, element: '#terminal' });
    pairs.push({ bare, ours: await keyMs(browser, { page: `${url}/shell.html` }) });
  }
  const figure = (part: keyof KeyCost, name: string): Figure => ({
    name,
    unit: 'ms',
    ours: median(pairs.map(({ ours }) => ours[part])),
    peer: {
      name: 'bare xterm.js echo, no menu',
      value: median(pairs.map(({ bare }) => bare[part])),
    },
    ratio: median(pairs.map(({ ours, bare }) => ours[part] / bare[part])),
  });
  const whole = figure('allMs', 'a keystroke with the completion menu open');
  const own = figure('ownMs', '… of it script, style and layout');
  return [
    {
      ...whole,
      goal: '≤ 4 ms',
      isMet: whole.ours <= 4,
      note: 'all main-thread work of the page, paint and the sending of the key included, less that of idle frames',
    },
    own,
  ];
}

interface KeyCost {
  /** All of the main thread's task time. */
  readonly allMs: number;
  /** What the page asks of the browser: script, style and layout. */
  readonly ownMs: number;
}

interface TypedAt {
  readonly page: string;
  /** What takes the focus. */
  readonly element?: string;
}

/** Divided by the number of keys. */
async function keyMs(browser: Browser, { page: url, element }: TypedAt): Promise<KeyCost> {
  const page = await browser.newPage();
  await page.addInitScript(() =>
    addEventListener('sandshell:ready', () => (document.title = 'Ready')),
  );
  await page.goto(url);
  await page.waitForFunction(() => document.title === 'Ready');
  await page.evaluate((name) => {
    document.querySelector<HTMLElement>(name)?.focus();
  }, element ?? 'sand-shell');
  await page.waitForFunction(() => {
    const root = document.querySelector('sand-shell')?.shadowRoot ?? document;
    return root.activeElement?.tagName === 'TEXTAREA';
  });
  await page.keyboard.type('stripe customers ');
  if (!element) await openMenu(page);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await press(page, keystrokes);
  const idle = await costOf(session, page, async () => pause(page, keystrokes));
  const busy = await costOf(session, page, async () => press(page, keystrokes));
  await page.close();
  return {
    allMs: (busy.allMs - idle.allMs) / keystrokes,
    ownMs: (busy.ownMs - idle.ownMs) / keystrokes,
  };
}

async function openMenu(page: Page): Promise<void> {
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => {
    const rows = document.querySelector('sand-shell')?.shadowRoot?.querySelector('.xterm-rows');
    return rows?.textContent?.includes('list_payment_methods');
  });
}

async function press(page: Page, keys: number): Promise<void> {
  for (let key = 0; key < keys; key += 1) {
    await page.keyboard.press(key % 2 === 0 ? 'l' : 'Backspace');
    await frame(page);
  }
}

async function costOf(session: CDPSession, page: Page, run: () => Promise<void>): Promise<KeyCost> {
  const read = async (names: readonly string[]): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const told = metrics.filter(({ name }) => names.includes(name));
    return told.reduce((sum, { value }) => sum + value * 1000, 0);
  };
  const all = ['TaskDuration'];
  const own = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];
  const before = { allMs: await read(all), ownMs: await read(own) };
  await run();
  await settled(page);
  return { allMs: (await read(all)) - before.allMs, ownMs: (await read(own)) - before.ownMs };
}

async function pause(page: Page, frames: number): Promise<void> {
  for (let count = 0; count < frames; count += 1) await frame(page);
}

async function frame(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
}

async function settled(page: Page): Promise<void> {
  await pause(page, 10);
}
