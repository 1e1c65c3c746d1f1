// The generator's door: writes src/catalog/generated/; with --harvest src/catalog/overlay.json; with
// --types leaves of dist/lib/types/ what the package's entries reach.

import { generate } from './generate.ts';
import { harvest } from './harvest.ts';
import { keepPublicTypes } from './public-types.ts';

/** Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const [flag, file] = argv;
  if (flag === '--types') {
    keepPublicTypes();
    return 0;
  }
  const problems = flag === '--harvest' ? await harvest(file) : await generate();
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}
