// The proxy as the package has it, in workerd: the runtime of Cloudflare Workers.

import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Miniflare } from 'miniflare';

export interface Workerd {
  /** Anew, with these variables and other options of miniflare; gives its address. */
  start(variables: Readonly<Record<string, string>>, more?: object): Promise<string>;
  handlers(): Promise<unknown>;
  close(): Promise<void>;
}

export function openWorkerd(): Workerd {
  const library = fileURLToPath(new URL('../../dist/lib/', import.meta.url));
  const modules = [...new Set(filesOf(library, 'proxy.js'))].map((path) => ({
    type: 'ESModule' as const,
    path,
    contents: readFileSync(join(library, path), 'utf8'),
  }));
  const optionsOf = (bindings: Readonly<Record<string, string>>, more: object = {}) => ({
    ...more,
    modules,
    bindings,
    compatibilityDate: '2026-04-01',
    cf: false,
    host: '127.0.0.1',
    port: 0,
    // What it logs is for its owner, not for the test's.
    handleRuntimeStdio: () => undefined,
  });
  let running: Miniflare | undefined;

  return {
    async start(bindings, more) {
      running ??= new Miniflare(optionsOf(bindings, more));
      await running.setOptions(optionsOf(bindings, more));
      return (await running.ready).origin;
    },
    handlers: async () => running?.getWorker(),
    close: async () => running?.dispose(),
  };
}

/** The file first, then all that it imports. */
function filesOf(folder: string, path: string): readonly string[] {
  const code = readFileSync(join(folder, path), 'utf8');
  const imported = code.matchAll(/(?:from|import\()\s*["'`](\.\.?\/[^"'`]+\.js)["'`]/g);
  const inner = [...imported].map((match) => join(dirname(path), match[1] ?? ''));
  return [path, ...inner.flatMap((name) => filesOf(folder, name))];
}
