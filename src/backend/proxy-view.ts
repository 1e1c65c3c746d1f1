// What a page knows of a sandbox that is not in it: the objects of the answers and events it has
// seen, for completion and placeholders.

import { isRecord, type SeenObject } from './seen-object.ts';

export interface ProxyView {
  /** Whatever stands in an answer: an object, or a list of them. */
  learn(value: unknown): void;
  /** Of these kinds, of any where none is named; in no particular order. */
  objects(kinds: readonly string[]): readonly SeenObject[];
  /** Of the newest object of a kind that has not been deleted since. */
  newestId(kind: string): string | undefined;
  clear(): void;
}

/** The longest unseen go first. */
const objectsMax = 500;

export function createProxyView(): ProxyView {
  const seen = new Map<string, SeenObject>();

  function learn(value: unknown): void {
    if (!isRecord(value)) return;
    if (value['object'] === 'list' || value['object'] === 'search_result') {
      // Newest first: so that the newest is seen last.
      if (Array.isArray(value['data'])) value['data'].toReversed().forEach(learn);
      return;
    }
    const { id, object } = value;
    if (typeof id !== 'string' || typeof object !== 'string') return;
    seen.delete(id);
    if (value['deleted'] === true) return;
    seen.set(id, { ...value, id, object });
    const [oldest] = seen.keys();
    if (seen.size > objectsMax && oldest !== undefined) seen.delete(oldest);
  }

  return {
    learn,
    objects: (kinds) =>
      [...seen.values()].filter(({ object }) =>
        kinds.length === 0 ? object !== 'event' : kinds.includes(object),
      ),
    newestId(kind) {
      const ofKind = [...seen.values()].filter(({ object }) => object === kind);
      return ofKind.reduce<SeenObject | undefined>(
        (newest, one) => (newest && createdOf(newest) > createdOf(one) ? newest : one),
        undefined,
      )?.id;
    },
    clear: () => seen.clear(),
  };
}

function createdOf({ created }: SeenObject): number {
  return typeof created === 'number' ? created : 0;
}
