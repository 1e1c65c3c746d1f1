// Docs sites with Sandshell in them, made with the packed package: the one of this project, and those
// of docs/examples whose tools are installed here. `npm run examples` has the others.

import { readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import AxeBuilder from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { examples, packLibrary, root, runTool, unpackInto } from '../examples/package.ts';
import { missedPoints } from './every-point.ts';
import { openBrowser, visit } from './open-page.ts';
import {
  inlineScriptHashes,
  layoutShiftOfLoader,
  layoutShiftOfPage,
  visitSite,
  type Site,
} from './visit-site.ts';

const handbook: Site = {
  folder: join(examples, 'vitepress/dist'),
  page: 'handbook/index.html',
  snippet: 'stripe customers retrieve',
  lines: 2,
  link: 'Take a payment',
  nextSnippet: 'stripe refunds create',
  nextLines: 2,
};

const documentation: Site = {
  folder: join(root, 'docs/.vitepress/dist'),
  page: 'sandshell/first-request.html',
  snippet: 'stripe events list',
  lines: 3,
  link: 'The shell',
  nextSnippet: 'stripe get /v1/customers',
  nextLines: 1,
};

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
  const tarball = await packLibrary();
  for (const example of ['vitepress', 'react', 'vue', 'msw']) await unpackInto(example, tarball);
  await rm(dirname(tarball), { recursive: true });
  await Promise.all([buildHandbook(), buildDocumentation()]);
  for (const example of ['react', 'vue']) {
    await runTool('vite/bin/vite.js', ['build', '--logLevel', 'error'], {
      cwd: join(examples, example),
    });
  }
}, 300_000);
afterAll(() => browser.close());

const vitepress = 'vitepress/bin/vitepress.js';

function buildHandbook(): Promise<void> {
  return runTool(vitepress, ['build'], { cwd: join(examples, 'vitepress') });
}

/** Under a path, as where a repository's pages are. */
function buildDocumentation(): Promise<void> {
  const outDir = join(documentation.folder, 'sandshell');
  const env = { DOCS_BASE: '/sandshell/' };
  return runTool(vitepress, ['build', 'docs', '--outDir', outDir], { cwd: root, env });
}

/** What VitePress itself needs: two scripts and a style of its own, and the colours of code. */
async function strictPolicy({ folder, page }: Site): Promise<string> {
  const hashes = await inlineScriptHashes(folder, page);
  const noTransitions = "'sha256-skqujXORqzxt1aE0NNXxujEanPTX6raoqSscTV/Ww/Y='";
  return [
    "default-src 'self'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes}`,
    `style-src 'self' ${noTransitions}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
  ].join('; ');
}

describe.each([
  ['the handbook, made with VitePress', handbook],
  ['the documentation', documentation],
])('%s, with a strict policy', (_, site) => {
  test('runs its snippets, page after page, and asks nobody else', async () => {
    const report = await visitSite(browser, { ...site, policy: await strictPolicy(site) });
    expect(report.fetchedBefore).toEqual([expect.stringMatching(/sandshell\/loader\.js$/)]);
    expect(report.results.map(({ exitCode }) => exitCode)).toEqual(Array(site.lines).fill(0));
    expect(report.results.at(-1)?.line).toContain(site.snippet);
    expect(report.isInPlace).toBe(true);
    expect(report.nextResults.at(-1)?.line).toContain(site.nextSnippet);
    expect(report.nextResults.map(({ exitCode }) => exitCode)).toEqual(
      Array(site.nextLines).fill(0),
    );
    expect(report.otherHosts).toEqual([]);
    expect(await layoutShiftOfLoader(browser, site)).toBe(0);
    expect(report.complaints).toEqual([]);
  });
});

test('each thing that the loader and its snippets promise holds in the handbook', async () => {
  const site = { ...handbook, policy: await strictPolicy(handbook) };
  expect(await missedPoints(browser, site)).toEqual([]);
});

test.each([390, 1000, 1280, 1600])(
  'nothing of the documentation moves, at a width of %i, while the page comes to life',
  async (width) => {
    expect(await layoutShiftOfPage(browser, documentation, width)).toBe(0);
  },
);

test.each(['light', 'dark'] as const)(
  'the documentation shows without a fault on a phone, with what was run, and wide: %s',
  async (colorScheme) => {
    const { page, close } = await visit(browser, {
      serve: { folder: documentation.folder },
      query: documentation.page,
      viewport: { width: 390, height: 844 },
      colorScheme,
    });
    onTestFinished(close);
    await page.locator('[data-sandshell-run]').first().click();
    await page.locator('[data-sandshell-live][aria-busy=false]').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    const search = page.getByRole('button', { name: /^Search/ });
    expect(await search.count()).toBe(1);
    await page.goto(new URL('index.html', page.url()).href, { waitUntil: 'networkidle' });
    expect(await faultsOf(page)).toEqual([]);
    await page.setViewportSize({ width: 1280, height: 800 });
    expect(await faultsOf(page)).toEqual([]);
    expect(await search.count()).toBe(1);
  },
);

async function faultsOf(page: Page): Promise<readonly unknown[]> {
  await page.evaluate(AxeBuilder.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run(),
  );
  return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
}

test('no link of the documentation leads to nothing', async () => {
  const folder = join(documentation.folder, 'sandshell');
  const files = await readdir(folder, { recursive: true });
  const dead: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.html'))) {
    const html = await readFile(join(folder, file), 'utf8');
    for (const [, href = ''] of html.matchAll(/<a\b[^>]*href="([^"]+)"/g)) {
      const { origin, pathname } = new URL(href, `http://site/sandshell/${file}`);
      const path = pathname.slice('/sandshell/'.length) || 'index.html';
      const isThere = [path, `${path}.html`].some((name) => files.includes(name));
      if (origin === 'http://site' && !isThere) dead.push(`${file}: ${href}`);
    }
  }
  expect(dead).toEqual([]);
});

test('VitePress leaves the handbook its placeholders, and what is off or an answer gets no button', async () => {
  const { snippets } = await visitSite(browser, handbook);
  expect(snippets).toEqual([
    'stripe customers create --name="Ada Rider" --email=ada@pedalhaus.example',
    'stripe customers retrieve {{CUSTOMER_ID}}',
    'stripe customers delete {{CUSTOMER_ID}}',
  ]);
});

test('the shell follows the light and the dark of the handbook', async () => {
  const { page, close } = await visit(browser, {
    serve: { folder: handbook.folder },
    query: handbook.page,
    colorScheme: 'light',
  });
  const shell = page.locator('sand-shell[drawer]');
  await expect.poll(() => shell.getAttribute('theme')).toBe('light');
  await page.locator('.VPNavBarAppearance button').click();
  await expect.poll(() => shell.getAttribute('theme')).toBe('dark');
  await close();
});

test.each([1280, 390])(
  'copying a block stays possible beside Run, at a width of %i',
  async (width) => {
    const { page, close } = await visit(browser, {
      serve: { folder: handbook.folder },
      query: handbook.page,
      viewport: { width, height: 800 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    onTestFinished(close);
    const block = page.locator('[class*=language-]', { hasText: 'Ada Rider' });
    const copied = async (index: number): Promise<string> => {
      await block.nth(index).locator('button.copy').click();
      return page.evaluate(() => navigator.clipboard.readText());
    };
    expect(await copied(0)).toMatch(/^stripe customers create .*example$/);
    // None of the buttons lies over another, or over the command.
    const boxes = await Promise.all(
      ['button.copy', '[data-sandshell-run]', '[data-sandshell-edit]', 'pre .line'].map(
        async (selector) => (await block.first().locator(selector).first().boundingBox())!,
      ),
    );
    for (const [index, one] of boxes.entries()) {
      for (const other of boxes.slice(index + 1)) expect(isOver(one, other)).toBe(false);
    }
    await block.first().locator('[data-sandshell-run]').click();
    const live = page.locator('[data-sandshell-live][aria-busy=false]');
    await live.waitFor();
    expect(JSON.parse(await copied(1))).toMatchObject({ object: 'customer', livemode: false });
    await page.getByRole('button', { name: 'Recorded output' }).click();
    expect(await copied(1)).toContain('"cus_…"');
    const [toggle, copy] = await Promise.all(
      ['[data-sandshell-recorded]', 'button.copy'].map(
        async (selector) => (await block.nth(1).locator(selector).boundingBox())!,
      ),
    );
    expect(isOver(toggle!, copy!)).toBe(false);
  },
);

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function isOver(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

test.each(['react', 'vue'])('the counter, made with %s, hears of each new rider', async (name) => {
  const { page, complaints, asked, server, close } = await visit(browser, {
    serve: { folder: join(examples, name, 'dist') },
  });
  const riders = page.getByRole('list', { name: 'Riders' });
  await page.getByRole('button', { name: 'Register Ada' }).click();
  await expect.poll(() => riders.innerText()).toBe('Ada Rider');
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.type('stripe customers create --name=Ben');
  await page.keyboard.press('Enter');
  await expect.poll(() => riders.innerText()).toBe('Ada Rider\nBen');
  expect(asked.filter((url) => !url.startsWith(server.url) && url.startsWith('http'))).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test("the examples' own types hold", async () => {
  await runTool('typescript/bin/tsc', ['-p', examples], { cwd: root });
});

test("a bicycle rental's own tests pass, with the SDK answered by sandshell/msw", async () => {
  const words = ['run', '--reporter=json', '--outputFile=dist/report.json'];
  const folder = join(examples, 'msw');
  await runTool('vitest/vitest.mjs', words, { cwd: folder });
  const report = JSON.parse(await readFile(join(folder, 'dist/report.json'), 'utf8')) as {
    numPassedTests: number;
    numTotalTests: number;
  };
  expect(report.numPassedTests).toBe(report.numTotalTests);
  expect(report.numTotalTests).toBeGreaterThan(2);
});
