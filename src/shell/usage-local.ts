// The help pages of hand-written commands.

import type { Place } from './command.ts';
import { byName } from './flag-columns.ts';
import { localFlags, localUsages } from './local-usage.ts';
import {
  childLines,
  flagSections,
  helpFlagOf,
  moreAbout,
  section,
  summaryFor,
  type Page,
} from './usage-page.ts';
import type { LocalUsage, UsageFlag } from './usage-type.ts';

const resourceTail = '<operation> [parameters...]';

export function localPage(asked: Place, page: Page): string {
  const place = withoutAlias(asked);
  const name = place.words.join(' ');
  const local = localUsageOf(place);
  const isGroup = place.children.size > 0;
  const { aliases, asGenerated, end = '', examples = [] } = local;
  const isResource = asGenerated === 'resource';
  const params = typeof asGenerated === 'object' ? asGenerated.params : undefined;
  const tails = local.tails ?? [isResource ? resourceTail : isGroup ? '[command]' : '[flags]'];
  const about = local.about ?? summaryFor(place);
  return [
    about && `${about}\n\n`,
    eventsSection(place, page),
    section(page, 'Usage', tails.map((tail) => `  ${name} ${tail}\n`).join('')),
    aliases ? section(page, 'Aliases', `  ${aliases}\n`) : '',
    examples.length > 0 ? section(page, 'Examples', exampleLines(place, examples)) : '',
    isGroup
      ? section(page, isResource ? 'Available Operations' : 'Available commands', childLines(place))
      : '',
    params ? section(page, 'Request Parameters', paramLines(params)) : '',
    flagSections(page, {
      flags: flagsWithHelp(place, local),
      heading: asGenerated || isAmongGenerated(place) ? 'Global Flags' : 'Global flags',
      inherited: inheritedFlags(place),
    }),
    isGroup ? moreAbout(place) : '',
    end,
  ].join('');
}

function withoutAlias(place: Place): Place {
  const name = localUsages.get(place.words.slice(1).join(' '))?.aliasOf;
  return name === undefined ? place : { ...place, words: ['stripe', name] };
}

/** What the table knows goes before what the command says: the official CLI's facts are there. */
function localUsageOf({ command, words }: Place): LocalUsage {
  const { about, usage, examples, flags } = command ?? {};
  return {
    ...(about !== undefined && { about }),
    ...(usage && { tails: [`${usage} [flags]`] }),
    ...(examples && { examples }),
    ...(flags && { flags }),
    ...localUsages.get(words.slice(1).join(' ')),
  };
}

/** Commands that the CLI hangs among its generated ones have their layout. */
function isAmongGenerated({ words }: Place): boolean {
  return words.length > 2 && ['preview', 'terminal', 'v2'].includes(words[1] ?? '');
}

/** There the first example has no indent. */
function exampleLines(place: Place, examples: readonly string[]): string {
  return `${isAmongGenerated(place) ? '' : '  '}${examples.join('\n  ')}\n`;
}

function flagsWithHelp(place: Place, local: LocalUsage): readonly UsageFlag[] {
  const flags = [...(local.flags ?? []), helpFlagOf(place)];
  return local.isInOrder ? flags : byName(flags);
}

function paramLines(params: readonly string[]): string {
  return params.map((name) => `      --${name} <string>\n`).join('') || '\n';
}

/** Of all groups only these hand their flags down. */
function inheritedFlags({ words }: Place): readonly UsageFlag[] {
  const [, group = ''] = words;
  return ['databases', 'docs'].includes(group) && words.length > 2 ? localFlags(group) : [];
}

function eventsSection({ words }: Place, page: Page): string {
  if (words[1] !== 'trigger' || !page.triggers) return '';
  return section(page, 'Supported events', page.triggers.map((type) => `  ${type}\n`).join(''));
}
