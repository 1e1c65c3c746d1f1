// Writes what was printed into the lines that a document shows, and keeps what it left out. Pure.

import type { ShownIds } from './shown-ids.ts';
import { isGapLine, linesOf } from './match-lines.ts';

/** Around one gap as many lines stay as there were; elsewhere all lines are shown. */
export function mendLines(shown: string, given: string, ids: ShownIds): string {
  const lines = shown.split('\n');
  const printed = linesOf(ids.toDocument(given));
  const gap = lines.findIndex(isGapLine);
  const isOnlyGap = gap >= 0 && lines.findLastIndex(isGapLine) === gap;
  if (!isOnlyGap || printed.length < lines.length - 1) return printed.join('\n');
  const tail = lines.length - 1 - gap;
  return [
    ...printed.slice(0, gap),
    lines[gap] ?? '…',
    ...(tail > 0 ? printed.slice(-tail) : []),
  ].join('\n');
}
