// The shell in a frame of another origin: what the page around it may ask, and what nobody else may.

import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  newVisitor,
  plainExamples,
  serveLibrary,
  serveSite,
  strictPolicy,
  type Site,
  type Visitor,
} from './docs-site.ts';
import { openBrowser } from './open-page.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

interface Around extends Visitor {
  readonly library: Site;
  readonly host: Site;
}

/** A page with a frame in it, and `connectFrame` in its hands. */
async function openAround(
  frame: (library: Site, host: Site) => string,
  options: { readonly named?: 'localhost' } = {},
): Promise<Around> {
  const library = await serveLibrary();
  const html = (host: Site): string => `<!doctype html><html lang="en"><title>Around</title>
    <link rel="icon" href="data:,">${frame(library, host)}
    <script type="module" src="/main.js"></script></html>`;
  const pages: Record<string, string> = {
    '/main.js': `import { connectFrame } from '${library.url}frame.js';
      window.connectFrame = connectFrame;`,
  };
  const host = await serveSite({ pages, ...(options.named ? { host: options.named } : {}) });
  pages['/index.html'] = html(host);
  const visitor = await newVisitor(browser);
  await visitor.page.goto(host.url);
  return { ...visitor, library, host };
}

const frameOf = (library: Site, parent: string, attributes = ''): string =>
  `<iframe src="${library.url}frame.html?parent=${encodeURIComponent(parent)}" width="700" height="300"
    title="Shell" ${attributes}></iframe>`;

for (const sandbox of [
  '',
  'sandbox="allow-scripts"',
  'sandbox="allow-scripts allow-same-origin"',
]) {
  test(`a page uses all that the frame offers, ${sandbox || 'without a sandbox'}`, async () => {
    const { page, complaints } = await openAround((library, host) =>
      frameOf(library, host.origin, sandbox),
    );
    const seen = await page.evaluate(async () => {
      const { connectFrame } = globalThis as unknown as FrameHelper;
      const shell = connectFrame(document.querySelector('iframe')!);
      const events: string[] = [];
      for (const name of ['command', 'result', 'request', 'event'])
        shell.on(name, () => events.push(name));
      const made = await shell.run('stripe customers create --name Jane');
      const snapshot = await shell.snapshot();
      const transcript = await shell.transcript();
      await shell.reset();
      const empty = await shell.run('stripe customers list');
      await shell.restore(snapshot);
      const back = await shell.run('stripe customers list');
      await shell.clear();
      await shell.theme('dark');
      await shell.insert('stripe help');
      await shell.focus();
      const wrong = await shell.restore({ no: 'snapshot' }).catch((error: Error) => error.message);
      return { made, transcript, empty, back, wrong, events, after: await shell.transcript() };
    });
    expect(JSON.parse(seen.made.stdout)).toMatchObject({ name: 'Jane' });
    expect(seen.made.exitCode).toBe(0);
    expect(seen.transcript).toContain('$ stripe customers create --name Jane');
    expect(JSON.parse(seen.empty.stdout)).toMatchObject({ data: [] });
    expect(JSON.parse(seen.back.stdout)).toMatchObject({ data: [{ name: 'Jane' }] });
    expect(seen.after).toBe('');
    expect(seen.wrong).not.toBe('');
    expect([...new Set(seen.events)].sort()).toEqual(['command', 'event', 'request', 'result']);
    const frame = page.frameLocator('iframe');
    expect(await frame.locator('sand-shell').getAttribute('theme')).toBe('dark');
    await expect.poll(() => frame.locator('.xterm-rows').innerText()).toContain('stripe help');
    expect(complaints).toEqual([]);
  });
}

test('the example page works in a strict policy, and the frame grows with what is printed', async () => {
  const library = await serveLibrary();
  const host = await serveSite({
    folder: plainExamples,
    library: library.url,
    headers: strictPolicy(library),
  });
  const { page, complaints, asked } = await newVisitor(browser);
  await page.goto(`${host.url}frame.html`);
  const height = async (): Promise<number> =>
    (await page.locator('iframe').boundingBox())?.height ?? 0;
  await expect.poll(height).toBeLessThan(250);
  await page.getByRole('button', { name: 'Create a customer' }).click();
  await expect.poll(() => page.locator('output').innerText()).toMatch(/^customer\.created: cus_/);
  // The most that the page allows, and its border.
  await expect.poll(height).toBe(642);
  await page.getByRole('button', { name: 'Dark' }).click();
  const shell = page.frameLocator('iframe').locator('sand-shell');
  await expect.poll(() => shell.getAttribute('theme')).toBe('dark');
  expect(asked.filter((url) => !url.startsWith(library.url) && !url.startsWith(host.url))).toEqual(
    [],
  );
  expect(complaints).toEqual([]);
});

test('a page that the address does not name gets nothing, whatever it sends', async () => {
  const { page } = await openAround((library) => frameOf(library, 'https://docs.example.com'));
  const shell = page.frameLocator('iframe').locator('sand-shell');
  await shell.locator('.xterm-rows').waitFor();
  const answers = await page.evaluate(async () => {
    const heard: unknown[] = [];
    const target = document.querySelector('iframe')!.contentWindow!;
    addEventListener('message', ({ data }) => heard.push(data));
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => heard.push(data);
    target.postMessage('sandshell:hello', '*');
    target.postMessage('sandshell:port', '*', [port2]);
    target.postMessage({ id: 1, method: 'run', argument: 'stripe customers create' }, '*');
    // Round trips to the frame's own event loop: messages before them have been dealt with.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(requestAnimationFrame);
    return heard;
  });
  expect(answers).toEqual([]);
  expect(await shell.evaluate((element) => (element as unknown as Shell).transcript())).toBe('');
});

test('a frame without a page named, or on its own, is a shell and no more', async () => {
  const { page, library, complaints } = await openAround(
    (library) =>
      `<iframe src="${library.url}frame.html?seed=docs&theme=light" title="Shell"></iframe>`,
  );
  const shell = page.frameLocator('iframe').locator('sand-shell');
  await shell.locator('.xterm-rows').waitFor();
  expect(await shell.getAttribute('seed')).toBe('docs');
  await page.goto(`${library.url}frame.html?parent=${encodeURIComponent(library.origin)}`);
  await page.locator('sand-shell .xterm-rows').waitFor();
  expect(complaints).toEqual([]);
});

test('hostile messages through the port are refused one by one, and change nothing', async () => {
  const liveKey = ['rk', 'live', '4eC39HqLyjWDarjtT1zdp7dc'].join('_');
  const { page, complaints } = await openAround((library, host) => frameOf(library, host.origin));
  const heard = await page.evaluate(async (liveKey) => {
    const frame = document.querySelector('iframe')!;
    const port = await new Promise<MessagePort>((resolve) => {
      addEventListener('message', ({ data, ports }) => {
        if (data === 'sandshell:port' && ports[0]) resolve(ports[0]);
      });
      frame.contentWindow!.postMessage('sandshell:hello', new URL(frame.src).origin);
    });
    const answers: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      port.onmessage = ({ data }) => {
        answers.push(data);
        const told = answers.filter((answer) => (answer as { id?: number }).id !== undefined);
        if (told.length === 9) resolve();
      };
    });
    const polluting = JSON.parse('{"format":1,"__proto__":{"polluted":true}}') as unknown;
    for (const message of [
      null,
      'run',
      { id: 1, method: 'constructor', argument: 'x' },
      { id: 2, method: '__proto__', argument: 'x' },
      { id: 3, method: 'run', argument: `stripe customers create --api-key ${liveKey}` },
      { id: 4, method: 'insert', argument: liveKey },
      { id: 5, method: 'restore', argument: polluting },
      { id: 6, method: 'restore', argument: { format: 1, accounts: { acct_1: 'x' } } },
      { id: 7, method: 'theme', argument: '"><img src=x onerror=alert(1)>' },
      { id: 8, method: 'remove' },
      { id: 99, method: 'transcript' },
    ]) {
      port.postMessage(message);
    }
    await done;
    return answers as { id: number; type: string; value?: unknown }[];
  }, liveKey);
  const answered = heard.filter(({ id }) => id !== undefined);
  expect(answered.map(({ id }) => id).sort((one, other) => one - other)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 99,
  ]);
  expect(answered.filter(({ type }) => type === 'error')).toHaveLength(8);
  expect(answered.find(({ id }) => id === 99)?.value).toBe('');
  expect(JSON.stringify(heard)).not.toContain(liveKey);
  const inside = await page
    .frameLocator('iframe')
    .locator('sand-shell')
    .evaluate(() => ({
      polluted: ({} as Record<string, unknown>)['polluted'],
      kept: JSON.stringify(localStorage),
    }));
  expect(inside.polluted).toBeUndefined();
  expect(inside.kept).not.toContain(liveKey);
  expect(complaints).toEqual([]);
});

test('the page takes a port from its own frame only', async () => {
  const { page } = await openAround(
    (library, host) => `${frameOf(library, host.origin)}<iframe id="evil" srcdoc=""></iframe>`,
  );
  const answer = await page.evaluate(async () => {
    const { connectFrame } = globalThis as unknown as FrameHelper;
    const shell = connectFrame(document.querySelector('iframe')!);
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) =>
      port1.postMessage({ type: 'value', id: (data as { id: number }).id, value: 'stolen' });
    const evil = document.querySelector<HTMLIFrameElement>('#evil')!.contentWindow!;
    const ports = evil as unknown as { port: MessagePort; Function: typeof Function };
    ports.port = port2;
    ports.Function('parent.postMessage("sandshell:port", "*", [port])')();
    return shell.transcript();
  });
  expect(answer).not.toBe('stolen');
});

interface Shell {
  transcript(): string;
}

interface FrameHelper {
  connectFrame(frame: HTMLIFrameElement): {
    run(line: string): Promise<{ stdout: string; exitCode: number }>;
    insert(line: string): Promise<void>;
    clear(): Promise<void>;
    reset(): Promise<void>;
    snapshot(): Promise<unknown>;
    restore(snapshot: unknown): Promise<void>;
    transcript(): Promise<string>;
    theme(name: string): Promise<void>;
    focus(): Promise<void>;
    on(name: string, listener: (detail: unknown) => void): void;
  };
}
