// The loop of a session: a prompt, and the lines from it or from the page, each shown and run.

import type { Emitter } from '../base/emitter.ts';
import { withoutLiveKeys } from '../text/live-key.ts';
import type { LineReader, Reading } from './line-reader.ts';
import type { Output } from './output.ts';
import type { Begun, Result, Runner } from './runner.ts';
import type { SavedHistory } from './saved-history.ts';
import { splitCommands } from './split-commands.ts';
import type { Transcript } from './transcript.ts';

export interface LoopEvents {
  readonly command: { readonly line: string };
  /** `isTyped`: by the reader, not by `run`. */
  readonly result: Result & { readonly line: string; readonly isTyped: boolean };
}

export interface RunOptions {
  /** The page says itself what came out: the terminal does not speak of it. */
  readonly isToldElsewhere?: boolean;
  /** Told what is printed while it is, with colours. */
  readonly print?: ((text: string) => void) | undefined;
  /** Runs already, or has: what it prints is shown, and nobody but the terminal is told. */
  readonly begun?: Begun | undefined;
}

export interface Loop {
  /** Shows the prompt where none is, and waits for a line. */
  prompt(): void;
  /** Runs a line from the page, after those that came before it. */
  run(line: string, options?: RunOptions): Promise<Result>;
  isWorking(): boolean;
  /** Stops what runs; nothing that waits is run any more. */
  stop(): void;
}

export interface LoopOptions {
  readonly reader: LineReader;
  readonly runner: Runner;
  readonly output: Output;
  readonly transcript: Transcript;
  readonly history: SavedHistory;
  readonly events: Emitter<LoopEvents>;
  /** The prompt is there: for keys that were typed ahead. */
  onPrompt(): void;
  isIncomplete(text: string): boolean;
}

interface Job extends RunOptions {
  readonly line: string;
  /** Absent where the reader typed it. */
  readonly done?: (result: Result) => void;
}

const stoppedResult: Result = { stdout: '', stderr: '', exitCode: 130 };

export function createLoop(options: LoopOptions): Loop {
  const { reader, runner } = options;
  let jobs: Job[] = [];
  let isWorking = false;
  let isStopped = false;

  function prompt(): void {
    if (isStopped) return;
    if (reader.isReading()) reader.show();
    else void reader.read().then(take).then(work);
    options.onPrompt();
  }

  function take(reading: Reading): void {
    if (reading.type === 'cancel') reader.echo(withoutLiveKeys(reading.text), '^C');
    if (reading.type !== 'line') return;
    const commands = splitCommands(reading.text, options.isIncomplete);
    if (commands.length === 0) reader.echo('');
    reader.rememberApart(reading.text, commands);
    jobs.push(...commands.map((line) => ({ line })));
  }

  async function work(): Promise<void> {
    if (isWorking) return;
    isWorking = true;
    for (let job = jobs.shift(); job; job = jobs.shift()) {
      reader.hide();
      const result = await perform(job, options);
      job.done?.(result);
    }
    isWorking = false;
    prompt();
  }

  return {
    prompt,
    isWorking: () => isWorking,
    run(line, runOptions) {
      if (isStopped) return Promise.resolve(stoppedResult);
      return new Promise((done) => {
        jobs.push({ ...runOptions, line, done });
        void work();
      });
    },
    stop() {
      isStopped = true;
      for (const { done } of jobs) done?.(stoppedResult);
      jobs = [];
      runner.interrupt();
    },
  };
}

/** Shows the line, runs it, and leaves the screen ready for a prompt. */
async function perform(job: Job, options: LoopOptions): Promise<Result> {
  const { line, done } = job;
  const { reader, runner, output, transcript, events } = options;
  // The shell is told all of it, as it is the one to refuse it; nobody else.
  const shown = withoutLiveKeys(line);
  reader.echo(shown);
  if (line.trim() === '') return { stdout: '', stderr: '', exitCode: 0 };
  if (!job.begun) {
    if (done) reader.remember(line);
    options.history.add(line);
    events.emit('command', { line: shown });
  }
  transcript.begin(shown, job.isToldElsewhere);
  const result = await runner.run(line, job);
  output.freshLine();
  transcript.end(result.exitCode);
  if (!job.begun) events.emit('result', { line: shown, isTyped: !done, ...result });
  return result;
}
