// What `stripe listen` is asked for, in the official CLI's rules and words.

import type { Context } from './command.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';

export interface ListenOptions {
  /** Undefined for all snapshot events. */
  readonly events: ReadonlySet<string> | undefined;
  readonly from: '@self' | '@accounts' | 'all';
  /** Where events go, if anywhere. */
  readonly forwardTo: string | undefined;
  /** Where those of connected accounts go instead. */
  readonly connectTo: string | undefined;
  /** To the paths of all webhook endpoints, below `forwardTo`. */
  readonly isToEndpoints: boolean;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly isJson: boolean;
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
  const events = [...listed(flags, 'events'), ...listed(flags, 'thin-events')];
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
  if ((forwardTo || connectTo) && !isSelected) {
    throw new ShellError(
      'must specify events to forward using --events, --all-snapshot, or --all-thin',
    );
  }
  if (isToEndpoints && forwardTo?.startsWith('/')) {
    throw new ShellError(
      'forward_to cannot be a relative path when loading webhook endpoints from the API',
    );
  }
  const hasThin = allThin || events.some(isThin);
  const hasSnapshot = allSnapshot || events.some((type) => !isThin(type));
  const kind = forwardTo ? 'destination' : 'connect destination';
  if ((forwardTo || connectTo) && hasThin && hasSnapshot)
    throw new ShellError(`cannot forward both snapshot and thin events to the same ${kind}`);
  return {
    events: allSnapshot || !isSelected ? undefined : new Set(events),
    from,
    forwardTo: forwardTo && addressOf(forwardTo),
    connectTo: connectTo && addressOf(connectTo),
    isToEndpoints,
    headers: listed(flags, 'headers').map(headerOf),
    isJson: flags.value('format')?.toLowerCase() === 'json' || flags.isOn('print-json'),
  };
}

function isSource(text: string): text is ListenOptions['from'] {
  return ['@self', '@accounts', 'all'].includes(text);
}

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
  events: ReadonlySet<string> | undefined,
  { catalog }: Context,
): Promise<readonly string[]> {
  if (!events) return [];
  const known = new Set(await catalog.events());
  return [...events].filter((type) => !isThin(type) && !known.has(type));
}
