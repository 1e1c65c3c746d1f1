// The ids that a document shows, and those of the same objects in this run. Pure, but for its own map.

import type { Pair } from './shape.ts';

export interface ShownIds {
  /** The shown id's counterpart in the first sandbox; undefined for one that was not shown yet. */
  inRun(shown: string): string | undefined;
  learn(shown: string, given: Pair<string>): void;
  /** With the ids of one sandbox in the place of those shown. */
  toRun(text: string, which: keyof Pair<string>): string;
  /** With the ids shown in the place of those of the first sandbox. */
  toDocument(text: string): string;
}

export function createShownIds(): ShownIds {
  const known = new Map<string, Pair<string>>();
  const shownFor = new Map<string, string>();
  return {
    inRun: (shown) => known.get(shown)?.one,
    learn(shown, given) {
      known.set(shown, given);
      shownFor.set(given.one, shown);
    },
    toRun: (text, which) => text.replace(words, (word) => known.get(word)?.[which] ?? word),
    toDocument: (text) => text.replace(words, (word) => shownFor.get(word) ?? word),
  };
}

/** An id with nothing that could belong to it on either side. */
const words = /\w+/g;
