// `npm run generate`: from the package and the overlay to the files that the catalogue reads.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { PartFile, ProseFile, TreeFile } from '../catalog/files.ts';
import { checkDescription } from './check.ts';
import { homesOf, partNames } from './chunks.ts';
import { describe, type Description, type Sources } from './describe.ts';
import { eventTypes } from './events.ts';
import { readOverlay } from './overlay.ts';
import { readPackage } from './package.ts';
import { partFile, proseFile } from './parts.ts';
import { treeFile } from './tree.ts';

const folder = fileURLToPath(new URL('../catalog/generated/', import.meta.url));

export interface GeneratedFiles {
  readonly tree: TreeFile;
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
  const overlay = readOverlay();
  const packages = await readPackages();
  const description = describe({ ...packages, overlay });
  const events = eventTypes();
  const problems = checkDescription(description, packages, events);
  if (problems.length > 0) return problems;
  mkdirSync(folder, { recursive: true });
  const files = filesOf(description, events);
  write('tree.json', files.tree);
  for (const [name, part] of Object.entries(files.parts)) write(`part-${name}.json`, part);
  for (const [name, prose] of Object.entries(files.prose)) write(`prose-${name}.json`, prose);
  write('events.json', files.events);
  return [];
}

export function filesOf(description: Description, events: readonly string[]): GeneratedFiles {
  const homes = homesOf(description.routes, description.shapes);
  return {
    tree: treeFile(description, homes),
    parts: byPart((name) => partFile(description, homes, name)),
    prose: byPart((name) => proseFile(description, name)),
    events,
  };
}

function byPart<T>(file: (name: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(partNames.map((name) => [name, file(name)]));
}

/** An equal file is left alone: builds tell by its time whether they are old. */
function write(name: string, content: unknown): void {
  const text = `${JSON.stringify(content)}\n`;
  if (textOf(folder + name) !== text) writeFileSync(folder + name, text);
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
