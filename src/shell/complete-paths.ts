// Candidates for the paths of `get`, `post` and `delete`: those of the API's routes, up to the first id.

import type { Catalog } from '../catalog/catalog.ts';
import type { Candidate } from './candidate.ts';

/** `method` in either case. What goes on with an id ends with a slash, and nothing comes behind it. */
export function pathCandidates(method: string, { routes }: Catalog): readonly Candidate[] {
  const starts = routes
    .filter((route) => route.method === method.toUpperCase())
    .map(({ path }) => path.split('{', 1)[0] ?? '');
  return [...new Set(starts)].sort().map((text) => ({
    text,
    description: '',
    type: 'value',
    isRequired: false,
    suffix: text.endsWith('/') ? '' : ' ',
  }));
}
