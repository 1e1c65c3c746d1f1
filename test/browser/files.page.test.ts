// Files that a reader drops on the shell, for `stripe fixtures`.

import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, openShell, screenText, transcript, visit } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const recipe = JSON.stringify({
  fixtures: [{ name: 'jane', path: '/v1/customers', method: 'post', params: { name: 'Jane' } }],
});

/** As a reader drags it over the terminal and lets it go. */
async function drop(page: Page, name: string, content: string): Promise<void> {
  await page.evaluate(
    async ({ name, content }) => {
      const screen = document.querySelector('sand-shell')?.shadowRoot?.querySelector('.xterm');
      if (!screen) throw new Error('There is no terminal.');
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      const tell = (type: string): boolean =>
        screen.dispatchEvent(
          new DragEvent(type, { dataTransfer, bubbles: true, composed: true, cancelable: true }),
        );
      tell('dragenter');
      // A browser lets go of a file only where it may be taken.
      while (tell('dragover')) await new Promise((resolve) => setTimeout(resolve, 5));
      tell('drop');
    },
    { name, content },
  );
}

test('a dropped file is named in the prompt, completes, and runs', async () => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  await drop(page, 'my recipe.json', recipe);
  await expect.poll(() => screenText(page)).toContain("stripe fixtures 'my recipe.json'");
  await page.keyboard.press('Enter');
  await expect.poll(() => transcript(page)).toContain('Setting up fixture for: jane');

  await drop(page, 'other.json', recipe);
  await expect.poll(() => screenText(page)).toMatch(/stripe fixtures other\.json\s*$/);
  await page.keyboard.press('Control+u');
  await page.keyboard.type('stripe fixtures ot');
  await page.keyboard.press('Tab');
  await expect.poll(() => screenText(page)).toMatch(/stripe fixtures other\.json\s*$/);
  expect(complaints).toEqual([]);
  await close();
});

test.each([
  ['big.json', 'x'.repeat(1024 * 1024 + 1), '# big.json: files of up to 1 MB are taken'],
  ['key.json', `{"key": "sk_live_${'4'.repeat(24)}"}`, '# key.json: it holds a live key'],
])('%s is not taken', async (name, content, told) => {
  const { page, complaints, close } = await visit(browser);
  await openShell(page);
  await drop(page, name, content);
  await expect.poll(() => screenText(page)).toContain(told);
  await page.keyboard.press('Enter');
  await page.keyboard.type(`stripe fixtures ${name}`);
  await page.keyboard.press('Enter');
  await expect.poll(() => transcript(page)).toContain(`open ${name}: no such file or directory`);
  expect(await transcript(page)).not.toContain('4444');
  expect(complaints).toEqual([]);
  await close();
});
