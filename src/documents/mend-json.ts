// Writes what a step gave into the JSON that a document shows, and leaves all else as it is. Pure.

import { readShownJson, type Member, type Stretch } from './expected-json.ts';
import type { ShownIds } from './shown-ids.ts';
import type { Difference, Mend } from './match-json.ts';

/**
 * `compare` tells what is still different in a text. One difference after the other, because each
 * moves those behind it. Undefined where that comes to no end.
 */
export function mendJson(
  text: string,
  compare: (text: string) => readonly Difference[],
  ids: ShownIds,
): string | undefined {
  let mended = text;
  for (let [difference] = compare(text); difference; [difference] = compare(mended)) {
    const next = withMend(mended, difference.mend, ids);
    if (next === mended) return undefined;
    mended = next;
  }
  return readShownJson(mended).type === 'read' ? mended : undefined;
}

function withMend(text: string, mend: Mend, ids: ShownIds): string {
  if (mend.type === 'remove') return withoutMember(text, mend.member);
  const { from, to } = mend.shown;
  return text.slice(0, from) + written(mend.value, indentAt(text, from), ids) + text.slice(to);
}

/** As the CLI writes it, its later lines below the line in which it begins. */
export function written(value: unknown, indent: string, ids: ShownIds): string {
  return ids.toDocument(JSON.stringify(value, null, 2)).replaceAll('\n', `\n${indent}`);
}

function indentAt(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  return /^\s*/.exec(line)?.[0] ?? '';
}

/** With its comma, its comment and its line where it has one of its own. */
function withoutMember(text: string, member: Member): string {
  const { from, to } = wholeLines(text, withComma(text, member));
  const before = text.slice(0, from);
  const after = text.slice(to);
  // The last one takes the comma of the one before it away with it.
  const isLast = /^\s*(\/\/[^\n]*\n\s*)*\}/.test(after);
  return (isLast ? withoutLastComma(before) : before) + after;
}

function withComma(text: string, { from, to }: Stretch): Stretch {
  const comma = /^\s*,/.exec(text.slice(to))?.[0].length ?? 0;
  const comment = /^[ \t]*\/\/[^\n]*/.exec(text.slice(to + comma))?.[0].length ?? 0;
  return { from, to: to + comma + comment };
}

function wholeLines(text: string, { from, to }: Stretch): Stretch {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const end = text.indexOf('\n', to);
  const isAlone =
    end >= 0 && text.slice(start, from).trim() === '' && text.slice(to, end).trim() === '';
  return isAlone ? { from: start, to: end + 1 } : { from, to };
}

/** Behind which there may be a comment. */
function withoutLastComma(text: string): string {
  return text.replace(/,(\s*(?:\/\/[^\n]*\n\s*)*)$/, '$1');
}
