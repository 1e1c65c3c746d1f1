// What three kinds of users make of the packed package, in a real browser: a site built by Vite, one
// built by webpack, and a page without a bundler.

import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { build } from 'vite';
import webpack from 'webpack';
import {
  createPackedProject,
  entries,
  manifest,
  type PackedProject,
  peers,
} from '../conformance/packed-project.ts';
import { openBrowser } from './open-page.ts';
import { servePage } from './serve-page.ts';

let project: PackedProject;
let browser: Browser;
/** The entries that are not for Node alone. */
let usable: readonly string[];

beforeAll(async () => {
  project = await createPackedProject();
  project.link(...peers);
  usable = entries.filter((name) => !/["'`]node:/.test(textOf(name)));
  project.write('site/main.js', siteScript(usable));
  project.write('index.html', sitePage('<script type="module" src="/site/main.js"></script>'));
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  project?.remove();
});

/** Uses the elements and a shell of its own, and then each entry of the package. */
function siteScript(names: readonly string[]): string {
  const each = names.map((name) => `[${JSON.stringify(name)}, () => import('${name}')]`);
  return `
    import 'sandshell';
    import { createSandbox } from 'sandshell/sandbox';
    import { createShell } from 'sandshell/shell';

    const shell = createShell({ fetch: createSandbox().fetch });
    async function use() {
      const { stdout } = await shell.run("stripe customers create --name Jane | jq -r .name");
      const given = [];
      for (const [name, load] of [${each.join(', ')}]) given.push([name, typeof (await load())]);
      return { stdout, given: Object.fromEntries(given) };
    }
    window.used = use();
  `;
}

function sitePage(head: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>A site</title>
    <link rel="icon" href="data:,">
    <style>sand-shell { display: block; height: 300px }</style>
    ${head}
    <sand-shell></sand-shell></html>`;
}

interface Used {
  readonly stdout: string;
  readonly given: Readonly<Record<string, string>>;
}

/** Opens the site, and does with it what its readers and its script do. */
async function useSite(folder: string, names: readonly string[]): Promise<void> {
  const server = await servePage({ folder });
  const page = await browser.newPage();
  onTestFinished(async () => {
    await page.close();
    await server.close();
  });
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('requestfailed', (request) => complaints.push(request.url()));
  await page.goto(server.url);
  await page.waitForFunction(() => 'used' in window);
  const used = await page.evaluate(() => (window as unknown as { used: Promise<Used> }).used);
  expect(used.stdout).toBe('Jane\n');
  expect(used.given).toEqual(Object.fromEntries(names.map((name) => [name, 'object'])));

  const shown = await inShell(page, "stripe customers create --name 'Jane Smith'");
  expect(shown).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('"Jane Smith"') });
  // Each is fetched when it is used first.
  const help = await inShell(page, 'stripe subscriptions create --help');
  expect(help.stdout).toContain('--payment-behavior');
  const piped = await inShell(page, "stripe customers list | jq -r '.data[].name' | grep -o Smith");
  expect(piped.stdout).toBe('Smith\n');
  expect(complaints).toEqual([]);
}

interface Shown {
  readonly stdout: string;
  readonly exitCode: number;
}

function inShell(page: Page, line: string): Promise<Shown> {
  return page.evaluate((line) => {
    const shell = document.querySelector('sand-shell') as HTMLElement & {
      run(line: string): Promise<Shown>;
    };
    return shell.run(line);
  }, line);
}

const unused = `import { createShell } from 'sandshell/shell';
  import { createSandbox } from 'sandshell/sandbox';
  console.log('nothing is used');`;
const elementsAlone = "import 'sandshell';";

describe('Vite', () => {
  test('builds a site that works', async () => {
    await vite({ outDir: 'dist-vite' });
    await useSite(join(project.folder, 'dist-vite'), usable);
  });

  test('leaves out what is imported and not used, and keeps what defines the elements', async () => {
    project.write('unused.js', unused);
    project.write('elements.js', elementsAlone);
    const input = ['unused.js', 'elements.js'].map((name) => join(project.folder, name));
    await vite({ outDir: 'dist-parts', input });
    checkParts(join(project.folder, 'dist-parts/assets'));
  });

  async function vite({ outDir, input }: { outDir: string; input?: string[] }): Promise<void> {
    await build({
      root: project.folder,
      configFile: false,
      logLevel: 'error',
      build: { outDir, minify: false, ...(input ? { rolldownOptions: { input } } : {}) },
    });
  }
});

describe('webpack', () => {
  test('builds a site that works', async () => {
    await bundle({ site: './site/main.js' }, 'dist-webpack');
    const html = sitePage('<script defer src="site.js"></script>');
    writeFileSync(join(project.folder, 'dist-webpack/index.html'), html);
    await useSite(join(project.folder, 'dist-webpack'), usable);
  });

  test('leaves out what is imported and not used, and keeps what defines the elements', async () => {
    project.write('unused.js', unused);
    project.write('elements.js', elementsAlone);
    await bundle({ unused: './unused.js', elements: './elements.js' }, 'dist-webpack-parts');
    checkParts(join(project.folder, 'dist-webpack-parts'));
  });

  async function bundle(entry: Record<string, string>, folder: string): Promise<void> {
    const compiler = webpack({
      mode: 'production',
      // Only how small the names are would differ.
      optimization: { minimize: false },
      performance: { hints: false },
      context: project.folder,
      entry,
      output: { path: join(project.folder, folder) },
    });
    const problems = await new Promise<readonly string[]>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error) reject(error);
        const { errors = [], warnings = [] } =
          stats?.toJson({ all: false, errors: true, warnings: true }) ?? {};
        resolve([...errors, ...warnings].map(({ message }) => message));
      });
    });
    await new Promise((resolve) => compiler.close(resolve));
    expect(problems).toEqual([]);
  }
});

function checkParts(folder: string): void {
  const files = readdirSync(folder);
  const built = (start: string): string =>
    readFileSync(join(folder, files.find((name) => name.startsWith(start)) ?? ''), 'utf8');
  expect(built('unused')).toContain('nothing is used');
  expect(built('unused')).not.toContain('stripe');
  expect(built('elements')).toMatch(/customElements\.define/);
}

test('a page without a bundler works, by an import map', async () => {
  const files = Object.fromEntries(
    usable.map((name) => [name, `/node_modules/sandshell/${pathOf(name)}`]),
  );
  // A browser finds no peers by their bare names.
  const alone = usable.filter((name) => !/\b(?:from|import)\s*["'`][^."'`]/.test(textOf(name)));
  expect(alone).toEqual(
    expect.arrayContaining(['sandshell', 'sandshell/loader', 'sandshell/shell']),
  );
  project.write('bare/main.js', siteScript(alone));
  project.write(
    'index.html',
    sitePage(`<script type="importmap">${JSON.stringify({ imports: files })}</script>
      <script type="module" src="/bare/main.js"></script>`),
  );
  await useSite(project.folder, alone);
});

/** Of what is imported by that name, within the package. */
function pathOf(name: string): string {
  const target = manifest.exports[name.replace('sandshell', '.')] as { default: string };
  return target.default.replace('./', '');
}

function textOf(name: string): string {
  return readFileSync(join(project.folder, 'node_modules/sandshell', pathOf(name)), 'utf8');
}
