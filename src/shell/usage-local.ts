// The help pages of hand-written commands.

import { byName } from './flag-columns.ts';
import { localFlags, localUsages } from './local-usage.ts';
import type { Place } from './tree.ts';
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

export function localPage(place: Place, page: Page): string {
  const name = place.words.join(' ');
  const local = localUsageOf(place);
  const isGroup = place.children.size > 0;
  const tails = local.tails ?? [isGroup ? '[command]' : '[flags]'];
  const about = local.about ?? summaryFor(place);
  const { aliases, examples = [] } = local;
  return [
    about && `${about}\n\n`,
    eventsSection(place, page),
    section(page, 'Usage', tails.map((tail) => `  ${name} ${tail}\n`).join('')),
    aliases ? section(page, 'Aliases', `  ${aliases}\n`) : '',
    examples.length > 0 ? section(page, 'Examples', exampleLines(place, examples)) : '',
    isGroup ? section(page, 'Available commands', childLines(place)) : '',
    flagSections(page, {
      flags: flagsWithHelp(place, local),
      heading: isAmongGenerated(place) ? 'Global Flags' : 'Global flags',
      inherited: inheritedFlags(place),
    }),
    isGroup ? moreAbout(place) : '',
  ].join('');
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

/** Of all groups only `docs` hands its flags down. */
function inheritedFlags({ words }: Place): readonly UsageFlag[] {
  return words[1] === 'docs' && words.length > 2 ? localFlags('docs') : [];
}

function eventsSection({ words }: Place, page: Page): string {
  if (words[1] !== 'trigger' || !page.triggers) return '';
  return section(page, 'Supported events', page.triggers.map((type) => `  ${type}\n`).join(''));
}
