// A page whose network goes away after the first command: what a line still needs cannot be fetched. The
// reader is told so, nothing is lost, and the same line works once the network is back.

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { openBrowser, openShell, run, type, visit } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const cutOff =
  'A part of the shell could not be loaded. Nothing is lost: try again once the network is back, ' +
  'or load the page anew.';

/** Of the first customer, and then without the network. No worker keeps the page's files. */
async function openCutOff(): Promise<Page> {
  const visited = await visit(browser, { serviceWorkers: 'block' });
  onTestFinished(visited.close);
  const { page } = visited;
  await openShell(page);
  await type(page, 'stripe customers create --name Jane');
  await page.context().setOffline(true);
  return page;
}

let page: Page;
beforeEach(async () => {
  page = await openCutOff();
});

test.each([
  ['stripe customers list', `Get "https://api.stripe.com/v1/customers": ${cutOff}\n`],
  ['stripe products create --name Shirt', `sandshell: ${cutOff}\n`],
  ['stripe help', `sandshell: ${cutOff}\n`],
  ['stripe customers create --help', `sandshell: ${cutOff}\n`],
  ['stripe customers create --name Jo | jq .name', `sandshell: ${cutOff}\n`],
  ['NAME=$(stripe customers list)', `sandshell: ${cutOff}\n`],
  ['stripe trigger customer.created', `sandshell: ${cutOff}\n`],
  ['history', `sandshell: ${cutOff}\n`],
])('%s', async (line, stderr) => {
  expect(await run(page, line)).toEqual({ stdout: '', stderr, exitCode: 1 });
  await page.context().setOffline(false);
  const again = await run(page, line);
  expect([again.exitCode, again.stderr]).toEqual([0, '']);
});

test('what was made before is there, and more can be made, without the network and after it', async () => {
  await run(page, 'stripe products create --name Shirt');
  const { stdout } = await run(page, 'stripe customers create --name Jo');
  expect(stdout).toContain('"name": "Jo"');
  await page.context().setOffline(false);
  const listed = await run(page, 'stripe customers list | jq -c "[.data[].name]"');
  expect(listed.stdout).toBe('["Jo","Jane"]\n');
});

test('beside a snippet it is told as well, and Run works again', async () => {
  const third = page.locator('[data-sandshell-bar]').nth(2);
  const status = third.getByRole('status');
  await third.locator('[data-sandshell-run]').click();
  await expect.poll(() => status.textContent()).toContain(cutOff);
  await page.context().setOffline(false);
  await third.locator('[data-sandshell-run]').click();
  await expect.poll(() => status.textContent()).toMatch(/^customer cus_/);
});
