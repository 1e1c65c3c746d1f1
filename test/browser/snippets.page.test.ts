// A guide's snippets as a reader uses them: beneath and in the drawer, in order, edited, and ticked off.

import AxeBuilder from 'axe-core';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  docsPage,
  newVisitor,
  openDocs,
  plainExamples,
  runButton,
  serveLibrary,
  serveSite,
  status,
  strictPolicy,
  ticked,
} from './docs-site.ts';
import { openBrowser, run, screenText, transcript, type, waitForPrompt } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const snippet = (text: string, attributes = ''): string =>
  `<pre ${attributes}><code>${text}</code></pre>`;
const create = snippet('stripe customers create --name Jane', 'data-sandshell-id="create"');
const retrieve = snippet(
  'stripe customers retrieve {{CUSTOMER_ID}}',
  'data-sandshell-id="retrieve" data-sandshell-after="create"',
);
const recorded = '<pre data-sandshell-expected><code>{ "recorded": true }\n\n\n\n.</code></pre>';
const live = (page: Page) => page.locator('[data-sandshell-live]');
const drawer = (page: Page) => page.getByRole('region', { name: 'Sandshell' });
const edit = (page: Page, index = 0) => page.locator('button[data-sandshell-edit]').nth(index);

async function runs(page: Page, index: number, told: RegExp | string): Promise<void> {
  await runButton(page, index).click();
  await expect.poll(() => status(page, index).textContent()).toMatch(told);
}

test('the console tells an author of words that no attribute knows, each once', async () => {
  const { page, complaints } = await openDocs(
    browser,
    snippet('stripe customers create --name Jane', 'data-sandshell="inset"') +
      snippet('stripe customers list', 'data-sandshell="run" data-sandshell-output="Below"') +
      snippet('stripe customers list', 'data-sandshell="inset" data-sandshell-edit="off"'),
  );
  await runs(page, 0, /^customer cus_/);
  await runs(page, 1, /in the list/);
  await expect
    .poll(() => complaints)
    .toEqual([
      'data-sandshell="inset" is none of run, insert, off.',
      'data-sandshell-output="Below" is none of below, drawer.',
    ]);
});

test('output comes beneath the snippet where its author wants it there, and can be hidden', async () => {
  const { page } = await openDocs(
    browser,
    snippet('stripe customers create --name "A &lt;b&gt;"', 'data-sandshell-output="below"') +
      create,
  );
  await runs(page, 0, /^customer cus_/);
  expect(JSON.parse(await live(page).innerText())).toMatchObject({ name: 'A <b>' });
  expect(await drawer(page).count()).toBe(0);
  await page.getByRole('button', { name: 'Hide output' }).click();
  expect(await live(page).isVisible()).toBe(false);
  await runs(page, 0, /^customer cus_/);
  expect(await live(page).isVisible()).toBe(true);
  // What is not marked goes to the drawer, which has the earlier commands too.
  await runs(page, 1, /^customer cus_/);
  expect(await drawer(page).isVisible()).toBe(true);
  expect((await transcript(page)).split('stripe customers create')).toHaveLength(4);
});

test('page-wide, output goes beneath, but where a snippet says otherwise', async () => {
  const { page } = await openDocs(
    browser,
    `<main data-sandshell-output="below">${create}${snippet('stripe customers list', 'data-sandshell-output="drawer"')}</main>`,
  );
  await runs(page, 0, /^customer cus_/);
  expect(await live(page).count()).toBe(1);
  expect(await drawer(page).count()).toBe(0);
  await runs(page, 1, /^1 in the list/);
  expect(await live(page).count()).toBe(1);
  expect(await drawer(page).isVisible()).toBe(true);
});

test('several lines are told apart beneath, and what fails ends them', async () => {
  const { page } = await openDocs(
    browser,
    snippet(
      'stripe customers create \\\n  --name One\nstripe customers create --nonsense\nstripe customers list',
      'data-sandshell-output="below"',
    ),
  );
  await runs(page, 0, /^Exit code \d/);
  const text = await live(page).innerText();
  expect(text).toContain('$ stripe customers create');
  expect(text).toContain('"name": "One"');
  expect(text).not.toContain('"object": "list"');
});

test('recorded output shows first, then the live one in its place, and comes back', async () => {
  const { page } = await openDocs(browser, `${create}<p>You see:</p>${recorded}${retrieve}`);
  const expected = page.locator('[data-sandshell-expected]');
  expect(await expected.innerText()).toContain('{ "recorded": true }');
  const place = await expected.boundingBox();
  await runs(page, 0, /^customer cus_/);
  expect(await expected.isVisible()).toBe(false);
  expect(await live(page).innerText()).toContain('"name": "Jane"');
  expect((await live(page).boundingBox())?.height).toBe(place?.height);
  await page.getByRole('button', { name: 'Recorded output' }).click();
  expect(await expected.isVisible()).toBe(true);
  expect(await live(page).isVisible()).toBe(false);
  expect(await status(page).textContent()).toContain('Recorded output');
  await page.getByRole('button', { name: 'Live output' }).click();
  expect(await live(page).isVisible()).toBe(true);
  // It belongs to the snippet before it only.
  await runs(page, 1, /^customer cus_/);
  expect(await live(page).count()).toBe(1);
});

test('what a snippet builds on runs first, each once, in order, over several names', async () => {
  const { page } = await openDocs(
    browser,
    snippet(
      'stripe prices create --currency eur --unit-amount 5 --product {{PRODUCT_ID}}',
      'data-sandshell-id="price" data-sandshell-after="product"',
    ) +
      snippet('stripe products create --name Pail', 'data-sandshell-id="product"') +
      create +
      snippet('stripe customers list', 'data-sandshell-after="create, price product"'),
  );
  await runs(page, 3, /^1 in the list/);
  const lines = [...(await transcript(page)).matchAll(/^\$ stripe (\w+ \w+)/gm)].map(
    ([, line]) => line,
  );
  expect(lines).toEqual(['customers create', 'products create', 'prices create', 'customers list']);
  await runs(page, 3, /^1 in the list/);
  const again = [...(await transcript(page)).matchAll(/^\$ stripe (\w+ \w+)/gm)];
  expect(again).toHaveLength(5);
});

test('after a reset they run again; what was typed by hand, or kept, need not', async () => {
  const { page } = await openDocs(browser, create + retrieve);
  await runs(page, 1, /^customer cus_/);
  await page.evaluate(() =>
    document.querySelector<HTMLElement & { reset(): Promise<void> }>('sand-shell')?.reset(),
  );
  await runs(page, 1, /^customer cus_/);
  expect((await transcript(page)).split('customers create')).toHaveLength(3);
  await page.reload();
  await runs(page, 1, /^customer cus_/);
  expect(await transcript(page)).not.toContain('customers create');
});

test('snippets that wait for one another say so, and run nothing', async () => {
  const { page } = await openDocs(
    browser,
    snippet('stripe customers list', 'data-sandshell-id="a" data-sandshell-after="b"') +
      snippet('stripe customers create', 'data-sandshell-id="b" data-sandshell-after="a"'),
  );
  await runs(page, 0, 'wait for one another, so none can run: a, b, a');
  expect(await transcript(page)).toBe('');
});

test('a prerequisite that fails is told, and ends it', async () => {
  const { page } = await openDocs(
    browser,
    snippet('stripe customers retrieve cus_none', 'data-sandshell-id="broken"') +
      snippet(
        'stripe customers list',
        'data-sandshell-after="broken" data-sandshell-output="below"',
      ),
  );
  await runs(page, 1, /^Error: No such customer: 'cus_none'/);
});

test('a snippet is edited and run with keys alone, and Esc brings the original back', async () => {
  const { page } = await openDocs(browser, create);
  const code = page.locator('pre code').first();
  await edit(page).focus();
  await page.keyboard.press('Enter');
  const box = page.getByRole('textbox', { name: 'Edit stripe customers create' });
  expect(await box.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await status(page).textContent()).toContain('Esc brings the original back');
  await page.keyboard.type(' --email jane@example.com');
  await page.keyboard.press('Control+Enter');
  await expect.poll(() => transcript(page)).toContain('"email": "jane@example.com"');
  expect(await code.innerText()).toContain('--email');
  await box.focus();
  await page.keyboard.press('Escape');
  expect(await code.innerText()).toBe('stripe customers create --name Jane');
  expect(await code.getAttribute('contenteditable')).toBeNull();
  expect(await edit(page).evaluate((button) => button === document.activeElement)).toBe(true);
  await runs(page, 0, /^customer cus_/);
  expect((await transcript(page)).split('--email')).toHaveLength(2);
});

test('on a phone, which has no such keys, the buttons are named that run an edited snippet and end it', async () => {
  const { page } = await openDocs(browser, create, { hasTouch: true, isMobile: true });
  await edit(page).tap();
  await expect
    .poll(() => status(page).textContent())
    .toBe('Run runs it, Original brings the original back.');
  await page.getByRole('button', { name: /^Original / }).tap();
  await expect.poll(() => status(page).textContent()).toBe('The original is back.');
});

test('an edited snippet of coloured words gets them back, and a live key in it is refused', async () => {
  const { page } = await openDocs(
    browser,
    snippet('<b>stripe</b> customers create <i>--name Jane</i>') +
      snippet('stripe customers list', 'data-sandshell-edit="off"'),
  );
  expect(await page.locator('button[data-sandshell-edit]').count()).toBe(1);
  await edit(page).click();
  await page.getByRole('textbox', { name: /^Edit / }).waitFor();
  const key = ['sk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
  await page.keyboard.type(` --api-key ${key}`);
  await runs(page, 0, /^Exit code 1/);
  expect(await transcript(page)).not.toContain(key);
  await edit(page).click();
  expect(await page.locator('pre').first().locator('b').innerText()).toBe('stripe');
  const kept = await page.evaluate(() => JSON.stringify(localStorage));
  expect(kept).not.toContain(key);
});

test('a step is ticked by Run, by an equal line typed by hand, and by an event', async () => {
  const { page } = await openDocs(
    browser,
    create +
      snippet('stripe products create --name Pail') +
      snippet('stripe trigger customer.created') +
      snippet('stripe customers list') +
      snippet('stripe customers create --name Never', 'data-sandshell-done="off"'),
  );
  for (const index of [0, 1, 2, 3, 4]) expect(await ticked(page, index)).toBe(false);
  await runs(page, 0, /^customer cus_/);
  await expect.poll(() => ticked(page, 0)).toBe(true);
  // The event that it told ticks the third.
  await expect.poll(() => ticked(page, 2)).toBe(true);
  expect(await ticked(page, 1)).toBe(false);
  await page.evaluate(() => document.querySelector<HTMLElement>('sand-shell')?.focus());
  await waitForPrompt(page);
  await type(page, 'stripe post /v1/products -d name=Bucket');
  expect(await ticked(page, 1)).toBe(false);
  await type(page, "stripe products create -d 'name=Pail'");
  await expect.poll(() => ticked(page, 1)).toBe(true);
  expect(await ticked(page, 3)).toBe(false);
  await type(page, 'stripe customers list');
  await expect.poll(() => ticked(page, 3)).toBe(true);
  await runs(page, 4, /^customer cus_/);
  expect(await ticked(page, 4)).toBe(false);
});

test('ticks stay over a reload without a request, and a reset takes them away', async () => {
  const { page, asked, library } = await openDocs(
    browser,
    create + snippet('stripe customers list'),
  );
  await runs(page, 0, /^customer cus_/);
  await runs(page, 1, /^1 in the list/);
  await expect.poll(() => ticked(page, 1)).toBe(true);
  asked.length = 0;
  await page.reload({ waitUntil: 'networkidle' });
  expect(await ticked(page, 0)).toBe(true);
  expect(await ticked(page, 1)).toBe(true);
  expect(asked.filter((url) => url.startsWith(library.url))).toEqual([`${library.url}loader.js`]);
  expect(await page.evaluate(() => localStorage.getItem('sandshell.done'))).toMatch(/^\w+ \w+$/);
  await runs(page, 0, /^customer cus_/);
  await run(page, 'reset');
  await expect.poll(() => ticked(page, 0)).toBe(false);
  await expect.poll(() => ticked(page, 1)).toBe(false);
  await page.reload();
  await runButton(page).waitFor();
  expect(await ticked(page, 0)).toBe(false);
});

test('a tick from a sandbox that is gone is put right by the first command', async () => {
  const { page } = await openDocs(browser, create + snippet('stripe products create --name Pail'));
  await runs(page, 0, /^customer cus_/);
  await expect.poll(() => ticked(page)).toBe(true);
  await page.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name);
  });
  await page.reload();
  await runButton(page).waitFor();
  expect(await ticked(page)).toBe(true);
  await runs(page, 1, /^product prod_/);
  await expect.poll(() => ticked(page)).toBe(false);
  expect(await ticked(page, 1)).toBe(true);
});

test('a page whose sandbox begins anew shows no ticks of other visits', async () => {
  const seeded = `${create}<sand-shell drawer seed="docs"></sand-shell>`;
  const { page } = await openDocs(browser, seeded);
  await runs(page, 0, /^customer cus_/);
  await expect.poll(() => ticked(page)).toBe(true);
  await page.reload();
  await runButton(page).waitFor();
  expect(await ticked(page)).toBe(false);
});

test('the same command under another key is another step', async () => {
  const { page } = await openDocs(
    browser,
    create +
      snippet('stripe customers create --name Jane --api-key sk_test_BQokikJOvBiI2HlWgH4olfQ2'),
  );
  await runs(page, 1, /^customer cus_/);
  await expect.poll(() => ticked(page, 1)).toBe(true);
  expect(await ticked(page, 0)).toBe(false);
});

test('the example page works in a strict policy on a phone: reachable, named, nothing sticks out', async () => {
  const library = await serveLibrary();
  const host = await serveSite({
    folder: plainExamples,
    library: library.url,
    headers: strictPolicy(library),
  });
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, complaints } = await newVisitor(browser, {
      viewport: { width: 320, height: 640 },
      bypassCSP: false,
      colorScheme,
    });
    await page.goto(host.url);
    await runs(page, 4, /^price price_/);
    await runs(page, 3, /^product prod_/);
    await edit(page, 0).click();
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
    ).toBeLessThanOrEqual(0);
    const sizes = await page.locator('button:visible').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { width, height } = button.getBoundingClientRect();
        return Math.min(width, height);
      }),
    );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
    expect(complaints).toEqual([]);
    await page.evaluate(AxeBuilder.source);
    const { violations } = await page.evaluate(() =>
      (globalThis as unknown as { axe: typeof AxeBuilder }).axe.run(document),
    );
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  }
});

test('insert fills in ids and waits, and the focus stays with the button', async () => {
  const { page } = await openDocs(
    browser,
    create + snippet('stripe customers retrieve {{CUSTOMER_ID}}', 'data-sandshell="insert"'),
  );
  await runs(page, 0, /^customer cus_/);
  await runs(page, 1, /Press Enter there/);
  await expect.poll(() => screenText(page)).toMatch(/retrieve cus_\w{14}$/);
  expect(await transcript(page)).not.toContain('customers retrieve');
});

test('a page of another site finds the same ticks in its own storage only', async () => {
  const library = await serveLibrary();
  const pages = { '/index.html': docsPage(create, `${library.url}loader.js`) };
  const first = await serveSite({ pages });
  const second = await serveSite({ pages, host: 'localhost' });
  const { page } = await newVisitor(browser);
  await page.goto(first.url);
  await runs(page, 0, /^customer cus_/);
  await expect.poll(() => ticked(page)).toBe(true);
  await page.goto(second.url);
  await runButton(page).waitFor();
  expect(await ticked(page)).toBe(false);
});
