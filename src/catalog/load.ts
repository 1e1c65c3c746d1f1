// Fetches the generated files, each once and only when it is needed, and gives the catalogue.

import { present } from '../base/assert.ts';
import type { Catalog, CatalogSource } from './catalog.ts';
import { createCatalog, type Readers } from './create-catalog.ts';
import type { PartFile, ProseFile, TreeFile } from './files.ts';
import firstPart from './generated/part-first.json';
import firstTree from './generated/tree-first.json';

/** What is at hand, and all of it. */
export const catalogs: CatalogSource = { first: firstCatalog, whole: loadCatalog };

let first: Catalog | undefined;
let loaded: Promise<Catalog> | undefined;

function firstCatalog(): Catalog {
  first ??= createCatalog(firstTree as unknown as TreeFile, readers);
  return first;
}

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
  return createCatalog(tree, readers);
}

type Reader = () => Promise<{ readonly default: unknown }>;

/** Bundlers find an import only where its path is written out. */
const partReaders: Readonly<Record<string, Reader>> = {
  first: async () => ({ default: firstPart }),
  payments: () => import('./generated/part-payments.json'),
  billing: () => import('./generated/part-billing.json'),
  connect: () => import('./generated/part-connect.json'),
  v2: () => import('./generated/part-v2.json'),
  preview: () => import('./generated/part-preview.json'),
};

const proseReaders: Readonly<Record<string, Reader>> = {
  first: () => import('./generated/prose-first.json'),
  payments: () => import('./generated/prose-payments.json'),
  billing: () => import('./generated/prose-billing.json'),
  connect: () => import('./generated/prose-connect.json'),
  v2: () => import('./generated/prose-v2.json'),
  preview: () => import('./generated/prose-preview.json'),
};

function readerNamed(readers: Readonly<Record<string, Reader>>, name: string): Reader {
  return present(readers[name], `part ${name} of the catalogue`);
}

const readers: Readers = {
  part: async (name) => (await readerNamed(partReaders, name)()).default as PartFile,
  prose: async (name) => (await readerNamed(proseReaders, name)()).default as ProseFile,
  events: async () => (await import('./generated/events.json')).default,
};
