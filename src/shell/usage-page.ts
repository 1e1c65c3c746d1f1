// Parts that all help pages are made of.

import type { Catalog, Prose } from '../catalog/catalog.ts';
import { globalFlags, helpFlag } from './api-flags.ts';
import type { Place } from './command.ts';
import { shownChildren, summaryOf } from './shown-places.ts';
import { byName, flagColumns } from './flag-columns.ts';
import type { Look } from './help-style.ts';
import { localUsages } from './local-usage.ts';
import type { UsageFlag } from './usage-type.ts';

export interface Page {
  readonly catalog: Catalog;
  /** The terminal's width. */
  readonly columns: number;
  readonly look: Look;
  readonly isFull: boolean;
  /** Without it parameters have no descriptions. */
  readonly prose?: Prose;
  /** Events that `trigger` knows. */
  readonly triggers?: readonly string[];
}

/** Names of commands are padded to at least this. */
const namePaddingMin = 11;

export interface FlagSections {
  readonly flags: readonly UsageFlag[];
  readonly heading: 'Global Flags' | 'Global flags';
  /** From the group around the command. */
  readonly inherited?: readonly UsageFlag[];
}

/** A heading and its lines, and an empty line after them. */
export function section(page: Page, heading: string, body: string): string {
  return `${page.look.heading(`${heading}:`)}\n${body}\n`;
}

export function helpFlagOf({ words }: Place): UsageFlag {
  return { ...helpFlag, summary: `help for ${words.at(-1) ?? ''}` };
}

/** The CLI's generated pages write `Global Flags`, its hand-written ones `Global flags`. */
export function flagSections(page: Page, { flags, heading, inherited = [] }: FlagSections): string {
  const own = section(page, 'Flags', flagColumns(flags, page.columns));
  // A flag of the command's own hides the shared one of its name.
  const taken = new Set(flags.map(({ name }) => name));
  const global = [...globalFlags, ...inherited].filter(({ name }) => !taken.has(name));
  const shared = flagColumns(byName(global), page.columns);
  return `${own}${page.look.heading(`${heading}:`)}\n${shared}`;
}

/** Names in a column, each with its summary or at least the space before it. */
export function childLines(place: Place): string {
  const children = shownChildren(place);
  const names = children.map(({ words }) => words.at(-1) ?? '');
  // The CLI leaves room for the hidden ones.
  const longest = Math.max(namePaddingMin, ...[...place.children.keys()].map(lengthOf));
  return children
    .map((child, index) => `  ${(names[index] ?? '').padEnd(longest)} ${summaryFor(child)}\n`)
    .join('');
}

function lengthOf({ length }: string): number {
  return length;
}

export function summaryFor(place: Place): string {
  return summaryOf(place) || (localUsages.get(place.words.slice(1).join(' '))?.summary ?? '');
}

export function moreAbout({ words }: Place): string {
  return `\nUse "${words.join(' ')} [command] --help" for more information about a command.\n`;
}
