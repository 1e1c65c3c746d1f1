// The help pages of resources, which have operations, and of namespaces, which have resources.

import { byName } from './flag-columns.ts';
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
  const isResource = [...place.children.values()].some(({ operation }) => operation);
  const kinds = isResource ? '<operation>' : '<resource> <operation>';
  const usage = `  stripe ${words.join(' ')} ${kinds} [parameters...]\n`;
  return [
    section(page, 'Usage', usage),
    section(page, isResource ? 'Available Operations' : 'Available Resources', childLines(place)),
    flagSections(page, byName([helpFlagOf(words)]), 'Global Flags'),
    moreAbout(words),
  ].join('');
}
