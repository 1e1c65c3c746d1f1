// Runs the programs that the conformance tests talk to and with: `sandshell`, and the official CLI.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const launcher = join(root, 'src/server/launch.mjs');
export const stripeCli = join(root, 'node_modules/@stripe/cli-linux-x64/bin/stripe');

export interface Finished {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

/** Runs to its end, with nothing on standard input. */
export function run(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  folder?: string,
): Promise<Finished> {
  return finished(
    spawn(program, words, {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
}

/** All that it prints until its end. */
export function finished(child: ChildProcess): Promise<Finished> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ stdout, stderr, exitCode }));
  });
}

export interface Served {
  readonly url: string;
  readonly port: number;
  /** All of standard output until now. */
  output(): string;
  send(signal: NodeJS.Signals): void;
  /** Ends it with a signal, and gives what it printed in all. */
  stop(signal?: NodeJS.Signals): Promise<Finished>;
}

/** `sandshell serve` on a free port, once it says that it listens. */
export function serveSandbox(...words: readonly string[]): Promise<Served> {
  return startServer(['serve', '--port', '0', ...words], 'sandbox');
}

/** `sandshell proxy` on a free port. */
export function serveProxy(
  environment: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<Served> {
  return startServer(['proxy', '--port', '0', ...words], 'proxy', environment);
}

/** With variables of Node's too, such as `NODE_OPTIONS`. */
export async function startServer(
  words: readonly string[],
  name: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const child = spawn(process.execPath, [launcher, ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  const end = finished(child);
  const listens = new RegExp(`^Sandshell ${name} listening on (http://\\S+)\n`, 'm');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      const line = listens.exec(output);
      if (line?.[1]) resolve(line[1]);
    });
    void end.then(({ stderr }) => reject(new Error(`${name} ended: ${stderr}`)), reject);
  });
  return {
    url,
    port: Number(new URL(url).port),
    output: () => output,
    send: (signal) => void child.kill(signal),
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return end;
    },
  };
}

export interface Home {
  /** Of a folder that holds nothing, for a CLI that knows no login. */
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
  remove(): void;
}

export function createHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-home-'));
  return {
    folder,
    environment: {
      HOME: folder,
      XDG_CONFIG_HOME: folder,
      STRIPE_CLI_TELEMETRY_OPTOUT: '1',
      STRIPE_API_KEY: 'sk_test_conformance123456',
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
