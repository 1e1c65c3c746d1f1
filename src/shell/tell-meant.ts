// Below a refused line, for whoever sits at the shell: the flag that was meant by one that nobody knows.

import { checkLine } from './check-line.ts';
import type { LineRunner } from './run-line.ts';

/** The CLI leaves it at its own words, which stand above. */
export async function tellMeant(line: string, runner: LineRunner): Promise<void> {
  const { context, root, commands } = runner;
  const problems = await checkLine(line, { catalog: context.catalog, root, commands });
  for (const { code, meant } of problems)
    if (code === 'unknown-flag' && meant) context.warn(`Did you mean "${meant.instead}"?\n`);
}
