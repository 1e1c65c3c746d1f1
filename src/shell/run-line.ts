// From a line of text to an exit code. The one place where the shell's errors are caught and told.

import { harmless, onlyColors } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import type { Command, Context } from './command.ts';
import { expandWhole, expandWords } from './expand.ts';
import { refuseLiveKey } from './keys.ts';
import { noFlags } from './parser.ts';
import { readScript, type Assignment, type Pipeline, type SimpleCommand } from './script.ts';
import { ShellError } from './shell-error.ts';
import type { Place } from './tree.ts';
import type { Word } from './token.ts';

/** What a line needs beside its text. `environment` is made new for each command. */
export interface LineRunner {
  readonly context: Omit<Context, 'environment'>;
  readonly root: Place;
  readonly commands: readonly Command[];
  /** Of the last command, as `$?` tells it. */
  lastExitCode: number;
}

/** What the shells of the world give for a command that Ctrl-C has ended. */
export const interruptedCode = 130;

/** Never rejects: what goes wrong is told on standard error, and in the exit code. */
export async function runLine(source: string, runner: LineRunner): Promise<number> {
  const safe = { ...runner, context: withSafeOutput(runner.context) };
  runner.lastExitCode = await guarded(safe, async () => {
    refuseLiveKey(source);
    return runPipelines(readScript(source), safe);
  });
  return runner.lastExitCode;
}

/** A terminal gets our colours, and no other code, whatever a command prints. */
function withSafeOutput(context: LineRunner['context']): LineRunner['context'] {
  if (!context.isInteractive) return context;
  return {
    ...context,
    print: (text) => context.print(onlyColors(text)),
    warn: (text) => context.warn(onlyColors(text)),
  };
}

async function runPipelines(pipelines: readonly Pipeline[], runner: LineRunner): Promise<number> {
  for (const { when, commands } of pipelines) {
    const isWanted = when === 'always' || (when === 'succeeded') === (runner.lastExitCode === 0);
    if (!isWanted) continue;
    runner.lastExitCode = await guarded(runner, () => runPipeline(commands, runner));
    if (runner.context.signal.aborted) return interruptedCode;
  }
  return runner.lastExitCode;
}

/** The output of every command but the last is the input of the next. */
async function runPipeline(
  commands: readonly SimpleCommand[],
  runner: LineRunner,
): Promise<number> {
  let input: string | undefined;
  for (const [index, command] of commands.entries()) {
    const isLast = index === commands.length - 1;
    const output: string[] = [];
    const context = {
      ...runner.context,
      ...(input === undefined ? {} : { readLine: lineReader(input) }),
      ...(isLast ? {} : { print: (text: string) => void output.push(text) }),
    };
    const exitCode = await runCommand(command, { ...runner, context }, isLast);
    if (isLast) return exitCode;
    input = output.join('');
  }
  return 0;
}

async function runCommand(
  { assignments, words, input }: SimpleCommand,
  runner: LineRunner,
  isLast: boolean,
): Promise<number> {
  const texts = expandWords(words, lookupIn(runner)).map(({ text }) => text);
  refuseLiveKey(texts.join('\n'));
  const own = evaluate(assignments, runner);
  const context = input
    ? { ...runner.context, readLine: emptyReader(input, runner) }
    : runner.context;
  const [name] = texts;
  if (name === undefined) {
    for (const [variable, value] of own) context.variables.set(variable, value);
    return 0;
  }
  const command = runner.commands.find(({ path }) => path[0] === name);
  if (!command) {
    const { commandNotFound } = await import('./not-found.ts');
    throw commandNotFound(texts, runner);
  }
  if (!isLast && name !== 'echo') throw new ShellError(onlyEcho(name), { exitCode: 2 });
  const environment = new Map([...context.variables.exported(), ...own]);
  const { root, commands } = runner;
  const invocation = { words: texts, flags: noFlags, root, commands };
  return untilAborted(command.run(invocation, { ...context, environment }), context.signal);
}

function onlyEcho(name: string): string {
  return `sandshell: pipes from ${name} are not supported in this shell: only echo … | stripe … is`;
}

function lookupIn({ context, lastExitCode }: LineRunner): (name: string) => string | undefined {
  return (name) => {
    if (name === '?') return String(lastExitCode);
    return name === '#' ? '0' : context.variables.get(name);
  };
}

/** One after the other: a later one may speak of an earlier one. */
function evaluate(assignments: readonly Assignment[], runner: LineRunner): Map<string, string> {
  const lookup = lookupIn(runner);
  const own = new Map<string, string>();
  for (const { name, value } of assignments) {
    const text = expandWhole(value, (other) => own.get(other) ?? lookup(other));
    refuseLiveKey(text);
    own.set(name, text);
  }
  return own;
}

function lineReader(text: string): Context['readLine'] {
  const lines = text.split('\n');
  // What stands behind the last line end is no whole line; the CLI does not take it as one.
  lines.pop();
  return () => Promise.resolve(lines.shift());
}

/** There are no files here, but for the empty one. */
function emptyReader(word: Word, runner: LineRunner): Context['readLine'] {
  const path = expandWhole(word, lookupIn(runner));
  if (path !== '/dev/null') throw new ShellError(`sandshell: ${path}: No such file or directory`);
  return () => Promise.resolve(undefined);
}

/** Ends with the signal, also where what runs does not listen to it. */
function untilAborted(running: Promise<number>, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve(interruptedCode);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function guarded(runner: LineRunner, run: () => Promise<number>): Promise<number> {
  const { print, warn, signal, isInteractive } = runner.context;
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) return interruptedCode;
    const isOurs = error instanceof ShellError;
    const message = isOurs ? error.message : `sandshell: ${String(error)}`;
    const safe = redactKeys(isInteractive ? harmless(message) : message);
    (isOurs && error.isOutput ? print : warn)(`${safe}\n`);
    return isOurs ? error.exitCode : 1;
  }
}
