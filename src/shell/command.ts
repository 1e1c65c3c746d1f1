// The shape of every command: what it is called and takes, where it stands among the others, and a run
// that gets all else through its context.

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import type { Random } from '../base/random.ts';
import type { Catalog, Operation } from '../catalog/catalog.ts';
import type { Flag } from './flag.ts';
import type { Parsed } from './parser.ts';
import type { Session, SessionRequest } from './session.ts';

/** What a command may touch. The page, the terminal and the programs each give their own. */
export interface Context {
  readonly send: Fetch;
  readonly catalog: Catalog;
  /**
   * To standard output, as it is: the command adds its own line ends. `fold` makes of it what a
   * person's terminal is to show, which may have another width than when the command began.
   */
  print(text: string, fold?: Fold): void;
  /** To standard error. */
  warn(text: string): void;
  /** One line of input; undefined at its end. The question is printed by the caller before. */
  readLine(): Promise<string | undefined>;
  /** All that a pipe or a file gives to read; undefined where there is none but the terminal. */
  readonly input: string | undefined;
  /** The exit code after Ctrl-C: 130, unless the command that runs has no other end. */
  readonly interruption: { code: number };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly columns: number;
  /** Whether standard output takes colours; `--color` overrides it. */
  readonly isColor: boolean;
  /** Whether a person sits at a terminal: text from elsewhere is made harmless for it. */
  readonly isInteractive: boolean;
  /** The exported variables, such as STRIPE_API_KEY. */
  readonly environment: ReadonlyMap<string, string>;
  /** The variables of the shell itself, exported or not. */
  readonly variables: Variables;
  /** Settings that `stripe config` shows: the CLI keeps them in a file, this shell for its life. */
  readonly config: Map<string, string>;
  /** The API key of the profile, used where the line and the environment give none. */
  readonly profileKey: string;
  readonly random: Random;
  readonly clock: Clock;
  /** What only the surroundings can do. Empty in programs. */
  readonly host: Host;
}

/** Long lines are broken at words, so that they fit into so many columns. */
export type Fold = (text: string, columns: number) => string;

export interface Host {
  /** Nobody reads along, as where documents are checked: the official CLI's words and lines alone. */
  readonly isUnread?: boolean;
  clear?(): void;
  /** On the terminal's screen, as it is: for what is no output. Never what comes from elsewhere. */
  draw?(codes: string): void;
  history?(): readonly string[];
  /** Empties the sandbox. */
  reset?(): Promise<void>;
  /** Rejects with a reason in words. */
  openSession?(asked: SessionRequest): Promise<Session>;
  /**
   * Posts an event to an address, or to a handler in the page (`page:NAME`); gives the status of the
   * answer. Rejects with a reason in words.
   */
  deliver?(delivery: Delivery): Promise<number>;
  /** In a tab of its own; a browser may forbid that. */
  openUrl?(url: string): void;
  files?(): Promise<Files>;
  /** Those that the sandbox holds, newest first; as many as a menu takes. */
  objects?(wanted: WantedObjects): Promise<readonly HeldObject[]>;
  /** Rows of keys and what they do, for `shortcuts`. */
  shortcuts?(): Promise<readonly (readonly [keys: string, does: string])[]>;
}

export interface Files {
  /** Undefined for a file that is not there. Rejects with what the system says of another failure. */
  read(name: string): Promise<string | undefined>;
  write(name: string, text: string): Promise<void>;
  /** Those that may be meant, the newest first. */
  names(): readonly string[];
}

export interface WantedObjects {
  /** As in `customer`; empty for objects of any kind. */
  readonly kinds: readonly string[];
  /** Whose objects. */
  readonly key: string;
}

export interface HeldObject {
  readonly id: string;
  /** A few words that tell it from others; may be empty. */
  readonly label: string;
}

export interface Delivery {
  readonly url: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Owned by the shell; commands such as `export` change them. */
export interface Variables {
  get(name: string): string | undefined;
  set(name: string, value: string): void;
  export(name: string): void;
  unset(name: string): void;
  /** With the same values, and a life of its own. */
  copy(): Variables;
  /** In the order in which they were exported. */
  exported(): ReadonlyMap<string, string>;
}

export interface Command {
  /** Words that name it: `['clear']`, `['stripe', 'get']`. */
  readonly path: readonly string[];
  /** A few words for lists. */
  readonly summary: string;
  /** Behind the name in the usage line, as in `<id or path>`; empty for nothing. */
  readonly usage?: string;
  /** What the help page says first: some lines, without a line end behind the last. */
  readonly about?: string;
  /** Lines of the help page's examples, without the indent. */
  readonly examples?: readonly string[];
  /** Own flags, beside `--help` and the global ones. */
  readonly flags?: readonly Flag[];
  /** Exactly so many positional words; any number where absent. */
  readonly positionals?: number;
  /** Left out of lists and of suggestions. */
  readonly isHidden?: boolean;
  /** Its work is what a pipe brings. */
  readonly isOfPipe?: boolean;
  /** Gets its words as they are: no flags are read, no help is shown. */
  readonly isRaw?: boolean;
  /** Gives the exit code. Throws ShellError for the caller's mistakes. */
  run(invocation: Invocation, context: Context): Promise<number>;
}

export interface Place {
  /** From `stripe` on: `['stripe', 'customers', 'create']`. */
  readonly words: readonly string[];
  readonly children: ReadonlyMap<string, Place>;
  /** What runs here; absent for a mere group. */
  readonly operation?: Operation;
  readonly command?: Command;
  readonly isHidden: boolean;
}

/** One command as it was called. */
export interface Invocation {
  /**
   * As typed, with quotes and variables resolved; for `stripe` commands without the words before.
   */
  readonly words: readonly string[];
  /** Empty for commands that read their words themselves. */
  readonly flags: Parsed;
  /** The place of `stripe`, with all commands below it. */
  readonly root: Place;
  /** What a line may begin with. */
  readonly commands: readonly Command[];
}
