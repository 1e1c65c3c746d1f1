// The drawer: its key, its focus, its size, and the ways out of the terminal.

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  openBrowser,
  openShell,
  screenText,
  visit,
  waitForPrompt,
  type VisitOptions,
} from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function visitPage(options?: VisitOptions): Promise<Page> {
  const { page, close } = await visit(browser, options);
  onTestFinished(close);
  return page;
}

const drawer = (page: Page) => page.getByRole('region', { name: 'Sandshell' });

/** The element with the focus, inside shadow roots too. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return `${element?.tagName.toLowerCase()}.${element?.className}`;
  });
}

test('nothing is open, loaded or focused before the first use', async () => {
  const { page, asked, close } = await visit(browser, { serviceWorkers: 'block' });
  onTestFinished(close);
  await page.waitForLoadState('networkidle');
  expect(await drawer(page).count()).toBe(0);
  expect(asked.filter((url) => /main|terminal|backend|sandbox/.test(url))).toEqual([]);
  expect(await focused(page)).toBe('body.');
});

test('Ctrl+` opens the drawer at the prompt, and closes it again', async () => {
  const page = await visitPage();
  await page.keyboard.press('Control+Backquote');
  await waitForPrompt(page);
  await expect.poll(() => focused(page)).toContain('xterm-helper-textarea');
  expect(await drawer(page).isVisible()).toBe(true);
  await page.keyboard.press('Control+Backquote');
  expect(await drawer(page).count()).toBe(0);
  // With the next frame: what is hidden cannot have it.
  await expect.poll(() => focused(page)).toBe('body.');
  await page.keyboard.press('Control+Backquote');
  await expect.poll(() => focused(page)).toContain('xterm-helper-textarea');
});

test('the key belongs to the page where its reader types', async () => {
  const page = await visitPage();
  await page.evaluate(() => document.body.prepend(document.createElement('input')));
  await page.locator('input').focus();
  await page.keyboard.press('Control+Backquote');
  expect(await drawer(page).count()).toBe(0);
  await openShell(page);
  await page.locator('input').focus();
  await page.keyboard.press('Control+Backquote');
  expect(await drawer(page).isVisible()).toBe(true);
});

test('closing gives the focus back to the button that opened it', async () => {
  const page = await visitPage();
  await openShell(page);
  await expect.poll(() => focused(page)).toContain('xterm-helper-textarea');
  await drawer(page).getByRole('button', { name: 'Close the shell' }).click();
  expect(await focused(page)).toBe('button.open');
  const opener = page.locator('header [data-sandshell-open]');
  expect(await opener.getAttribute('aria-expanded')).toBe('false');
});

test('opening never scrolls the page', async () => {
  const page = await visitPage();
  await page.locator('#keys').scrollIntoViewIfNeeded();
  const before = await page.evaluate(() => scrollY);
  await page.keyboard.press('Control+Backquote');
  await waitForPrompt(page);
  expect(await page.evaluate(() => scrollY)).toBe(before);
});

test('Shift+Tab leaves the prompt, and so does Tab when there is nothing to complete', async () => {
  const page = await visitPage();
  await openShell(page);
  await page.keyboard.type('stripe cus');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).not.toContain('xterm-helper-textarea');
  await drawer(page).locator('.xterm-helper-textarea').focus();
  await page.keyboard.press('Control+u');
  await page.keyboard.press('Tab');
  expect(await focused(page)).not.toContain('xterm-helper-textarea');
});

test('Esc, then Tab, leaves the prompt with text in it', async () => {
  const page = await visitPage();
  await openShell(page);
  await page.keyboard.type('stripe customers cr');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await focused(page)).not.toContain('xterm-helper-textarea');
});

test('the arrow keys on the splitter change the height, and the button fills the window', async () => {
  const page = await visitPage();
  await openShell(page);
  const height = async () => (await drawer(page).boundingBox())?.height ?? 0;
  const splitter = page.getByRole('separator', { name: 'Height of the shell' });
  const before = await height();
  await splitter.focus();
  await page.keyboard.press('ArrowUp');
  expect(await height()).toBe(before + 32);
  expect(await splitter.getAttribute('aria-valuenow')).toBe(String(before + 32));
  await page.keyboard.press('Home');
  expect(await height()).toBe(160);
  await drawer(page).getByRole('button', { name: 'Fill the window' }).click();
  expect(await height()).toBe((page.viewportSize()?.height ?? 0) - 8);
});

test('the splitter can be dragged', async () => {
  const page = await visitPage();
  await openShell(page);
  const box = await drawer(page).boundingBox();
  const grip = { x: (box?.width ?? 0) / 2, y: box?.y ?? 0 };
  await page.mouse.move(grip.x, grip.y);
  await page.mouse.down();
  await page.mouse.move(grip.x, grip.y - 100, { steps: 3 });
  await page.mouse.up();
  expect((await drawer(page).boundingBox())?.height).toBe((box?.height ?? 0) + 100);
});

test('who presses a button of the drawer with the mouse types on in the prompt', async () => {
  const page = await visitPage();
  await openShell(page);
  await page.keyboard.type('echo ');
  for (const name of ['Fill the window', 'Inspector', 'Fill the window'])
    await drawer(page).getByRole('button', { name }).click();
  await page.mouse.click(640, (await drawer(page).boundingBox())?.y ?? 0);
  await page.keyboard.type('one');
  await expect.poll(() => screenText(page)).toMatch(/\$ echo one$/);
});

test('the end of the page can be read above the open drawer', async () => {
  const page = await visitPage();
  await openShell(page);
  await page.evaluate(() =>
    scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' }),
  );
  const foot = await page.locator('footer').boundingBox();
  const top = (await drawer(page).boundingBox())?.y ?? 0;
  expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(top + 1);
});

test('the terminal stays in sight where the window becomes too narrow for the inspector too', async () => {
  const page = await visitPage({ viewport: { width: 1280, height: 720 } });
  await openShell(page);
  const inspector = page.locator('sand-shell sand-inspector');
  const terminal = page.locator('sand-shell .xterm-rows');
  expect(await inspector.isVisible()).toBe(true);
  await page.setViewportSize({ width: 700, height: 500 });
  await expect.poll(() => inspector.isVisible()).toBe(false);
  expect(await terminal.isVisible()).toBe(true);
  await page.getByRole('button', { name: 'Inspector' }).click();
  expect(await inspector.isVisible()).toBe(true);
  await page.setViewportSize({ width: 700, height: 400 });
  expect(await inspector.isVisible()).toBe(true);
});

test('a phone held sideways shows some lines of the terminal, and it alone', async () => {
  const page = await visitPage({ viewport: { width: 844, height: 390 }, hasTouch: true });
  await openShell(page);
  expect(await page.locator('sand-shell sand-inspector').count()).toBe(0);
  expect(await page.locator('sand-shell .xterm-rows > div').count()).toBeGreaterThan(5);
});

test('on a phone the drawer is as wide as the screen, with a row of keys that type', async () => {
  const page = await visitPage({
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    isMobile: true,
  });
  await openShell(page);
  expect((await drawer(page).boundingBox())?.width).toBe(320);
  await page.getByRole('button', { name: 'Underscore' }).click();
  const rows = drawer(page).locator('.xterm-rows');
  await expect.poll(() => rows.innerText()).toContain('$ _');
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(isWide).toBe(false);
});

test('on the narrowest of phones every button of the drawer is in sight', async () => {
  const page = await visitPage({ viewport: { width: 280, height: 600 } });
  await openShell(page);
  const close = await page.getByRole('button', { name: 'Close the shell' }).boundingBox();
  expect(close!.x + close!.width).toBeLessThanOrEqual(280);
});
