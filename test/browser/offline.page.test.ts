// After one visit the page needs neither its server nor a network.

import { expect, onTestFinished, test } from 'vitest';
import { guideCommand, openBrowser, openShell, transcript, type, visit } from './open-page.ts';

test('with the network off and the server gone, a new tab loads and answers', async () => {
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const { page, server } = await visit(browser);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await server.close();
  const context = page.context();
  await context.setOffline(true);
  await page.close();

  const later = await context.newPage();
  const failed: string[] = [];
  later.on('requestfailed', (request) => failed.push(request.url()));
  await later.goto(server.url);
  await openShell(later);
  await type(later, guideCommand);
  expect(await transcript(later)).toContain('"email": "jane.smith@email.com"');
  await type(later, 'stripe customers create --help');
  expect(await transcript(later)).toContain('--email');
  expect(failed).toEqual([]);
});
