// The words that follow a program's name, by Node's own reader.

import { parseArgs, type ParseArgsConfig } from 'node:util';
import { seedNames } from '../backend/named-seeds.ts';
import { nearestName } from '../shell/suggest-command.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Throws UsageError for what the program does not know. */
export function parseWords<const Config extends ParseArgsConfig>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    throw new UsageError(told(error, Object.keys(config.options ?? {})));
  }
}

/** Node adds how a word would be written that only looks like a flag: nobody means that. */
function told(error: unknown, known: readonly string[]): string {
  const words = error instanceof Error ? error.message : String(error);
  const [, unknown] = /^Unknown option '--?([\w-]+)/.exec(words) ?? [];
  const near = unknown && nearestName(unknown, known);
  const said = words.replace(/\. To specify a positional argument[^]*$/, '.');
  return near ? `${said.replace(/\.?$/, '.')} Did you mean "--${near}"?` : said;
}

/** Throws UsageError for what is no instant. */
export function requireInstant(now: string | undefined): void {
  if (now === undefined || !Number.isNaN(Date.parse(now))) return;
  throw new UsageError(`--now takes an instant such as 2026-01-31T12:00:00Z, not "${now}".`);
}

/** Any text is a seed: one that is nearly a named one makes a sandbox without the objects that were meant. */
export function tellNearSeed(seed: string | undefined, { stderr }: Pick<Io, 'stderr'>): void {
  if (seed === undefined || seedNames.includes(seed)) return;
  const near = nearestName(seed.toLowerCase(), seedNames);
  if (near)
    stderr.write(`Note: --seed ${seed} begins without objects. Did you mean "--seed ${near}"?\n`);
}
