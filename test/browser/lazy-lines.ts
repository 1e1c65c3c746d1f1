// Lines that need between them every file which a page fetches on first use, each with what it prints.

import type { Page } from 'playwright';
import { expect } from 'vitest';
import { run } from './open-page.ts';

interface LazyLine {
  readonly line: string;
  readonly prints: string | RegExp;
  readonly exitCode?: number;
}

const lazyLines: readonly LazyLine[] = [
  { line: 'stripe customers create --name Jane', prints: '"name": "Jane"' },
  { line: 'stripe customers list --limit 1', prints: '"object": "list"' },
  { line: "stripe customers list | jq -r '.data[0].name'", prints: 'Jane\n' },
  { line: 'stripe customers list | grep -c Jane', prints: /^[1-9]/ },
  { line: 'stripe custmers list', prints: 'Did you mean "customers"?', exitCode: 1 },
  { line: 'stripe --map=compact', prints: 'customers' },
  { line: 'stripe customers create --name Jane --dry-run', prints: '"dry_run"' },
  // Prose and parameters of each part of the catalogue.
  { line: 'stripe customers create --help', prints: '--email' },
  { line: 'stripe charges create --help', prints: '--amount' },
  { line: 'stripe subscriptions create --help', prints: '--payment-behavior' },
  { line: 'stripe accounts create --help', prints: '--business-type' },
  { line: 'stripe v2 core event_destinations create --help', prints: '--enabled-events' },
  { line: 'stripe preview v2 core accounts create --help', prints: 'Usage:' },
  { line: 'stripe charges create --amount 900 --currency usd --source tok_visa', prints: '"ch_' },
  { line: 'stripe products create --name Plan', prints: '"prod_' },
  { line: 'stripe accounts create --type custom --country US', prints: '"acct_' },
  { line: 'stripe v2 core event_destinations list', prints: '"data"' },
  { line: 'stripe issuing cards list', prints: '/v1/issuing/cards' },
  { line: 'stripe trigger customer.created', prints: 'Trigger succeeded' },
  { line: 'stripe test_helpers test_clocks create --frozen-time 1700000000', prints: '"clock_' },
  {
    line: "stripe webhook_endpoints create --url https://example.com/hook --enabled-events '*'",
    prints: '"whsec_',
  },
  { line: 'stripe customers list --expand data.subscriptions', prints: '"subscriptions"' },
];

/** In the page's own shell. Opened before: see `openShell`. */
export async function runLazyLines(page: Page): Promise<void> {
  for (const { line, prints, exitCode = 0 } of lazyLines) {
    const result = await run(page, line);
    const printed = result.stdout + result.stderr;
    if (typeof prints === 'string') expect(printed, line).toContain(prints);
    else expect(printed, line).toMatch(prints);
    expect(result.exitCode, line).toBe(exitCode);
  }
}

/** What the reader opens and types beside lines: the inspector, the menu of completions, `listen`. */
export async function useLazyParts(page: Page): Promise<void> {
  const inspector = page.locator('sand-inspector');
  if (!(await inspector.isVisible())) {
    await page.getByRole('button', { name: 'Inspector' }).click();
  }
  await inspector.locator('summary', { hasText: 'is a new customer' }).first().waitFor();
  await page.locator('sand-shell').evaluate((shell) => (shell as HTMLElement).focus());
  await page.keyboard.type('stripe subscriptions ');
  await page.keyboard.press('Tab');
  const rows = page.locator('sand-shell .xterm-rows');
  await expect.poll(() => rows.textContent()).toContain('Removes the currently applied discount');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+c');
  await page.keyboard.type('stripe listen');
  await page.keyboard.press('Enter');
  await expect.poll(() => rows.textContent()).toContain('Ready!');
  await page.keyboard.press('Control+c');
}
