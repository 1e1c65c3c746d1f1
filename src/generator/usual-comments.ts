// Comments for fields of types that many files share: what they say there speaks of all their uses at
// once, where the API's own description has a text for each. What is said most often beside fields of
// the same name comes nearer to that.

import type { Field } from '../catalog/type.ts';
import type { Reading } from './types.ts';

/** Of a shared field, for routes of /v1 or of /v2; undefined where it is not shared, or alone. */
export type UsualComments = (field: Field, version: ApiNamespace) => string | undefined;

export type ApiNamespace = 'v1' | 'v2';

export function usualComments(
  readings: readonly Pick<Reading, 'comments' | 'files'>[],
): UsualComments {
  const counts = { v1: new Map<string, Counts>(), v2: new Map<string, Counts>() };
  const shared = new Set<Field>();
  for (const { comments, files } of readings) {
    for (const [field, file] of files) {
      const comment = comments.get(field) ?? '';
      if (file.endsWith('/shared.d.ts')) shared.add(field);
      else if (comment !== '') count(counts[namespaceOf(file)], field.name, comment);
    }
  }
  return (field, version) =>
    shared.has(field) ? commonest(counts[version].get(field.name)) : undefined;
}

/** How often each text stands beside a field of one name. */
type Counts = Map<string, { readonly comment: string; readonly times: number }>;

/** Indents differ; the words count. */
function count(byName: Map<string, Counts>, name: string, comment: string): void {
  const counts: Counts = byName.get(name) ?? new Map();
  const words = comment.replace(/\s+/g, ' ').trim();
  counts.set(words, { comment, times: (counts.get(words)?.times ?? 0) + 1 });
  byName.set(name, counts);
}

function namespaceOf(file: string): ApiNamespace {
  return file.includes('/V2/') ? 'v2' : 'v1';
}

function commonest(counts: Counts | undefined): string | undefined {
  return [...(counts?.values() ?? [])].sort((one, other) => other.times - one.times)[0]?.comment;
}
