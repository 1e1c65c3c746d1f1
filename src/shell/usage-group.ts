// The help pages of resources, which have operations, and of namespaces, which have resources.

import {
  childLines,
  flagSections,
  helpFlagOf,
  moreAbout,
  section,
  type Page,
} from './usage-page.ts';
import type { UsagePlace } from './usage-place.ts';

export function groupPage(place: UsagePlace, page: Page): string {
  const { words } = place;
  const isResource = !isNamespace(place);
  const kinds = isResource ? '<operation>' : '<resource> <operation>';
  const usage = `  stripe ${words.join(' ')} ${kinds} [parameters...]\n`;
  return [
    section(page, 'Usage', usage),
    section(page, isResource ? 'Available Operations' : 'Available Resources', childLines(place)),
    flagSections(page, { flags: [helpFlagOf(words)], heading: 'Global Flags' }),
    moreAbout(words),
  ].join('');
}

/**
 * Namespaces stand at the top, or at the top of v2 and preview. What stands below is a resource, even
 * if it has only others inside; and so is one that has nothing but test helpers.
 */
function isNamespace({ words, children }: UsagePlace): boolean {
  if ([...children.values()].some(({ operation }) => operation)) return false;
  const names = words.filter((word, index) => !(index < 2 && ['preview', 'v2'].includes(word)));
  return names.length === 0 || (names.length === 1 && !isOnlyTestHelpers(children));
}

function isOnlyTestHelpers(children: UsagePlace['children']): boolean {
  return children.size === 1 && children.has('test_helpers');
}
