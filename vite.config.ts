// Builds: the demo page (default), the library (--mode lib), the Node programs (--mode node); and
// the test projects.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { minify, type CompressOptions } from 'terser';
import { build, defineConfig, type InlineConfig, type Plugin, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { ViteUserConfig } from 'vitest/config';
import { smallLibrary } from './src/generator/small-library.ts';
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

/** xterm.js comes minified but for the names of its members, and with much that is not used here. */
const smallXterm: Plugin = {
  name: 'small-xterm',
  apply: 'build',
  transform: {
    filter: { id: /@xterm\/xterm\/lib\/xterm\.mjs$/ },
    async handler(code) {
      const typings = readFileSync(at('node_modules/@xterm/xterm/typings/xterm.d.ts'), 'utf8');
      return { code: await smallLibrary(code, typings), map: null };
    },
  },
};

/** What every reader fetches is worth a slow minifier, before the bundler's own and after it. */
const smallFirstUse: Plugin = {
  name: 'small-first-use',
  apply: 'build',
  async renderChunk(code, chunk) {
    if (!isFetchedFirst(chunk)) return null;
    const compress = {
      passes: 2,
      // No member is read here for what reading it does.
      pure_getters: true,
      unsafe: true,
      unsafe_arrows: true,
      unsafe_methods: true,
    };
    const alone = chunk.isEntry ? code : withoutRuntime(code);
    return { code: await minified(alone, compress), map: null };
  },
  generateBundle: {
    order: 'post',
    async handler(_, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type === 'chunk' && isFetchedFirst(file))
          file.code = await minified(file.code, {});
      }
    },
  },
};

async function minified(code: string, compress: CompressOptions): Promise<string> {
  return (await minify(code, { module: true, ecma: 2020, compress })).code ?? code;
}

function isFetchedFirst({ name, isEntry }: { name: string; isEntry: boolean }): boolean {
  return isEntry || name === firstPrompt || name === firstCommand;
}

/**
 * The bundler's function for the objects that modules are seen as would be a file of its own, to be
 * fetched after this one was read. Each of the two is seen as one object with one member.
 */
function withoutRuntime(code: string): string {
  const alone = code
    .replace(/^import \{ t as __exportAll \} from ".\/rolldown-runtime[^"]*";$/m, '')
    .replace(/__exportAll\(\{ (\w+): \(\) => (\w+) \}\)/g, '{ get $1() { return $2; } }');
  if (/__exportAll|rolldown-runtime/.test(alone))
    throw new Error('What is fetched first is parted.');
  return alone;
}

const firstPrompt = 'first-prompt';
const firstCommand = 'first-command';

/**
 * Few files, because each costs a request, and what is alike packs best together: beside the entry
 * one for the prompt, and one for all that the first command needs behind it.
 */
const fewChunks = {
  groups: [
    { name: firstPrompt, test: /element\/start-session\.ts$/ },
    { name: firstCommand, test: /element\/first-command\.ts$/ },
  ],
};

/** Stateless and a few lines each: what is fetched on first use holds copies of its own. */
const heldTwice =
  /src\/(base\/assert|base\/emitter|inspector\/dom|terminal\/(page-looks|terminal-size))\.ts$/;

/** Else a third file would be fetched for them, after the entry and before all the rest. */
const copiesForFirstUse: Plugin = {
  name: 'copies-for-first-use',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const isInEntry =
      /src\/(main|element\/(?!key-row)|snippets\/(?!late|output)|inspector\/feed|terminal\/expected)/.test(
        importer ?? 'src/main.ts',
      );
    if (isInEntry) return null;
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
    return resolved && heldTwice.test(resolved.id) ? `${resolved.id}?copy` : null;
  },
};

const page: UserConfig = {
  base: './',
  build: {
    outDir: 'dist/page',
    target: 'es2022',
    license: { fileName: notices },
    rolldownOptions: { output: { codeSplitting: fewChunks } },
  },
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

const chunkFileNames = 'chunks/[name]-[hash].js';

/** Some ES modules of the library, minified, that name what they do not hold. */
const libraryPart = (entry: Readonly<Record<string, string>>): InlineConfig => ({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    outDir: 'dist/lib',
    emptyOutDir: false,
    target: 'es2022',
    lib: { entry, formats: ['es'] },
    rolldownOptions: {
      external: ['msw', 'react', 'vue'],
      output: { minify: true, chunkFileNames },
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
const partsAlone: Plugin = {
  name: 'parts-alone',
  apply: 'build',
  async closeBundle() {
    const loader = libraryPart({ loader: at('src/loader.ts') });
    await build({ ...loader, plugins: [restBeside, smallFirstUse] });
    const framePage = libraryPart({ 'frame-page': at('src/frame/frame-page.ts') });
    await build({ ...framePage, plugins: [restBeside, framePageDocument] });
    await build(libraryPart({ frame: at('src/frame/frame.ts') }));
    await build(libraryPart({ msw: at('src/backend/msw-handlers.ts') }));
    const sandbox = at('src/backend/whole-sandbox.ts');
    await build(libraryPart({ sandbox, shell: at('src/shell/shell.ts') }));
    // One by one: a chunk of several would look for the rest beside itself.
    for (const name of ['vitepress', 'vitepress-theme', 'remark', 'react', 'vue']) {
      const part = libraryPart({ [name]: at(`src/wrappers/${name}.ts`) });
      await build({ ...part, plugins: [restBeside] });
    }
  },
};

const lib: UserConfig = {
  publicDir: false,
  plugins: [noticeOfCatalogue, smallXterm, copiesForFirstUse, smallFirstUse, partsAlone],
  build: {
    outDir: 'dist/lib',
    target: 'es2022',
    license: { fileName: notices },
    lib: { entry: { sandshell: at('src/main.ts') }, formats: ['es'] },
    rolldownOptions: {
      output: { minify: true, chunkFileNames, codeSplitting: fewChunks },
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
          'react',
          'react-dom/client',
          'vue',
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
