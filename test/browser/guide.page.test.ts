// The guide, walked through by a reader in a real browser.

import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  guideCommand,
  openBrowser,
  openShell,
  run,
  screenText,
  transcript,
  type,
  visit,
  waitForPrompt,
  type Visit,
  type VisitOptions,
} from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function visitGuide(options?: VisitOptions): Promise<Visit> {
  const visited = await visit(browser, options);
  onTestFinished(visited.close);
  return visited;
}

test('the first command, typed, is answered with the customer', async () => {
  const { page, complaints } = await visitGuide();
  await openShell(page);
  await type(page, guideCommand);
  const printed = await transcript(page);
  expect(printed).toContain('"object": "customer"');
  expect(printed).toContain('"email": "jane.smith@email.com"');
  expect(printed).toMatch(/"id": "cus_\w{14}"/);
  await expect.poll(() => screenText(page)).toContain('"test_clock": null');
  expect(complaints).toEqual([]);
});

test('the buttons are there before the shell has been fetched', async () => {
  // The worker that works offline fetches all files, in its own time.
  const { page, asked } = await visitGuide({ serviceWorkers: 'block' });
  await page.locator('header [data-sandshell-open]').waitFor();
  await page.locator('[data-sandshell-run]').first().waitFor();
  const scripts = asked.filter((url) => url.endsWith('.js')).map((url) => url.split('/').at(-1));
  expect(scripts).toHaveLength(2);
  expect(scripts.join(' ')).toMatch(/^(index|preloading)-\S+ (index|preloading)-\S+$/);
});

test('the drawer opens with the click, and the terminal comes into it when it has been fetched', async () => {
  const { page } = await visitGuide({ serviceWorkers: 'block' });
  let letCome = (): void => undefined;
  const isHeld = new Promise<void>((resolve) => (letCome = resolve));
  await page.route(/\/first-prompt-/, async (route) => {
    await isHeld;
    await route.continue();
  });
  await page.locator('header [data-sandshell-open]').click();
  await page.getByRole('region', { name: 'Sandshell' }).waitFor();
  expect(await page.locator('sand-shell .xterm-helper-textarea').count()).toBe(0);
  letCome();
  await waitForPrompt(page);
});

test('Run runs the snippet in the drawer, tells the result below it, and leaves the focus', async () => {
  const { page } = await visitGuide();
  const button = page.locator('[data-sandshell-run]').first();
  await button.click();
  const told = page.locator('[data-sandshell-bar]').first().getByRole('status');
  await expect.poll(() => told.textContent()).toMatch(/^customer cus_\w{14} · \d+ lines$/);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await transcript(page)).toContain('"email": "jane.smith@email.com"');
});

test('a customer made with another key is unknown to the first', async () => {
  const { page } = await visitGuide();
  const told = page.locator('[data-sandshell-bar]').nth(1).getByRole('status');
  await page.locator('[data-sandshell-run]').nth(1).click();
  await expect.poll(() => told.textContent()).toMatch(/^customer cus_/);
  const { stdout, exitCode } = await run(page, 'stripe customers list');
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ object: 'list', data: [] });
});

test('the steps run one after the other, and what another key has made is not filled in', async () => {
  const { page } = await visitGuide();
  const told: string[] = [];
  for (const index of [0, 1, 2]) {
    const status = page.locator('[data-sandshell-bar]').nth(index).getByRole('status');
    await page.locator('[data-sandshell-run]').nth(index).click();
    await expect.poll(() => status.textContent()).toMatch(/ · \d+ lines$/);
    told.push((await status.textContent()) ?? '');
  }
  expect(told[1]).not.toBe(told[0]);
  expect(told[2]).toBe(told[0]);
});

test('a snippet that builds on another runs that first, once, and fills in its id', async () => {
  const { page } = await visitGuide();
  const button = page.locator('[data-sandshell-run]').nth(2);
  const told = page.locator('[data-sandshell-bar]').nth(2).getByRole('status');
  await button.click();
  await expect.poll(() => told.textContent()).toMatch(/^customer cus_/);
  const [id] = /cus_\w+/.exec((await told.textContent()) ?? '') ?? [''];
  await button.click();
  await expect.poll(async () => (await transcript(page)).split(`retrieve ${id}`).length).toBe(3);
  const { stdout } = await run(page, 'stripe customers list');
  expect(JSON.parse(stdout).data).toHaveLength(1);
});

test('the inspector shows the request and the event, each opening to its JSON', async () => {
  const { page } = await visitGuide();
  await openShell(page);
  await type(page, guideCommand);
  const inspector = page.locator('sand-inspector');
  const row = (text: string) => page.locator('summary.row', { hasText: text });
  const request = row('200 OK POST /v1/customers');
  const event = row('jane.smith@email.com is a new customer');
  await request.click();
  const opened = inspector.locator('li', { has: request });
  await expect.poll(() => opened.innerText()).toContain('"name": "Jane Smith"');
  expect(await opened.innerText()).toContain('"invoice_prefix"');
  await event.click();
  const eventOpened = inspector.locator('li', { has: event });
  await expect.poll(() => eventOpened.innerText()).toContain('"type": "customer.created"');
  expect(await eventOpened.innerText()).toContain('"email": "jane.smith@email.com"');
});

test('where a path takes several lines, the sign before it stands at the first', async () => {
  const { page } = await visitGuide();
  await openShell(page);
  await type(page, `stripe get /v1/customers/cus_${'a'.repeat(150)}`);
  const row = page.locator('summary.row', { hasText: '404' });
  const text = row.locator('.line-text');
  await text.waitFor();
  const [lineTop, lineHeight] = await text.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [first] = range.getClientRects();
    return [first!.top, first!.height];
  });
  expect((await text.boundingBox())!.height).toBeGreaterThan(2 * lineHeight!);
  const sign = await boxBefore(page, row);
  expect(sign.top).toBeGreaterThan(lineTop!);
  expect(sign.bottom).toBeLessThan(lineTop! + lineHeight!);
});

/** Of what the styles draw before an element; no page can ask for it. */
async function boxBefore(page: Page, of: Locator): Promise<{ top: number; bottom: number }> {
  const devtools = await page.context().newCDPSession(page);
  const name = 'rowUnderTest';
  await of.evaluate((element, key) => Object.assign(globalThis, { [key]: element }), name);
  const { result } = await devtools.send('Runtime.evaluate', { expression: name });
  const { node } = await devtools.send('DOM.describeNode', { objectId: result.objectId! });
  const { backendNodeId } = node.pseudoElements!.find(({ pseudoType }) => pseudoType === 'before')!;
  const { model } = await devtools.send('DOM.getBoxModel', { backendNodeId });
  const tops = model.border.filter((_, index) => index % 2 === 1);
  return { top: Math.min(...tops), bottom: Math.max(...tops) };
}

test('the rows of the inspector are reached and opened with keys alone', async () => {
  const { page } = await visitGuide();
  await openShell(page);
  await type(page, 'stripe customers create --name One');
  await type(page, 'stripe customers create --name Two');
  const rows = page.locator('sand-inspector section').first().locator('summary.row');
  await expect.poll(() => rows.count()).toBe(2);
  await rows.first().focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const second = page.locator('sand-inspector section').first().locator('li').nth(1);
  await expect.poll(() => second.innerText()).toContain('"name": "One"');
});

test('Tab offers the ids that the sandbox holds, newest first, with names', async () => {
  const { page } = await visitGuide();
  await openShell(page);
  await type(page, 'stripe customers create --name One');
  await type(page, 'stripe customers create --name Two --email two@example.com');
  await page.keyboard.type('stripe customers retrieve ');
  await page.keyboard.press('Tab');
  const rows = page.locator('sand-shell .xterm-rows');
  await expect.poll(() => rows.innerText()).toMatch(/cus_\w{14}\s+Two · two@example\.com/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(() => transcript(page)).toMatch(/retrieve cus_\w{14}[^]*"name": "Two"/);
});

test('what a reader types as a name is shown as text, never as HTML or control codes', async () => {
  const { page, complaints } = await visitGuide();
  await openShell(page);
  const name = '<img src=x onerror=alert(1)>';
  await type(page, `stripe customers create --name '${name}' --description $'a\\e]0;x\\ab'`);
  const row = page.locator('sand-inspector summary', { hasText: 'is a new customer' });
  await expect.poll(() => row.innerText()).toContain(`${name} is a new customer`);
  expect(await page.locator('sand-inspector img').count()).toBe(0);
  expect(await transcript(page)).not.toContain('\u001b');
  expect(complaints).toEqual([]);
});

test('while jq is fetched the terminal says so, and no more once it is there or is not wanted', async () => {
  const { page } = await visitGuide({ serviceWorkers: 'block' });
  let fetched = 0;
  let letCome = (): void => undefined;
  await page.route(/\/jq-/, async (route) => {
    fetched += 1;
    await new Promise<void>((resolve) => (letCome = resolve));
    await route.continue();
  });
  await openShell(page);
  await page.keyboard.type('X=$(echo 1 | jq .)');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toMatch(/jq \.\)\nFetching jq …$/);
  await page.keyboard.press('Control+C');
  await expect.poll(() => screenText(page)).toMatch(/Fetching jq …\^C\n\$$/);
  await page.keyboard.type('echo 2 | jq ". + 40"');
  await page.keyboard.press('Enter');
  await expect.poll(() => screenText(page)).toMatch(/40"\nFetching jq …$/);
  expect(fetched).toBe(1);
  letCome();
  await expect.poll(() => screenText(page)).toMatch(/40"\n42\n\$$/);
  expect(await transcript(page)).not.toContain('Fetching');
});

test('the page is told of commands, results, requests and events', async () => {
  const { page } = await visitGuide();
  await page.evaluate(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    for (const name of ['ready', 'command', 'result', 'request', 'event']) {
      document.addEventListener(`sandshell:${name}`, (event) => {
        told.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`);
      });
    }
  });
  await openShell(page);
  await type(page, 'stripe customers create --name Jane');
  const told = await page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
  expect(told.map((line) => line.split(' ', 1)[0])).toEqual([
    'ready',
    'command',
    'event',
    'request',
    'result',
  ]);
  expect(told[1]).toContain('"line":"stripe customers create --name Jane"');
  expect(told[2]).toContain('"type":"customer.created"');
  expect(told[3]).toMatch(/"method":"POST","path":"\/v1\/customers","status":200,.*"req_/);
  expect(told[4]).toContain('"exitCode":0');
});

test('without scripts the guide is whole: commands and the answer are there to read', async () => {
  const { page } = await visitGuide({ javaScriptEnabled: false });
  const text = await page.locator('main').innerText();
  expect(text).toContain('stripe customers create --email=jane.smith@email.com');
  expect(text).toContain('"invoice_prefix": "9B1D61CF"');
  expect(await page.getByRole('button').count()).toBe(0);
});
