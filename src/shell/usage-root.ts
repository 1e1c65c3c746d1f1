// The help page of `stripe` itself, and `stripe resources`.

import { globalFlags, versionFlag } from './api-flags.ts';
import { byName, flagColumns } from './flag-columns.ts';
import { helpFlagOf, moreAbout, section, type Page } from './usage-page.ts';
import type { UsagePlace } from './usage-place.ts';

const wide = 40;
const narrow = 29;

export function rootPage(root: UsagePlace, page: Page): string {
  const list = (names: string): string =>
    names
      .split(' ')
      .map((name) => line(name, root.children.get(name)?.local?.summary ?? '', wide))
      .join('');
  return [
    'A shell for Stripe commands in your browser, answered by a sandbox in the page.\n\n',
    section(page, 'Usage', '  stripe [command]\n'),
    section(page, 'Webhook commands', list('listen trigger')),
    section(page, 'Stripe commands', list('logs')),
    section(page, 'Resource commands', resourceLines()),
    section(page, 'API commands', apiLines(root)),
    section(page, 'Other commands', otherLines(root)),
    section(page, 'Available plugins', `${pluginsNote}${list(plugins.join(' '))}`),
    page.look.heading('Flags:'),
    '\n',
    flagColumns(byName([...globalFlags, helpFlagOf([]), versionFlag]), page.columns),
    moreAbout([]),
  ].join('');
}

/** `reporting` stands there twice: as the hand-written command, and as the namespace that it hides. */
export function resourcesPage(root: UsagePlace): string {
  const lines = [...root.children].flatMap(([name, { local, children }]) => {
    if (name === 'reporting') return [line(name, local?.summary ?? '', wide), line(name, '', wide)];
    return local || children.size === 0 ? [] : [line(name, '', wide)];
  });
  return `Available commands:\n${lines.join('')}${moreAbout([])}`;
}

const plugins = ['apps', 'directory', 'generate', 'pay', 'projects', 'tools'];

const pluginsNote = '  (of the official CLI; this shell has none)\n\n';

function line(name: string, summary: string, width: number): string {
  return `  ${name.padEnd(width)} ${summary}\n`;
}

/** The CLI too shows these few only. */
function resourceLines(): string {
  return [
    ['charges', 'Capture, create, list charges, and more'],
    ['customers', 'Create, delete, list customers, and more'],
    ['payment_intents', 'Cancel, capture, confirm payment intents, and more'],
    ['...', 'All of them are listed by `stripe resources`'],
    ['v2', 'Those of v2 are listed by `stripe v2`'],
  ]
    .map(([name = '', summary = '']) => line(name, summary, narrow))
    .join('');
}

function apiLines(root: UsagePlace): string {
  return ['get', 'post', 'delete']
    .map((name) => line(name, root.children.get(name)?.local?.summary ?? '', narrow))
    .join('');
}

const elsewhere = ['listen', 'trigger', 'logs', 'get', 'post', 'delete', 'resources', 'reporting'];

function otherLines(root: UsagePlace): string {
  const others = [...root.children].filter(
    ([name, { local }]) => local && !elsewhere.includes(name) && !plugins.includes(name),
  );
  const names = [...others.map(([name]) => name), 'help'].sort();
  return names
    .map((name) => line(name, root.children.get(name)?.local?.summary ?? helpSummary, wide))
    .join('');
}

const helpSummary = 'Explain a command';
