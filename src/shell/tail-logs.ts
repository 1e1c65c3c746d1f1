// `stripe logs tail`: shows each request to the API as it is answered, until Ctrl-C.

import { harmlessFor, strip } from '../text/ansi.ts';
import { colorJson, standardPalette } from '../text/json.ts';
import { usesColor } from './color.ts';
import type { Context } from './command.ts';
import { keySources, resolveKey } from './keys.ts';
import { printRows } from './fold-lines.ts';
import { readLogFilters } from './log-filters.ts';
import { bold, faint, linked, localTime, statusText, type Looks } from './log-style.ts';
import { openSession } from './open-session.ts';
import type { Parsed } from './parser.ts';
import { untilInterrupted } from './until-interrupted.ts';

export async function tailLogs(flags: Parsed, context: Context): Promise<number> {
  const { isInteractive, print, warn } = context;
  const filters = readLogFilters(flags);
  // As the CLI does, though what is followed here asks for none.
  const key = resolveKey({ ...keySources(flags, context), isLive: false });
  const looks = { isColor: usesColor(context, flags), isLinked: !isInteractive };
  const isJson = flags.value('format')?.toLowerCase() === 'json';
  if (!isInteractive) print('Checking for new versions...\n\n');
  const params = new Map([['filters', JSON.stringify(filters)]]);
  const session = await openSession(
    { key, features: ['request_logs'], params },
    context,
    'logs tail',
  );
  if (session.isFilterIdle) {
    const warning = looks.isColor ? '\x1b[33mWarning\x1b[0m' : 'Warning';
    printRows(`${warning} ${filterIdle}\n`, context);
  }
  const stop = await session.follow({
    request(payload) {
      const safe = harmlessFor(context, payload);
      const request = JSON.parse(safe) as Told;
      if (request.url === ownPath) return;
      if (isJson) print(asJson(safe, looks));
      else printRows(lines(request, looks), context);
    },
  });
  const mark = isInteractive ? '> ' : '';
  warn(`${mark}Ready! You're now waiting to receive API request logs (^C to quit)\n`);
  await untilInterrupted(context);
  stop();
  return 0;
}

const filterIdle =
  "you specified the 'account' filter for Connect accounts but are not a Connect user, so the " +
  'filter will not be applied.';

function asJson(payload: string, { isColor }: Looks): string {
  const shown = isColor ? colorJson(payload, standardPalette) : undefined;
  return `${shown ?? payload}\n`;
}

/** Fields of an error that are told, in the CLI's order. */
const told = [
  ['Type', 'type'],
  ['Charge', 'charge'],
  ['Code', 'code'],
  ['DeclineCode', 'decline_code'],
  ['Message', 'message'],
  ['Param', 'param'],
] as const;

interface Told {
  readonly created_at?: number;
  readonly livemode?: boolean;
  readonly method?: string;
  readonly request_id?: string;
  readonly status?: number;
  readonly url?: string;
  readonly error?: Readonly<Record<string, unknown>>;
}

/** What the shell itself asks for while it follows is not shown. */
const ownPath = '/v1/stripecli/sessions';

function lines(request: Told, looks: Looks): string {
  const { created_at: created = 0, livemode = false, status = 0, error = {} } = request;
  const [method = '', path = '', id = ''] = [request.method, request.url, request.request_id].map(
    (text) => plainText(text),
  );
  const time = faint(localTime(created * 1000), looks.isColor);
  const address = `https://dashboard.stripe.com${livemode ? '' : '/test'}/logs/${id}`;
  const more = told.map(([name, field]) => errorLine(name, plainText(error[field])));
  const insight = plainText(error['error_insight']);
  const strong = (text: string): string => bold(text, looks.isColor);
  return (
    `${time} [${statusText(status, looks.isColor)}] ${method} ` +
    `${path || '[View path in dashboard]'} [${linked(id, address, looks)}]\n` +
    more.join('') +
    (insight && `${strong('!!')}${strong('ErrorInsight')}: ${strong(insight)}\n`)
  );
}

function errorLine(name: string, text: string): string {
  return text && `${name}: ${text}\n`;
}

/** Of one line, and without codes of a terminal. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? strip(value).replaceAll('\n', '') : '';
}
