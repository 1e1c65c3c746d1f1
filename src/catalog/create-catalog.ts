// Makes a catalogue of generated files, however they were read.

import type { Catalog } from './catalog.ts';
import type { PartFile, ProseFile, TreeFile } from './files.ts';
import { createMatcher } from './match.ts';
import { createParts, partsOf, type Parts } from './parts.ts';
import { createProse } from './prose.ts';
import { readTree } from './tree.ts';

/** Each is asked at most once, unless it failed. */
export interface Readers {
  part(name: string): Promise<PartFile>;
  prose(name: string): Promise<ProseFile>;
  events(): Promise<readonly string[]>;
}

export function createCatalog(tree: TreeFile, readers: Readers): Catalog {
  const [apiVersion, previewApiVersion, cliVersion] = tree.versions;
  const { commands, routes } = readTree(tree);
  const readPart = onceEach(readers.part);
  const readEvents = once(readers.events);
  const parts: Parts = createParts(tree, readPart);
  const readProse = onceEach(readers.prose);
  const match = createMatcher(routes);

  return {
    apiVersion,
    previewApiVersion,
    cliVersion,
    commands,
    rootNames: tree.roots.split(' '),
    localCommands: tree.local.map((words) => words.split(' ')),
    routes,
    match,
    load: async (route) => {
      await Promise.all(partsOf(tree, route).map(parts.load));
    },
    loadAll: async () => {
      await Promise.all(Object.keys(tree.parts).map(parts.load));
    },
    params: parts.params,
    commonParams: parts.commonParams,
    flaglessParams: parts.flaglessParams,
    shape: parts.shape,
    async events(route) {
      const own = route && (await readPart(partsOf(tree, route)[0] ?? '')).events;
      return own ?? readEvents();
    },
    async prose(route) {
      const names = route ? partsOf(tree, route).slice(0, 1) : Object.keys(tree.parts);
      return createProse(await Promise.all(names.map(readProse)));
    },
  };
}

/** Remembers an answer, but no failure. */
function once<T>(read: () => Promise<T>): () => Promise<T> {
  let known: Promise<T> | undefined;
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
}

function onceEach<T>(read: (name: string) => Promise<T>): (name: string) => Promise<T> {
  const readers = new Map<string, () => Promise<T>>();
  return (name) => {
    const reader = readers.get(name) ?? once(() => read(name));
    readers.set(name, reader);
    return reader();
  };
}
