// The help pages of hand-written commands.

import { byName } from './flag-columns.ts';
import { localUsages } from './local-usage.ts';
import {
  childLines,
  flagSections,
  helpFlagOf,
  moreAbout,
  section,
  type Page,
} from './usage-page.ts';
import type { UsagePlace } from './usage-place.ts';
import type { LocalUsage, UsageFlag } from './usage-type.ts';

export function localPage(place: UsagePlace, local: LocalUsage, page: Page): string {
  const { words, children } = place;
  const name = `stripe ${words.join(' ')}`;
  const isGroup = children.size > 0;
  const tails = local.tails ?? [isGroup ? '[command]' : '[flags]'];
  const about = local.about ?? local.summary;
  const { aliases, examples } = local;
  return [
    about && `${about}\n\n`,
    eventsSection(words, page),
    section(page, 'Usage', tails.map((tail) => `  ${name} ${tail}\n`).join('')),
    aliases && section(page, 'Aliases', `  ${aliases}\n`),
    examples && section(page, 'Examples', `${isGenerated(words) ? '' : '  '}${examples}\n`),
    isGroup && section(page, 'Available commands', childLines(place)),
    flagSections(page, {
      flags: flagsWithHelp(words, local),
      heading: isGenerated(words) ? 'Global Flags' : 'Global flags',
      inherited: inheritedFlags(words),
    }),
    isGroup && moreAbout(words),
  ]
    .filter((part) => typeof part === 'string')
    .join('');
}

/** Commands that the CLI hangs among its generated ones have their layout. */
function isGenerated([first = '', second]: readonly string[]): boolean {
  return second !== undefined && ['preview', 'terminal', 'v2'].includes(first);
}

function flagsWithHelp(words: readonly string[], local: LocalUsage): readonly UsageFlag[] {
  const flags = [...(local.flags ?? []), helpFlagOf(words)];
  return local.isInOrder ? flags : byName(flags);
}

/** Of all groups only `docs` hands its flags down. */
function inheritedFlags([first, second]: readonly string[]): readonly UsageFlag[] {
  return first === 'docs' && second !== undefined ? (localUsages.get('docs')?.flags ?? []) : [];
}

function eventsSection(words: readonly string[], page: Page): string {
  if (words.join(' ') !== 'trigger' || !page.triggers) return '';
  return section(page, 'Supported events', page.triggers.map((type) => `  ${type}\n`).join(''));
}
