// What `stripe listen` is asked for, in the official CLI's rules and words.

import type { Context } from './command.ts';
import type { Parsed } from './parser.ts';
import type { SessionFeature } from './session.ts';
import { ShellError } from './shell-error.ts';

export interface ListenOptions {
  /** Of snapshot events; undefined for all. */
  readonly snapshotTypes: ReadonlySet<string> | undefined;
  /** Of thin events; undefined for all, empty for none. */
  readonly thinTypes: ReadonlySet<string> | undefined;
  readonly from: EventSource;
  /** Where events go, if anywhere. */
  readonly forwardTo: Destinations;
  /** To the paths of all webhook endpoints, below the destinations. */
  readonly isToEndpoints: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly isJson: boolean;
  /** Whether events of the newest API version are wanted, in place of the account's own. */
  readonly isLatest: boolean;
  readonly features: readonly SessionFeature[];
  /** The destinations as they were written, by the names of the session's parameters. */
  readonly params: ReadonlyMap<string, string>;
}

export type EventSource = '@self' | '@accounts' | 'all';

/** `connect` is that of events of connected accounts. */
export interface Destinations {
  readonly own: string | undefined;
  readonly connect: string | undefined;
  readonly thin: string | undefined;
  readonly thinConnect: string | undefined;
}

/** Values of a flag that takes several in one word, commas between. */
export function listed(flags: Parsed, name: string): readonly string[] {
  return flags
    .values(name)
    .flatMap((value) => value.split(','))
    .filter((value) => value !== '');
}

/** Throws ShellError for what does not fit together, in the CLI's order. */
export function readListenOptions(flags: Parsed): ListenOptions {
  const events = listed(flags, 'events');
  const formerThin = listed(flags, 'thin-events');
  const [allSnapshot, allThin] = [flags.isOn('all-snapshot'), flags.isOn('all-thin')];
  const forwardTo = flags.value('forward-to') || undefined;
  const connectTo = flags.value('forward-connect-to') || undefined;
  const from = flags.value('events-from') || 'all';
  if (events.includes('*')) throw new ShellError(noStar);
  if (!isSource(from)) {
    throw new ShellError(
      `invalid --events-from value "${from}": must be one of '@self', '@accounts', or 'all'`,
    );
  }
  if (connectTo && from === '@self') throw new ShellError(noConnect);
  const isToEndpoints =
    flags.isOn('use-configured-webhooks') || flags.isOn('load-from-webhooks-api');
  if (isToEndpoints && !forwardTo) {
    throw new ShellError(
      'load_from_webhooks_api requires a location to forward to with forward_to',
    );
  }
  const isSelected = events.length > 0 || allSnapshot || allThin;
  if ((forwardTo || connectTo) && !isSelected && formerThin.length === 0) {
    throw new ShellError(
      'must specify events to forward using --events, --all-snapshot, or --all-thin',
    );
  }
  if (isToEndpoints && forwardTo?.startsWith('/')) {
    throw new ShellError(
      'forward_to cannot be a relative path when loading webhook endpoints from the API',
    );
  }
  if (forwardTo && connectTo && from === '@accounts') throw new ShellError(sameDestination);
  const snapshot = events.filter((type) => !isThin(type));
  const thin = events.filter(isThin);
  const hasThin = allThin || thin.length > 0;
  const hasSnapshot = allSnapshot || snapshot.length > 0;
  const kind = forwardTo ? 'destination' : 'connect destination';
  if ((forwardTo || connectTo) && hasThin && hasSnapshot)
    throw new ShellError(`cannot forward both snapshot and thin events to the same ${kind}`);
  const written = writtenDestinations(flags, from);
  const isThinWanted = !isSelected || hasThin || formerThin.length > 0;
  const isAllThin = allThin || (!isSelected && formerThin.length === 0);
  return {
    snapshotTypes: allSnapshot || snapshot.length === 0 ? undefined : new Set(snapshot),
    thinTypes: isAllThin ? undefined : new Set(isThinWanted ? [...thin, ...formerThin] : []),
    from,
    forwardTo: destinationsOf(written),
    isToEndpoints,
    headers: listed(flags, 'headers').map(headerOf),
    isJson: flags.value('format')?.toLowerCase() === 'json' || flags.isOn('print-json'),
    isLatest: flags.isOn('latest'),
    features: [
      ...(!isSelected || hasSnapshot ? (['webhooks'] as const) : []),
      ...(isThinWanted ? (['v2_events'] as const) : []),
    ],
    params: written,
  };
}

/** Of flags to parameters: one for events of all accounts is also that of connected ones. */
function writtenDestinations(flags: Parsed, from: EventSource): ReadonlyMap<string, string> {
  const value = (name: string): string | undefined => flags.value(name) || undefined;
  const own = from === '@accounts' ? undefined : value('forward-to');
  const connect = value('forward-connect-to') ?? value('forward-to');
  const formerThin = value('forward-thin-to');
  const thin = formerThin ?? own;
  const thinConnect = value('forward-thin-connect-to') ?? formerThin ?? connect;
  const written = { forward_to_url: own, forward_connect_to_url: connect };
  const all = { ...written, forward_thin_to_url: thin, forward_thin_connect_to_url: thinConnect };
  return new Map(Object.entries(all).flatMap(([name, to]) => (to ? [[name, to]] : [])));
}

function destinationsOf(written: ReadonlyMap<string, string>): Destinations {
  const address = (name: string): string | undefined => {
    const to = written.get(name);
    return to === undefined ? undefined : addressOf(to);
  };
  return {
    own: address('forward_to_url'),
    connect: address('forward_connect_to_url'),
    thin: address('forward_thin_to_url'),
    thinConnect: address('forward_thin_connect_to_url'),
  };
}

function isSource(text: string): text is EventSource {
  return ['@self', '@accounts', 'all'].includes(text);
}

const sameDestination =
  '--forward-to and --forward-connect-to name the same destination when --events-from is ' +
  '@accounts: specify only one';
const noStar =
  "--events '*' is no longer supported. Use --all-snapshot for all snapshot events, or --all-thin " +
  'for all thin events.';
const noConnect =
  '--forward-connect-to cannot be used with --events-from @self, which excludes events from ' +
  'connected accounts';

/** By their names: events of /v2 tell no object. */
export function isThin(type: string): boolean {
  return /^v[12]\./.test(type);
}

/** `4242`, `/path` and `host/path` are short for addresses on this machine; `page:name` stays. */
function addressOf(text: string): string {
  if (/^\d+$/.test(text)) return `http://localhost:${text}`;
  if (text.startsWith('/')) return `http://localhost${text}`;
  return /^(https?:\/\/|page:)/.test(text) ? text : `http://${text}`;
}

function headerOf(text: string): readonly [string, string] {
  const colon = text.indexOf(':');
  if (colon < 1) throw new ShellError(`invalid header "${text}": write it as NAME:VALUE`);
  return [text.slice(0, colon).trim(), text.slice(colon + 1).trim()];
}

/** Names that the API does not know, told and then passed over. */
export async function unknownEvents(
  types: ReadonlySet<string> | undefined,
  { catalog }: Context,
): Promise<readonly string[]> {
  if (!types) return [];
  const known = new Set(await catalog.events());
  return [...types].filter((type) => !known.has(type));
}
