// A reader's first use, in Chromium at full and at a quarter of the speed: from the click to a prompt
// that takes keys, beside a bare xterm.js page, and to the first response, beside codapi's snippet.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright';
import { findChromium } from '../find-chromium.ts';
import { type Figure, median } from './figure.ts';
import { codapiAnswer, codapiPage, docsPage, lateBarePage, serveSite } from './site.ts';
import { brotliBytes } from './sizes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** How many pairs at each slowdown of the processor. */
const pairsAt: Readonly<Record<number, number>> = { 1: 5, 4: 3 };

interface Use {
  readonly path: string;
  /** JavaScript: what is clicked, and whether the reader sees what the click was for. */
  readonly target: string;
  readonly isDone: string;
  /** Whether a key has to be seen in the terminal's rows afterwards. */
  readonly rows?: string;
}

const ourRows = `document.querySelector('sand-shell')?.shadowRoot?.querySelector('.xterm-rows')`;
const bareRows = `document.querySelector('.xterm-rows')`;

const ourPrompt: Use = {
  path: '/docs.html',
  target: '[data-sandshell-open]',
  isDone: `${ourRows}?.textContent.includes('$') &&
    document.activeElement?.shadowRoot?.activeElement?.tagName === 'TEXTAREA'`,
  rows: ourRows,
};
const barePrompt: Use = {
  path: '/late.html',
  target: 'button',
  isDone: `${bareRows}?.textContent.includes('$') && document.activeElement.tagName === 'TEXTAREA'`,
  rows: bareRows,
};
const ourResponse: Use = {
  path: '/docs.html',
  target: '[data-sandshell-run]',
  isDone: `((${ourRows}?.textContent ?? '') + document.body.textContent).includes('"test_clock"')`,
};
const codapiResponse: Use = {
  path: '/codapi.html',
  target: 'codapi-toolbar button',
  isDone: `document.querySelector('codapi-output').textContent.includes('"test_clock"')`,
};

export async function measureFirstUse(): Promise<readonly Figure[]> {
  const site = await serveSite({
    '/docs.html': docsPage,
    '/late.html': lateBarePage,
    '/codapi.html': codapiPage,
    '/v1/exec': codapiAnswer,
  });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
  const use = (what: Use, slowdown: number): Promise<Used> =>
    used(browser, site.url, { ...what, slowdown });
  try {
    const figures: Figure[] = [bytes(await use(ourPrompt, 1), await use(barePrompt, 1))];
    for (const slowdown of Object.keys(pairsAt).map(Number)) {
      const beside = (name: string, ours: Use, peer: Peer): Promise<Figure> =>
        pairs(`${name}, processor at 1/${slowdown}`, pairsAt[slowdown] ?? 1, {
          ours: async () => (await use(ours, slowdown)).ms,
          peer: async () => (await use(peer.use, slowdown)).ms,
          peerName: peer.name,
        });
      figures.push(
        await beside('click → a prompt that takes keys', ourPrompt, {
          name: 'bare xterm.js, fetched on a click',
          use: barePrompt,
        }),
        await beside('click → the first response', ourResponse, {
          name: 'codapi, whose server is a fake on this machine that answers at once',
          use: codapiResponse,
        }),
      );
    }
    return figures;
  } finally {
    await browser.close();
    site.server.close();
  }
}

interface Peer {
  readonly name: string;
  readonly use: Use;
}

function bytes(ours: Used, bare: Used): Figure {
  const total = (paths: readonly string[]): number =>
    paths.reduce((sum, path) => sum + brotliBytes(readFileSync(join(root, path))), 0);
  const [value, peer] = [total(ours.paths), total(bare.paths)];
  return {
    name: 'bytes until a prompt takes keys (brotli)',
    unit: 'B',
    ours: value,
    peer: { name: 'bare xterm.js page', value: peer },
    ratio: value / peer,
    note: ours.paths.join(', '),
  };
}

interface Pair {
  readonly ours: () => Promise<number>;
  readonly peer: () => Promise<number>;
  readonly peerName: string;
}

async function pairs(name: string, count: number, { ours, peer, peerName }: Pair): Promise<Figure> {
  const spent = [];
  for (let pair = 0; pair < count; pair += 1)
    spent.push({ peer: await peer(), ours: await ours() });
  return {
    name,
    unit: 'ms',
    ours: median(spent.map((pair) => pair.ours)),
    peer: { name: peerName, value: median(spent.map((pair) => pair.peer)) },
    ratio: median(spent.map((pair) => pair.ours / pair.peer)),
    note: `median of ${count} pairs, each in a fresh browser context; nothing is fetched ahead by pointing`,
  };
}

interface Used {
  /** From the click to the frame after the one in which what it was for is there. */
  readonly ms: number;
  /** Of all that was fetched by then, the page itself left out. */
  readonly paths: readonly string[];
}

/** The click is the page's own, so that no pointer comes near before. */
async function used(
  browser: Browser,
  url: string,
  { path, target, isDone, rows, slowdown }: Use & { readonly slowdown: number },
): Promise<Used> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
    await page.goto(url + path);
    await page.waitForSelector(target);
    const found = await page.evaluate<Used>(`new Promise((resolve) => {
      const isDone = () => ${isDone};
      const startMs = performance.now();
      const finish = () => resolve({
        ms: performance.now() - startMs,
        paths: performance.getEntriesByType('resource')
          .filter(({ name, responseEnd }) => responseEnd > 0 && name.startsWith('http'))
          .map(({ name }) => new URL(name).pathname),
      });
      const look = () =>
        isDone() ? requestAnimationFrame(() => setTimeout(finish)) : requestAnimationFrame(look);
      document.querySelector(${JSON.stringify(target)}).click();
      requestAnimationFrame(look);
    })`);
    if (rows) await checkKeys(page, rows);
    return found;
  } finally {
    await context.close();
  }
}

/** A prompt that only looked ready would have lost the key. */
async function checkKeys(page: Page, rows: string): Promise<void> {
  await page.keyboard.type('xyz');
  await page.waitForFunction(`${rows}.textContent.includes('xyz')`);
}
