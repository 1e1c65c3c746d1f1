// Below a refused line, for whoever sits at the shell: what was meant by a word that nobody knows.

import { harmless } from '../text/ansi.ts';
import { withPlainSigns } from '../text/plain-signs.ts';
import { holdsLiveKey, redactKeys } from '../text/redact.ts';
import {
  checkLine,
  checkPipelines,
  dataHint,
  type KnownWords,
  type WordProblem,
} from './check-line.ts';
import type { LineRunner } from './line-runner.ts';
import { hintsOfSpareWords } from './spare-word.ts';

/** The CLI leaves it at its own words, which stand above. */
export async function tellMeant(line: string, runner: LineRunner): Promise<void> {
  // The line was refused for that, and nothing of it is to be shown again.
  if (holdsLiveKey(line.replace(/["'\\\n]/g, ''))) return;
  if (hidesErrors.test(line)) return;
  const { context, root, commands, passedOver, hiddenErrors } = runner;
  const known = { catalog: context.catalog, root, commands };
  const hints = await hintsOf(line, known, await checkPipelines(passedOver, known));
  const errors = hiddenErrors.map((error) => `The API answered with an error: ${error}`);
  for (const hint of new Set([...hints, ...errors]))
    context.warn(`${redactKeys(harmless(hint))}\n`);
}

const hidesErrors = /(2|&)>/;

/** `untold` are of commands of which the reader has been told nothing. */
async function hintsOf(
  line: string,
  known: KnownWords,
  untold: readonly WordProblem[],
): Promise<readonly string[]> {
  // As guides write what a reader fills in; a shell takes it for redirections.
  const [blank] = /(?<=\s)<[a-z][\w -]*>(?=\s|$)/i.exec(line) ?? [];
  if (blank) return [`Put a value in the place of ${blank}.`];
  const problems = await checkLine(line, known);
  const news = new Set(untold.map(({ message }) => message));
  if (problems.length > 0) return problems.flatMap((problem) => hintOf(problem, news));
  const hints = await hintsOfSpareWords(line, known);
  if (hints.length === 0) return hints;
  const plain = withPlainSigns(line);
  return plain === line ? hints : [`Did you mean this, with plain signs?\n${plain}`];
}

function hintOf(
  { code, message, word, meant, data, advice }: WordProblem,
  news: ReadonlySet<string>,
): readonly string[] {
  if (word === 'stripe') return ['One "stripe" is enough.'];
  const isNamed = !meant || message.includes(`"${meant.instead}"`);
  if (news.has(message))
    return [isNamed ? message : `${message} Or did you mean "${meant.instead}"?`];
  if (!meant && data) return [dataHint(data)];
  if (!meant) return advice ? [advice] : [];
  const { instead } = meant;
  if (code === 'unknown-flag') return [`Did you mean "${instead}"?`];
  // Of a first word the CLI has told what it takes for near; of a further one it has refused the flags.
  if (!message.includes('for "stripe".')) return [message];
  return isNamed ? [] : [`Or did you mean "${instead}"?`];
}
