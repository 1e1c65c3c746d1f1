// Builds: the demo page (default), the library (--mode lib), the Node programs (--mode node); and
// the test projects.

import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { build, defineConfig, type InlineConfig, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { viteSingleFile } from 'vite-plugin-singlefile';
import type { ViteUserConfig } from 'vitest/config';
import { noticesName, wholeNotices } from './src/generator/notices.ts';
import { buildSharedFiles, shareFiles, type SharedFiles } from './src/generator/shared-files.ts';
import { singlePage } from './src/generator/single-page.ts';
import {
  copiesForFirstUse,
  fewChunks,
  smallFirstUse,
  smallDatabase,
  smallXterm,
  smallYargs,
} from './src/generator/small-first-use.ts';
import { findChromium } from './test/find-chromium.ts';

/** Looked for only where tests run: builds need no browser. */
const browserPath = process.env['VITEST'] ? findChromium() : '';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const root = at('.');

/** `light-dark()`, which browsers know since spring 2024, written out for older ones is a fifth of the styles. */
const targets = { target: 'es2022', cssTarget: ['chrome123', 'firefox120', 'safari17.5'] };

/** Vite's own, which the page's script begins with: in the prompt's file it would wait for all of that. */
const preloading = { name: 'preloading', test: /vite\/preload-helper/, priority: 2 };

const page: UserConfig = {
  base: './',
  build: {
    outDir: 'dist/page',
    ...targets,
    license: { fileName: noticesName },
    rolldownOptions: { output: { codeSplitting: { groups: [preloading, ...fewChunks.groups] } } },
  },
  plugins: [
    wholeNotices({ root }),
    smallXterm(root),
    smallYargs(root),
    smallDatabase(root),
    copiesForFirstUse,
    VitePWA({
      strategies: 'generateSW',
      registerType: 'prompt',
      injectRegister: false,
      manifest: false,
      workbox: {
        clientsClaim: true,
        // The page says when: see src/demo.ts.
        skipWaiting: false,
        // Only the page itself: a host may have others below the same path.
        navigateFallback: null,
        ignoreURLParametersMatching: [/./],
        globPatterns: ['**/*.{html,js,css,json,svg,png,md,webmanifest}'],
        // Neither of use offline: the worker backend takes this worker's place.
        globIgnores: ['mockServiceWorker.js', '**/service-worker-*.js'],
      },
    }),
  ],
};

const withoutWorker: Plugin = {
  name: 'without-worker',
  enforce: 'pre',
  resolveId: (source) =>
    source.endsWith('/service-worker.ts') ? at('src/backend/no-service-worker.ts') : undefined,
};

/** The demo in one file, which works from a disk: `dist/sandshell.html`. */
const single: UserConfig = {
  base: './',
  publicDir: false,
  plugins: [
    wholeNotices({ root }),
    smallXterm(root),
    smallYargs(root),
    smallDatabase(root),
    withoutWorker,
    viteSingleFile(),
    singlePage(root, 'sandshell.html'),
  ],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    ...targets,
    license: { fileName: noticesName },
    modulePreload: false,
  },
};

/** Hashes do not pack, and what is fetched first names fifty files: hexadecimal packs better than base64. */
const chunkNames = { chunkFileNames: 'chunks/[name]-[hash:7].js', hashCharacters: 'hex' } as const;

/** Some ES modules of the library, minified, that name what they do not hold. */
const libraryPart = (entry: Readonly<Record<string, string>>): InlineConfig => ({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  plugins: [wholeNotices({ root, earlier: at(`dist/lib/${noticesName}`) })],
  build: {
    outDir: 'dist/lib',
    emptyOutDir: false,
    ...targets,
    license: { fileName: noticesName },
    lib: { entry, formats: ['es'] },
    rolldownOptions: {
      external: ['msw', 'react', 'vue'],
      output: { minify: true, ...chunkNames },
      // The proxy has the whole tree from the start, which others fetch.
      checks: { ineffectiveDynamicImport: false },
    },
  },
});

/** The rest of the library, seen from loader and wrappers: files beside them, fetched on first use. */
const restBeside: Plugin = {
  name: 'rest-beside',
  enforce: 'pre',
  resolveId(source) {
    if (source.endsWith('/main.ts')) return { id: './sandshell.js', external: true };
    return source.startsWith('node:') ? { id: source, external: true } : undefined;
  },
};

/** What is shown in a frame: a document of its own, beside the library's files. */
const framePageDocument: Plugin = {
  name: 'frame-page-document',
  generateBundle() {
    const source = readFileSync(at('src/frame/frame.html'), 'utf8');
    this.emitFile({ type: 'asset', fileName: 'frame.html', source });
  },
};

/**
 * Some entries are builds of their own: the loader, so that one file holds all a page needs before
 * the first use; the handlers for a user's own msw, while the worker backend carries its msw with
 * it; sandbox and shell, which programs use without the terminal that pages fetch with them; what
 * fits a site's own tools, which name React and Vue and hold neither.
 */
const parts: readonly (readonly [Readonly<Record<string, string>>, ...Plugin[]])[] = [
  [{ loader: at('src/loader.ts') }, restBeside, smallFirstUse],
  [{ 'frame-page': at('src/frame/frame-page.ts') }, restBeside, framePageDocument],
  [{ frame: at('src/frame/frame.ts') }],
  [{ msw: at('src/backend/msw-handlers.ts') }],
  [{ sandbox: at('src/backend/whole-sandbox.ts'), shell: at('src/shell/shell.ts') }],
  [{ proxy: at('src/proxy/proxy.ts') }],
  // One by one: a chunk of several would look for the rest beside itself.
  ...['vitepress', 'vitepress-theme', 'remark', 'react', 'vue'].map(
    (name) => [{ [name]: at(`src/wrappers/${name}.ts`) }, restBeside] as const,
  ),
];

const partsAlone = (shared: SharedFiles): Plugin => ({
  name: 'parts-alone',
  apply: 'build',
  async closeBundle() {
    for (const [entry, ...plugins] of parts) {
      const { plugins: always = [], ...part } = libraryPart(entry);
      await build({ ...part, plugins: [...plugins, shareFiles(shared, 'chunks'), ...always] });
    }
  },
});

const lib = async (): Promise<UserConfig> => {
  const shared = await buildSharedFiles(root, libraryPart);
  return {
    publicDir: false,
    plugins: [
      wholeNotices({ root, others: shared.notices }),
      smallXterm(root),
      smallYargs(root),
      smallDatabase(root),
      copiesForFirstUse,
      smallFirstUse,
      shareFiles(shared, 'chunks'),
      partsAlone(shared),
    ],
    build: {
      outDir: 'dist/lib',
      ...targets,
      license: { fileName: noticesName },
      lib: { entry: { sandshell: at('src/main.ts') }, formats: ['es'] },
      rolldownOptions: {
        output: { minify: true, ...chunkNames, codeSplitting: fewChunks },
      },
    },
  };
};

/** The programs take the shared files from the library's folder, whether the rest of it is built or not. */
const node = async (): Promise<UserConfig> => {
  const shared = await buildSharedFiles(root, libraryPart);
  return {
    publicDir: false,
    plugins: [wholeNotices({ root, others: shared.notices }), shareFiles(shared, '../lib/chunks')],
    build: {
      outDir: 'dist/node',
      target: 'node20',
      license: { fileName: noticesName },
      ssr: true,
      rolldownOptions: {
        input: { main: at('src/server/main.ts') },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: 'chunks/[name]-[hash].js',
          // Names stay, for those who read where an error came from.
          minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
        },
      },
    },
    ssr: { noExternal: true },
  };
};

/** A browser on a busy machine may lose a frame or the focus; the reporter names what it failed first. */
const browserRetries = 1;

/** On two processors vitest would use one, although half of these tests wait for programs that they started. */
const nodeWorkers = Math.max(2, availableParallelism() - 1);

const tests: ViteUserConfig['test'] = {
  reporters: ['./test/reporter.ts'],
  globalSetup: [],
  projects: [
    {
      extends: true,
      test: {
        name: 'unit',
        maxWorkers: nodeWorkers,
        // Long for a quiet machine, so that a busy one does not fail what is right.
        testTimeout: 60_000,
        expect: { poll: { timeout: 20_000 } },
        environment: 'node',
        include: ['test/**/*.test.ts'],
        exclude: ['test/browser/**', 'test/conformance/**', '**/node_modules/**'],
      },
    },
    {
      extends: true,
      test: {
        name: 'conformance',
        maxWorkers: nodeWorkers,
        environment: 'node',
        include: ['test/conformance/**/*.test.ts'],
        expect: { poll: { timeout: 20_000 } },
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
        retry: browserRetries,
        maxWorkers: 2,
        sequence: { groupOrder: 1 },
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
          'react',
          'react-dom/client',
          'vue',
        ],
      },
      test: {
        name: 'browser',
        sequence: { groupOrder: 2 },
        testTimeout: 60_000,
        retry: browserRetries,
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

export default defineConfig(async ({ mode }) => {
  const builds: Record<string, () => UserConfig | Promise<UserConfig>> = {
    lib,
    node,
    single: () => single,
  };
  return { ...((await builds[mode]?.()) ?? page), test: tests } as UserConfig;
});
