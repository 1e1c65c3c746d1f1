// The help pages of resources, which have operations, and of namespaces, which have resources.

import type { Place } from './command.ts';
import {
  childLines,
  flagSections,
  helpFlagOf,
  moreAbout,
  section,
  type Page,
} from './usage-page.ts';

export function groupPage(place: Place, page: Page): string {
  const isResource = !isNamespace(place);
  const kinds = isResource ? '<operation>' : '<resource> <operation>';
  const usage = `  ${place.words.join(' ')} ${kinds} [parameters...]\n`;
  return [
    section(page, 'Usage', usage),
    section(page, isResource ? 'Available Operations' : 'Available Resources', childLines(place)),
    flagSections(page, { flags: [helpFlagOf(place)], heading: 'Global Flags' }),
    moreAbout(place),
  ].join('');
}

/** A group that the catalogue has: it holds an operation somewhere. */
export function isGenerated({ operation, children }: Place): boolean {
  return operation !== undefined || [...children.values()].some(isGenerated);
}

/**
 * Namespaces stand at the top, or at the top of v2 and preview. What stands below is a resource,
 * even if it has only others inside; and so is one that has nothing but test helpers.
 */
function isNamespace({ words, children }: Place): boolean {
  if ([...children.values()].some(({ operation }) => operation)) return false;
  const names = words
    .slice(1)
    .filter((word, index) => !(index < 2 && ['preview', 'v2'].includes(word)));
  const isOnlyTestHelpers = children.size === 1 && children.has('test_helpers');
  return names.length === 0 || (names.length === 1 && !isOnlyTestHelpers);
}
