// Builds: the demo page (default), the library (--mode lib), the Node programs (--mode node); and the test projects.

import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type UserConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import type { ViteUserConfig } from 'vitest/config';
import { findChromium } from './test/find-chromium.ts';

/** Looked for only where tests run: builds need no browser. */
const browserPath = process.env['VITEST'] ? findChromium() : '';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const page: UserConfig = {
  base: './',
  build: { outDir: 'dist/page', target: 'es2022', license: true },
  plugins: [
    VitePWA({
      strategies: 'generateSW',
      registerType: 'autoUpdate',
      injectRegister: false,
      manifest: false,
      workbox: {
        clientsClaim: true,
        skipWaiting: true,
        globPatterns: ['**/*.{html,js,css,json,svg,png,webmanifest,woff2}'],
        globIgnores: ['mockServiceWorker.js'],
      },
    }),
  ],
};

const lib: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/lib',
    target: 'es2022',
    license: true,
    lib: {
      entry: {
        sandshell: at('src/main.ts'),
        loader: at('src/loader.ts'),
        sandbox: at('src/backend/in-page.ts'),
        shell: at('src/shell/shell.ts'),
        msw: at('src/backend/msw-handlers.ts'),
      },
      formats: ['es'],
    },
    rolldownOptions: {
      external: ['msw'],
      output: { minify: true, chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
};

const node: UserConfig = {
  publicDir: false,
  build: {
    outDir: 'dist/node',
    target: 'node20',
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
        fileParallelism: false,
      },
    },
    {
      // Runs inside a real Chromium, on the sources.
      extends: true,
      optimizeDeps: {
        include: ['@xterm/xterm', '@xterm/addon-fit', 'yargs-parser/browser', 'idb', 'axe-core'],
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
