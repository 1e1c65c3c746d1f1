// A bounded list that tells when it grows: what a panel shows. The request log is one.

import { createEmitter } from '../base/emitter.ts';

interface FeedEvents<Entry> {
  add: Entry;
  clear: undefined;
}

export interface Feed<Entry> {
  /** Oldest first. */
  entries(): readonly Entry[];
  /** Gives a function that stops the listening. */
  on<Name extends keyof FeedEvents<Entry>>(
    type: Name,
    listener: (event: FeedEvents<Entry>[Name]) => void,
  ): () => void;
}

export interface GrowingFeed<Entry> extends Feed<Entry> {
  add(entry: Entry): void;
  clear(): void;
}

/** Keeps the last `entriesMax`. */
export function createFeed<Entry>(entriesMax: number): GrowingFeed<Entry> {
  const emitter = createEmitter<FeedEvents<Entry>>();
  let kept: readonly Entry[] = [];

  return {
    entries: () => kept,
    add(entry) {
      kept = [...kept, entry].slice(-entriesMax);
      emitter.emit('add', entry);
    },
    clear() {
      kept = [];
      emitter.emit('clear', undefined);
    },
    on: emitter.on,
  };
}
