// Fetches the generated files, each once and only when it is needed, and gives the catalogue.

import type { Catalog } from './catalog.ts';
import { createCatalog } from './create-catalog.ts';
import type { PartFile, ProseFile, TreeFile } from './files.ts';

let loaded: Promise<Catalog> | undefined;

/** The same catalogue for all who ask. After a failed fetch the next caller tries again. */
export function loadCatalog(): Promise<Catalog> {
  loaded ??= readTree().catch((error: unknown) => {
    loaded = undefined;
    throw error;
  });
  return loaded;
}

async function readTree(): Promise<Catalog> {
  const tree = (await import('./generated/tree.json')).default as unknown as TreeFile;
  return createCatalog(tree, {
    part: async (name) => (await partReader(name)()).default as unknown as PartFile,
    prose: async () => (await import('./generated/prose.json')).default as unknown as ProseFile,
    events: async () => (await import('./generated/events.json')).default,
  });
}

/** Bundlers find an import only where its path is written out. */
const partReaders: Readonly<Record<string, () => Promise<{ readonly default: unknown }>>> = {
  first: () => import('./generated/part-first.json'),
  payments: () => import('./generated/part-payments.json'),
  billing: () => import('./generated/part-billing.json'),
  connect: () => import('./generated/part-connect.json'),
  v2: () => import('./generated/part-v2.json'),
  preview: () => import('./generated/part-preview.json'),
};

function partReader(name: string): () => Promise<{ readonly default: unknown }> {
  const reader = partReaders[name];
  if (!reader) throw new Error(`The catalogue has no part ${name}`);
  return reader;
}
