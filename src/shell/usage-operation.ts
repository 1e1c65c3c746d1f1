// The help page of an API operation: its parameters, with what they are for.

import type { Operation } from '../catalog/catalog.ts';
import { flagsOf, type Flag } from '../catalog/flags.ts';
import { pagingFlagsShared, requestFlags } from './api-flags.ts';
import type { Place } from './command.ts';
import { byName } from './flag-columns.ts';
import { localUsages } from './local-usage.ts';
import { flagSections, helpFlagOf, section, type Page } from './usage-page.ts';
import type { UsageFlag } from './usage-type.ts';
import { wrapWords } from './wrap-words.ts';

const descriptionIndent = 10;

/** The example shows so many of the common flags. */
const exampleFlagsMax = 2;

export function operationPage(place: Place, operation: Operation, page: Page): string {
  const { positionals } = operation;
  const [, ...words] = place.words;
  const name = place.words.join(' ');
  const local = localUsages.get(words.join(' '));
  const ids = positionals.map((positional) => ` <${positional}>`).join('');
  const kinds = '[--param=value] [--parent[child]=value] [-d "nested[param]=value"]';
  const usage = `  ${name}${ids} ${kinds}\n`;
  const flags = flagsOf(page.catalog, operation);
  const shown = page.isFull ? flags : shortList(flags);
  const params = shown.map((flag) => paramLines(flag, operation, page)).join('');
  const hiddenCount = flags.length - shown.length;
  const more = `  ... and ${hiddenCount} more parameters (stripe help ${words.join(' ')})`;
  return [
    local ? `${local.about ?? local.summary ?? ''}\n\n` : '',
    section(page, 'Usage', usage),
    exampleSection(flags, name, page),
    section(page, 'Request Parameters', params || '\n'),
    hiddenCount > 0 ? `${page.look.note(more)}\n\n` : '',
    flagSections(page, { flags: ownFlags(place, operation, flags), heading: 'Global Flags' }),
  ].join('');
}

/** Required and common ones; all where none is common. */
function shortList(flags: readonly Flag[]): readonly Flag[] {
  if (!flags.some(({ isCommon }) => isCommon)) return flags;
  return flags.filter(({ isRequired, isCommon }) => isRequired || isCommon);
}

function exampleSection(flags: readonly Flag[], name: string, page: Page): string {
  const required = flags.filter(({ isRequired }) => isRequired);
  const common = flags.filter(({ isCommon, path }) => isCommon && path.length === 1);
  const example = (shown: readonly Flag[]): string =>
    `  $ ${name}${shown.map((flag) => ` --${flag.name} ${exampleValue(flag)}`).join('')}`;
  if (required.length > 0) {
    return section(page, 'Examples', `  # required fields\n${example(required)}\n`);
  }
  if (common.length === 0) return '';
  const rest = common.length > exampleFlagsMax ? ' ...' : '';
  return section(page, 'Examples', `${example(common.slice(0, exampleFlagsMax))}${rest}\n`);
}

function exampleValue({ type, label }: Flag): string {
  if (type === 'boolean') return '<boolean>';
  if (type === 'integer') return '<integer>';
  return type === 'array' || label.startsWith('<') ? '<string>' : '<enum>';
}

function paramLines(flag: Flag, { route }: Operation, { prose, look, columns }: Page): string {
  const text = flag.isClearable ? '' : (prose?.param(route, flag.path.join('.')) ?? '');
  const lines = wrapWords(look.markdown(text), columns - descriptionIndent);
  const description = lines.map((line) => `${' '.repeat(descriptionIndent)}${line}\n`).join('');
  return `      --${flag.name}${valueOf(flag)}\n${description}`;
}

function valueOf({ type, label, isClearable }: Flag): string {
  if (isClearable) return '=""  (pass empty string to remove this field)';
  return type === 'array' ? ` ${label}  [can be specified multiple times]` : ` ${label}`;
}

/** A parameter of the operation takes the place of a shared flag of its name. */
function ownFlags(
  place: Place,
  { route }: Operation,
  params: readonly Flag[],
): readonly UsageFlag[] {
  const paging = route.method === 'GET' ? pagingFlagsShared : [];
  const taken = new Set(params.map(({ name }) => name));
  const shared = [...requestFlags, ...paging].filter(({ name }) => !taken.has(name));
  return byName([...shared, helpFlagOf(place)]);
}
