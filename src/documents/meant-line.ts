// What an author meant by a command that cannot run as it is written, so that one mistake does not
// hide those behind it. Pure.

import { liveKeyStretches } from '../text/live-key.ts';
import { withPlainSigns } from '../text/plain-signs.ts';
import type { LineProblem } from './world.ts';

/** `told` is what the API says of it. Undefined where nothing better is known than the line itself. */
export function meantLine(
  line: string,
  problems: readonly LineProblem[],
  told: string,
): string | undefined {
  const withWords = problems.reduce(
    (text, { meant }) => (meant ? withWord(text, meant.word, meant.instead) : text),
    withTestKeys(withoutLiveFlag(withPlainSigns(line))),
  );
  const names = /^Received unknown parameters?: ([^.]+)/.exec(told)?.[1]?.split(', ') ?? [];
  const meant = names.reduce(withoutParam, withWords);
  return meant === line ? undefined : meant;
}

/** The sandbox's own key takes its place. */
function withoutLiveFlag(line: string): string {
  return line.replace(/\s--api-key[=\s]+["']?[sr]k_live_\w+["']?/g, '');
}

/** Long enough for a key; the sandbox takes any. */
const standIn = 'sandshellCheckStandIn';

function withTestKeys(line: string): string {
  return liveKeyStretches(line).reduceRight(
    (text, { start, end }) =>
      text.slice(0, start).replace(/live_$/, 'test_') + standIn + text.slice(end),
    line,
  );
}

function withWord(line: string, word: string, instead: string): string {
  const found = new RegExp(`(?<=^|\\s)${escaped(word)}(?=[\\s=]|$)`).exec(line);
  if (!found) return line;
  return line.slice(0, found.index) + instead + line.slice(found.index + word.length);
}

/** With all that it holds, as `name[]=` and `name[a]=`. */
function withoutParam(line: string, name: string): string {
  const item = `${escaped(name)}(?:\\[[^\\]]*\\])*=`;
  const quoted = `"${item}[^"]*"|'${item}[^']*'|${item}\\S*`;
  return line.replace(new RegExp(`\\s(-d|--data)[\\s=]+(${quoted})`, 'g'), '');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
