// Between builds: what is slow to make, and always the same from the same, is kept in a folder that
// `npm ci` empties.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';

const folder = 'node_modules/.cache/sandshell';

/** `parts` are all that the result depends on, the text of what makes it among them. */
export async function kept(
  root: string,
  parts: readonly string[],
  make: () => Promise<string>,
): Promise<string> {
  const name = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
  const file = join(root, folder, name);
  if (existsSync(file)) return readFileSync(file, 'utf8');
  const made = await make();
  mkdirSync(dirname(file), { recursive: true });
  // Never half of it, should the build be stopped here.
  writeFileSync(`${file}.${process.pid}`, made);
  renameSync(`${file}.${process.pid}`, file);
  return made;
}
