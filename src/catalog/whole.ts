// The whole catalogue of operations at hand from the start, for programs that must check what they
// are told before they begin. Pages fetch it: see load.ts.

import { assert } from '../base/assert.ts';
import type { Catalog } from './catalog.ts';
import { createCatalog } from './create-catalog.ts';
import type { TreeFile } from './files.ts';
import tree from './generated/tree.json';

type Operations = Pick<Catalog, 'commands' | 'match'>;

let operations: Operations | undefined;

/** Commands and routes only: it has no parts to load. */
export function operationsCatalog(): Operations {
  const readers = { part: none, prose: none, events: none };
  operations ??= createCatalog(tree as unknown as TreeFile, readers);
  return operations;
}

function none(): never {
  assert(false, 'this catalogue knows operations only');
}
