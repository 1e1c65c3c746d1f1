// Sandshell for `.vitepress/config.ts`: reads stripe fences, and puts the library's files beside the
// site's own. Runs on Node.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripeFences } from './stripe-fences.ts';
import looks from './vitepress.css?inline';

export { stripeFences };

interface SiteConfig {
  base?: string;
  head?: readonly unknown[];
  markdown?: { config?(md: never): unknown };
  vite?: { plugins?: readonly unknown[] };
}

interface DevServer {
  middlewares: { use(handle: (request: Asked, response: Answer, next: () => void) => void): void };
}

interface Asked {
  readonly url?: string | undefined;
}

interface Answer {
  setHeader(name: string, value: string): unknown;
  end(body: Uint8Array | string): unknown;
}

/** Where this file and the rest of the library were built to. */
const library = dirname(fileURLToPath(import.meta.url));
const folder = 'sandshell/';
const looksName = 'vitepress.css';

/** `export default withSandshell(defineConfig({ … }))` */
export function withSandshell<Config extends object>(config: Config): Config {
  const { base = '/', head = [], markdown = {}, vite = {} }: SiteConfig = config;
  const styles = ['link', { rel: 'stylesheet', href: base + folder + looksName }];
  return {
    ...config,
    head: [...head, styles],
    markdown: {
      ...markdown,
      async config(md: never) {
        await markdown.config?.(md);
        stripeFences(md);
      },
    },
    vite: { ...vite, plugins: [...(vite.plugins ?? []), filesBesideSite] },
  };
}

/** Beside the site as they are, not built into it: they are small already, and fetched on first use. */
const filesBesideSite = {
  name: 'sandshell-files',
  apply: ({ build }: { build?: { ssr?: unknown } }) => !build?.ssr,

  /** Not as assets of the bundle: VitePress takes a style sheet there for that of its theme. */
  writeBundle({ dir = '' }: { readonly dir?: string }) {
    for (const name of [...filesOf('loader.js'), 'notices.md'])
      write(join(dir, folder, name), read(name));
    write(join(dir, folder, looksName), looks);
  },

  configureServer({ middlewares }: DevServer) {
    middlewares.use(({ url = '' }, response, next) => {
      const name = /\/sandshell\/([\w./-]+)(?:\?|$)/.exec(url)?.[1] ?? '';
      if (name !== looksName && !filesOf('loader.js').has(name)) return next();
      response.setHeader('Content-Type', name === looksName ? 'text/css' : 'text/javascript');
      response.end(name === looksName ? looks : read(name));
    });
  },
};

/** All that a file of the library imports, itself first; names as in `chunks/jq-1234.js`. */
function filesOf(entry: string): ReadonlySet<string> {
  const found = new Set([entry]);
  // A set that grows is walked to its end.
  for (const name of found) {
    const code = read(name).toString();
    for (const [, path = ''] of code.matchAll(/["'`](\.\.?\/[\w./-]+\.js)["'`]/g)) {
      const other = join(dirname(name), path);
      if (existsSync(join(library, other))) found.add(other);
    }
  }
  return found;
}

function read(name: string): Buffer {
  return readFileSync(join(library, name));
}

function write(path: string, content: Uint8Array | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
