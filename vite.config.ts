// Builds: the demo page (default), the library (--mode lib), the Node programs (--mode node); and
// the test projects.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { minify } from 'terser';
import { build, defineConfig, type InlineConfig, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { ViteUserConfig } from 'vitest/config';
import { findChromium } from './test/find-chromium.ts';

/** Looked for only where tests run: builds need no browser. */
const browserPath = process.env['VITEST'] ? findChromium() : '';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const notices = 'notices.md';

/** The catalogue is made from the official SDK: its licence goes where those of bundled packages go. */
const noticeOfCatalogue: Plugin = {
  name: 'notice-of-catalogue',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const file = bundle[notices];
      if (file?.type !== 'asset') throw new Error(`The build writes no ${notices}.`);
      const licence = readFileSync(at('node_modules/stripe-catalog/LICENSE'), 'utf8');
      const { version } = JSON.parse(
        readFileSync(at('node_modules/stripe-catalog/package.json'), 'utf8'),
      ) as { version: string };
      const title = `## stripe - ${version} (MIT), whose description of the API the catalogue is made from`;
      file.source = `${String(file.source).trimEnd()}\n\n${title}\n\n${licence}`;
    },
  },
};

/** xterm.js comes minified but for the names of its private members: a tenth of what readers fetch. */
const smallXterm: Plugin = {
  name: 'small-xterm',
  apply: 'build',
  transform: {
    filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
    async handler(code) {
      const small = await minify(code, {
        module: true,
        ecma: 2020,
        compress: { passes: 3, unsafe: true },
        mangle: { properties: { regex: /^_/ } },
      });
      return { code: small.code ?? code, map: null };
    },
  },
};

const page: UserConfig = {
  base: './',
  build: { outDir: 'dist/page', target: 'es2022', license: { fileName: notices } },
  plugins: [
    noticeOfCatalogue,
    smallXterm,
    VitePWA({
      strategies: 'generateSW',
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: false,
      workbox: {
        clientsClaim: true,
        skipWaiting: true,
        globPatterns: ['**/*.{html,js,css,json,svg,png,md,webmanifest}'],
        // Neither of use offline: the worker backend takes this worker's place.
        globIgnores: ['mockServiceWorker.js', '**/service-worker-*.js'],
      },
    }),
  ],
};

/** One ES module of the library, minified, that names what it does not hold. */
const libraryPart = (name: string, source: string): InlineConfig => ({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist/lib',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry: { [name]: at(source) }, formats: ['es'] },
    rolldownOptions: { external: ['msw'], output: { minify: true } },
  },
});

/** The rest of the library, seen from the loader: a file beside it, fetched on first use. */
const restBesideLoader: Plugin = {
  name: 'rest-beside-loader',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/main.ts') ? { id: './sandshell.js', external: true } : undefined,
};

/**
 * Two entries are builds of their own: the loader, so that one file holds all a page needs before
 * the first use; and the handlers for a user's own msw, while the worker backend carries its msw
 * with it.
 */
const partsAlone: Plugin = {
  name: 'parts-alone',
  apply: 'build',
  async closeBundle() {
    const loader = libraryPart('loader', 'src/loader.ts');
    await build({ ...loader, plugins: [restBesideLoader] });
    await build(libraryPart('msw', 'src/backend/msw-handlers.ts'));
  },
};

const lib: UserConfig = {
  publicDir: false,
  plugins: [noticeOfCatalogue, smallXterm, partsAlone],
  build: {
    outDir: 'dist/lib',
    target: 'es2022',
    license: { fileName: notices },
    lib: {
      entry: {
        sandshell: at('src/main.ts'),
        sandbox: at('src/backend/in-page.ts'),
        shell: at('src/shell/shell.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      output: { minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

const node: UserConfig = {
  publicDir: false,
  plugins: [noticeOfCatalogue],
  build: {
    outDir: 'dist/node',
    target: 'node20',
    license: { fileName: notices },
    ssr: true,
    rolldownOptions: {
      input: { main: at('src/server/main.ts') },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
  ssr: { noExternal: true },
};

const tests: ViteUserConfig['test'] = {
  reporters: ['./test/reporter.ts'],
  globalSetup: [],
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        // Long for a quiet machine, so that a busy one does not fail what is right.
        testTimeout: 60_000,
        environment: 'node',
        include: ['test/**/*.test.ts'],
        exclude: ['test/browser/**', 'test/conformance/**', '**/node_modules/**'],
      },
    },
    {
      extends: true,
      test: {
        name: 'conformance',
        environment: 'node',
        include: ['test/conformance/**/*.test.ts'],
        testTimeout: 120_000,
        hookTimeout: 120_000,
      },
    },
    {
      // Drives a real Chromium from Node against the built page.
      extends: true,
      test: {
        name: 'page',
        environment: 'node',
        include: ['test/browser/**/*.page.test.ts'],
        testTimeout: 60_000,
        hookTimeout: 60_000,
        expect: { poll: { timeout: 20_000 } },
        fileParallelism: false,
      },
    },
    {
      // Runs inside a real Chromium, on the sources.
      extends: true,
      optimizeDeps: {
        include: [
          '@xterm/xterm',
          '@xterm/addon-fit',
          'yargs-parser/browser',
          'idb',
          'axe-core',
          'msw',
          'msw/browser',
          'stripe',
        ],
      },
      test: {
        name: 'browser',
        include: ['test/browser/**/*.test.ts'],
        exclude: ['test/browser/**/*.page.test.ts'],
        browser: {
          enabled: true,
          headless: true,
          screenshotFailures: false,
          provider: playwright({
            launchOptions: { executablePath: browserPath, args: ['--no-sandbox'] },
          }),
          instances: [{ browser: 'chromium' }],
        },
      },
    },
  ],
};

export default defineConfig(({ mode }) => {
  const builds: Record<string, UserConfig> = { lib, node };
  return { ...(builds[mode] ?? page), test: tests } as UserConfig;
});
