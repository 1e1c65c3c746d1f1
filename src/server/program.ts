// The `sandshell` program: reads which of its parts is wanted, with which flags, and runs it.

import process from 'node:process';
import type { ParseArgsConfig } from 'node:util';
import { fileURLToPath } from 'node:url';
import { version } from '../../package.json';
import { nearestName } from '../shell/suggest-command.ts';
import { redactKeys } from '../text/redact.ts';
import { helpOf, helpWords } from './help.ts';
import type { Io } from './io.ts';
import type { Serving } from './serve.ts';
import { UsageError } from './usage-error.ts';
import { parseWords, requireInstant, tellNearSeed } from './words.ts';

type Part = (words: string[], io: Io) => Promise<number>;

const parts = new Map<string, Part>([
  ['serve', serveProgram],
  ['page', pageProgram],
  ['run', async (words, io) => (await import('./run.ts')).runProgram(words, io)],
  ['complete', async (words, io) => (await import('./complete.ts')).completeProgram(words, io)],
  ['check', async (words, io) => (await import('./check.ts')).checkProgram(words, io)],
  ['proxy', proxyProgram],
]);

/** Gives the exit code. */
export async function runSandshell([name = '', ...words]: string[], io: Io): Promise<number> {
  if (name === '--version') {
    io.stdout.write(`sandshell ${version}\n`);
    return 0;
  }
  const isAsked = name === 'help' || name === '--help' || name === '-h';
  if (isAsked || name === '' || words.includes('--help')) {
    const text = helpOf(isAsked ? words[0] : name);
    (name === '' ? io.stderr : io.stdout).write(text);
    return name === '' ? 2 : 0;
  }
  try {
    const part = parts.get(name);
    if (!part) throw new UsageError(`"${name}" is no part of sandshell.${partMeant(name)}`);
    return await part(words, io);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const hint = isUsage ? ` See "sandshell ${helpWords(name)}".` : '';
    // What was typed is told back, but no key in it.
    const message = redactKeys(error instanceof Error ? error.message : String(error));
    io.stderr.write(`Error: ${isUsage ? message.replace(/[^.?]$/, '$&.') : message}${hint}\n`);
    return isUsage ? 2 : 1;
  }
}

function partMeant(name: string): string {
  const near = nearestName(name, [...parts.keys()]);
  return near ? ` Did you mean "${near}"?` : '';
}

async function serveProgram(words: string[], io: Io): Promise<number> {
  const text = { type: 'string' } as const;
  const flags = readFlags(words, {
    port: text,
    host: text,
    socket: text,
    seed: text,
    now: text,
    data: text,
  });
  requireInstant(flags.get('now'));
  tellNearSeed(flags.get('seed'), io);
  const { serve } = await import('./serve.ts');
  const serving = await serve({
    host: flags.get('host') ?? '127.0.0.1',
    port: toPort(flags.get('port') ?? '4242'),
    socketPath: flags.get('socket'),
    seed: flags.get('seed'),
    now: flags.get('now'),
    dataPath: flags.get('data'),
    warn: (line) => io.stderr.write(`${line}\n`),
  });
  return untilStopped(serving, `Sandshell sandbox listening on ${serving.url}`, io);
}

async function proxyProgram(words: string[], io: Io): Promise<number> {
  const { readProxyWords } = await import('./proxy-words.ts');
  const { port, host, options } = readProxyWords(words, io.environment);
  const { openProxy } = await import('./open-proxy.ts');
  const serving = await openProxy({
    options,
    host,
    port: toPort(port),
    environment: io.environment,
    warn: (line) => io.stderr.write(`${line}\n`),
  });
  return untilStopped(serving, `Sandshell proxy listening on ${serving.url}`, io);
}

async function pageProgram(words: string[], io: Io): Promise<number> {
  const flags = readFlags(words, { port: { type: 'string' }, host: { type: 'string' } });
  const { servePage } = await import('./page-server.ts');
  const serving = await servePage({
    folder: fileURLToPath(new URL('../page', import.meta.url)),
    host: flags.get('host') ?? '127.0.0.1',
    port: toPort(flags.get('port') ?? io.environment['PORT'] ?? '4173'),
  });
  return untilStopped(serving, `Sandshell demo page on ${serving.url}`, io);
}

function readFlags(
  words: string[],
  options: NonNullable<ParseArgsConfig['options']>,
): Map<string, string> {
  const { values } = parseWords({ args: words, options, allowPositionals: false });
  return new Map(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function toPort(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new UsageError(`"${text}" is no port: give a number from 0 to 65535.`);
}

/** Prints the line once it can be stopped, too. A second signal ends the program at once. */
async function untilStopped(serving: Serving, line: string, io: Io): Promise<number> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  io.stdout.write(`${line}\n`);
  await stopped;
  await serving.close();
  return 0;
}
