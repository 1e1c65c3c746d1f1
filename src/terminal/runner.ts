// Runs one line in the shell: its two streams, its questions, and the end that Ctrl-C makes of it.

import { wordsOfError } from '../base/words-of-error.ts';
import { strip } from '../text/ansi.ts';
import type { LineReader } from './line-reader.ts';
import type { Output } from './output.ts';
import type { ShellDoor, ShellIo } from './shell-door.ts';

export interface Result {
  /** Without colours. */
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface Runner {
  /** One at a time. Never rejects. `print` is told what comes to stand on the screen, with colours. */
  run(line: string, options?: RunnerRun): Promise<Result>;
  interrupt(): void;
  /** The reader of the question that the running command has asked. */
  question(): LineReader | undefined;
}

/** A line that runs, or has run, without a terminal: prints all of it, and gives the exit code. */
export type Begun = (io: ShellIo) => Promise<number>;

export interface RunnerRun {
  readonly print?: ((text: string) => void) | undefined;
  /** In the shell's place. */
  readonly begun?: Begun | undefined;
}

export interface RunnerOptions {
  readonly shell: ShellDoor;
  readonly output: Output;
  readonly columns: () => number;
  /** `words` are those of the question, which stand on the screen. */
  readonly createQuestion: (words: string) => LineReader;
  /** Told of all that comes to stand on the screen: what is printed, and what is answered. */
  onPrint(text: string): void;
  /** A question stands on the screen and waits for keys. */
  onQuestion(): void;
}

/** As every shell tells that Ctrl-C ended a command. */
const interruptedCode = 130;

export function createRunner(options: RunnerOptions): Runner {
  const { shell, output } = options;
  let running: AbortController | undefined;
  let alsoPrint: ((text: string) => void) | undefined;
  let question: LineReader | undefined;

  function put(stream: string[], text: string, run: AbortController, shown = text): void {
    // What a command still says that was interrupted or is over is nobody's concern.
    if (run !== running || run.signal.aborted) return;
    stream.push(text);
    options.onPrint(text);
    alsoPrint?.(text);
    question?.hide();
    output.print(shown);
    question?.show();
  }

  function interrupt(): void {
    if (!running || running.signal.aborted) return;
    output.print('^C\n');
    running.abort();
  }

  /** What is typed here ends up in no history. */
  async function ask(signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) return undefined;
    const asked = options.createQuestion(output.takeOpenLine());
    question = asked;
    const answer = asked.read();
    options.onQuestion();
    const reading = await answer;
    question = undefined;
    const typed = 'text' in reading ? reading.text : '';
    asked.echo(typed, reading.type === 'cancel' ? '^C' : '');
    options.onPrint(`${typed}\n`);
    if (reading.type === 'cancel') running?.abort();
    return reading.type === 'line' ? reading.text : undefined;
  }

  return {
    interrupt,
    question: () => question,
    async run(line, { print, begun } = {}) {
      const own = new AbortController();
      alsoPrint = print;
      const { signal } = own;
      running = own;
      const stdout: string[] = [];
      const stderr: string[] = [];
      const io: ShellIo = {
        print: (text) => put(stdout, text, own),
        printFolded: (text, fold) => put(stdout, text, own, fold(text, options.columns())),
        warn: (text) => put(stderr, text, own, atWords(text, options.columns())),
        readLine: () => ask(signal),
        signal,
        columns: options.columns(),
        isColor: true,
        isInteractive: true,
      };
      const exitCode = await untilAborted(begun ?? ((each) => shell.run(line, each)), io);
      question?.hide();
      question = undefined;
      running = undefined;
      return { stdout: strip(stdout.join('')), stderr: strip(stderr.join('')), exitCode };
    },
  };
}

/** Messages are for reading: a terminal would break their lines anywhere. Commands to copy stay whole. */
function atWords(text: string, columns: number): string {
  const long = RegExp(
    `(?=(?:${cell}){${columns}}${cell})((?:${cell}){0,${columns}}${codes}) `,
    'g',
  );
  return text.replace(/^(?!stripe ).+/gm, (line) => line.replace(long, '$1\n'));
}

/** Colours take no room. */
const codes = '(?:\\x1b\\[[\\d;]*m)*';
const cell = `${codes}[^\\x1b]`;

/** The exit code of what runs, or Ctrl-C's as soon as that comes. Never rejects. */
export function untilAborted(run: Begun, io: ShellIo): Promise<number> {
  return Promise.race([exitCodeOf(run, io), whenAborted(io.signal)]);
}

/** A shell that throws has a fault; the reader is told, and gets the next prompt all the same. */
async function exitCodeOf(run: Begun, io: ShellIo): Promise<number> {
  try {
    return await run(io);
  } catch (error) {
    io.warn(`${wordsOfError(error)}\n`);
    return 1;
  }
}

function whenAborted(signal: AbortSignal): Promise<number> {
  return new Promise((done) => {
    const end = (): void => done(interruptedCode);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
