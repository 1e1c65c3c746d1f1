// Which operations are let through: patterns over the names of the catalogue, such as `customers.*`.

import type { Branch, Operation, Route } from '../catalog/catalog.ts';
import { nearest } from '../sandbox/checking/nearest.ts';
import { redactKeys } from '../text/redact.ts';
import { safeSet } from './safe-set.ts';

/** The word that stands for the safe set in a list of patterns. */
export const usual = 'default';

export interface Allowed {
  /** Undefined where the route has no command, or no pattern names it. */
  operation(route: Route): Operation | undefined;
  /** As in `customers.create`, which would allow it; undefined where the route has no command. */
  nameOf(route: Route): string | undefined;
}

/** Each pattern that names nothing is told of by `complain`. */
export function readAllowed(
  commands: Branch,
  patterns: readonly string[],
  complain: (sentence: string) => void,
): Allowed {
  const operations = [...operationsIn(commands)];
  const all = patterns.flatMap((pattern) => (pattern === usual ? safeSet : [pattern]));
  const allowed = new Map<Route, Operation>();
  for (const pattern of all) {
    const found = operations.filter(({ words }) => names(pattern.split('.'), words));
    if (found.length === 0) complain(unknown(pattern, operations));
    for (const operation of found) {
      if (!allowed.has(operation.route)) allowed.set(operation.route, operation);
    }
  }
  return {
    operation: (route) => allowed.get(route),
    nameOf: (route) => operations.find((each) => each.route === route)?.words.join('.'),
  };
}

function* operationsIn(branch: Branch): Generator<Operation> {
  if (branch.type === 'operation') yield branch.operation;
  else for (const child of branch.children.values()) yield* operationsIn(child);
}

/** A `*` stands for one word or more. */
function names(pattern: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return words.length === 0;
  if (words.length === 0) return false;
  if (first !== '*') return first === words[0] && names(rest, words.slice(1));
  return words.some((_, index) => names(rest, words.slice(index + 1)));
}

function unknown(pattern: string, operations: readonly Operation[]): string {
  const known = new Set(operations.flatMap(({ words }) => patternsFor(words)));
  const near = nearest(pattern, known);
  const hint = near ? `Did you mean "${near}"?` : 'They look like "customers.*" or "*.retrieve".';
  const shown = redactKeys(pattern).slice(0, 80);
  return `The allowed operation "${shown}" names nothing in the catalogue. ${hint}`;
}

/** `issuing.cards.create` is also in `issuing.*`, `issuing.cards.*` and `*.create`. */
function patternsFor(words: readonly string[]): string[] {
  const groups = words.slice(1).map((_, index) => `${words.slice(0, index + 1).join('.')}.*`);
  return [words.join('.'), ...groups, `*.${words.at(-1) ?? ''}`];
}
