// Serves the built demo page: files of one folder, and nothing else.

import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { listenOnPort } from './listen.ts';
import type { Serving } from './serve.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.woff2': 'font/woff2',
};
/** Names with a hash never change what they hold; all others are asked for anew each time. */
const hashed = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

export interface PageOptions {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
}

/** Rejects with an Error for the person who started it. */
export async function servePage({ folder, host, port }: PageOptions): Promise<Serving> {
  await stat(join(folder, 'index.html')).catch((error: unknown) => {
    throw new Error(
      'The demo page is not here: "npm run build" in a checkout writes it, and the package leaves it out.',
      { cause: error },
    );
  });
  const server = createServer((incoming, outgoing) => {
    answer(folder, incoming, outgoing).catch(() => outgoing.destroy());
  });
  const url = await listenOnPort(server, host, port);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, close };
}

async function answer(
  folder: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { method, headers, url = '/' } = incoming;
  if (method !== 'GET' && method !== 'HEAD') {
    outgoing.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = await find(folder, url);
  if (!found) {
    outgoing.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
    return;
  }
  const { file, path, bytes, tag } = found;
  const about = {
    'Cache-Control': hashed.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    'X-Content-Type-Options': 'nosniff',
    // For sandboxed frames, whose own files come from a foreign origin.
    'Access-Control-Allow-Origin': '*',
    ETag: tag,
  };
  if (headers['if-none-match'] === tag) {
    outgoing.writeHead(304, about).end();
    return;
  }
  const type = types[extname(file)] ?? 'application/octet-stream';
  outgoing.writeHead(200, { ...about, 'Content-Type': type, 'Content-Length': bytes });
  if (method === 'HEAD') outgoing.end();
  else
    createReadStream(file)
      .on('error', () => outgoing.destroy())
      .pipe(outgoing);
}

/** Undefined for what is not there, is no file, or lies outside of the folder. */
async function find(folder: string, url: string) {
  const path = pathOf(url);
  if (path === undefined) return undefined;
  const root = normalize(folder + sep);
  const file = normalize(join(root, path.endsWith('/') ? `${path}index.html` : path));
  if (!file.startsWith(root)) return undefined;
  const found = await stat(file).catch(() => undefined);
  if (!found?.isFile()) return undefined;
  const tag = `"${found.size.toString(36)}-${Math.floor(found.mtimeMs).toString(36)}"`;
  return { file, path, bytes: found.size, tag };
}

function pathOf(url: string): string | undefined {
  try {
    const path = decodeURIComponent(url.replace(/[?#].*$/s, ''));
    return path.startsWith('/') && !path.includes('\0') ? path : undefined;
  } catch {
    return undefined;
  }
}
