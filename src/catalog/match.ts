// Finds the route that a request's method and path name.

import type { Match, Route } from './catalog.ts';

/** Routes by method, and by segment: a name in braces stands under `{}`. */
interface Step {
  readonly next: Map<string, Step>;
  route: Route | undefined;
}

export function createMatcher(
  routes: readonly Route[],
): (method: string, pathname: string) => Match | undefined {
  const roots = new Map<string, Step>();
  // Stable routes first: a preview route of the same request never hides one.
  const ordered = [...routes].sort((one, other) => Number(one.isPreview) - Number(other.isPreview));
  const written = new Map<string, Match>();
  for (const route of ordered) {
    addRoute(roots, route);
    const key = `${route.method} ${route.path}`;
    if (!route.path.includes('{') && !written.has(key)) written.set(key, { route, ids: new Map() });
  }

  return (method, pathname) => {
    // A path without ids is found at once.
    const known = written.get(`${method} ${pathname}`);
    if (known) return known;
    const root = roots.get(method);
    const segments = pathname.split('/');
    const route = root && find(root, segments, 1);
    return route && { route, ids: idsIn(route, segments) };
  };
}

function addRoute(roots: Map<string, Step>, route: Route): void {
  let step = stepIn(roots, route.method);
  for (const segment of route.path.split('/').slice(1)) {
    step = stepIn(step.next, segment.startsWith('{') ? '{}' : segment);
  }
  step.route ??= route;
}

function stepIn(steps: Map<string, Step>, name: string): Step {
  const step = steps.get(name) ?? { next: new Map(), route: undefined };
  steps.set(name, step);
  return step;
}

/**
 * A word that is written out goes before an id; an id is never empty, and never leads up the path.
 */
function find(step: Step, segments: readonly string[], at: number): Route | undefined {
  const segment = segments[at];
  if (segment === undefined) return step.route;
  const exact = segment === '{}' ? undefined : step.next.get(segment);
  const found = exact && find(exact, segments, at + 1);
  if (found) return found;
  const any = step.next.get('{}');
  return any && isId(segment) ? find(any, segments, at + 1) : undefined;
}

function isId(segment: string): boolean {
  const id = decoded(segment);
  return id !== undefined && id !== '' && id !== '.' && id !== '..';
}

function idsIn(route: Route, segments: readonly string[]): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (const [index, name] of route.path.split('/').entries()) {
    if (!name.startsWith('{')) continue;
    ids.set(name.slice(1, -1), decoded(segments[index] ?? '') ?? '');
  }
  return ids;
}

/** Undefined where the percent signs are none of an encoding. */
function decoded(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
