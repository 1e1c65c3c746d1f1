// Below a refused line, for whoever sits at the shell: what was meant by a word that nobody knows.

import { redactKeys } from '../text/redact.ts';
import { checkLine, type WordProblem } from './check-line.ts';
import type { LineRunner } from './run-line.ts';

/** The CLI leaves it at its own words, which stand above. */
export async function tellMeant(line: string, runner: LineRunner): Promise<void> {
  const { context, root, commands } = runner;
  const problems = await checkLine(line, { catalog: context.catalog, root, commands });
  const told = problems.length > 0 ? problems.flatMap(hintOf) : hintOfSigns(line);
  for (const hint of told) context.warn(`${redactKeys(hint)}\n`);
}

function hintOf({ code, message, meant }: WordProblem): readonly string[] {
  if (!meant) return [];
  const { instead } = meant;
  if (code === 'unknown-flag') return [`Did you mean "${instead}"?`];
  // Of a first word the CLI has told what it takes for near; of a further one it has refused the flags.
  if (!message.includes('for "stripe".')) return [message];
  return message.endsWith(`"${instead}"?`) ? [] : [`Or did you mean "${instead}"?`];
}

/** Word processors write — for -- and “ for a plain quote. */
function hintOfSigns(line: string): readonly string[] {
  const plain = line
    .replace(/(?<=\s)[—–](?=[a-z])/gi, '--')
    .replace(/(?<=[\s=])“([^“”"]*)”/g, '"$1"')
    .replace(/(?<=[\s=])‘([^‘’']*)’/g, "'$1'");
  return plain === line ? [] : [`Did you mean this, with plain signs?\n${plain}`];
}
