// The help pages, laid out as the official CLI lays out its own. The API's words are Stripe's; those
// about the CLI are ours.

import type { Catalog, Prose } from '../catalog/catalog.ts';
import { colorLook, plainLook } from './help-style.ts';
import { groupPage } from './usage-group.ts';
import { localPage } from './usage-local.ts';
import { operationPage } from './usage-operation.ts';
import type { Page } from './usage-page.ts';
import { findUsage, usageTree } from './usage-place.ts';
import { resourcesPage, rootPage } from './usage-root.ts';

export interface UsageOptions {
  /** The terminal's width; 80 where there is none. */
  readonly columns: number;
  readonly isColor: boolean;
  /** `stripe help X Y` shows all parameters; `stripe X Y --help` the required and common ones. */
  readonly isComplete: boolean;
  /** Without it parameters have no descriptions. */
  readonly prose?: Prose;
  /** Events that `trigger` knows, for its page. */
  readonly triggers?: readonly string[];
}

/**
 * The page of the last command that the words, without `stripe`, lead to: words that name nothing are
 * left out of account, and no words at all give the root's page. The page of an operation needs its
 * route to be loaded.
 */
export function usagePage(
  catalog: Catalog,
  words: readonly string[],
  options: UsageOptions,
): string {
  const root = usageTree(catalog);
  const { place } = findUsage(root, shownWords(catalog, words));
  const page: Page = { ...options, look: options.isColor ? colorLook : plainLook, catalog };
  if (place === root) return rootPage(root, page);
  if (place.operation) return operationPage(place.operation, page, place.local);
  if (place.words.join(' ') === 'resources') return resourcesPage(root);
  if (place.local) return localPage(place, place.local, page);
  return groupPage(place, page);
}

/** A hidden first word is shown under its other name, by what stands behind it. */
function shownWords(catalog: Catalog, words: readonly string[]): readonly string[] {
  const [first = '', ...rest] = words;
  const { commands, rootNames } = catalog;
  if (commands.type !== 'group' || rootNames.includes(first)) return words;
  const branch = commands.children.get(first);
  const twin = [...commands.children].find(([name, other]) => other === branch && name !== first);
  return branch && twin ? [twin[0], ...rest] : words;
}
