// The help page of `stripe` itself, and `stripe resources`.

import { globalFlags, versionFlag } from './api-flags.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Place } from './command.ts';
import { shownChildren } from './shown-places.ts';
import { groupSummaries } from './group-summaries.ts';
import { byName, flagColumns } from './flag-columns.ts';
import { isGenerated } from './usage-group.ts';
import { helpFlagOf, section, summaryFor, type Page } from './usage-page.ts';
import type { UsageFlag } from './usage-type.ts';

const wide = 40;
const narrow = 29;

export function rootPage(root: Place, page: Page): string {
  return (
    'A shell for Stripe commands in your browser, answered by a sandbox in the page.\n\n' +
    rootUsage(root, page, [helpFlagOf(root)])
  );
}

/** The page without its first sentence. `ownFlags` stand among the global ones. */
export function rootUsage(root: Place, page: Page, ownFlags: readonly UsageFlag[] = []): string {
  const list = (names: readonly string[], width: number): string =>
    names.map((name) => line(name, summaryAt(root, name), width)).join('');
  return [
    section(page, 'Usage', '  stripe [command]\n'),
    section(page, 'Webhook commands', list(['listen', 'trigger'], wide)),
    section(page, 'Stripe commands', list(['logs'], wide)),
    section(page, 'Resource commands', resourceLines),
    section(page, 'API commands', list(['get', 'post', 'delete'], narrow)),
    section(page, 'Other commands', list(otherNames(root), wide)),
    section(page, 'Available plugins', `${pluginsNote}${list(plugins, wide)}`),
    page.look.heading('Flags:'),
    '\n',
    flagColumns(byName([...globalFlags, ...ownFlags, versionFlag]), page.columns),
    more,
  ].join('');
}

/**
 * `reporting` stands there twice: as the hand-written command, and as the namespace that it hides.
 */
export function resourcesPage({ commands, rootNames }: Catalog): string {
  const generated = commands.type === 'group' ? [...commands.children.keys()] : [];
  const names = generated.filter((name) => rootNames.includes(name)).sort();
  const lines = [...names, 'reporting'].sort().map((name) => line(name, '', wide));
  const first = line('reporting', groupSummaries.get('reporting') ?? '', wide);
  lines.splice(lines.indexOf(line('reporting', '', wide)), 0, first);
  return `Available commands:\n${lines.join('')}${more}`;
}

const more = '\nUse "stripe [command] --help" for more information about a command.\n';

const plugins = ['apps', 'directory', 'generate', 'pay', 'projects', 'tools'];

const pluginsNote = '  (of the official CLI; this shell has none)\n\n';

/** The CLI too shows these few only. */
const resourceLines = [
  ['charges', 'Capture, create, list charges, and more'],
  ['customers', 'Create, delete, list customers, and more'],
  ['payment_intents', 'Cancel, capture, confirm payment intents, and more'],
  ['...', 'All of them are listed by `stripe resources`'],
  ['v2', 'Those of v2 are listed by `stripe v2`'],
]
  .map(([name = '', summary = '']) => line(name, summary, narrow))
  .join('');

/** The CLI tells of these elsewhere on the page, or not at all. */
const elsewhere = ['listen', 'trigger', 'logs', 'get', 'post', 'delete', 'resources', 'reporting'];

function otherNames(root: Place): readonly string[] {
  const names = shownChildren(root)
    .filter((place) => !isGenerated(place))
    .map(({ words }) => words.at(-1) ?? '')
    .filter((name) => !elsewhere.includes(name) && !plugins.includes(name));
  // Hidden in other lists.
  return [...new Set([...names, 'help'])].sort();
}

function summaryAt(root: Place, name: string): string {
  const place = root.children.get(name);
  return place ? summaryFor(place) : '';
}

function line(name: string, summary: string, width: number): string {
  return `  ${name.padEnd(width)} ${summary}\n`;
}
