// Candidates for flags and for what follows them.

import { globalFlags } from './api-flags.ts';
import type { Candidate, Known } from './candidate.ts';
import type { Place } from './command.ts';
import { idCandidates, kindsOfParam } from './complete-ids.ts';
import type { Flag, FlagSet } from './flag.ts';

export interface FlagContext {
  readonly place: Place;
  readonly set: FlagSet;
  readonly known: Known;
}

/**
 * Those that begin as `current` does and are left: a flag that counts once is not offered again. In
 * the official CLI's order, with the letters behind their names; in a menu without letters, and the
 * required ones first, then the command's own.
 */
export function flagCandidates(
  words: readonly string[],
  current: string,
  { place, set, known }: FlagContext,
): readonly Candidate[] {
  const given = new Set(
    words.flatMap((word) => (word.startsWith('--') ? [word.slice(2).split('=')[0] ?? ''] : [])),
  );
  const left = set.flags.filter(
    ({ name, type, isHidden }) => !isHidden && (type === 'list' || !given.has(name)),
  );
  const isMenu = known.host !== undefined;
  const ordered = isMenu
    ? left.toSorted((one, other) => importance(one) - importance(other))
    : inCliOrder(left, place);
  return ordered
    .flatMap((flag) => {
      const letter = isMenu || flag.shorthand === undefined ? [] : [`-${flag.shorthand}`];
      return [`--${flag.name}`, ...letter].map((text) => ({ text, flag }));
    })
    .filter(({ text }) => text.startsWith(current))
    .map(({ text, flag }) => ({
      text,
      description: describe(flag, place, known),
      type: 'flag',
      isRequired: flag.isRequired ?? false,
      suffix: ' ',
    }));
}

function importance({ isRequired, param }: Flag): number {
  if (isRequired) return 0;
  return param === undefined ? 2 : 1;
}

/** By name: those that every command has go before, but for `stripe` itself, whose own they are. */
function inCliOrder(flags: readonly Flag[], { words }: Place): readonly Flag[] {
  const byName = flags.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  if (words.length === 1) return byName;
  const isGlobal = (flag: Flag): boolean => globalFlags.includes(flag);
  return [...byName.filter(isGlobal), ...byName.filter((flag) => !isGlobal(flag))];
}

/** As in `<string> · Customer's city`. */
function describe(flag: Flag, { operation }: Place, { prose }: Known): string {
  if (flag.param === undefined || !operation) return flag.summary;
  const path = flag.param.replaceAll(']', '').replaceAll('[', '.');
  const { route } = operation;
  const kind = [flag.label, flag.isRequired ? '(required)' : ''].filter(Boolean).join(' ');
  const sentence = plainSentence(prose(route)?.param(route, path) ?? '');
  return [kind, sentence].filter(Boolean).join(' · ');
}

/** Markdown's links as their text, code without its marks, on one line. */
export function plainSentence(text: string): string {
  return text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll('`', '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

const listed: ReadonlyMap<string, readonly string[]> = new Map([
  ['color', ['on', 'off', 'auto']],
  ['map', ['tree', 'compact', 'paths', 'json']],
  ['log-level', ['debug', 'info', 'warn', 'error']],
  ['shell', ['bash', 'zsh', 'fish']],
  ['events-from', ['@self', '@accounts', 'all']],
  ['filter-account', ['connect_in', 'connect_out', 'self']],
  ['filter-http-method', ['GET', 'POST', 'DELETE']],
  ['filter-request-status', ['SUCCEEDED', 'FAILED']],
  ['filter-source', ['API', 'DASHBOARD']],
  ['filter-status-code-type', ['2XX', '4XX', '5XX']],
]);

/** `name` is the flag's, or its letter. */
export async function completeFlagValue(
  name: string,
  context: FlagContext,
): Promise<readonly Candidate[]> {
  const { set } = context;
  const flag = name.length === 1 ? set.short(name) : set.named(name);
  if (!flag) return [];
  if (flag.type === 'boolean') return values(['true', 'false']);
  if (flag.values && flag.values.length > 0) return values(flag.values);
  if (flag.name === 'data') return dataCandidates(context);
  if (flag.name === 'expand') return expandCandidates(context);
  if (isEventFlag(flag, context.place)) return values(await context.known.catalog.events());
  const known = listed.get(flag.name);
  return known ? values(known) : idsFor(flag, context);
}

async function idsFor(
  { name, param }: Flag,
  { place, known }: FlagContext,
): Promise<readonly Candidate[]> {
  const { operation } = place;
  const isId = param !== undefined || name === 'starting-after' || name === 'ending-before';
  if (!operation || !isId) return [];
  const kinds = kindsOfParam(param ?? name.replace('-', '_'), operation, known.catalog);
  return kinds.length > 0 ? idCandidates(kinds, known) : [];
}

function isEventFlag({ param, name }: Flag, { words }: Place): boolean {
  if (words[1] === 'events' && words[2] === 'list') return param === 'type' || param === 'types';
  return words[1] === 'listen' && name === 'events';
}

export function values(texts: readonly string[]): readonly Candidate[] {
  return texts.map((text) => value(text, ' '));
}

function value(text: string, suffix: string, description = ''): Candidate {
  return { text, description, type: 'value', isRequired: false, suffix };
}

/** `-d` takes any parameter, also those that have no flag. */
function dataCandidates({ place, known }: FlagContext): readonly Candidate[] {
  const { operation } = place;
  if (!operation) return [];
  const { route } = operation;
  return [...known.catalog.params(route).values()].map(({ name, type }) => {
    const isMap = type.type === 'metadata' || type.type === 'map' || type.type === 'object';
    const isArray = type.type === 'array';
    const text = isMap ? `${name}[` : isArray ? `${name}[]=` : `${name}=`;
    return value(text, '', plainSentence(known.prose(route)?.param(route, name) ?? ''));
  });
}

/** Fields of the answer that may be whole objects; those of a list stand below `data`. */
function expandCandidates({ place, known }: FlagContext): readonly Candidate[] {
  const result = place.operation?.route.result;
  if (!result) return [];
  const isList = result.type === 'list' || result.type === 'search';
  const object = isList ? result.item : result;
  if (object.type !== 'resource') return [];
  const fields = known.catalog.shape(object.object);
  return [...(fields?.values() ?? [])]
    .filter(({ type }) => type.type === 'expandable' || type.type === 'list')
    .map(({ name }) => value(isList ? `data.${name}` : name, ' '));
}
