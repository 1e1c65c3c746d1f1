// What pages and maps of the commands show of a place in their tree.

import type { Place } from './command.ts';
import { groupSummaries } from './group-summaries.ts';

/** A few words on what stands here; '' for the catalogue's operations, which need none. */
export function summaryOf({ command, words }: Place): string {
  return command?.summary ?? groupSummaries.get(words.slice(1).join(' ')) ?? '';
}

/** By name, without the hidden ones. */
export function shownChildren(place: Place): readonly Place[] {
  return childrenOf(place, ({ isHidden }) => !isHidden);
}

/** By name, those that are asked for. */
export function childrenOf(
  { children }: Place,
  isAsked: (child: Place) => boolean,
): readonly Place[] {
  return [...children]
    .filter(([, child]) => isAsked(child))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, child]) => child);
}
