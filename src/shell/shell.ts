// The shell for whoever has lines to run: the terminal, the programs, a test. No terminal is
// needed. This is the package's entry `sandshell/shell`.

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import { createRandom } from '../base/random.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { loadCatalog } from '../catalog/load.ts';
import type { Run } from '../text/styled.ts';
import type { Host } from './command.ts';
import { shellCommands, stripeCommands } from './commands.ts';
import { completeLine, type Completion } from './complete.ts';
import { highlightLine } from './highlight.ts';
import { profileKey } from './keys.ts';
import { runLine, type LineRunner } from './run-line.ts';
import { isIncomplete } from './script.ts';
import { createTree, type Place } from './tree.ts';
import { createVariables } from './variables.ts';

export interface ShellOptions {
  /** Answers the requests: a sandbox's `fetch`, or any function of that shape. */
  readonly fetch: Fetch;
  /** Exported variables at the start, such as STRIPE_API_KEY. None when absent. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** The test key used where neither line nor environment gives one. */
  readonly profileKey?: string;
  /** Of the UUIDs of `${generate-uuid}`; random when absent. */
  readonly seed?: string;
  /** Tells milliseconds since 1970; the real time when absent. */
  readonly clock?: Clock;
  readonly catalog?: Promise<Catalog>;
}

/** What a running line is given by its surroundings; what is left out is that of a pipe. */
export interface ShellIo {
  print?(text: string): void;
  warn?(text: string): void;
  /** One line of input; undefined at its end. */
  readLine?(): Promise<string | undefined>;
  readonly signal?: AbortSignal;
  readonly columns?: number;
  readonly isColor?: boolean;
  readonly isInteractive?: boolean;
  readonly host?: Host;
}

/** What was printed in all, also where it went out at once through `print` and `warn`. */
export interface LineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface Shell {
  /** Variables and `$?` live on from line to line. Never rejects for a mistake in the line. */
  run(line: string, io?: ShellIo): Promise<LineResult>;
  /** `cursor` counts UTF-16 units; the end of the line when absent. */
  complete(line: string, cursor?: number): Promise<Completion>;
  /** The runs' texts put together are the line. */
  highlight(line: string): readonly Run[];
  /** Whether Enter must ask for a further line. */
  isIncomplete(text: string): boolean;
}

const columnsOfPipe = 80;

/** Named here once, as the default of the package's entry; everywhere below it is passed in. */
const { now: systemClock } = Date;

export function createShell(options: ShellOptions): Shell {
  const { fetch: send, environment = {}, clock = systemClock } = options;
  const variables = createVariables(
    new Map(Object.entries(environment).flatMap(([name, value]) => (value ? [[name, value]] : []))),
  );
  const random = createRandom(options.seed ?? crypto.getRandomValues(new Uint32Array(4)).join('-'));
  const key = options.profileKey ?? profileKey;
  let lastExitCode = 0;
  let ready: Ready | undefined;

  async function prepare(): Promise<Ready> {
    if (ready) return ready;
    const catalog = await (options.catalog ?? loadCatalog());
    ready = { catalog, root: createTree(catalog, stripeCommands) };
    return ready;
  }
  prepare().catch(() => undefined);

  return {
    async run(line, io = {}) {
      const stdout: string[] = [];
      const stderr: string[] = [];
      const print = (text: string): void => {
        stdout.push(text);
        io.print?.(text);
      };
      const warn = (text: string): void => {
        stderr.push(text);
        io.warn?.(text);
      };
      let loaded: Ready;
      try {
        loaded = await prepare();
      } catch (error) {
        warn(`sandshell: the description of the API could not be loaded: ${String(error)}\n`);
        return { stdout: '', stderr: stderr.join(''), exitCode: 1 };
      }
      const runner: LineRunner = {
        root: loaded.root,
        commands: shellCommands,
        lastExitCode,
        context: {
          send,
          catalog: loaded.catalog,
          print,
          warn,
          readLine: io.readLine ?? (() => Promise.resolve(undefined)),
          signal: io.signal ?? new AbortController().signal,
          columns: io.columns ?? columnsOfPipe,
          isColor: io.isColor ?? false,
          isInteractive: io.isInteractive ?? false,
          variables,
          profileKey: key,
          random,
          clock,
          host: io.host ?? {},
        },
      };
      lastExitCode = await runLine(line, runner);
      return { stdout: stdout.join(''), stderr: stderr.join(''), exitCode: lastExitCode };
    },
    async complete(line, cursor = line.length) {
      const { catalog, root } = await prepare();
      return completeLine(line, cursor, { catalog, root, commands: shellCommands });
    },
    highlight: (line) => highlightLine(line, { root: ready?.root, commands: shellCommands }),
    isIncomplete,
  };
}

interface Ready {
  readonly catalog: Catalog;
  readonly root: Place;
}
