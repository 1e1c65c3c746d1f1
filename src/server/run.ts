// `sandshell run`: command lines through the page's shell, with the process's streams and exit
// status.

import process from 'node:process';
import { createSandbox } from '../backend/whole-sandbox.ts';
import type { Fetch } from '../base/fetch.ts';
import type { Host } from '../shell/command.ts';
import { createShell, type Shell, type ShellIo } from '../shell/shell.ts';
import { onlyColors } from '../text/ansi.ts';
import { diskFiles } from './disk-files.ts';
import { inputLines, type InputLine } from './input-lines.ts';
import type { Io } from './io.ts';
import { outsideFetch } from './outside-fetch.ts';
import { UsageError } from './usage-error.ts';
import { parseWords, requireInstant, tellNearSeed } from './words.ts';

type NextLine = () => Promise<InputLine | undefined>;

/**
 * Gives the exit status of the last line. Throws UsageError where the program itself was misused.
 */
export async function runProgram(words: readonly string[], io: Io): Promise<number> {
  const { line, apiBase, seed, now, color } = readWords(words);
  // Into a pipe go the command's own words alone.
  if (io.stderr.isTTY) tellNearSeed(seed, io);
  const outside = apiBase === undefined ? undefined : outsideFetch(apiBase);
  const shell = createShell({
    fetch: outside ?? sandboxFetch(seed, now),
    environment: io.environment,
    ...(seed === undefined ? {} : { seed }),
    ...(now === undefined ? {} : { clock: () => Date.parse(now) }),
  });
  const next = inputLines(io.stdin);
  const host = outside ? { ...programHost, openSession: sessionsWith(outside) } : programHost;
  const shellIo = { ...streamsOf(io, color), readLine: answers(next), host };
  try {
    return await (line === undefined ? runAll(shell, shellIo, next) : runOne(shell, line, shellIo));
  } finally {
    // A question that was interrupted would wait on.
    io.stdin.destroy();
  }
}

const programHost: Host = {
  files: async () => diskFiles,
  deliver: async (delivery) => (await import('./deliver.ts')).deliver(delivery),
};

function sessionsWith(send: Fetch): NonNullable<Host['openSession']> {
  return async (asked) => (await import('./outside-session.ts')).openOutsideSession(asked, send);
}

interface Words {
  readonly line: string | undefined;
  readonly apiBase: string | undefined;
  readonly seed: string | undefined;
  readonly now: string | undefined;
  readonly color: string | undefined;
}

function readWords(words: readonly string[]): Words {
  const { values, positionals } = parseWords({ args: [...words], options, allowPositionals: true });
  const { 'api-base': apiBase, seed, now, color } = values;
  if (positionals.length > 1) {
    throw new UsageError("run takes one line, in quotes: sandshell run 'stripe customers list'.");
  }
  if (color !== undefined && color !== 'on' && color !== 'off') {
    throw new UsageError(`--color takes on or off, not "${color}".`);
  }
  requireInstant(now);
  return { line: positionals[0], apiBase, seed, now, color };
}

const text = { type: 'string' } as const;
const options = { 'api-base': text, seed: text, now: text, color: text };

function sandboxFetch(seed: string | undefined, now: string | undefined): Fetch {
  return createSandbox({ seed, now }).fetch;
}

function streamsOf({ stdout, stderr }: Io, color: string | undefined): ShellIo {
  const isTerminal = stdout.isTTY === true;
  return {
    print: (printed) => void stdout.write(printed),
    // Where only the output goes elsewhere, a person still reads the mistakes.
    warn: (printed) => void stderr.write(stderr.isTTY ? onlyColors(printed) : printed),
    isColor: color === undefined ? isTerminal : color === 'on',
    isInteractive: isTerminal,
    // Of a terminal that does not know its width, it is 0.
    ...(stdout.columns ? { columns: stdout.columns } : {}),
  };
}

/** What is left without a line end is no answer, as for the official CLI. */
function answers(next: NextLine): () => Promise<string | undefined> {
  return async () => {
    const line = await next();
    return line?.isWhole ? line.text : undefined;
  };
}

/** Ctrl-C ends the line, which may be its proper end; a second one ends the program. */
async function runOne(shell: Shell, line: string, io: ShellIo): Promise<number> {
  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  try {
    return (await shell.run(line, { ...io, signal: interruption.signal })).exitCode;
  } finally {
    process.off('SIGINT', interrupt);
  }
}

/** All lines on one sandbox. One that is not finished, as after a backslash, is read on. */
async function runAll(shell: Shell, io: ShellIo, next: NextLine): Promise<number> {
  let exitCode = 0;
  let open = '';
  for (let line = await next(); line !== undefined; line = await next()) {
    const whole = open + line.text;
    open = shell.isIncomplete(whole) ? `${whole}\n` : '';
    if (open === '') exitCode = await runOne(shell, whole, io);
  }
  return open === '' ? exitCode : runOne(shell, open, io);
}
