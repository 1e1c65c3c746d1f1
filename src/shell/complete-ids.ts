// Candidates for ids: what the sandbox holds of the kinds that fit, newest first.

import type { Catalog, Operation } from '../catalog/catalog.ts';
import { objectsOf, type Fields } from '../catalog/type.ts';
import type { Candidate, Known } from './candidate.ts';

/** None where the surroundings hold nothing. `kinds` empty stands for all. */
export async function idCandidates(
  kinds: readonly string[],
  { host, key }: Pick<Known, 'host' | 'key'>,
): Promise<readonly Candidate[]> {
  const held = (await host?.objects?.({ kinds, key })) ?? [];
  return held.map(({ id, label }) => ({
    text: id,
    description: label,
    type: 'value',
    isRequired: false,
    suffix: ' ',
  }));
}

/** Of the word that takes the place of a name in braces; undefined where there is none. */
export function kindsOfPositional(
  { route, positionals }: Operation,
  index: number,
  catalog: Catalog,
): readonly string[] | undefined {
  const name = positionals[index];
  const braces = `{${name}}`;
  const at = route.path.indexOf(braces);
  if (name === undefined || at === -1) return undefined;
  const path = route.path.slice(0, at + braces.length);
  const match = catalog.match('GET', path.replace(/\{[^}]*\}/g, 'x'));
  return match ? objectsOf(match.route.result) : undefined;
}

/**
 * Of a parameter, as in `items[price]`: by the field of the same name in what is answered, else by
 * its own name.
 */
export function kindsOfParam(
  param: string,
  { route }: Operation,
  catalog: Catalog,
): readonly string[] {
  const objects = objectsOf(route.result);
  if (param === 'starting_after' || param === 'ending_before') return objects;
  const path = param.replaceAll(']', '').split('[');
  let fields: Fields | undefined = catalog.shape(objects[0] ?? '');
  for (const name of path) {
    const type = fields?.get(name)?.type;
    if (type?.type === 'expandable') return type.objects;
    fields = type?.type === 'object' ? type.fields : undefined;
  }
  return path.slice(-1);
}
