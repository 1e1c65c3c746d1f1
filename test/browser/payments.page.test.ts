// Payments in the page's own sandbox: what they need of the catalogue comes with the first of them.

import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openShell, transcript, visit } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

test('a payment, a declined one, an invoice’s trigger, and what is in the balance', async () => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  const run = async (line: string, told: string | RegExp): Promise<void> => {
    await page.keyboard.type(line);
    await page.keyboard.press('Enter');
    await expect.poll(() => transcript(page), { timeout: 15_000 }).toMatch(told);
  };
  const pay = 'stripe payment_intents create --amount 2000 --currency usd --confirm';
  await run(`${pay} --payment-method pm_card_visa -d "payment_method_types[]=card"`, /"succeeded"/);
  await run(
    `${pay} --payment-method pm_card_visa_chargeDeclined -d "payment_method_types[]=card"`,
    /"decline_code": "generic_decline"/,
  );
  await run('stripe trigger invoice.paid', /Trigger succeeded!/);
  await run('stripe balance retrieve | jq .pending[0].amount', /\n3824\n/);
  expect(complaints).toEqual([]);
  await close();
});
