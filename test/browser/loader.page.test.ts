// The loader on other people's pages: what it costs before it is used, and all the places it has to work in.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  builtLibrary,
  docsPage,
  layoutShift,
  newVisitor,
  openDocs,
  plainExamples,
  runButton,
  serveLibrary,
  serveSite,
  status,
  strictPolicy,
  watchShifts,
} from './docs-site.ts';
import { openBrowser, screenText, transcript, visit, waitForPrompt } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const create = '<pre><code>stripe customers create --name Jane</code></pre>';
const list = '<pre><code>stripe customers list</code></pre>';
const recorded = '<pre data-sandshell-expected><code>{ "object": "customer" }</code></pre>';

test('the loader has at most 2,000 bytes', async () => {
  const loader = await readFile(join(builtLibrary, 'loader.js'));
  expect(brotliCompressSync(loader).length).toBeLessThanOrEqual(2000);
});

for (const width of [1100, 320]) {
  test(`nothing moves when the loader comes after the page was painted, nor later, at ${width} px`, async () => {
    const library = await serveLibrary();
    const host = await serveSite({
      folder: plainExamples,
      library: library.url,
      headers: strictPolicy(library),
    });
    const { page, complaints } = await newVisitor(browser, { viewport: { width, height: 700 } });
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/loader.js', async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(host.url, { waitUntil: 'commit' });
    await page.waitForFunction(
      () => performance.getEntriesByName('first-contentful-paint').length > 0,
    );
    const before = await page.locator('h2').last().boundingBox();
    release();
    await runButton(page, 5).waitFor();
    expect(await layoutShift(page)).toBe(0);
    expect(await page.locator('h2').last().boundingBox()).toEqual(before);
    // The output beneath, with recorded output and without; then the drawer.
    for (const index of [4, 3, 0]) {
      await runButton(page, index).click();
      await expect
        .poll(() => status(page, index).textContent())
        .toMatch(/^(price|product|customer) /);
    }
    expect(await layoutShift(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
}

test('nothing moves on the demo page either, where the site draws the buttons itself', async () => {
  const { page, close } = await visit(browser, { serviceWorkers: 'block' });
  onTestFinished(close);
  const before = await page.locator('h2').allInnerTexts();
  await watchShifts(page);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/assets/*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await page.waitForFunction(
    () => performance.getEntriesByName('first-contentful-paint').length > 0,
  );
  release();
  await runButton(page).waitFor();
  expect(await layoutShift(page)).toBe(0);
  expect(await page.locator('h2').allInnerTexts()).toEqual(before);
});

test('before the first use no request but for the loader; after it none to another host', async () => {
  const { page, asked, library, host } = await openDocs(
    browser,
    `${create}${recorded}<pre data-sandshell-output="below"><code>stripe products create --name A</code></pre>${list}`,
  );
  await page.waitForLoadState('networkidle');
  expect(asked).toEqual([host.url, `${library.url}loader.js`]);
  for (const index of [0, 1, 2]) {
    await runButton(page, index).click();
    await expect.poll(() => status(page, index).textContent()).not.toBe('');
  }
  await page.locator('[data-sandshell-edit]').first().click();
  await page.keyboard.press('Control+Enter');
  await page.keyboard.press('Escape');
  await page.evaluate(() => document.querySelector<HTMLElement>('sand-shell')?.focus());
  await waitForPrompt(page);
  await page.keyboard.type('stripe help');
  await page.keyboard.press('Enter');
  await expect.poll(() => transcript(page)).toContain('stripe help');
  const [, ...later] = asked;
  expect(later.length).toBeGreaterThan(4);
  expect(later.filter((url) => !url.startsWith(library.url))).toEqual([]);
});

const firstUses: Readonly<Record<string, (page: Page) => Promise<unknown>>> = {
  'pointing at a button': (page) => runButton(page).hover(),
  'focus on a button': (page) => runButton(page).focus(),
  'a click': (page) => page.getByRole('button', { name: 'Shell', exact: true }).click(),
  'Ctrl+`': (page) => page.keyboard.press('Control+Backquote'),
};

for (const [name, use] of Object.entries(firstUses)) {
  test(`${name} fetches the rest, and nothing before it does`, async () => {
    const { page, asked, library } = await openDocs(browser, create);
    await page.mouse.move(5, 300);
    await page.mouse.wheel(0, 200);
    await page.keyboard.press('ArrowDown');
    await page.waitForLoadState('networkidle');
    expect(asked).toHaveLength(2);
    await use(page);
    await expect.poll(() => asked).toContain(`${library.url}sandshell.js`);
  });
}

test('under a sub-path of another origin, in a page under a sub-path', async () => {
  const library = await serveLibrary({ prefix: 'assets/v1/sandshell/' });
  const pages = { '/guide/index.html': docsPage(create, `${library.url}loader.js`) };
  const host = await serveSite({ pages, prefix: 'docs/en/' });
  const { page, asked, complaints } = await newVisitor(browser);
  await page.goto(`${host.url}guide/`);
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  expect(asked.slice(1).filter((url) => !url.startsWith(library.url))).toEqual([]);
  expect(complaints).toEqual([]);
});

test('in a strict policy with Trusted Types nothing is blocked, and the colours are right', async () => {
  const { page, complaints } = await openDocs(browser, create + recorded + list, {
    headers: strictPolicy,
  });
  await runButton(page, 1).click();
  await expect.poll(() => status(page, 1).textContent()).toBe('0 in the list · 6 lines');
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  await page.locator('[data-sandshell-edit]').first().click();
  const colours = await page.evaluate(() => {
    const rows = document.querySelector('sand-shell')?.shadowRoot?.querySelector('.xterm-rows');
    const spans = [...(rows?.querySelectorAll('span') ?? [])].filter((span) =>
      span.innerText.trim(),
    );
    const region = rows?.closest('.region') ?? document.body;
    return {
      paper: getComputedStyle(region).backgroundColor,
      words: [...new Set(spans.map((span) => getComputedStyle(span).color))],
    };
  });
  expect(colours.words.length).toBeGreaterThan(2);
  expect(colours.words).not.toContain(colours.paper);
  expect(complaints).toEqual([]);
});

test('in a strict policy jq says in a sentence what the policy lacks', async () => {
  const jq = '<pre><code>stripe customers list | jq .url</code></pre>';
  const { page } = await openDocs(browser, jq, { headers: strictPolicy });
  await runButton(page).click();
  await expect
    .poll(() => status(page).textContent())
    .toBe(
      'Exit code 2: jq: the content security policy of this page does not allow WebAssembly, which jq is ' +
        "made of. It needs 'wasm-unsafe-eval' in script-src.",
    );
});

test('in a frame of another site, and in a sandboxed one without storage', async () => {
  const library = await serveLibrary();
  const docs = await serveSite({
    pages: { '/index.html': docsPage(create, `${library.url}loader.js`) },
  });
  const around = `<!doctype html><html lang="en"><title>Around</title><link rel="icon" href="data:,">
    <iframe id="other" src="${docs.url}" height="500"></iframe>
    <iframe id="boxed" src="${docs.url}" height="500" sandbox="allow-scripts"></iframe>`;
  const host = await serveSite({ pages: { '/index.html': around }, host: 'localhost' });
  const { page, complaints } = await newVisitor(browser);
  await page.goto(host.url);
  for (const id of ['other', 'boxed']) {
    const frame = page.frameLocator(`#${id}`);
    await frame.locator('[data-sandshell-run]').click();
    const told = frame.locator('[data-sandshell-bar]').getByRole('status');
    await expect.poll(() => told.textContent()).toMatch(/^customer cus_/);
    await frame.locator('[data-sandshell-tick]').waitFor({ state: 'visible' });
  }
  expect(complaints).toEqual([]);
});

test("the site's own service worker stays, and its page stays its own", async () => {
  const library = await serveLibrary();
  const worker = `addEventListener('install', () => skipWaiting());
    addEventListener('activate', (event) => event.waitUntil(clients.claim()));
    addEventListener('fetch', (event) => {
      const { pathname } = new URL(event.request.url);
      if (pathname === '/from-worker') event.respondWith(new Response('the site’s own'));
    });`;
  const host = await serveSite({
    pages: { '/index.html': docsPage(create, `${library.url}loader.js`), '/worker.js': worker },
  });
  const { page, complaints } = await newVisitor(browser);
  await page.goto(host.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js');
    await navigator.serviceWorker.ready;
  });
  await page.reload();
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  const after = await page.evaluate(async () => ({
    controller: navigator.serviceWorker.controller?.scriptURL,
    registered: (await navigator.serviceWorker.getRegistrations()).map(
      ({ active }) => active?.scriptURL,
    ),
    answer: await (await fetch('/from-worker')).text(),
  }));
  const own = `${host.url}worker.js`;
  expect(after).toEqual({ controller: own, registered: [own], answer: 'the site’s own' });
  expect(complaints).toEqual([]);
});

test('after the site has changed its page without loading: new snippets, the key, a drawer anew', async () => {
  const { page, complaints } = await openDocs(browser, `<main>${create}</main>`);
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  await page.evaluate(() => {
    history.pushState(null, '', '/next');
    document.body.innerHTML =
      '<main><pre><code>stripe customers retrieve {{CUSTOMER_ID}}</code></pre></main>';
  });
  // The drawer went with the old page: its key belongs to the loader again.
  await page.keyboard.press('Control+Backquote');
  await waitForPrompt(page);
  await page.keyboard.press('Control+Backquote');
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  expect(await page.locator('sand-shell').count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Shell', exact: true }).count()).toBe(1);
  // An element that is moved goes on where it is.
  await page.evaluate(() => {
    const shell = document.querySelector('sand-shell');
    shell?.remove();
    if (shell) document.querySelector('main')?.append(shell);
  });
  await runButton(page).click();
  await expect.poll(() => transcript(page)).toContain('customers retrieve cus_');
  expect(complaints).toEqual([]);
});

test('two loaders, two shells and many snippets on one page share one sandbox', async () => {
  const library = await serveLibrary();
  const many = Array.from({ length: 20 }, () => create).join('');
  const body = `<sand-shell></sand-shell><sand-shell></sand-shell>${many}${list}
    <script type="module" src="${library.url}loader.js?again"></script>
    <script type="module" src="${library.url}sandshell.js"></script>`;
  const host = await serveSite({
    pages: { '/index.html': docsPage(body, `${library.url}loader.js`) },
  });
  const { page, complaints } = await newVisitor(browser);
  await page.goto(host.url, { waitUntil: 'networkidle' });
  expect(await page.locator('[data-sandshell-run]').count()).toBe(21);
  expect(await page.locator('.sandshell-open').count()).toBe(1);
  for (const index of [0, 7]) {
    await runButton(page, index).click();
    await expect.poll(() => status(page, index).textContent()).toMatch(/^customer cus_/);
  }
  await runButton(page, 20).click();
  await expect.poll(() => status(page, 20).textContent()).toMatch(/^2 in the list/);
  const found = await page.evaluate(async () => {
    const [, second] = document.querySelectorAll<
      HTMLElement & { run(line: string): Promise<{ stdout: string }> }
    >('sand-shell');
    return JSON.parse((await second!.run('stripe customers list')).stdout).data.length as number;
  });
  expect(found).toBe(2);
  const drawer = page.getByRole('region', { name: 'Sandshell' }).last();
  await page.keyboard.press('Control+Backquote');
  await expect.poll(() => drawer.isVisible()).toBe(true);
  expect(complaints).toEqual([]);
});

test('without scripts the snippet and its recorded output are there to read, and no dead button', async () => {
  const library = await serveLibrary();
  const host = await serveSite({ folder: plainExamples, library: library.url });
  const { page, asked } = await newVisitor(browser, { javaScriptEnabled: false });
  await page.goto(host.url);
  const recordedOutput = page.locator('[data-sandshell-expected]');
  expect(await recordedOutput.isVisible()).toBe(true);
  expect(await recordedOutput.innerText()).toContain('"unit_amount": 2000');
  expect(await page.locator('pre').first().innerText()).toContain('stripe customers create');
  expect(await page.locator('button:visible').count()).toBe(0);
  expect(asked.filter((url) => url.startsWith(library.url))).toEqual([]);
});

test('on paper: snippet, result and output, and no buttons', async () => {
  const { page } = await openDocs(browser, create + recorded);
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('button:visible').count()).toBe(0);
  const live = page.locator('[data-sandshell-live]');
  expect(await live.innerText()).toContain('"test_clock": null');
  expect(await live.evaluate((pre) => pre.scrollHeight - pre.clientHeight)).toBe(0);
});

test('nothing is animated for a reader who asks for that', async () => {
  const { page } = await openDocs(browser, create, { reducedMotion: 'reduce' });
  await page.keyboard.press('Control+Backquote');
  await waitForPrompt(page);
  const moving = await page.evaluate(() => document.getAnimations().length);
  expect(moving).toBe(0);
});

/** Keeps what is asked for waiting, until the function that it gives is called. */
async function hold(page: Page, address: RegExp): Promise<() => void> {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(address, async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

test('while the rest is on its way the snippet says so', async () => {
  const { page } = await openDocs(browser, create);
  const release = await hold(page, /sandshell\.js/);
  const releaseShell = await hold(page, /chunks/);
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toBe('Loading …');
  release();
  await expect.poll(() => status(page).textContent()).toBe('Running …');
  releaseShell();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
});

test('where the rest cannot be fetched the snippet says so, and runs when it can', async () => {
  const { page } = await openDocs(browser, create);
  await page.route(/sandshell\.js|chunks/, (route) => route.abort());
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toContain('could not be loaded');
  await page.unroute(/sandshell\.js|chunks/);
  await runButton(page).click();
  await expect.poll(() => status(page).textContent()).toMatch(/^customer cus_/);
});

describe('an open shell whose prompt could not be fetched', () => {
  /** With a notice in the place of the prompt; everything can be fetched again. */
  async function openWithout(): Promise<Page> {
    const { page } = await openDocs(browser, create);
    await page.route(/chunks/, (route) => route.abort());
    await page.keyboard.press('Control+Backquote');
    const notice = page.locator('sand-shell .notice');
    await expect.poll(() => notice.textContent()).toContain('try again once the network is back');
    await page.unroute(/chunks/);
    return page;
  }

  test('comes to its prompt with a click, and has the focus there', async () => {
    const page = await openWithout();
    await page.locator('sand-shell .screen').click();
    await waitForPrompt(page);
    await page.keyboard.type('stripe');
    await expect.poll(() => screenText(page)).toContain('$ stripe');
    await expect.poll(() => page.locator('sand-shell .notice').isVisible()).toBe(false);
  });

  test('comes to it by itself with the network', async () => {
    const page = await openWithout();
    await page.context().setOffline(true);
    await page.context().setOffline(false);
    await waitForPrompt(page);
  });

  test('tells a second failure as the first, and tries again after that', async () => {
    const page = await openWithout();
    await page.route(/chunks/, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    await page.locator('sand-shell .screen').click();
    await failed;
    await page.unroute(/chunks/);
    await expect
      .poll(async () => {
        await page.locator('sand-shell .screen').click();
        return screenText(page);
      })
      .toContain('$');
  });
});
