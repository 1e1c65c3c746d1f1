// `stripe listen`: shows the events of the sandbox as they come, and hands them on, until Ctrl-C.

import type { Context, FollowedEvent } from './command.ts';
import { usesColor } from './color.ts';
import { readJsonValue, writeJson } from './go-json.ts';
import { keySources, resolveKey } from './keys.ts';
import { readEndpoints, type Endpoint } from './webhook-endpoints.ts';
import { readListenOptions, unknownEvents, type ListenOptions } from './listen-options.ts';
import { bold, faint, localTime, logLine, statusText } from './log-style.ts';
import type { Parsed } from './parser.ts';
import { ShellError } from './shell-error.ts';
import { signature, signingSecret } from './sign-webhook.ts';
import { untilInterrupted } from './until-interrupted.ts';

/** Throws ShellError for what the CLI refuses. Ends with Ctrl-C, which is no failure. */
export async function listen(flags: Parsed, context: Context): Promise<number> {
  const { catalog, clock, isInteractive, print, warn } = context;
  const options = readListenOptions(flags);
  const key = resolveKey(keySources(flags, context));
  const secret = await signingSecret(key);
  if (flags.isOn('print-secret')) {
    print(`${secret}\n`);
    return 0;
  }
  if (!flags.isOn('skip-update') && !isInteractive) print('Checking for new versions...\n\n');
  const log = (level: 'info' | 'warning', message: string): void =>
    warn(logLine({ level, message, nowMs: clock() }, isInteractive));
  const isSelected = selections.some((name) => flags.has(name));
  if (!isSelected) log('info', noThin);
  for (const type of await unknownEvents(options.events, context))
    log('warning', `You're attempting to listen for "${type}", which isn't a valid event\n`);
  const follow = context.host.follow;
  if (!follow) throw new ShellError(nothingToFollow('listen'));

  const isColor = usesColor(context, flags);
  const endpoints = options.isToEndpoints ? await readEndpoints(key, context) : [];
  const show = createShower({ options, secret, isColor, endpoints }, context);
  if (!isInteractive) warn('Getting ready...\n');
  const stop = await follow({ event: show });
  const version = catalog.apiVersion;
  warn(
    `${isInteractive ? '> ' : ''}Ready! You are using Stripe API Version [${version}]. ` +
      `Your webhook signing secret is ${bold(secret, isColor)} (^C to quit)\n`,
  );
  await untilInterrupted(context);
  stop();
  return 0;
}

const selections = ['events', 'thin-events', 'all-snapshot', 'all-thin'];

export function nothingToFollow(name: string): string {
  return `stripe ${name}: this program has no running sandbox to follow; a page and its shell have`;
}

const noThin =
  'Subscribing to all thin events is only supported in the CLI; thin event destinations do not ' +
  'support selecting all event types';

interface Showing {
  readonly options: ListenOptions;
  readonly secret: string;
  readonly isColor: boolean;
  readonly endpoints: readonly Endpoint[];
}

function createShower(showing: Showing, context: Context): (event: FollowedEvent) => void {
  const { options, isColor } = showing;
  return (event) => {
    if (options.events && !options.events.has(event.type)) return;
    if (options.from !== 'all' && (options.from === '@accounts') !== Boolean(event.account)) return;
    if (options.isJson) context.print(`${asJson(event, isColor)}\n\n`);
    else {
      const time = faint(localTime(context.clock()), isColor);
      const connect = event.account ? (isColor ? '\x1b[94mconnect \x1b[0m' : 'connect ') : '';
      context.print(`${time}   --> ${connect}${bold(event.type, isColor)} [${event.id}]\n`);
    }
    for (const url of destinations(event, showing)) void forward(event, url, showing, context);
  };
}

function destinations(event: FollowedEvent, { options, endpoints }: Showing): readonly string[] {
  const { forwardTo, connectTo } = options;
  const base = event.account ? (connectTo ?? forwardTo) : forwardTo;
  if (base === undefined) return [];
  if (!options.isToEndpoints) return [base];
  return endpoints
    .filter(({ events }) => events.includes('*') || events.includes(event.type))
    .map(({ path }) => base.replace(/\/$/, '') + path);
}

function asJson(event: FollowedEvent, isColor: boolean): string {
  return writeJson(readJsonValue(JSON.stringify(event)), { indent: isColor ? '  ' : '' });
}

async function forward(
  event: FollowedEvent,
  url: string,
  { options, secret, isColor }: Showing,
  { host, print, clock }: Context,
): Promise<void> {
  const payload = JSON.stringify(event, undefined, 2);
  const headers = new Map([
    ['Content-Type', 'application/json; charset=utf-8'],
    ['User-Agent', 'Stripe/1.0 (+https://stripe.com/docs/webhooks)'],
    ['Stripe-Signature', await signature(payload, { secret, seconds: Math.floor(clock() / 1000) })],
    ...options.headers,
  ]);
  const time = (): string => faint(localTime(clock()), isColor);
  try {
    if (!host.deliver) throw new Error('nothing here can send it');
    const status = await host.deliver({ url, headers, body: payload });
    print(`${time()}  <--  [${statusText(status, isColor)}] POST ${url} [${event.id}]\n`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const word = isColor ? '\x1b[31mERROR\x1b[0m' : 'ERROR';
    print(`${time()}            [${word}] Failed to POST: Post "${url}": ${reason}\n\n`);
  }
}
