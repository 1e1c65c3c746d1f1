// A real Chromium with the built demo page in it, and what the page tests do there again and again.

import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright';
import { expect } from 'vitest';
import { findChromium } from '../find-chromium.ts';
import { servePage, type ServedPage, type ServeOptions } from './serve-page.ts';

export const guideCommand =
  'stripe customers create --email=jane.smith@email.com --name="Jane Smith" ' +
  '--description="My First Stripe Customer"';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
}

export interface Visit {
  readonly page: Page;
  readonly server: ServedPage;
  /** What the page complained about: errors, and messages of the browser. */
  readonly complaints: string[];
  /** Addresses asked for, of any host. */
  readonly asked: string[];
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  readonly serve?: ServeOptions;
  /** After the address, as in `?backend=worker`. */
  readonly query?: string;
}

/** Each visit has a context of its own: nothing is left from the one before. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { serve, query = '', ...contextOptions } = options;
  const server = await servePage(serve);
  const context = await browser.newContext(contextOptions);
  const page = await context.newPage();
  const complaints: string[] = [];
  const asked: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  context.on('request', (request) => asked.push(request.url()));
  await page.goto(server.url + query);
  return {
    page,
    server,
    complaints,
    asked,
    async close() {
      await context.close();
      await server.close();
    },
  };
}

/** With the visible button; waits for the prompt, and for what answers it. */
export async function openShell(page: Page): Promise<void> {
  await page.locator('header [data-sandshell-open]').click();
  await waitForPrompt(page);
  await expect.poll(() => page.locator('sand-shell .badge').textContent()).not.toBe('');
}

export async function waitForPrompt(page: Page): Promise<void> {
  await page.locator('sand-shell .xterm-helper-textarea').waitFor({ state: 'attached' });
  await expect.poll(() => screenText(page), { timeout: 20_000 }).toMatch(/\$\s*$/);
}

/** Types into the prompt as a reader does, and waits for the command's result. */
export async function type(page: Page, line: string): Promise<void> {
  const result = page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        document.addEventListener('sandshell:result', () => resolve(), { once: true });
      }),
  );
  await page.keyboard.type(line);
  await page.keyboard.press('Enter');
  await result;
}

/** What the terminal shows: its rows, without trailing blanks. */
export function screenText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const rows = document
      .querySelector('sand-shell')
      ?.shadowRoot?.querySelectorAll('.xterm-rows > div');
    const lines = [...(rows ?? [])].map((row) => (row.textContent ?? '').replaceAll('\u00a0', ' '));
    return lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  });
}

/** What was typed and printed since the page was opened. */
export function transcript(page: Page): Promise<string> {
  return page.evaluate(() => {
    const shell = document.querySelector('sand-shell') as HTMLElement & { transcript(): string };
    return shell.transcript();
  });
}

/** Through the element's own method; gives what the command printed and its exit code. */
export function run(
  page: Page,
  line: string,
): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  return page.evaluate((line) => {
    const shell = document.querySelector('sand-shell') as HTMLElement & {
      run(line: string): Promise<{ stdout: string; stderr: string; exitCode: number }>;
    };
    return shell.run(line);
  }, line);
}
