// The shell's own work on a line, beside the official CLI: a request parsed and built, the candidates
// at a Tab, a help page.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Figure, median, timeMs } from './figure.ts';

interface BuiltShell {
  run(line: string): Promise<{ readonly exitCode: number; readonly stdout: string }>;
  complete(line: string): Promise<{ readonly candidates: readonly unknown[] }>;
}

type Send = (request: Request) => Promise<Response>;

/** As many as the measure of a request in process has. */
const warmUps = 2_000;
const early = 300;
const times = 1_000;
const startsOfCli = 15;

const cliPath = fileURLToPath(
  new URL('../../node_modules/@stripe/cli-linux-x64/bin/stripe', import.meta.url),
);

export async function measureCommands(): Promise<readonly Figure[]> {
  const build = await parseAndBuildMs();
  const shell = await built(async () => Response.json({}));
  const treeMs = await medianMs(() => shell.complete('stripe '));
  const flagsMs = await medianMs(() => shell.complete('stripe payment_intents create --'));
  const completionMs = Math.max(treeMs, flagsMs);
  const helpMs = await medianMs(() => shell.run('stripe customers create -h'));
  return [
    {
      ...figure('parse a line and build its request', build.warmMs, 0.1, ['version']),
      note: `median of ${times} lines after ${warmUps}; ${build.earlyMs.toFixed(3)} ms in the first ${early}`,
    },
    figure('candidates over the whole tree', completionMs, 2, ['__complete', 'cus']),
    figure('a help page', helpMs, 5, ['customers', 'create', '-h']),
  ];
}

function figure(name: string, ours: number, goalMs: number, words: readonly string[]): Figure {
  const value = cliMs(words);
  return {
    name,
    unit: 'ms',
    ours,
    peer: { name: `stripe ${words.join(' ')}`, value },
    ratio: ours / value,
    goal: `≤ ${goalMs} ms`,
    isMet: ours <= goalMs,
    note: `median of ${times}, after ${warmUps}; the official CLI as a process, median of ${startsOfCli} starts`,
  };
}

/** From the call to the Request that is handed over. */
async function parseAndBuildMs(): Promise<{ readonly warmMs: number; readonly earlyMs: number }> {
  let sentAt = 0;
  const answer = new Response('{}');
  const shell = await built(async () => {
    sentAt = performance.now();
    return answer.clone();
  });
  const line =
    'stripe customers create --email jane@example.com --name "Jane Smith" -d metadata[a]=b';
  const spent: number[] = [];
  for (let count = 0; count < warmUps + times; count += 1) {
    const start = performance.now();
    await shell.run(line);
    spent.push(sentAt - start);
  }
  return { warmMs: median(spent.slice(warmUps)), earlyMs: median(spent.slice(0, early)) };
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const spent: number[] = [];
  for (let count = 0; count < warmUps + times; count += 1) {
    const ms = await timeMs(work);
    if (count >= warmUps) spent.push(ms);
  }
  return median(spent);
}

async function built(fetch: Send): Promise<BuiltShell> {
  const path = new URL('../../dist/lib/shell.js', import.meta.url).href;
  const { createShell } = await import(/* @vite-ignore */ path);
  return createShell({ fetch });
}

function cliMs(words: readonly string[]): number {
  const home = mkdtempSync(join(tmpdir(), 'sandshell-bench-'));
  const env = { HOME: home, XDG_CONFIG_HOME: home, STRIPE_CLI_TELEMETRY_OPTOUT: '1' };
  try {
    const spent = Array.from({ length: startsOfCli }, () => {
      const start = performance.now();
      spawnSync(cliPath, words, { cwd: home, env, stdio: 'ignore' });
      return performance.now() - start;
    });
    return median(spent);
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}
