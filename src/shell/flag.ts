// What a flag of the `stripe` command line is, and the sets in which commands know theirs.

export interface Flag {
  /** Without the dashes; dotted for nested parameters, as in `address.postal-code`. */
  readonly name: string;
  /** One character. */
  readonly shorthand?: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'list';
  /** Taken where the flag stands without `=`: such a flag never takes the next word. */
  readonly bare?: string;
  /**
   * The API's own name as `address[postal_code]`, for flags that are parameters of an operation.
   */
  readonly param?: string;
  /** For help pages and completion; empty where there is nothing to say. */
  readonly summary: string;
  /** As in `card|link`, where the values are known; for completion only. */
  readonly values?: readonly string[];
  /** What kind of value the API wants, as in `<unix-time>`; for completion only. */
  readonly label?: string;
  readonly isRequired?: boolean;
  /** Stands for a whole object, which `{}` empties as well as nothing does. */
  readonly isClearable?: boolean;
  readonly isHidden?: boolean;
}

export interface FlagSet {
  readonly flags: readonly Flag[];
  /** By the name as typed: brackets and, with them, underscores are read as dots and hyphens. */
  named(name: string): Flag | undefined;
  short(letter: string): Flag | undefined;
}

/** Where two flags share a name or a letter, the first has it. */
export function createFlagSet(...lists: readonly (readonly Flag[])[]): FlagSet {
  const byName = new Map<string, Flag>();
  const byLetter = new Map<string, Flag>();
  for (const flag of lists.flat()) {
    if (byName.has(flag.name)) continue;
    byName.set(flag.name, flag);
    if (flag.shorthand && !byLetter.has(flag.shorthand)) byLetter.set(flag.shorthand, flag);
  }
  return {
    flags: [...byName.values()],
    named: (name) => byName.get(canonicalName(name)),
    short: (letter) => byLetter.get(letter),
  };
}

/** `address[postal_code]` is `address.postal-code`; a name without brackets stays as it is. */
export function canonicalName(name: string): string {
  if (!name.includes('[')) return name;
  return name.replaceAll('[', '.').replaceAll(']', '').replaceAll('_', '-');
}
