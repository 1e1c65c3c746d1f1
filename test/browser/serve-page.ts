// Serves a built page from a folder on a free port of this machine, as a plain static host would.

import { createServer, type ServerResponse } from 'node:http';
import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServedPage {
  /** As in `http://127.0.0.1:41234/`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  /** The built demo by default. */
  readonly folder?: string;
  /** Sent with every answer. */
  readonly headers?: Readonly<Record<string, string>>;
  /** By path, as in `/worker.js`. Before the folder. */
  readonly pages?: Readonly<Record<string, string>>;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.md': 'text/plain; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webmanifest': 'application/manifest+json',
};

export const builtPage = fileURLToPath(new URL('../../dist/page', import.meta.url));

/** What a strict docs site sends: no inline script, no inline style. */
export const strictPolicy = {
  'Content-Security-Policy': "script-src 'self'; style-src 'self'",
};

export async function servePage({
  folder = builtPage,
  headers = {},
  pages = {},
}: ServeOptions = {}): Promise<ServedPage> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    await answer({ folder, pages }, decodeURIComponent(pathname), response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  { folder, pages }: Required<Pick<ServeOptions, 'folder' | 'pages'>>,
  pathname: string,
  response: ServerResponse,
): Promise<void> {
  const path = normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname);
  try {
    const body = pages[path] ?? (await readFile(join(folder, path)));
    const type = contentTypes[extname(path)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type }).end(body);
  } catch {
    response.writeHead(404).end('Not found');
  }
}
