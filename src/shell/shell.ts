// The shell for whoever has lines to run: the terminal, the programs, a test. No terminal is
// needed. This is the package's entry `sandshell/shell`.

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import { createRandom } from '../base/random.ts';
import { wordsOfError } from '../base/words-of-error.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { catalogs } from '../catalog/load.ts';
import type { Run } from '../text/styled.ts';
import type { Command, Context, Fold, Host, Place } from './command.ts';
import { stripe } from './commands/stripe.ts';
import type { Completion } from './candidate.ts';
import type { Completer } from './describe-candidates.ts';
import { highlightLine } from './highlight.ts';
import { profileKey } from './keys.ts';
import { runLine } from './run-line.ts';
import { isIncomplete } from './script.ts';
import { createTree } from './tree.ts';
import { createVariables } from './variables.ts';
import { isWithin } from './within.ts';

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
  /** In place of `print` for what a person's terminal is to show with its long lines folded. */
  printFolded?(text: string, fold: Fold): void;
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
  /**
   * `cursor` counts UTF-16 units; the end of the line when absent. In the official CLI's order; with
   * a `host`, as for a menu: what matters most first, and with ids of its objects.
   */
  complete(line: string, cursor?: number, host?: Host): Promise<Completion>;
  /** The key that the line would be run with. */
  keyFor(line: string): Promise<string>;
  /** The runs' texts put together are the line. */
  highlight(line: string): readonly Run[];
  /** Whether Enter must ask for a further line. */
  isIncomplete(text: string): boolean;
  /** Does ahead of time what the first line would wait for. Never rejects: that line will tell. */
  prepare(): Promise<void>;
}

/** Named here once, as the default of the package's entry; everywhere below it is passed in. */
const { now: systemClock } = Date;

export function createShell(options: ShellOptions): Shell {
  const kept = createKept(options);
  let completer: Promise<Completer> | undefined;
  let lastExitCode = 0;
  let first: Ready | undefined;
  let whole: Ready | undefined;

  /** What is at hand from the start: `stripe` with its first operations. */
  function atHand(): Ready | undefined {
    first ??= options.catalog
      ? undefined
      : readyWith(catalogs.first(), { ofStripe: [], ofShell: [stripe] });
    return first;
  }
  async function getWhole(): Promise<Ready> {
    if (whole) return whole;
    const [catalog, { shellCommands, stripeCommands }] = await Promise.all([
      options.catalog ?? catalogs.whole(),
      import('./commands.ts'),
    ]);
    whole ??= readyWith(catalog, { ofStripe: stripeCommands, ofShell: shellCommands });
    return whole;
  }
  async function readyFor(line: string): Promise<Ready> {
    if (whole) return whole;
    const small = atHand();
    return small && isWithin(line, small.root) ? small : getWhole();
  }
  /** With the first Tab. A failure is not kept: the next one tries again. */
  function fetchCompleter(): Promise<Completer> {
    completer ??= import('./describe-candidates.ts').then(
      ({ createCompleter }) => createCompleter(),
      (error: unknown) => {
        completer = undefined;
        throw error;
      },
    );
    return completer;
  }
  return {
    async run(line, io = {}) {
      const output = collectOutput(io);
      try {
        const { catalog, root, commands } = await readyFor(line);
        const context = { ...kept, ...surroundings(io, kept.config), catalog, ...output };
        lastExitCode = await runLine(line, {
          context,
          root,
          commands,
          lastExitCode,
          passedOver: [],
          innerCodes: [],
          hiddenErrors: [],
        });
      } catch (error) {
        const words = `the description of the API could not be loaded: ${String(error)}`;
        output.warn(`sandshell: ${wordsOfError(error, words)}\n`);
        lastExitCode = 1;
      }
      return { ...output.texts(), exitCode: lastExitCode };
    },
    async complete(line, cursor = line.length, host) {
      const [known, complete] = await Promise.all([getWhole(), fetchCompleter()]);
      return complete(line, cursor, { ...known, ...kept, host });
    },
    keyFor: async (line) => (await import('./key-for.ts')).keyForLine(line, kept),
    highlight(line) {
      const { root, commands = [stripe] } = whole ?? first ?? {};
      return highlightLine(line, { root, isWhole: Boolean(whole), commands });
    },
    isIncomplete,
    async prepare() {
      if (!atHand()) await getWhole().catch(() => undefined);
    },
  };
}

interface Ready {
  readonly catalog: Catalog;
  readonly root: Place;
  /** First words of a line. */
  readonly commands: readonly Command[];
}

interface Commands {
  readonly ofStripe: readonly Command[];
  readonly ofShell: readonly Command[];
}

function readyWith(catalog: Catalog, { ofStripe, ofShell }: Commands): Ready {
  return { catalog, root: createTree(catalog, ofStripe), commands: ofShell };
}

/** What lives as long as the shell. */
type Kept = Pick<Context, 'send' | 'variables' | 'config' | 'profileKey' | 'random' | 'clock'>;

function createKept(options: ShellOptions): Kept {
  const environment = Object.entries(options.environment ?? {});
  const config = new Map([
    ['device_name', 'sandshell'],
    ['display_name', 'Sandshell'],
    ['test_mode_api_key', options.profileKey ?? profileKey],
  ]);
  return {
    send: options.fetch,
    variables: createVariables(
      new Map(environment.flatMap(([name, value]) => (value ? [[name, value]] : []))),
    ),
    config,
    get profileKey() {
      return config.get('test_mode_api_key') ?? '';
    },
    random: createRandom(options.seed ?? crypto.getRandomValues(new Uint32Array(4)).join('-')),
    clock: options.clock ?? systemClock,
  };
}

const columnsOfPipe = 80;

type Surroundings = Pick<
  Context,
  'input' | 'readLine' | 'signal' | 'columns' | 'isColor' | 'isInteractive' | 'host'
>;

function surroundings(io: ShellIo, config: Context['config']): Surroundings {
  const color = config.get('color');
  return {
    input: undefined,
    readLine: io.readLine ?? (() => Promise.resolve(undefined)),
    signal: io.signal ?? new AbortController().signal,
    columns: io.columns ?? columnsOfPipe,
    isColor: color === 'on' || (color !== 'off' && (io.isColor ?? false)),
    isInteractive: io.isInteractive ?? false,
    host: io.host ?? {},
  };
}

interface Output extends Pick<Context, 'print' | 'warn'> {
  texts(): Pick<LineResult, 'stdout' | 'stderr'>;
}

/** Hands everything on at once, and keeps it for the result. */
function collectOutput(io: ShellIo): Output {
  const stdout: string[] = [];
  const stderr: string[] = [];
  return {
    print(text, fold) {
      stdout.push(text);
      if (fold && io.printFolded) io.printFolded(text, fold);
      else io.print?.(fold?.(text, io.columns ?? columnsOfPipe) ?? text);
    },
    warn(text) {
      stderr.push(text);
      io.warn?.(text);
    },
    texts: () => ({ stdout: stdout.join(''), stderr: stderr.join('') }),
  };
}
