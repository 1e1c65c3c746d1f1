// Reads the words behind the three backticks of a fenced block: its language, and what a page says
// of it as ```` ```stripe id=create-customer ````. Pure.

import { isSlip } from '../shell/suggest-command.ts';
import { readMode, type SnippetMode } from './find.ts';

export interface FenceInfo {
  /** In small letters; empty where none is given. Without what stands at it, as `{2}` or `:no-lines`. */
  readonly language: string;
  /** Of `insert` and `off`; `run` where neither is given. */
  readonly mode: SnippetMode;
  /** Of `id=NAME`: what `data-sandshell-id` says on a page. */
  readonly id: string | undefined;
  /** Of `after=NAME`: what `data-sandshell-after` says on a page. */
  readonly after: string | undefined;
  /** Whether the block is the expected output of the one before it: the word `output`. */
  readonly isOutput: boolean;
  /** A sentence for each word that its author may have misspelt. */
  readonly mistakes: readonly string[];
}

const ownWords = ['run', 'insert', 'off', 'output'];
const told = ['id=NAME', 'after=NAME', ...ownWords];

/** Words of two letters are too many for one of them to be a slip. */
function isMistake(word: string): boolean {
  return (
    isSlip(word, ownWords) || (word.includes('=') && isSlip(word.split('=', 1)[0] ?? '', ['after']))
  );
}

/**
 * `info` is the whole line behind the backticks, as in `stripe id=one after="zero" insert`. Words that
 * other tools read, as `title="…"` or `{1,3}`, are left to them; of two that contradict the first counts.
 */
export function readFenceInfo(info: string): FenceInfo {
  const [language = ''] = /^[^\s{:[]*/.exec(info.trim()) ?? [];
  const words = wordsOf(info.trim().slice(language.length));
  const modes = words.filter((word) => word === 'insert' || word === 'off' || word === 'run');
  return {
    language: language.toLowerCase(),
    mode: readMode(modes[0]),
    id: valueOf('id', words),
    after: valueOf('after', words),
    isOutput: words.includes('output'),
    mistakes: words.filter(isMistake).map((word) => `"${word}" is none of ${told.join(', ')}.`),
  };
}

/** Split at spaces; what stands in quotes, braces or brackets is one word with what it stands at. */
function wordsOf(text: string): readonly string[] {
  return text.match(/(?:"[^"]*"|'[^']*'|\{[^}]*\}|\[[^\]]*\]|\S)+/g) ?? [];
}

function valueOf(name: string, words: readonly string[]): string | undefined {
  const word = words.find((each) => each.startsWith(`${name}=`));
  return word?.slice(name.length + 1).replace(/^(["'])(.*)\1$/, '$2') || undefined;
}
