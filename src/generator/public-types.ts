// The package's type declarations: of all that tsc writes only what an entry can reach, with imports
// as every resolver reads them.

import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const pathPattern = /((?:\bfrom|\bimport)\s*\(?\s*['"])(\.[^'"]+?)(?:\.d)?\.ts(['"])/g;

/** Of the checkout in the working folder. */
export function keepPublicTypes(): void {
  const reached = new Set<string>();
  const waiting = publicEntries();
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    if (!existsSync(file))
      throw new Error(`${file} is not written: tsconfig.types.json has to name its source.`);
    reached.add(file);
    const text = readFileSync(file, 'utf8');
    for (const [, , path = ''] of text.matchAll(pathPattern)) {
      waiting.push(join(dirname(file), `${path}.d.ts`));
    }
    writeFileSync(file, text.replace(pathPattern, '$1$2.js$3'));
  }
  prune('dist/lib/types', reached);
}

function publicEntries(): string[] {
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    exports: Readonly<Record<string, string | { readonly types?: string }>>;
  };
  return Object.values(exports).flatMap((entry) =>
    typeof entry === 'object' && entry.types ? [normalize(entry.types)] : [],
  );
}

function prune(folder: string, kept: ReadonlySet<string>): void {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) prune(path, kept);
    else if (!kept.has(path)) rmSync(path);
  }
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}
