// Bytes that a docs page's reader pays: before a click, and until the first customer is created.

import { readFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium, type Response } from 'playwright';
import { findChromium } from '../find-chromium.ts';
import type { Figure } from './figure.ts';
import { docsPage, serveSite } from './site.ts';

export async function measureSizes(): Promise<readonly Figure[]> {
  const { before, after } = await fetched();
  const xterm = brotliBytes(readFileSync('node_modules/@xterm/xterm/lib/xterm.mjs'));
  const codapi = brotliBytes(readFileSync('node_modules/@antonz/codapi/dist/snippet.js'));
  const beforeBytes = total(before);
  const afterBytes = beforeBytes + total(after);
  return [
    {
      name: 'bytes before a click (brotli)',
      unit: 'B',
      ours: beforeBytes,
      peer: { name: 'codapi snippet.js', value: codapi },
      ratio: beforeBytes / codapi,
      goal: '≤ 2,000',
      isMet: beforeBytes <= 2_000,
      note: [...before.keys()].join(', '),
    },
    {
      name: 'bytes until a customer is created (brotli)',
      unit: 'B',
      ours: afterBytes,
      peer: { name: 'xterm.js alone', value: xterm },
      ratio: afterBytes / xterm,
      goal: '≤ 130,000',
      isMet: afterBytes <= 130_000,
      note: [...after].map(([path, bytes]) => `${path} ${bytes}`).join(', '),
    },
  ];
}

/** Brotli bytes by path, as the browser asked for them before the click and between it and the answer. */
async function fetched(): Promise<Record<'before' | 'after', Map<string, number>>> {
  const { url, server } = await serveSite({ '/docs.html': docsPage });
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox'],
  });
  try {
    const page = await browser.newPage();
    const sizes = { before: new Map<string, number>(), after: new Map<string, number>() };
    let current = sizes.before;
    const bodies: Promise<void>[] = [];
    const measure = (response: Response): void => {
      const path = new URL(response.url()).pathname;
      if (path === '/docs.html' || path === '/favicon.ico') return;
      const into = current;
      bodies.push(response.body().then((body) => void into.set(path, brotliBytes(body))));
    };
    page.on('response', measure);
    await page.goto(`${url}/docs.html`, { waitUntil: 'networkidle' });
    current = sizes.after;
    // The last value is no promise, or the call would wait for the answer.
    await page.evaluate(`window.answered = new Promise((done) =>
      document.addEventListener('sandshell:result', done, { once: true })); true`);
    await page.click('[data-sandshell-run]');
    await page.evaluate('window.answered.then(() => true)');
    page.off('response', measure);
    await Promise.all(bodies);
    return sizes;
  } finally {
    await browser.close();
    server.close();
  }
}

function total(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

export function brotliBytes(body: Buffer): number {
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
