// Finds a Redis for the tests of many machines, or installs Debian's, or says why there is none. Starts
// one of a test's own, on a socket in a folder of its own.

import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const name = 'redis-server';

/** The path of an executable. Throws an Error that says what to install. */
export function findRedis(): string {
  const path = found() ?? installed();
  if (path) return path;
  throw new Error(
    'These tests need Redis. Install it (on Debian: apt-get install redis-server), or put ' +
      'redis-server on the PATH.',
  );
}

export interface RedisServer {
  /** For REDIS_URL: the path of its socket. */
  readonly url: string;
  /** At once, as a machine that fails. */
  kill(): Promise<void>;
  /** Again on the same socket, empty. */
  start(): Promise<void>;
  /** Ends it, and removes its folder. */
  close(): Promise<void>;
}

export async function openRedis(): Promise<RedisServer> {
  const path = findRedis();
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-redis-'));
  const socket = join(folder, 'redis.sock');
  let running: ChildProcess | undefined;

  async function start(): Promise<void> {
    const words = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
    const child = spawn(path, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    running = child;
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        if (/ready to accept connections/i.test(chunk.toString())) resolve();
      });
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
    });
  }
  async function kill(): Promise<void> {
    const child = running;
    running = undefined;
    if (!child) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }
  await start();
  return {
    url: socket,
    start,
    kill,
    async close() {
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function found(): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** Debian and Ubuntu, as root or with a sudo that asks nothing; without its service being started. */
function installed(): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...words: string[]): void => {
    const [program = 'apt-get', ...rest] = [...asRoot, 'apt-get', ...words];
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
    execFileSync(program, rest, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  try {
    process.stderr.write('No Redis found: installing the redis-server package with apt-get.\n');
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', name);
  } catch {
    return undefined;
  }
  return found();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
