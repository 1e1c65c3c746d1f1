// Parts that all help pages are made of.

import type { Catalog, Prose } from '../catalog/catalog.ts';
import { globalFlags, helpFlag } from './api-flags.ts';
import { byName, flagColumns } from './flag-columns.ts';
import type { Look } from './help-style.ts';
import type { UsagePlace } from './usage-place.ts';
import type { UsageFlag } from './usage-type.ts';

export interface Page {
  readonly catalog: Catalog;
  readonly columns: number;
  readonly look: Look;
  readonly isComplete: boolean;
  readonly prose?: Prose;
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

export function helpFlagOf(words: readonly string[]): UsageFlag {
  return { ...helpFlag, summary: `help for ${words.at(-1) ?? 'stripe'}` };
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
export function childLines({ children }: UsagePlace): string {
  const longest = Math.max(namePaddingMin, ...[...children.keys()].map(({ length }) => length));
  return [...children]
    .map(([name, { local }]) => `  ${name.padEnd(longest)} ${local?.summary ?? ''}\n`)
    .join('');
}

export function moreAbout(words: readonly string[]): string {
  const name = ['stripe', ...words].join(' ');
  return `\nUse "${name} [command] --help" for more information about a command.\n`;
}
