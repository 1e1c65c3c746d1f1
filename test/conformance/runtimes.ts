// The proxy as the package has it, in runtimes other than Node: Cloudflare's workerd, Deno and Bun.

import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { openWorkerd } from './in-workerd.ts';

export interface Runtime {
  readonly name: string;
  /** What it adds to the headers that the proxy sends. */
  readonly added: readonly string[];
  /** Hostile requests that it reads as any other, or has made so: a path resolved, headers joined. */
  readonly madeWell: ReadonlySet<string>;
  /** Of those that the proxy refuses for what the runtime has made of them. */
  readonly otherStatus: Readonly<Record<string, number>>;
  /** What it waits for as long as the connection is open. */
  readonly unfinished: ReadonlySet<string>;
  open(): Running;
}

export interface Running {
  /** Gives the address. */
  start(variables: Readonly<Record<string, string>>): Promise<string>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const entry = join(root, 'dist/lib/proxy.js');

const everywhere = [
  'path: a fragment',
  'path: a fragment in the query',
  'host: another name for this machine',
  'host: that of Stripe',
  'host: a name that begins like this machine',
  'header: two authorizations',
  'header: an expectation that nobody knows',
];
const resolved = [
  'path: a step up from the root',
  'path: a step that stays',
  'path: a backslash',
  'query: letters beyond ASCII',
];
const absolute = [
  'path: a URL as target',
  'path: a URL of Stripe as target',
  'path: a URL of another host as target',
];
const steps = {
  'path: a step up': 403,
  'path: an encoded step up': 403,
  'path: a half encoded step up': 403,
};
const unknownMethods = Object.fromEntries(
  ['get', 'GETT', 'TRACK', 'BREW'].map((method) => [`method: ${method}`, 405]),
);
const connects = {
  'method: CONNECT to another host': 400,
  'method: CONNECT to the upstream': 400,
};
const endlessHead = 'framing: a head that never ends';

export const runtimes: readonly Runtime[] = [
  {
    name: 'workerd',
    added: ['cf-worker'],
    madeWell: new Set([
      ...everywhere,
      ...resolved,
      'method: HTTP/3.0',
      'method: a tab between the words',
      'origin: an empty one',
      'header: a folded line',
      'header: a carriage return in a value',
      'header: a space before the colon',
      'header: a line feed alone',
      'header: 20 kB of one',
      'header: 3,000 of them',
      'framing: length and chunks',
      'framing: chunks and length',
      'framing: an empty length',
      'framing: a space before the colon',
      'framing: chunks with line feeds alone',
    ]),
    otherStatus: {
      ...steps,
      'path: a URL of 20,000 characters': 414,
      'origin: twice': 403,
      'framing: a length that overflows': 413,
    },
    unfinished: new Set(['method: a TLS hello', endlessHead]),
    open: openWorkerd,
  },
  {
    name: 'Deno',
    added: ['accept-encoding', 'accept-language'],
    madeWell: new Set([
      ...everywhere,
      ...absolute,
      'host: with a user',
      'host: with a space',
      'host: an empty one',
      'host: none',
      'header: a line feed alone',
      'header: 20 kB of one',
      'framing: two lengths that agree',
    ]),
    otherStatus: {
      ...unknownMethods,
      ...connects,
      'path: a URL of 20,000 characters': 414,
      'origin: twice': 403,
      'host: with a path': 404,
      'framing: chunks with line feeds alone': 408,
    },
    unfinished: new Set(['method: HTTP/2 without asking', endlessHead]),
    open: () => program('deno', ['serve', '-A', '--port=0', '--host=127.0.0.1', entry]),
  },
  {
    name: 'Bun',
    added: ['accept-encoding'],
    madeWell: new Set([
      ...everywhere,
      ...resolved,
      ...absolute,
      'host: with a path',
      'host: with a user',
      'host: with a space',
      'host: an empty one',
      'host: twice',
      'framing: two lengths that agree',
    ]),
    otherStatus: { ...steps, ...connects, 'origin: twice': 403 },
    unfinished: new Set([endlessHead]),
    open: () => program('bun', ['run', entry]),
  },
];

function program(name: 'deno' | 'bun', words: readonly string[]): Running {
  let running: ChildProcess | undefined;
  return {
    async start(variables) {
      running?.kill('SIGKILL');
      running = spawn(pathOf(name), words, {
        env: { ...process.env, PORT: '0', NO_COLOR: '1', ...variables },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      return addressOf(running);
    },
    async close() {
      running?.kill('SIGKILL');
    },
  };
}

/** As npm has installed it for this machine; the plainest, where there are several. */
function pathOf(name: 'deno' | 'bun'): string {
  const folder = join(root, 'node_modules', name === 'deno' ? '@deno' : '@oven');
  const [forThis = ''] = readdirSync(folder).toSorted((a, b) => a.length - b.length);
  return join(folder, forThis, name === 'deno' ? 'deno' : 'bin/bun');
}

/** One tells it on standard output, the other on standard error. */
function addressOf({ stdout, stderr }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    let open = 0;
    for (const stream of [stdout, stderr]) {
      if (!stream) continue;
      open += 1;
      createInterface(stream)
        .on('line', (line) => {
          text += `${line}\n`;
          const port = /http:\/\/[^/]+:(\d+)/.exec(line)?.[1];
          if (port) resolve(`http://127.0.0.1:${port}`);
        })
        .on('close', () => {
          open -= 1;
          if (open === 0) reject(new Error(`It did not start: ${text}`));
        });
    }
  });
}
