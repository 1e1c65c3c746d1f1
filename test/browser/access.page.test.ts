// For every reader: axe finds nothing, a strict policy draws, and nothing is asked of another host.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { guideCommand, openBrowser, openShell, run, screenText, type, visit } from './open-page.ts';
import { strictPolicy } from './serve-page.ts';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: unknown; readonly failureSummary?: string }[];
  }[];
}

/** As sentences that can be acted on. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(() => {
    const { axe } = globalThis as unknown as { axe: { run(options: object): Promise<AxeResults> } };
    return axe.run({ rules: { 'target-size': { enabled: true } } });
  });
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} ${JSON.stringify(node.target)} ${node.failureSummary}`),
  );
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const looks = [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['light on a phone', { colorScheme: 'light', ...phone }],
  ['dark on a phone', { colorScheme: 'dark', ...phone }],
] as const;

test.each(looks)('axe finds nothing in the page, closed and open, %s', async (_name, look) => {
  const { page, close } = await visit(browser, { ...look, reducedMotion: 'reduce' });
  onTestFinished(close);
  expect(await violations(page)).toEqual([]);
  await openShell(page);
  await type(page, guideCommand);
  await type(page, 'stripe customers retrieve cus_unknown');
  expect(await violations(page)).toEqual([]);
  const inspect = page.getByRole('button', { name: 'Inspector' });
  if ((await inspect.getAttribute('aria-pressed')) !== 'true') await inspect.click();
  await page.locator('sand-inspector summary.row').first().click();
  await page.locator('sand-inspector section').last().locator('summary.row').first().click();
  expect(await violations(page)).toEqual([]);
});

test('under a strict policy everything draws, and the browser has nothing to report', async () => {
  const { page, complaints, close } = await visit(browser, { serve: { headers: strictPolicy } });
  onTestFinished(close);
  await openShell(page);
  await type(page, guideCommand);
  // Told before it is drawn.
  await expect.poll(() => screenText(page)).toContain('"tax_exempt"');
  const looks = await page.evaluate(() => {
    const root = document.querySelector('sand-shell')?.shadowRoot;
    const words = [...(root?.querySelectorAll('.xterm-rows span') ?? [])];
    const shown = words.filter((word) => word.textContent?.trim());
    const region = root?.querySelector('.region');
    return {
      colors: [...new Set(shown.map((word) => getComputedStyle(word).color))],
      background: region ? getComputedStyle(region).backgroundColor : '',
      position: region ? getComputedStyle(region).position : '',
      fonts: [...new Set(shown.map((word) => getComputedStyle(word).fontFamily))],
    };
  });
  expect(looks.colors.length).toBeGreaterThan(2);
  expect(looks.colors).not.toContain(looks.background);
  expect(looks.position).toBe('fixed');
  expect(looks.fonts.join()).toContain('monospace');
  expect(complaints).toEqual([]);
});

test('nothing is asked of another host', async () => {
  const { page, asked, server, close } = await visit(browser);
  onTestFinished(close);
  await openShell(page);
  await type(page, guideCommand);
  await run(page, 'stripe customers list');
  await run(page, 'stripe customers create --help');
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => !url.startsWith(server.url))).toEqual([]);
});

test('a live key never leaves the prompt', async () => {
  const { page, close } = await visit(browser);
  onTestFinished(close);
  await openShell(page);
  await page.evaluate(() => {
    Object.assign(globalThis, { told: '' });
    for (const name of ['sandshell:command', 'sandshell:result']) {
      document.addEventListener(name, (event) => {
        (globalThis as unknown as { told: string }).told += JSON.stringify(
          (event as CustomEvent).detail,
        );
      });
    }
  });
  const key = `sk_live_${'4eC39HqLyjWDarjtT1zdp7dc'}`;
  await type(page, `stripe customers list --api-key ${key}`);
  const requests = page.locator('sand-inspector section').first().locator('summary.row');
  expect(await requests.count()).toBe(0);
  expect(await page.evaluate(() => (globalThis as unknown as { told: string }).told)).not.toContain(
    key,
  );
  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(stored).not.toContain(key);
});

test('what a button runs is told once, beside the button; what is typed, by the terminal', async () => {
  const { page, close } = await visit(browser);
  onTestFinished(close);
  const shell = page.locator('sand-shell');
  await page.locator('[data-sandshell-run]').first().click();
  const told = page.locator('[data-sandshell-bar]').first().getByRole('status');
  await expect.poll(() => told.textContent()).toMatch(/^customer cus_/);
  expect(await shell.locator('.sandshell-status').textContent()).toBe('');
  await shell.locator('.screen').click();
  await type(page, 'stripe version');
  await expect.poll(() => shell.locator('.sandshell-status').textContent()).toMatch(/^Done: /);
  expect(await told.textContent()).toMatch(/^customer cus_/);
});

test('on paper the commands and all their output stand as text, without the frame', async () => {
  const { page, close } = await visit(browser);
  onTestFinished(close);
  await openShell(page);
  await type(page, guideCommand);
  await page.emulateMedia({ media: 'print' });
  const log = page.locator('sand-shell').getByRole('log');
  expect(await log.isVisible()).toBe(true);
  const [height, lines] = await log.evaluate((element) => [
    element.getBoundingClientRect().height,
    (element.textContent ?? '').split('\n').length,
  ]);
  expect(lines).toBeGreaterThan(30);
  expect(height).toBeGreaterThan((lines ?? 0) * 12);
  // Once, that is: the terminal itself does not stand there too.
  expect(await page.locator('sand-shell .xterm').isVisible()).toBe(false);
  const [shown = 0, all = 0] = await page
    .locator('main')
    .evaluate((main) => [main.clientWidth, document.body.clientWidth]);
  expect(shown).toBeGreaterThan(all * 0.8);
  expect(await page.getByRole('button', { name: 'Close the shell' }).isVisible()).toBe(false);
});

test.each([320, 390, 768, 1280])('at %i px nothing has to be scrolled sideways', async (width) => {
  const { page, close } = await visit(browser, { viewport: { width, height: 800 } });
  onTestFinished(close);
  const isWide = (): Promise<boolean> =>
    page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(await isWide()).toBe(false);
  await openShell(page);
  expect(await isWide()).toBe(false);
});

test.each([
  ['in colour', {}],
  ['in forced colours', { forcedColors: 'active' }],
] as const)('selected text can be read, %s', async (_name, look) => {
  const { page, close } = await visit(browser, look);
  onTestFinished(close);
  await openShell(page);
  await type(page, 'echo ===========');
  const rows = page.locator('sand-shell .xterm-rows > div');
  const row = rows.filter({ hasText: /^=+$/ });
  const box = await row.boundingBox();
  if (!box) throw new Error('What was printed is not on the screen.');
  const clip = { ...box, width: 60 };
  const plain = await contrast(page, await page.screenshot({ clip }));
  await page.mouse.dblclick(box.x + 20, box.y + box.height / 2);
  await expect.poll(() => row.locator('.xterm-decoration-top').count()).toBe(1);
  expect(plain).toBeGreaterThan(7);
  expect(await contrast(page, await page.screenshot({ clip }))).toBeGreaterThan(7);
});

/** Between the lightest and the darkest point of a picture, as WCAG counts it: 1 to 21. */
function contrast(page: Page, picture: Buffer): Promise<number> {
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    const linear = (value = 0): number =>
      value <= 10 ? value / 3294 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    const lights: number[] = [];
    for (let at = 0; at < data.length; at += 4)
      lights.push(
        0.2126 * linear(data[at]) + 0.7152 * linear(data[at + 1]) + 0.0722 * linear(data[at + 2]),
      );
    return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
  }, picture.toString('base64'));
}
