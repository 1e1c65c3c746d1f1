// Candidates for the paths of `get`, `post` and `delete`: those of the API's routes, up to the next id,
// and the ids themselves.

import type { Catalog } from '../catalog/catalog.ts';
import { objectsOf } from '../catalog/type.ts';
import type { Candidate, Known } from './candidate.ts';
import { idCandidates } from './complete-ids.ts';

/** `method` in either case, `current` what stands of the path. What goes on with an id ends with a slash. */
export async function pathCandidates(
  method: string,
  current: string,
  known: Pick<Known, 'catalog' | 'host' | 'key'>,
): Promise<readonly Candidate[]> {
  const { catalog } = known;
  const before = current.split('/').slice(0, -1);
  const base = `${before.join('/')}/`;
  const ways = catalog.routes
    .filter((route) => route.method === method.toUpperCase())
    .map(({ path }) => path.split('/'))
    .filter((names) => names.length > before.length && before.every(isAt(names)))
    .map((names) => names.slice(before.length).join('/').split('{', 1)[0] ?? '');
  const texts = ways.filter((way) => way !== '').map((way) => base + way);
  const ids = ways.includes('') ? await idsBelow(base, known) : [];
  return [
    ...ids.map((id) => ({ ...id, text: base + id.text, label: id.text })),
    ...[...new Set(texts)].sort().map((text) => ({
      text,
      description: '',
      type: 'value' as const,
      isRequired: false,
      suffix: text.endsWith('/') ? '' : ' ',
    })),
  ];
}

/** An id stands where a route has a name in braces. */
function isAt(names: readonly string[]): (word: string, index: number) => boolean {
  return (word, index) =>
    names[index] === word || (word !== '' && names[index]?.startsWith('{') === true);
}

async function idsBelow(
  base: string,
  { catalog, host, key }: { readonly catalog: Catalog } & Pick<Known, 'host' | 'key'>,
): Promise<readonly Candidate[]> {
  const match = catalog.match('GET', `${base}x`);
  const kinds = match ? objectsOf(match.route.result) : [];
  // Without a kind they would be of all kinds.
  return kinds.length > 0 ? idCandidates(kinds, { host, key }) : [];
}
