// Somebody else's docs site, with the built library on another origin: what the tests of embedding share.

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import { onTestFinished } from 'vitest';

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export const builtLibrary = at('dist/lib');
export const plainExamples = at('docs/examples/plain');

/** How the example pages name the library; here it has an origin of its own. */
const namedInExamples = '../../../dist/lib/';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

export interface Site {
  /** As in `http://127.0.0.1:41234/`. */
  readonly url: string;
  /** As in `http://127.0.0.1:41234`. */
  readonly origin: string;
}

export interface SiteOptions {
  /** By path, as in `/index.html`. Before the folder. */
  readonly pages?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** Every address begins with it, as in `docs/v2/`. */
  readonly prefix?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Where the example pages find the library. */
  readonly library?: string;
  /** `localhost` is another site than `127.0.0.1`, not only another origin. */
  readonly host?: 'localhost' | '127.0.0.1';
}

/** Until the test is over. */
export async function serveSite(options: SiteOptions): Promise<Site> {
  const { prefix = '', host = '127.0.0.1' } = options;
  const server = createServer((request, response) => void answer(options, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const origin = `http://${host}:${(server.address() as AddressInfo).port}`;
  return { origin, url: `${origin}/${prefix}` };
}

async function answer(
  { pages = {}, folder, prefix = '', headers = {}, library }: SiteOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  const inside = path.startsWith(`/${prefix}`) ? `/${path.slice(prefix.length + 1)}` : undefined;
  try {
    if (inside === undefined) throw new Error('Outside');
    const text = pages[inside] ?? (await readFile(join(folder ?? '/nowhere', inside), 'utf8'));
    response.setHeader('Content-Type', types[extname(inside)] ?? 'application/octet-stream');
    response.end(library ? text.replaceAll(namedInExamples, library) : text);
  } catch {
    response.writeHead(404).end('Not found');
  }
}

/** The built library, open to every origin. */
export function serveLibrary(options: SiteOptions = {}): Promise<Site> {
  const headers = { 'Access-Control-Allow-Origin': '*' };
  return serveSite({ folder: builtLibrary, headers, ...options });
}

/** The strictest that a site can send and still name another origin for its shell. */
export function strictPolicy({ origin }: Site): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `script-src 'self' ${origin}`,
    `style-src 'self'`,
    `connect-src ${origin}`,
    'img-src data:',
    `frame-src ${origin}`,
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return { 'Content-Security-Policy': policy.join('; ') };
}

export function docsPage(body: string, loader: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Docs</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="icon" href="data:,"></head>
    <body>${body}<script type="module" src="${loader}"></script></body></html>`;
}

export interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Addresses asked for, of any host, in order. */
  readonly asked: string[];
  /** Errors, warnings, and what a policy blocked. */
  readonly complaints: string[];
}

export async function newVisitor(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<Visitor> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const [asked, complaints]: [string[], string[]] = [[], []];
  context.on('request', (request) => {
    if (!request.url().startsWith('data:')) asked.push(request.url());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`blocked: ${violatedDirective} ${blockedURI}`),
    );
    const shifts = { score: 0 };
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as unknown as LayoutShift;
        if (!hadRecentInput) shifts.score += value;
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return { page, context, asked, complaints };
}

interface LayoutShift {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Of all layout shifts that no input excuses; 0 when nothing moved. */
export async function layoutShift(page: Page): Promise<number> {
  return page.evaluate(async () => {
    // Two frames, so that what moved in the last one is told.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    return (globalThis as unknown as { shifts: { score: number } }).shifts.score;
  });
}

/** A docs page with one body, and a visitor who has it open. */
export async function openDocs(
  browser: Browser,
  body: string,
  options: BrowserContextOptions & {
    readonly headers?: (library: Site) => SiteOptions['headers'];
  } = {},
): Promise<Visitor & { readonly library: Site; readonly host: Site }> {
  const { headers, ...context } = options;
  const library = await serveLibrary();
  const pages = { '/index.html': docsPage(body, `${library.url}loader.js`) };
  const host = await serveSite({ pages, headers: headers?.(library) ?? {} });
  const visitor = await newVisitor(browser, context);
  await visitor.page.goto(host.url, { waitUntil: 'networkidle' });
  return { ...visitor, library, host };
}

export const runButton = (page: Page, index = 0): Locator =>
  page.locator('[data-sandshell-run]').nth(index);
export const status = (page: Page, index = 0): Locator =>
  page.locator('[data-sandshell-bar]').nth(index).getByRole('status');
export const ticked = (page: Page, index = 0): Promise<boolean> =>
  page.locator('[data-sandshell-tick]').nth(index).isVisible();
