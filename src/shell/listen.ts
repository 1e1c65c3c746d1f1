// `stripe listen`: shows the events of the sandbox as they come, and hands them on, until Ctrl-C.

import { harmlessFor } from '../text/ansi.ts';
import { colorJson, standardPalette } from '../text/json.ts';
import { usesColor } from './color.ts';
import type { Context } from './command.ts';
import { printRows } from './fold-lines.ts';
import { readJsonValue, writeJson } from './go-json.ts';
import { keySources, resolveKey } from './keys.ts';
import { readListenOptions, unknownEvents, type ListenOptions } from './listen-options.ts';
import { bold, faint, linked, localTime, logLine, statusText, type Looks } from './log-style.ts';
import { openSession } from './open-session.ts';
import type { Parsed } from './parser.ts';
import type { SentEvent, Session } from './session.ts';
import { signingSecret } from './sign-webhook.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { readEndpoints, type Endpoint } from './webhook-endpoints.ts';

/** Throws ShellError for what the CLI refuses. Ends with Ctrl-C, which is no failure. */
export async function listen(flags: Parsed, context: Context): Promise<number> {
  const { clock, host, isInteractive, print, warn } = context;
  const options = readListenOptions(flags);
  const key = resolveKey(keySources(flags, context));
  if (flags.isOn('print-secret')) {
    const session = await host.openSession?.({ key, features: ['webhooks'], params: new Map() });
    print(`${session?.secret ?? (await signingSecret(key))}\n`);
    return 0;
  }
  if (!flags.isOn('skip-update') && !isInteractive) print('Checking for new versions...\n\n');
  const log = (level: 'info' | 'warning', message: string): void =>
    warn(logLine({ level, message, nowMs: clock() }, isInteractive));
  if (!options.thinTypes) log('info', noThin);
  for (const type of await unknownEvents(options.snapshotTypes, context))
    log('warning', `You're attempting to listen for "${type}", which isn't a valid event\n`);

  const looks = { isColor: usesColor(context, flags), isLinked: !isInteractive };
  const endpoints = options.isToEndpoints ? await readEndpoints(key, context) : [];
  const { features, params } = options;
  const session = await openSession({ key, features, params }, context, 'listen');
  const stop = await session.follow({
    event: createShower({ options, looks, endpoints, session }, context),
  });
  warn(
    `${isInteractive ? '> ' : ''}Ready! ${aboutSession(session, options, looks)} (^C to quit)\n`,
  );
  await untilInterrupted(context);
  stop();
  return 0;
}

const noThin =
  'Subscribing to all thin events is only supported in the CLI; thin event destinations do not ' +
  'support selecting all event types';

function aboutSession(session: Session, { isLatest }: ListenOptions, { isColor }: Looks): string {
  const version = isLatest ? session.latestVersion : session.defaultVersion;
  const using = version === '' ? '' : `You are using Stripe API Version [${version}]. `;
  return `${using}Your webhook signing secret is ${bold(session.secret, isColor)}`;
}

interface Showing {
  readonly options: ListenOptions;
  readonly looks: Looks;
  readonly endpoints: readonly Endpoint[];
  readonly session: Session;
}

/** As far as it is looked at. */
interface ShownEvent {
  readonly id: string;
  readonly type: string;
  /** Of a connected account; undefined for the own. */
  readonly account: string | undefined;
  readonly isThin: boolean;
  readonly sent: SentEvent;
}

function readEvent(sent: SentEvent): ShownEvent {
  const { id, type, account, context } = JSON.parse(sent.payload) as Record<string, unknown>;
  const from = sent.isThin ? context : account;
  return {
    id: String(id),
    type: String(type),
    account: typeof from === 'string' && from !== '' ? from : undefined,
    isThin: sent.isThin,
    sent,
  };
}

function createShower(showing: Showing, context: Context): (sent: SentEvent) => void {
  const { options, looks } = showing;
  return (sent) => {
    const event = readEvent(sent);
    if (!isWanted(event, options)) return;
    if (!options.isJson) printRows(line(event, showing, context), context);
    else context.print(asJson({ ...sent, payload: harmlessFor(context, sent.payload) }, looks));
    for (const url of destinations(event, showing)) void forward(event, url, showing, context);
  };
}

function isWanted({ type, account, isThin, sent }: ShownEvent, options: ListenOptions): boolean {
  const types = isThin ? options.thinTypes : options.snapshotTypes;
  if (types && !types.has(type)) return false;
  if (!isThin && options.isLatest !== (sent.apiVersion !== undefined)) return false;
  return options.from === 'all' || (options.from === '@accounts') === (account !== undefined);
}

function line(event: ShownEvent, showing: Showing, { clock }: Context): string {
  const { looks } = showing;
  const time = faint(localTime(clock()), looks.isColor);
  const word = event.account === undefined ? '' : 'connect ';
  const connect = looks.isColor ? `\x1b[94m${word}\x1b[0m` : word;
  const strong = bold(event.type, looks.isColor);
  const type = event.isThin
    ? strong
    : linked(strong, `${dashboard(event)}/events?type=${event.type}`, looks);
  return `${time}   --> ${connect}${type} [${linkedId(event, showing)}]\n`;
}

function linkedId(event: ShownEvent, { looks, session }: Showing): string {
  const url = event.isThin
    ? `https://dashboard.stripe.com/workbench/webhooks/${session.deviceToken}?event=${event.id}`
    : `${dashboard(event)}/events/${event.id}`;
  return linked(event.id, url, looks);
}

/** Of test mode, as there is no other here. */
function dashboard({ account }: ShownEvent): string {
  return `https://dashboard.stripe.com${account === undefined ? '' : `/${account}`}/test`;
}

/** Of a thin event the CLI prints an empty line alone. */
function asJson({ payload, isThin }: SentEvent, { isColor }: Looks): string {
  if (isThin) return '\n';
  const sorted = writeJson(readJsonValue(payload), { indent: '' });
  return `${(isColor ? colorJson(sorted, standardPalette) : undefined) ?? sorted}\n\n`;
}

function destinations(event: ShownEvent, { options, endpoints }: Showing): readonly string[] {
  const { own, connect, thin, thinConnect } = options.forwardTo;
  const isConnect = event.account !== undefined;
  const base = event.isThin ? (isConnect ? thinConnect : thin) : isConnect ? connect : own;
  if (base === undefined) return [];
  if (!options.isToEndpoints || event.isThin) return [base];
  return endpoints
    .filter((endpoint) => endpoint.isConnect === isConnect)
    .filter(({ events }) => events.includes('*') || events.includes(event.type))
    .map(({ path }) => base.replace(/\/$/, '') + path);
}

async function forward(
  event: ShownEvent,
  url: string,
  showing: Showing,
  context: Context,
): Promise<void> {
  const { host, warn, clock, isInteractive } = context;
  const { options, looks } = showing;
  const headers = new Map([...event.sent.headers, ...options.headers]);
  const time = (): string => faint(localTime(clock()), looks.isColor);
  try {
    if (!host.deliver) throw new Error('nothing here can send it');
    const status = await host.deliver({ url, headers, body: event.sent.payload });
    const shown = statusText(status, looks.isColor);
    printRows(`${time()}  <--  [${shown}] POST ${url} [${linkedId(event, showing)}]\n`, context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const word = looks.isColor ? '\x1b[31mERROR\x1b[0m' : 'ERROR';
    printRows(
      `${time()}            [${word}] Failed to POST: Post "${url}": ${reason}\n\n`,
      context,
    );
    if (!isInteractive) warn('\n');
  }
}
