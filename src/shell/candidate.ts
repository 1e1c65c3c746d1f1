// What completion looks at, and what it gives.

import type { Catalog, Prose, Route } from '../catalog/catalog.ts';
import type { Command, Host, Place, Variables } from './command.ts';

export interface Candidate {
  /** As it must stand in the line, with quotes where it needs them. */
  readonly text: string;
  /** Shown instead of `text`. */
  readonly label?: string;
  /** One line on what it is for; empty where nothing is known. */
  readonly description: string;
  readonly type: 'command' | 'resource' | 'operation' | 'flag' | 'value';
  readonly isRequired: boolean;
  /** Put behind it once it is taken: a space where the word is whole. */
  readonly suffix: string;
}

export interface Completion {
  /** What a candidate replaces, in UTF-16 units of the line; `end` is the cursor. */
  readonly start: number;
  readonly end: number;
  readonly candidates: readonly Candidate[];
  /** The same once it is known what for: descriptions are fetched when they are first needed. */
  readonly described?: Promise<Completion>;
}

export interface Surroundings {
  readonly catalog: Catalog;
  readonly root: Place;
  readonly commands: readonly Command[];
  /** For descriptions of operations and parameters; undefined where it is not fetched yet. */
  prose(route: Route): Prose | undefined;
  /**
   * Where there is one the candidates stand as in a menu, what matters most first; else in the
   * official CLI's order.
   */
  readonly host: Host | undefined;
  readonly variables: Pick<Variables, 'exported'>;
  readonly profileKey: string;
}

export interface Known extends Surroundings {
  /** The key that the line would be run with. */
  readonly key: string;
}
