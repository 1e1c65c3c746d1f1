// What a reader sees beneath a snippet: the colours of the terminal, in a box that keeps the page still.

import AxeBuilder from 'axe-core';
import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layoutShift, openDocs, runButton, status } from './docs-site.ts';
import { openBrowser, screenText, transcript, waitForPrompt } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const below = (command: string): string =>
  `<pre data-sandshell-output="below"><code>${command}</code></pre>`;
const recorded = (text: string): string =>
  `<pre><code>stripe customers create --name "A &lt;b&gt;"</code></pre>
  <pre data-sandshell-expected><code>${text}</code></pre><p id="after">What follows.</p>`;
const looks = `<style>:root { color-scheme: light dark; background: light-dark(#f1f3f5, #22272b) }
  body { font: 100% system-ui; color: light-dark(#1c2024, #e6e9eb) }</style>`;
const live = (page: Page) => page.locator('[data-sandshell-live]');
/** `roomBelow`: to the text that follows. */
async function boxOf(page: Page, selector: string) {
  const box = (await page.locator(selector).boundingBox())!;
  return { ...box, roomBelow: (await topOf(page)) - box.y - box.height };
}
const topOf = (page: Page): Promise<number> =>
  page.locator('#after').evaluate((element) => element.getBoundingClientRect().top);

/** A command is busy until the function that this gives is called. */
async function holdFirstCommand(page: Page): Promise<() => void> {
  let arrive = (): void => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/first-command/, async (route) => {
    await held;
    await route.continue();
  });
  return arrive;
}

test.each(['light', 'dark'] as const)(
  'output has the colours of the terminal, all readable, and is never HTML: %s',
  async (colorScheme) => {
    const body =
      looks + below('stripe customers create --name "A &lt;b&gt;"') + below('stripe help');
    const { page } = await openDocs(browser, body, { colorScheme });
    await runButton(page).click();
    await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
    const painted = (word: string) => live(page).locator(`[data-sandshell-looks~=${word}]`);
    expect(await painted('green').allTextContents()).toContain('"A <b>"');
    expect(await painted('brightBlue').allTextContents()).toContain('"name"');
    expect(await live(page).locator('b').count()).toBe(0);
    const colorOf = (words: string) =>
      live(page)
        .locator(`[data-sandshell-looks~=${words}]`)
        .first()
        .evaluate((element) => getComputedStyle(element).color);
    const seen = await Promise.all(['green', 'brightBlue', 'yellow', 'cyan'].map(colorOf));
    expect(new Set(seen).size).toBe(4);
    await runButton(page, 1).click();
    await expect.poll(() => status(page, 1).textContent()).toMatch(/^Done/);
    await page.evaluate(AxeBuilder.source);
    const { violations, passes } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run('[data-sandshell-live]', {
        runOnly: 'color-contrast',
      }),
    );
    expect(violations.flatMap(({ nodes }) => nodes.map(({ html }) => html))).toEqual([]);
    expect(passes[0]?.nodes.length).toBeGreaterThan(0);
  },
);

test('a site chooses a colour of its own', async () => {
  const own = '<style>:root { --sandshell-green: rgb(1, 2, 3) }</style>';
  const { page } = await openDocs(browser, own + below('stripe customers create --name Jane'));
  await runButton(page).click();
  const green = live(page).locator('[data-sandshell-looks~=green]').first();
  await expect
    .poll(() => green.evaluate((span) => getComputedStyle(span).color))
    .toBe('rgb(1, 2, 3)');
});

test.each([
  ['a recorded line', '{ "object": "customer" }', false],
  ['many recorded lines', Array(40).fill('a line of it').join('\n'), false],
  ['one that stands for more', '{ … }', true],
])('the box has its height at once, in the place of %s', async (_, text, isHigher) => {
  const { page } = await openDocs(browser, recorded(text));
  const before = await boxOf(page, '[data-sandshell-expected]');
  const arrive = await holdFirstCommand(page);
  await runButton(page).click();
  await expect.poll(() => live(page).getAttribute('aria-busy')).toBe('true');
  const busy = await boxOf(page, '[data-sandshell-live]');
  expect(busy.height > before.height).toBe(isHigher);
  if (!isHigher) expect(busy.height).toBe(before.height);
  expect(busy.roomBelow).toBeCloseTo(before.roomBelow, 1);
  arrive();
  await expect.poll(() => live(page).getAttribute('aria-busy')).toBe('false');
  expect(await boxOf(page, '[data-sandshell-live]')).toEqual(busy);
});

test('in a column with gaps, the buttons make none of their own', async () => {
  const column = '<style>main { display: flex; flex-direction: column; gap: 24px }</style>';
  const body = `${column}<main><p>Before.</p>${recorded('{ … }')}</main>`;
  const { page } = await openDocs(browser, body, { javaScriptEnabled: false });
  const top = await topOf(page);
  const { page: withScript } = await openDocs(browser, body);
  await runButton(withScript).waitFor();
  expect(await topOf(withScript)).toBe(top);
  expect(await layoutShift(withScript)).toBe(0);
});

test('the shell, opened after commands ran unseen, shows its prompt', async () => {
  const { page } = await openDocs(browser, below('stripe customers create --name Jane'));
  for (const _ of [1, 2]) {
    await runButton(page).click();
    await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  }
  await page.locator('[data-sandshell-open]').click();
  await expect.poll(() => screenText(page)).toMatch(/^\}\s+\$$/m);
  // Where it would have been scrolled away, it was so within a few frames.
  await layoutShift(page);
  await layoutShift(page);
  expect(await screenText(page)).toMatch(/\$$/);
});

test('what runs beneath a snippet fetches and opens no terminal, until the shell is opened', async () => {
  const { page, asked } = await openDocs(browser, below('stripe customers create --name Jane'));
  await runButton(page).hover();
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  await page.waitForLoadState('networkidle');
  expect(asked.filter((url) => url.includes('first-prompt'))).toEqual([]);
  expect(await page.locator('sand-shell .xterm').count()).toBe(0);
  // As if it had been there: what was said and typed stands in it, and in what ↑ brings back.
  const shown = (await live(page).innerText()).trimEnd();
  expect(await transcript(page)).toBe(`$ stripe customers create --name Jane\n${shown}\n\n`);
  const before = await transcript(page);
  await page.locator('[data-sandshell-open]').click();
  await waitForPrompt(page);
  expect(await screenText(page)).toMatch(/"test_clock": null\n\}\n\n\$$/);
  expect(await transcript(page)).toBe(before);
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => screenText(page)).toMatch(/\$ stripe customers create --name Jane$/);
});

test('what follows the sandbox beneath a snippet goes on in a shell that is opened later', async () => {
  const { page } = await openDocs(
    browser,
    below('stripe listen') + below('stripe customers create --name Jane'),
  );
  await runButton(page, 0).click();
  await expect.poll(() => live(page).first().innerText()).toContain('Ready!');
  await runButton(page, 1).click();
  await expect.poll(() => live(page).first().innerText()).toContain('customer.created');
  await page.locator('[data-sandshell-open]').click();
  await expect.poll(() => screenText(page)).toMatch(/Ready![^]*--> customer\.created/);
  await runButton(page, 1).click();
  await expect
    .poll(() => screenText(page))
    .toMatch(/--> customer\.created[^]*--> customer\.created/);
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+c');
  await expect.poll(() => status(page, 0).textContent()).toBe('Ended with Ctrl+C');
  await expect.poll(() => screenText(page)).toMatch(/\$$/);
});

test('a command that asks something beneath a snippet opens the shell, where it is answered', async () => {
  const { page } = await openDocs(
    browser,
    below('stripe customers create --name Jane') + below('stripe customers delete {{CUSTOMER_ID}}'),
  );
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  await runButton(page, 1).click();
  await expect.poll(() => status(page, 1).textContent()).toContain('answer in the shell');
  expect(await page.getByRole('region', { name: 'Sandshell' }).isVisible()).toBe(true);
  await expect.poll(() => screenText(page)).toMatch(/confirm:$/);
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.type('yes');
  await page.keyboard.press('Enter');
  await expect.poll(() => status(page, 1).textContent()).toMatch(/^Done/);
  expect(await live(page).nth(1).innerText()).toContain('"deleted": true');
});

test('what goes on until it is ended says how, and a question beside it says why nobody can answer', async () => {
  const { page } = await openDocs(
    browser,
    below('stripe listen') + below('stripe delete /v1/customers/cus_1'),
  );
  await runButton(page, 0).click();
  await expect.poll(() => status(page, 0).textContent()).toContain('Ctrl+C in the shell ends it');
  await runButton(page, 1).click();
  await expect.poll(() => status(page, 1).textContent()).toMatch(/^Exit code 1: Nobody can answer/);
  // Opened by the question.
  await page.locator('sand-shell .xterm-helper-textarea').focus();
  await page.keyboard.press('Control+c');
  await expect.poll(() => status(page, 0).textContent()).toBe('Ended with Ctrl+C');
});

test('in a page that is read from the right, output, result and inspector are read from the left', async () => {
  const { page } = await openDocs(browser, below('stripe customers list') + below('stripe x'));
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toBe('0 in the list · 6 lines');
  await page.keyboard.press('Control+Backquote');
  await page.getByRole('button', { name: 'Inspector' }).click();
  const row = page.locator('sand-inspector summary', { hasText: '200 OK' });
  /** From the left edge of the box to the first character in it. */
  const indent = (box: Locator): Promise<number> =>
    box.evaluate((element) => {
      const text = document.createTreeWalker(element, NodeFilter.SHOW_TEXT).nextNode();
      const range = new Range();
      range.setStart(text!, 0);
      range.setEnd(text!, 1);
      return range.getBoundingClientRect().left - element.getBoundingClientRect().left;
    });
  for (const box of [live(page), status(page), row]) expect(await indent(box)).toBeLessThan(40);
});
