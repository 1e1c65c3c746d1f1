// From a line of text to an exit code. The one place where the shell's errors are caught and told.

import { wordsOfError } from '../base/words-of-error.ts';
import { harmlessFor, onlyColors } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import type { Context } from './command.ts';
import { expandWhole, expandWords, type Outputs } from './expand.ts';
import { refuseLiveKey } from './keys.ts';
import type { LineRunner } from './line-runner.ts';
import { noFlags } from './parser.ts';
import {
  hasInnerLine,
  readScript,
  type Assignment,
  type Pipeline,
  type SimpleCommand,
} from './script.ts';
import { ShellError } from './shell-error.ts';

/** What the shells of the world give for a command that Ctrl-C has ended. */
export const interruptedCode = 130;

/** Never rejects: what goes wrong is told on standard error, and in the exit code. */
export async function runLine(source: string, runner: LineRunner): Promise<number> {
  const safe = { ...runner, context: withSafeOutput(runner.context) };
  runner.lastExitCode = await guarded(safe, async () => {
    refuseLiveKey(source);
    return runPipelines(readScript(source), safe);
  });
  const { isInteractive, host } = safe.context;
  const { lastExitCode, innerCodes, hiddenErrors } = runner;
  const codes = [lastExitCode, ...innerCodes];
  const isClear = !hiddenErrors[0] && !codes.includes(1) && !codes.includes(2);
  if (isInteractive && !host.isUnread && !isClear)
    await import('./tell-meant.ts')
      .then((late) => late.tellMeant(source, safe))
      // Nobody misses it where it, or what it looks at, cannot be fetched.
      .catch(() => undefined);
  return runner.lastExitCode;
}

/** A terminal gets our colours, and no other code, whatever a command prints. */
function withSafeOutput(context: LineRunner['context']): LineRunner['context'] {
  if (!context.isInteractive) return context;
  return {
    ...context,
    print: (text, fold) => context.print(onlyColors(text), fold),
    warn: (text) => context.warn(onlyColors(text)),
  };
}

async function runPipelines(pipelines: readonly Pipeline[], runner: LineRunner): Promise<number> {
  for (const pipeline of pipelines) {
    const { when, commands } = pipeline;
    const isWanted = when === 'always' || (when === 'succeeded') === (runner.lastExitCode === 0);
    if (!isWanted) {
      runner.passedOver.push(pipeline);
      continue;
    }
    runner.lastExitCode = await guarded(runner, () => runPipeline(commands, runner));
    if (runner.context.signal.aborted) break;
  }
  return runner.lastExitCode;
}

/** What goes on from one command to another is fetched by the first line that has it. */
async function runPipeline(
  commands: readonly SimpleCommand[],
  runner: LineRunner,
): Promise<number> {
  const [first] = commands;
  const isAlone = first && commands.length === 1 && first.redirections.length === 0;
  if (isAlone && !hasInnerLine(first)) return runCommand(first, runner);
  const { runJoined } = await import('./run-joined.ts');
  return runJoined(commands, runner, { guarded, runCommand, runPipelines, lookupIn });
}

/** `outputs` are those of the inner lines. */
async function runCommand(
  { assignments, words }: SimpleCommand,
  runner: LineRunner,
  outputs?: Outputs,
): Promise<number> {
  const texts = expandWords(words, lookupIn(runner), outputs).map(({ text }) => text);
  refuseLiveKey(texts.join('\n'));
  const own = evaluate(assignments, runner, outputs);
  const { context, root, commands } = runner;
  const [name] = texts;
  if (name === undefined) {
    for (const [variable, value] of own) context.variables.set(variable, value);
    return 0;
  }
  const command = commands.find(({ path }) => path[0] === name);
  if (!command) {
    const { commandNotFound } = await import('./not-found.ts');
    throw commandNotFound(texts, runner);
  }
  const environment = new Map([...context.variables.exported(), ...own]);
  const invocation = { words: texts, flags: noFlags, root, commands };
  const interruption = { code: interruptedCode };
  const running = command.run(invocation, { ...context, environment, interruption });
  return untilAborted(running, context.signal, interruption);
}

function lookupIn({ context, lastExitCode }: LineRunner): (name: string) => string | undefined {
  return (name) => {
    if (name === '?') return String(lastExitCode);
    return name === '#' ? '0' : context.variables.get(name);
  };
}

/** One after the other: a later one may speak of an earlier one. */
function evaluate(
  assignments: readonly Assignment[],
  runner: LineRunner,
  outputs?: Outputs,
): Map<string, string> {
  const lookup = lookupIn(runner);
  const own = new Map<string, string>();
  for (const { name, value } of assignments) {
    const text = expandWhole(value, (other) => own.get(other) ?? lookup(other), outputs);
    refuseLiveKey(text);
    own.set(name, text);
  }
  return own;
}

/** Ends with the signal, also where what runs does not listen to it. */
function untilAborted(
  running: Promise<number>,
  signal: AbortSignal,
  interruption: Context['interruption'],
): Promise<number> {
  return new Promise((resolve, reject) => {
    const abort = (): void => resolve(interruption.code);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    running.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

async function guarded(runner: LineRunner, run: () => Promise<number>): Promise<number> {
  const { warn, signal } = runner.context;
  try {
    return await run();
  } catch (error) {
    if (signal.aborted) return interruptedCode;
    const isOurs = error instanceof ShellError;
    const message = isOurs ? error.message : `sandshell: ${wordsOfError(error)}`;
    const safe = redactKeys(harmlessFor(runner.context, message));
    warn(`${safe}\n`);
    return isOurs ? error.exitCode : 1;
  }
}
