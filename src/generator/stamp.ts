// Tells whether the generated files still stand for their sources, so that nothing is done twice.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

const stampName = 'stamp.txt';

/** Of the packages by their versions, which never change; of the overlay and the code by content. */
export function sourcesStamp(): string {
  const hash = createHash('sha256');
  for (const name of ['stripe', 'stripe-catalog', 'stripe-catalog-preview']) {
    hash.update(readFileSync(join(root, 'node_modules', name, 'package.json')));
  }
  for (const folder of ['src/generator', 'src/catalog']) {
    for (const name of readdirSync(join(root, folder)).sort()) {
      if (/\.(ts|json)$/.test(name))
        hash.update(name).update(readFileSync(join(root, folder, name)));
    }
  }
  return hash.digest('hex');
}

/** The stamp has a line for itself, and one for each file that was written with it. */
export function isFresh(folder: string, stamp: string): boolean {
  const path = join(folder, stampName);
  if (!existsSync(path)) return false;
  const [written, ...names] = readFileSync(path, 'utf8').trimEnd().split('\n');
  return written === stamp && names.every((name) => existsSync(join(folder, name)));
}

export function writeStamp(folder: string, stamp: string): void {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  writeFileSync(join(folder, stampName), [stamp, ...names.sort(), ''].join('\n'));
}
