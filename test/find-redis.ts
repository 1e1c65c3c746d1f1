// Finds a Redis for the tests of many machines, or installs Debian's, or says why there is none. Starts
// one of a test's own, on a socket in a folder of its own.

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findProgram, installPackages } from './find-program.ts';

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
  return findProgram([name], [`/usr/bin/${name}`, `/usr/local/bin/${name}`]);
}

function installed(): string | undefined {
  installPackages([name]);
  return found();
}
