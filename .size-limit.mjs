// Budgets of what readers and programs fetch, in bytes of brotli: for each entry of the package, and
// for all that comes before a reader's first customer. `npm run size`, after a build.

import { readFileSync, readdirSync } from 'node:fs';
import { posix } from 'node:path';

const lib = 'dist/lib';

/** With what each imports at once; what it fetches on first use is not counted. */
const limits = {
  '.': '9 kB',
  './loader': '2000 B',
  './sandbox': '32 kB',
  './shell': '36 kB',
  './msw': '1 kB',
  './proxy': '36 kB',
};
/** Of an entry that the table does not name. */
const usualLimit = '10 kB';

const { exports: entries } = JSON.parse(readFileSync('package.json', 'utf8'));

/** The file, and all that it imports before it can run. */
function withImports(file, found = new Set()) {
  if (found.has(file)) return [...found];
  found.add(file);
  const text = readFileSync(file, 'utf8');
  for (const [, path] of text.matchAll(/(?:\bfrom|(?<![\w$.])import)\s*["'`](\.[^"'`]+)["'`]/g)) {
    withImports(posix.join(posix.dirname(file), path), found);
  }
  return [...found];
}

const each = Object.entries(entries)
  .filter(([, entry]) => typeof entry === 'object')
  .map(([name, entry]) => ({
    name: posix.join('sandshell', name),
    path: withImports(entry.default.replace('./', '')),
    limit: limits[name] ?? usualLimit,
  }));

const first = readdirSync(`${lib}/chunks`)
  .filter((name) => name.startsWith('first-'))
  .map((name) => `chunks/${name}`);

function withAllImports(names) {
  const found = new Set();
  for (const name of names) withImports(`${lib}/${name}`, found);
  return found;
}

export default [
  ...each,
  {
    name: 'until a customer is created',
    path: [...withAllImports(['loader.js', 'sandshell.js', ...first])],
    limit: '130000 B',
  },
];
