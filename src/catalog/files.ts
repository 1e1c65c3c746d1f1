// The shapes of the generated files. The generator writes them, and only this folder reads them.

import type { WrittenFields } from './notation.ts';

export interface TreeFile {
  /** API version, preview API version, version of the CLI. */
  readonly versions: readonly [api: string, preview: string, cli: string];
  /** Names of root commands, spaces between. */
  readonly roots: string;
  readonly aliases: Readonly<Record<string, string>>;
  readonly local: readonly string[];
  readonly commands: WrittenBranch;
  /** Routes that no command names, each as in `create P/v1/tax_ids r:tax_id`. */
  readonly others: readonly string[];
  /** Verbs that are not the last word of their command, by request. */
  readonly verbs: Readonly<Record<string, string>>;
  /** Where positionals are not the names in the path: by words. */
  readonly positionals: Readonly<Record<string, readonly string[]>>;
  readonly parts: Readonly<Record<string, WrittenPart>>;
}

/**
 * A text holds the operations of a resource, as written-operations.ts reads them; a resource with
 * further words below has it under the empty word.
 */
export interface WrittenBranch {
  readonly [word: string]: string | WrittenBranch;
}

export interface WrittenPart {
  /** Other parts that hold shapes of this one's answers. */
  readonly needs: readonly string[];
  /**
   * Starts of paths without the names in braces; a last `$` asks for the whole path. The longest
   * wins. Preview routes are looked up as `preview/v2/…`.
   */
  readonly paths: readonly string[];
}

/** Keys of `params`, `common` and `dropped` are requests, as in `POST /v1/customers/{}`. */
export interface PartFile {
  readonly params: Readonly<Record<string, WrittenFields>>;
  /** Dotted names, spaces between. */
  readonly common: Readonly<Record<string, string>>;
  readonly dropped: Readonly<Record<string, string>>;
  /** By object; a deleted twin's begins with `-`. */
  readonly shapes: Readonly<Record<string, WrittenFields>>;
  readonly objects: readonly WrittenFields[];
  /** Event types of its objects; only where the part needs no other. */
  readonly events?: readonly string[];
}

/** A text by its place in `texts`; where fields lie inside, also the place of their node. */
export type WrittenProse = Readonly<Record<string, number | readonly [text: number, node: number]>>;

export interface ProseFile {
  readonly texts: readonly string[];
  readonly nodes: readonly WrittenProse[];
  /** By request (`preview ` before that of a preview route): text, and node of its parameters. */
  readonly routes: Readonly<Record<string, readonly [text: number, node: number]>>;
}
