// `npm run generate`: from the package and the overlay to the files that the catalogue reads.

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PartFile, ProseFile, TreeFile } from '../catalog/files.ts';
import { checkDescription } from './check.ts';
import { homesOf, partNames } from './chunks.ts';
import { describe, type Description, type Sources } from './describe.ts';
import { eventTypes } from './events.ts';
import { readOverlay } from './overlay.ts';
import { readPackage } from './package.ts';
import { partFile, proseFile, withEvents } from './parts.ts';
import { isFresh, sourcesStamp, writeStamp } from './stamp.ts';
import { firstTreeFile, treeFile } from './tree.ts';

const folder = fileURLToPath(new URL('../catalog/generated/', import.meta.url));

export interface GeneratedFiles {
  readonly tree: TreeFile;
  readonly firstTree: TreeFile;
  readonly parts: Readonly<Record<string, PartFile>>;
  readonly prose: Readonly<Record<string, ProseFile>>;
  readonly events: readonly string[];
}

/** All preview commands are of v2. */
export async function readPackages(): Promise<Omit<Sources, 'overlay'>> {
  return {
    stable: await readPackage('stripe-catalog'),
    preview: await readPackage('stripe-catalog-preview', 'v2'),
  };
}

/** Gives what is wrong, in words; empty when the files were written. */
export async function generate(): Promise<readonly string[]> {
  const stamp = sourcesStamp();
  if (isFresh(folder, stamp)) return [];
  const overlay = readOverlay();
  const packages = await readPackages();
  const description = describe({ ...packages, overlay });
  const events = eventTypes();
  const problems = checkDescription(description, packages, events);
  if (problems.length > 0) return problems;
  writeFiles(folder, filesOf(description, events));
  writeStamp(folder, stamp);
  return [];
}

/**
 * Leaves equal files alone, because builds tell by their times whether they are old; and takes away
 * those that are not written any more.
 */
export function writeFiles(path: string, files: GeneratedFiles): void {
  const { tree, firstTree, parts, prose, events } = files;
  const contents = new Map<string, unknown>([
    ['tree.json', tree],
    ['tree-first.json', firstTree],
    ['events.json', events],
    ...Object.entries(parts).map(([name, part]) => [`part-${name}.json`, part] as const),
    ...Object.entries(prose).map(([name, texts]) => [`prose-${name}.json`, texts] as const),
  ]);
  mkdirSync(path, { recursive: true });
  for (const name of readdirSync(path)) {
    if (name.endsWith('.json') && !contents.has(name)) rmSync(join(path, name));
  }
  for (const [name, content] of contents) {
    const text = `${JSON.stringify(content)}\n`;
    if (textOf(join(path, name)) !== text) writeFileSync(join(path, name), text);
  }
}

export function filesOf(description: Description, events: readonly string[]): GeneratedFiles {
  const homes = homesOf(description.routes, description.shapes);
  const tree = treeFile(description, homes);
  return {
    tree,
    firstTree: firstTreeFile(description, homes),
    parts: byPart((name) => {
      const file = partFile(description, homes, name);
      return tree.parts[name]?.needs.length === 0 ? withEvents(file, events) : file;
    }),
    prose: byPart((name) => proseFile(description, name)),
    events,
  };
}

function byPart<T>(file: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(partNames.map((name) => [name, file(name)]));
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
