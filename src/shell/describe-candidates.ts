// Completes at once with what is there, and again with descriptions where they had to be fetched.

import type { Prose, Route } from '../catalog/catalog.ts';
import type { Completion, Surroundings } from './candidate.ts';
import { completeLine } from './complete.ts';

export type Completer = (
  line: string,
  cursor: number,
  known: Omit<Surroundings, 'prose'>,
) => Promise<Completion>;

/** Remembers what it has fetched. `described` rejects where descriptions cannot be fetched. */
export function createCompleter(): Completer {
  const fetched = new Map<Route, Prose>();

  return async (line, cursor, known) => {
    const missing = new Set<Route>();
    const first = await completeLine(line, cursor, {
      ...known,
      prose(route) {
        if (!fetched.has(route)) missing.add(route);
        return fetched.get(route);
      },
    });
    if (missing.size === 0) return first;

    const describe = async (): Promise<Completion> => {
      for (const route of missing) fetched.set(route, await known.catalog.prose(route));
      return completeLine(line, cursor, { ...known, prose: (route) => fetched.get(route) });
    };
    const described = describe();
    // Whoever takes no descriptions needs not hear that there are none.
    described.catch(() => undefined);
    return { ...first, described };
  };
}
