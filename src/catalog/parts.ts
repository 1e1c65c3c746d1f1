// The schema in parts: which part a route needs, and what the loaded parts tell.

import { assert, present } from '../base/assert.ts';
import type { Catalog, Route } from './catalog.ts';
import type { PartFile, TreeFile } from './files.ts';
import { createObjectTable, readFields, type ObjectTable } from './notation.ts';
import { requestKey, withoutNames } from './request-key.ts';
import type { Fields } from './type.ts';

type Told = Pick<Catalog, 'params' | 'commonParams' | 'flaglessParams' | 'shape'>;

export interface Parts extends Told {
  load(name: string): Promise<void>;
}

/** A part that was fetched; its codes are read when asked for, and then kept. */
interface LoadedPart {
  readonly file: PartFile;
  readonly table: ObjectTable;
  readonly params: Map<string, Fields>;
  readonly shapes: Map<string, Fields>;
}

export function createParts(tree: TreeFile, read: (name: string) => Promise<PartFile>): Parts {
  const loaded = new Map<string, LoadedPart>();

  function partOf(route: Route): LoadedPart {
    const [name = ''] = partsOf(tree, route);
    return present(loaded.get(name), `loading of ${route.method} ${route.path}`);
  }

  function names(route: Route, list: 'common' | 'dropped'): ReadonlySet<string> {
    const text = own(partOf(route).file[list], requestKey(route));
    return new Set(text ? text.split(' ') : []);
  }

  return {
    async load(name) {
      if (loaded.has(name)) return;
      const file = await read(name);
      if (!loaded.has(name)) loaded.set(name, loadedPart(file));
    },
    params(route) {
      const { file, params, table } = partOf(route);
      return readOnce(params, requestKey(route), { written: file.params, table }) ?? new Map();
    },
    commonParams: (route) => names(route, 'common'),
    flaglessParams: (route) => names(route, 'dropped'),
    shape(object, isDeleted = false) {
      const key = (isDeleted ? '-' : '') + object;
      for (const { file, shapes, table } of loaded.values()) {
        const fields = readOnce(shapes, key, { written: file.shapes, table });
        if (fields) return fields;
      }
      return undefined;
    },
  };
}

/** The route's own part first, then those that hold shapes of its answer. */
export function partsOf(tree: TreeFile, route: Route): readonly string[] {
  const path = route.isPreview ? `preview${route.path}` : withoutNames(route.path);
  let best = { name: '', length: -1 };
  for (const [name, { paths }] of Object.entries(tree.parts)) {
    for (const start of paths) {
      if (start.length > best.length && startsWith(path, start))
        best = { name, length: start.length };
    }
  }
  assert(best.name !== '', `${route.path} has a part`);
  return [best.name, ...(tree.parts[best.name]?.needs ?? [])];
}

/** `/v1/tax` is no start of `/v1/tax_codes`. */
function startsWith(path: string, start: string): boolean {
  if (start.endsWith('$')) return path === start.slice(0, -1);
  if (!path.startsWith(start)) return false;
  return start.endsWith('/') || path.length === start.length || path.charAt(start.length) === '/';
}

function loadedPart(file: PartFile): LoadedPart {
  const table = createObjectTable(file.objects);
  return { file, table, params: new Map(), shapes: new Map() };
}

function readOnce(
  known: Map<string, Fields>,
  key: string,
  { written, table }: { written: PartFile['shapes']; table: ObjectTable },
): Fields | undefined {
  const code = own(written, key);
  if (!code) return undefined;
  const fields = known.get(key) ?? readFields(code, table);
  known.set(key, fields);
  return fields;
}

/** `constructor` is no key of these files, though every object has one. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
