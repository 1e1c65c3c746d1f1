// The door of the sandbox: a Request in, a Response out; the one place where errors are caught.

import type { Clock } from '../base/clock.ts';
import type { Fetch } from '../base/fetch.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ApiObject } from './behaviour.ts';
import type { Commit, Snapshot } from './commit.ts';

export interface SandboxOptions {
  readonly catalog: Promise<Catalog> | Catalog;
  readonly clock: Clock;
  /** The same seed and the same requests give the same ids. */
  readonly seed: string;
}

export interface SandboxEvents {
  /** A Stripe event object came to be. `isOwn` is false for those of commits applied from elsewhere. */
  readonly event: { readonly account: string; readonly event: ApiObject; readonly isOwn: boolean };
  /** This sandbox changed its state by a request or a reset. Told before the Response is given. */
  readonly commit: Commit;
  /** All objects are gone or replaced: by `reset`, `restore`, or an applied commit that resets. */
  readonly reset: undefined;
}

export interface Sandbox {
  /** Never rejects: what goes wrong inside is answered as Stripe answers it, with status 500. */
  readonly fetch: Fetch;
  snapshot(): Snapshot;
  /**
   * Takes the snapshot's state in place of the present one, `sequence` included. Tells 'reset', and
   * no 'commit': the snapshot itself is what there is to keep. Throws when it is no snapshot of this
   * format; then the present state stays as it is.
   */
  restore(snapshot: Snapshot): void;
  /** Empties all accounts, and starts the ids anew from the seed. A commit like any other. */
  reset(): void;
  /**
   * Takes over a commit of another sandbox. False, and nothing happens, when it is already in (its
   * sequence is not above `sequence()`). Throws when commits before it are missing.
   */
  apply(commit: Commit): boolean;
  /** Of the last commit in the present state; 0 for none. */
  sequence(): number;
  /** Gives a function that stops the listening. */
  on<Name extends keyof SandboxEvents>(
    type: Name,
    listener: (event: SandboxEvents[Name]) => void,
  ): () => void;
}

export declare function createSandbox(options: SandboxOptions): Sandbox;
