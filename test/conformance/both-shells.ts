// Runs one line twice: with the official CLI, called by bash, and with this shell; against one
// recording server, so that what they print and what they ask can be compared.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { loadCatalog } from '../../src/catalog/load.ts';
import { outsideFetch } from '../../src/server/outside-fetch.ts';
import { profileKey } from '../../src/shell/keys.ts';
import { createShell } from '../../src/shell/shell.ts';
import { answer } from './answers.ts';
import { finished, launcher, run, stripeCli, type Finished } from './program.ts';
import { openRecorder, type Recorder } from './recorder.ts';

export interface Outcome extends Finished {
  /** Each as `POST /v1/customers`, headers, then one parameter a line. */
  readonly requests: readonly string[];
}

export interface BothShells {
  theirs(line: string): Promise<Outcome>;
  ours(line: string): Promise<Outcome>;
  /** The `sandshell run` program. */
  program(line: string): Promise<Outcome>;
  close(): Promise<void>;
}

/** With an account of the shell's own key, as `stripe login` would have left it. */
export async function openBothShells(respond = answer): Promise<BothShells> {
  const folder = mkdtempSync(join(tmpdir(), 'sandshell-both-'));
  const recorder = await openRecorder(folder, respond);
  const environment = prepareHome(folder, recorder);
  const work = join(folder, 'work');
  const record = async (finish: Promise<Finished>): Promise<Outcome> => ({
    ...(await finish),
    requests: recorder.take(),
  });
  const catalog = loadCatalog();
  return {
    theirs: (line) =>
      record(
        finished(
          spawn('bash', ['-c', line], {
            cwd: work,
            env: environment,
            stdio: ['ignore', 'pipe', 'pipe'],
          }),
        ),
      ),
    ours: (line) =>
      record(createShell({ fetch: outsideFetch(recorder.url), catalog, seed: line }).run(line)),
    program: (line) =>
      record(run(process.execPath, [launcher, 'run', '--api-base', recorder.url, line])),
    async close() {
      await recorder.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function prepareHome(folder: string, { socket }: Recorder): Record<string, string> {
  for (const name of ['bin', 'work', 'stripe']) mkdirSync(join(folder, name));
  symlinkSync(stripeCli, join(folder, 'bin/stripe'));
  const settings = `[default]\ntest_mode_api_key = '${profileKey}'\n`;
  writeFileSync(join(folder, 'stripe/config.toml'), settings);
  return {
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
    HOME: folder,
    XDG_CONFIG_HOME: folder,
    STRIPE_CLI_TELEMETRY_OPTOUT: '1',
    STRIPE_CLI_UNIX_SOCKET: socket,
    // It only starts and ends, hundreds of times: a third of its time would go into tidying up.
    GOGC: 'off',
    GOMAXPROCS: '1',
  };
}

/**
 * Many lines at once, in as many pairs of shells as the machine can feed; in the order of the
 * lines.
 */
export async function inBothShells<Result>(
  lines: readonly string[],
  work: (line: string, shells: BothShells) => Promise<Result>,
  respond = answer,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    const shells = await openBothShells(respond);
    try {
      for (let index = next++; index < lines.length; index = next++) {
        results[index] = await work(lines[index] ?? '', shells);
      }
    } finally {
      await shells.close();
    }
  };
  await Promise.all(Array.from({ length: workersCount }, worker));
  return results;
}

const workersCount = 4;
