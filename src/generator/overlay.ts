// What only the official CLI knows, as harvested into src/catalog/overlay.json: names, no
// sentences.

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Overlay {
  readonly cliVersion: string;
  readonly apiVersion: string;
  readonly previewApiVersion: string;
  /** Visible root commands in the order of registration, which decides "Did you mean". */
  readonly roots: readonly string[];
  /** Root commands that work under a second, hidden name: hidden to shown. */
  readonly aliases: Readonly<Record<string, string>>;
  /** Words of commands that are no operation of the API. */
  readonly local: readonly string[];
  /** By words, in the CLI's order. */
  readonly commands: Readonly<Record<string, CommandFacts>>;
}

export interface CommandFacts {
  /** As in `POST /v1/customers/{customer}`. */
  readonly request: string;
  /** Where they are not the names in the path. */
  readonly positionals?: readonly string[];
  /** Parameters that the short help shows although not required; dotted API names. */
  readonly common?: readonly string[];
  /** Where the package's declarations say less or other than the CLI: label by dotted API name. */
  readonly formats?: Readonly<Record<string, string>>;
  /** Flags that the declarations lack: label by dotted API name. */
  readonly added?: Readonly<Record<string, string>>;
  /** Parameters in the declarations that the CLI gives no flag. */
  readonly dropped?: readonly string[];
  /**
   * Of the CLI's whole list of flags: tells whether the flags computed from the catalogue are
   * equal.
   */
  readonly flagsHash: string;
}

export const overlayPath = fileURLToPath(new URL('../catalog/overlay.json', import.meta.url));

export function readOverlay(): Overlay {
  return JSON.parse(readFileSync(overlayPath, 'utf8')) as Overlay;
}
