// Commands that are joined: by pipes, by the output of an inner line, and by redirections to and from
// nowhere.

import type { Context } from './command.ts';
import { expandWhole, type Outputs } from './expand.ts';
import { hiddenError } from './hidden-error.ts';
import type { LineRunner } from './line-runner.ts';
import {
  readScript,
  wordsOf,
  type Pipeline,
  type Redirection,
  type SimpleCommand,
} from './script.ts';
import { ShellError } from './shell-error.ts';
import type { Part } from './token.ts';

/** How a line runs what is not joined. */
export interface Tools {
  /** Tells errors where the runner's errors go. */
  guarded(runner: LineRunner, run: () => Promise<number>): Promise<number>;
  runCommand(command: SimpleCommand, runner: LineRunner, outputs?: Outputs): Promise<number>;
  runPipelines(pipelines: readonly Pipeline[], runner: LineRunner): Promise<number>;
  lookupIn(runner: LineRunner): (name: string) => string | undefined;
}

/** One after the other: what one has printed is there for the next to read. */
export async function runJoined(
  commands: readonly SimpleCommand[],
  runner: LineRunner,
  tools: Tools,
): Promise<number> {
  let input: string | undefined;
  let exitCode = 0;
  const answers: string[] = [];
  for (const [index, command] of commands.entries()) {
    const printed: string[] = [];
    const isLast = index === commands.length - 1;
    const context = {
      ...runner.context,
      ...(input === undefined ? {} : reading(input)),
      ...(isLast ? printingTo(printed, runner.context) : into(printed)),
    };
    const own = { ...runner, context };
    exitCode = await tools.guarded(own, () => runOne(command, own, tools));
    if (context.signal.aborted) break;
    input = printed.join('');
    answers.push(input);
    runner.innerCodes.push(exitCode);
    if (exitCode === 1 && input !== '')
      runner.passedOver.push({ when: 'always', commands: [command] });
  }
  rememberHidden(answers, runner);
  return exitCode;
}

/** `answers` are those of a pipe's commands; of them the last is shown. */
function rememberHidden(answers: readonly string[], runner: LineRunner): void {
  const shown = answers.at(-1) ?? '';
  for (const answer of answers.slice(0, -1)) {
    const error = hiddenError(answer, shown);
    if (error !== undefined) runner.hiddenErrors.push(error);
  }
}

type Surroundings = LineRunner['context'];

function reading(input: string): Pick<Surroundings, 'input' | 'readLine'> {
  return { input, readLine: lineReader(input) };
}

/** No terminal is at the other end of a pipe. */
function into(texts: string[]): Pick<Surroundings, 'print' | 'isColor' | 'isInteractive'> {
  return { print: (text) => void texts.push(text), isColor: false, isInteractive: false };
}

/** Shown, and kept too. */
function printingTo(
  texts: string[],
  { print }: Pick<Surroundings, 'print'>,
): Pick<Surroundings, 'print'> {
  return {
    print(text, fold) {
      texts.push(text);
      print(text, fold);
    },
  };
}

function lineReader(text: string): Context['readLine'] {
  const lines = text.split('\n');
  // What stands behind the last line end is no whole line; the CLI does not take it as one.
  lines.pop();
  return () => Promise.resolve(lines.shift());
}

async function runOne(command: SimpleCommand, runner: LineRunner, tools: Tools): Promise<number> {
  const { outputs, exitCode } = await runInner(command, runner, tools);
  const context = redirected(command.redirections, runner.context, (redirection) =>
    redirection.file ? expandWhole(redirection.file, tools.lookupIn(runner), outputs) : '',
  );
  const own = { ...runner, context };
  const code = await tools.guarded(own, () => tools.runCommand(command, own, outputs));
  // Where nothing else ran, as in `X=$(…)`, the inner line's end is the command's.
  return command.words.length === 0 && code === 0 ? exitCode : code;
}

interface Inner {
  readonly outputs: Outputs;
  /** Of the last. */
  readonly exitCode: number;
}

async function runInner(
  command: SimpleCommand,
  runner: LineRunner,
  { runPipelines }: Tools,
): Promise<Inner> {
  const outputs = new Map<Part, string>();
  let exitCode = 0;
  for (const part of wordsOf(command).flatMap(({ parts }) => parts)) {
    if (part.type !== 'substitution') continue;
    const printed: string[] = [];
    // What an inner line sets is its own.
    const variables = runner.context.variables.copy();
    const own = { ...runner, context: { ...runner.context, ...into(printed), variables } };
    exitCode = await runPipelines(readScript(part.source), own);
    runner.innerCodes.push(exitCode);
    if (command.words.length === 0) rememberHidden([printed.join(''), ''], runner);
    outputs.set(part, printed.join('').replace(/\n+$/, ''));
  }
  return { outputs, exitCode };
}

/** Each may speak of those before it: `> /dev/null 2>&1` silences both, the other way round one. */
function redirected(
  redirections: readonly Redirection[],
  context: Surroundings,
  pathOf: (redirection: Redirection) => string,
): Surroundings {
  let now = context;
  for (const redirection of redirections) {
    const { sign } = redirection;
    if (sign === '<<') {
      now = { ...now, ...reading(pathOf(redirection)) };
      continue;
    }
    if (sign !== '2>&1') requireNowhere(pathOf(redirection), sign);
    if (sign === '<') now = { ...now, ...reading('') };
    if (sign === '2>&1') now = { ...now, warn: now.print };
    if (sign === '>' || sign === '&>') now = { ...now, ...into([]) };
    if (sign === '2>' || sign === '&>') now = { ...now, warn: () => undefined };
  }
  return now;
}

/** There are no files here, but for the empty one. */
function requireNowhere(path: string, sign: string): void {
  if (path === '/dev/null') return;
  const why = sign === '<' ? 'No such file or directory' : 'this shell writes to no files';
  throw new ShellError(`sandshell: ${path}: ${why}`);
}
