// Lines that run while the drawer is closed, as those of snippets whose output stands beneath them:
// without a terminal, which is not fetched for what nobody sees. One that comes later shows them as if
// it had been there, and takes over what still runs.

import { untilAborted, type Begun } from '../terminal/runner.ts';
import type { RunOptions } from '../terminal/loop.ts';
import type { ShellIo } from '../terminal/shell-door.ts';
import { commandText, outputText } from '../terminal/transcript.ts';
import { strip } from '../text/ansi.ts';
import { redactKeys } from '../text/redact.ts';
import { openDoor, type DoorParts, type OpenDoor } from './open-door.ts';
import type { Answer, Told } from './running.ts';

export interface UnseenOptions extends DoorParts, Told {
  /** Somebody has to answer: a terminal has to come. */
  onQuestion(): void;
  /** Ends what runs, with the element. */
  readonly signal: AbortSignal;
}

export interface UnseenRun {
  readonly line: string;
  /** Once: gives a terminal what was printed, and what is printed from then on. */
  readonly show: Begun;
}

export interface Unseen extends OpenDoor {
  run(line: string, options?: RunOptions): Promise<Answer>;
  clear(): void;
  transcript(): string;
  /** The oldest first. */
  runs(): readonly UnseenRun[];
}

/** As the official program does where there is no terminal. */
const columns = 80;
const runsMax = 100;
/** Of one line's output; what is older is forgotten. */
const outputUnitsMax = 200_000;

type Job = ReturnType<typeof createJob>;

export function createUnseen(options: UnseenOptions): Unseen {
  const behind = openDoor(options);
  const { door, history } = behind;
  let jobs: readonly Job[] = [];
  let last: Promise<unknown> = Promise.resolve();

  function clear(): void {
    const going = door.isFollowing() ? jobs.filter((job) => job.exitCode() === undefined) : [];
    for (const job of going) job.forget();
    jobs = going;
  }

  behind.showOn({
    clear,
    history: history.load,
    say: (text) => jobs.find((job) => job.exitCode() === undefined)?.say(text),
    addRequest: () => undefined,
  });

  return {
    ...behind,
    clear,
    runs: () => jobs,
    transcript: () => jobs.map((job) => job.text()).join('\n'),
    async run(line, { print } = {}) {
      if (door.isFollowing()) {
        const { runBeside } = await import('./run-beside.ts');
        return runBeside(line, { ...options, print, door, columns });
      }
      if (line.trim() === '') return { stdout: '', stderr: '', exitCode: 0 };
      history.add(line);
      const job = createJob(line, { ...options, print, run: (io) => door.run(line, io) });
      jobs = [...jobs.slice(1 - runsMax), job];
      const answer = last.then(() => {
        options.onCommand(redactKeys(line));
        return job.perform();
      });
      last = answer;
      const told = await answer;
      options.onResult({ line: redactKeys(line), ...told });
      return told;
    },
  };
}

interface JobOptions extends Pick<UnseenOptions, 'onQuestion' | 'signal'> {
  readonly print: RunOptions['print'];
  readonly run: Begun;
}

/** What was ended before its turn. */
const never: Begun = () => new Promise(() => undefined);

type Write = (io: ShellIo) => void;

function createJob(line: string, { print, run, onQuestion, signal }: JobOptions) {
  const abort = new AbortController();
  const streams: Record<'stdout' | 'stderr', string[]> = { stdout: [], stderr: [] };
  let written: { readonly text: string; readonly write: Write }[] = [];
  let units = 0;
  let exitCode: number | undefined;
  let come: (io: ShellIo) => void;
  const terminal = new Promise<ShellIo>((resolve) => (come = resolve));
  let shown: ShellIo | undefined;
  let finish: (exitCode: number) => void;
  const finished = new Promise<number>((resolve) => (finish = resolve));
  signal.addEventListener('abort', () => abort.abort(), { once: true });

  function write(text: string, again: Write): void {
    if (shown) return again(shown);
    written.push({ text, write: again });
    units += text.length;
    while (units > outputUnitsMax && written.length > 1) units -= written.shift()?.text.length ?? 0;
  }

  function put(stream: keyof typeof streams, text: string, again: Write): void {
    if (abort.signal.aborted) return;
    streams[stream].push(text);
    print?.(text);
    write(text, again);
  }

  const io: ShellIo = {
    print: (text) => put('stdout', text, (each) => each.print(text)),
    printFolded: (text, fold) => put('stdout', text, (each) => each.printFolded(text, fold)),
    warn: (text) => put('stderr', text, (each) => each.warn(text)),
    async readLine() {
      onQuestion();
      return (await terminal).readLine();
    },
    signal: abort.signal,
    columns,
    isColor: true,
    isInteractive: true,
  };

  return {
    line,
    exitCode: () => exitCode,
    say: (text: string) => write(text, (each) => each.print(text)),
    forget() {
      written = [];
      units = 0;
    },
    text(): string {
      const output = redactKeys(strip(written.map(({ text }) => text).join('')));
      return commandText({ command: redactKeys(line) }) + outputText({ output, exitCode });
    },
    async perform(): Promise<Answer> {
      exitCode = await untilAborted(abort.signal.aborted ? never : run, io);
      finish(exitCode);
      const [stdout, stderr] = [streams.stdout, streams.stderr].map((all) => strip(all.join('')));
      return { stdout: stdout ?? '', stderr: stderr ?? '', exitCode };
    },
    show(seen: ShellIo): Promise<number> {
      for (const each of written) each.write(seen);
      written = [];
      shown = seen;
      come(seen);
      seen.signal.addEventListener('abort', () => abort.abort(), { once: true });
      return finished;
    },
  };
}
