// A shell for tests, and everything that it sends.

import { createRandom } from '../../src/base/random.ts';
import type { Fetch } from '../../src/base/fetch.ts';
import { loadCatalog } from '../../src/catalog/load.ts';
import { createShell, type Shell, type ShellOptions } from '../../src/shell/shell.ts';

export interface Sent {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly body: string;
  readonly headers: Headers;
}

export interface OpenShell extends Shell {
  readonly sent: readonly Sent[];
}

const catalog = loadCatalog();

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Answers `{}` to everything, or what `reply` says. */
export function openShell(
  reply: (sent: Sent) => Reply | Promise<Reply> = () => ({}),
  options: Partial<ShellOptions> = {},
): OpenShell {
  const sent: Sent[] = [];
  const send: Fetch = async (request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers } = request;
    const one = { method, path: pathname + search, body: await request.text(), headers };
    sent.push(one);
    const { status = 200, headers: extra = {}, body = '{}' } = await reply(one);
    return new Response(body, { status, headers: extra });
  };
  const shell = createShell({ fetch: send, catalog, seed: 'test', clock: () => 0, ...options });
  return { ...shell, sent };
}

/** Lines of input, for questions. */
export function linesOf(...lines: readonly string[]): () => Promise<string | undefined> {
  const left = [...lines];
  return () => Promise.resolve(left.shift());
}

/** Any characters, the same for the same seed. */
export function noise(seed: string, units: number): string {
  const random = createRandom(seed);
  return random.text(units, '\u0000\u0001\u001b\u009b\u202eaZ09 _-=[]{}"\'\\$\n\t#;&|<>é😀');
}
