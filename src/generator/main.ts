// The generator's door: writes src/catalog/generated/, or with --harvest src/catalog/overlay.json.

import { generate } from './generate.ts';
import { harvest } from './harvest.ts';

/** Gives the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const [flag, file] = argv;
  const problems = flag === '--harvest' ? await harvest(file) : await generate();
  for (const problem of problems) console.error(problem);
  return problems.length > 0 ? 1 : 0;
}
