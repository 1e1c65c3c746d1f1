// Below a refused line, for whoever sits at the shell: what was meant by a word that nobody knows.

import { redactKeys } from '../text/redact.ts';
import { checkLine } from './check-line.ts';
import type { LineRunner } from './run-line.ts';

/** The CLI leaves it at its own words, which stand above. */
export async function tellMeant(line: string, runner: LineRunner): Promise<void> {
  const { context, root, commands } = runner;
  const problems = await checkLine(line, { catalog: context.catalog, root, commands });
  for (const { code, message, meant } of problems) {
    if (!meant) continue;
    if (code === 'unknown-flag') context.warn(`Did you mean "${meant.instead}"?\n`);
    // Of a first word the CLI tells by itself; of a further one it refuses the flags.
    else if (!message.includes('for "stripe".')) context.warn(`${redactKeys(message)}\n`);
  }
}
