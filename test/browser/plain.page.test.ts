// The example pages in plain HTML, on an origin of their own under a strict policy: attributes, methods,
// events, parts.

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  newVisitor,
  plainExamples,
  serveLibrary,
  serveSite,
  strictPolicy,
  type Visitor,
} from './docs-site.ts';
import { openBrowser } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

async function openExample(path: string): Promise<Visitor> {
  const library = await serveLibrary();
  const host = await serveSite({
    folder: plainExamples,
    library: library.url,
    headers: strictPolicy(library),
  });
  const visitor = await newVisitor(browser);
  await visitor.page.goto(host.url + path);
  return visitor;
}

interface Shell extends HTMLElement {
  run(line: string): Promise<{ stdout: string }>;
}

const runIn = (page: Page, index: number, line: string): Promise<{ stdout: string }> =>
  page
    .locator('sand-shell')
    .nth(index)
    .evaluate((shell, line) => (shell as Shell).run(line), line);

test('attributes: fixed ids and time, themes, a greeting, one sandbox, another key', async () => {
  const ids: string[] = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const { page, complaints } = await openExample('attributes.html');
    const rows = page.locator('sand-shell').first().locator('.xterm-rows');
    await expect.poll(() => rows.innerText()).toContain('Sandshell');
    const { stdout } = await runIn(page, 0, 'stripe customers create --name Jane');
    const { id, created } = JSON.parse(stdout) as { id: string; created: number };
    expect(created).toBe(Date.UTC(2026, 0, 31, 9) / 1000);
    ids.push(id);
    const found = await runIn(page, 1, `stripe customers retrieve ${id}`);
    expect(JSON.parse(found.stdout)).toMatchObject({ name: 'Jane' });
    const papers = await page.locator('sand-shell').evaluateAll((shells) =>
      shells.slice(0, 2).map((shell) => {
        const region = shell.shadowRoot?.querySelector('.region') ?? shell;
        return getComputedStyle(region).colorScheme;
      }),
    );
    expect(papers[0]).toBe('dark');
    expect(papers[1]).not.toBe('dark');
    const drawer = page.getByRole('region', { name: 'Sandshell' }).nth(2);
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Alt+KeyS');
    await expect.poll(() => drawer.isVisible()).toBe(true);
    await page.getByRole('button', { name: 'Open the shell' }).click();
    await expect.poll(() => drawer.isVisible()).toBe(false);
    expect(complaints).toEqual([]);
  }
  expect(ids[0]).toBe(ids[1]);
});

test('methods: each button does what the method of its name does', async () => {
  const { page, complaints } = await openExample('methods.html');
  const output = page.locator('output');
  const press = async (name: string, told: RegExp): Promise<void> => {
    await page.getByRole('button', { name, exact: true }).click();
    await expect.poll(() => output.innerText()).toMatch(told);
  };
  await page.locator('sand-shell .xterm-rows').waitFor();
  await press('run', /^run: exit code 0, customer cus_/);
  await press('transcript', /^transcript: \$ stripe customers create --name Jane/);
  await press('snapshot', /^snapshot: \d+ characters/);
  await press('reset', /^reset: done/);
  expect(JSON.parse((await runIn(page, 0, 'stripe customers list')).stdout).data).toEqual([]);
  await press('restore', /^restore: done/);
  expect(JSON.parse((await runIn(page, 0, 'stripe customers list')).stdout).data).toHaveLength(1);
  await press('clear', /^clear: done/);
  await press('transcript', /^transcript: $|^transcript:$/);
  await press('insert', /^insert: in the prompt/);
  await press('focus', /^focus: done/);
  await page.keyboard.press('Enter');
  await press('transcript', /stripe customers list/);
  expect(complaints).toEqual([]);
});

test('events: the page is told of all, in order', async () => {
  const { page, complaints } = await openExample('events.html');
  const told = page.locator('#told li');
  await expect.poll(() => told.allInnerTexts()).toEqual(['ready']);
  await runIn(page, 0, 'stripe customers create --name Jane');
  await expect.poll(() => told.count()).toBe(5);
  const lines = await told.allInnerTexts();
  expect(lines[1]).toBe('command stripe customers create --name Jane');
  expect(lines.slice(2).sort()).toEqual([
    'event customer.created',
    'request POST /v1/customers: 200',
    'result of stripe customers create --name Jane: exit code 0',
  ]);
  expect(complaints).toEqual([]);
});

test("parts and properties: the site's colours, font and borders are the shell's", async () => {
  const { page, complaints } = await openExample('parts.html');
  await page.locator('sand-shell').first().locator('.xterm-rows').waitFor();
  await page.getByRole('button', { name: 'Open the shell' }).click();
  await page.locator('sand-shell').nth(1).locator('.xterm-rows').waitFor();
  const looks = await page.locator('sand-shell').evaluateAll((shells) =>
    shells.map((shell) => {
      const style = (selector: string): CSSStyleDeclaration =>
        getComputedStyle(shell.shadowRoot?.querySelector(selector) ?? shell);
      return {
        padding: style('[part=terminal]').paddingLeft,
        font: style('.xterm-rows').fontFamily,
        header: style('[part=header]').borderBottomColor,
        corner: style('[part=drawer]').borderTopLeftRadius,
        level: style('[part=drawer]').zIndex,
        ink: style('.xterm-rows').color,
      };
    }),
  );
  expect(looks[0]).toMatchObject({ padding: '16px', ink: 'rgb(232, 241, 255)' });
  expect(looks[0]?.font).toContain('DejaVu Sans Mono');
  expect(looks[1]).toMatchObject({
    header: 'rgb(255, 209, 102)',
    corner: '12px',
    level: '50',
  });
  expect(complaints).toEqual([]);
});
