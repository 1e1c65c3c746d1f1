// `stripe listen` and `stripe logs tail` against one server that plays the same messages to the
// official CLI and to this shell: what they print, what they ask, where they send events and how they
// end must be equal.

import { spawn } from 'node:child_process';
import process from 'node:process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadCatalog } from '../../src/catalog/load.ts';
import { deliver } from '../../src/server/deliver.ts';
import { outsideFetch } from '../../src/server/outside-fetch.ts';
import { openOutsideSession } from '../../src/server/outside-session.ts';
import { createShell } from '../../src/shell/shell.ts';
import { createHome, finished, stripeCli, type Finished, type Home } from './program.ts';
import {
  openSessionServer,
  requestLog,
  snapshotEvent,
  thinEvent,
  type Script,
  type SessionServer,
} from './session-server.ts';

const newest = '2026-08-26.dahlia';
const odd = { name: 'a<b>&"c\\d\u2028é😀', zeta: 1, alpha: [1, { b: null }], big: 12345678 };

/** The last is shown by every line below that shows any. */
const events = [
  snapshotEvent('evt_own'),
  snapshotEvent('evt_failed', { type: 'charge.failed', object: odd }),
  snapshotEvent('evt_connect', { type: 'charge.failed', account: 'acct_2' }),
  snapshotEvent('evt_bogus', { type: 'no.such_thing' }),
  snapshotEvent('evt_newest', { version: newest }),
  thinEvent('evt_thin', 'v2.core.account.updated'),
  thinEvent('evt_thin_meter', 'v1.billing.meter.no_meter_found'),
  thinEvent('evt_thin_connect', 'v2.core.account.updated', 'acct_2'),
  { type: 'something_else', payload: '{}' },
];

const logs = [
  requestLog({}),
  requestLog({ method: 'POST', status: 302 }),
  requestLog({
    status: 404,
    url: '/v1/customers/cus_1',
    error: {
      type: 'invalid_request_error',
      code: 'resource_missing',
      message: "No such customer: 'cus_1'",
      param: 'id',
    },
  }),
  requestLog({
    status: 402,
    error: {
      type: 'card_error',
      charge: 'ch_1',
      code: 'card_declined',
      decline_code: 'insufficient_funds',
      message: 'Two\nlines \u001b[31mand red.',
      error_insight: 'Look here',
    },
  }),
  requestLog({ url: '', status: 500 }),
  requestLog({ url: '/v1/stripecli/sessions', method: 'POST' }),
  requestLog({ livemode: true, request_id: 'req_live' }),
];

const plain: Script = { session: {}, status: 200, messages: events };
const logging: Script = { session: {}, status: 200, messages: logs };

/** HOOK stands for a path of the server, below which /200 answers with 200 and so on. */
const lines: readonly (readonly [line: string, script: Script])[] = [
  ...[
    '',
    '--skip-update',
    '-s --all-thin',
    '-s --all-snapshot',
    '-s --all-snapshot --all-thin',
    '-s --events customer.created',
    '-s --events customer.created,nonsense --events charge.failed',
    '-s --events v2.core.account.updated',
    '-s --thin-events v2.core.account.updated',
    '-s --events customer.created,v2.core.account.updated',
    '-s --events-from @self',
    '-s --events-from @accounts',
    '-s --events-from all --all-snapshot',
    '-s --latest',
    '-s --format json',
    '-s --format JSON --events charge.failed --color on',
    '-s --format yaml',
    '-s --print-json --all-snapshot',
    '-s --color on',
    '-s --color on --all-snapshot --forward-to HOOK/404',
    '-s --all-snapshot --forward-to HOOK/200',
    '-s --all-snapshot --forward-to HOOK/200 -H x-own:header',
    '-s --all-snapshot --forward-to HOOK/302 --forward-connect-to HOOK/500',
    '-s --all-snapshot --forward-connect-to HOOK/201',
    '-s --all-thin --forward-to HOOK/200',
    '-s --events v2.core.account.updated --forward-to HOOK/200',
    '-s --thin-events v2.core.account.updated --forward-thin-to HOOK/200',
    '-s --all-thin --events-from @accounts --forward-to HOOK/200',
    '-s --all-snapshot --events-from @self --forward-to HOOK/200',
    '-s --events customer.created --forward-to CLOSED/x',
    '-s --color on --events customer.created --forward-to CLOSED/x',
    '-s -a --all-snapshot --forward-to ORIGIN',
    '--print-secret',
  ].map((words) => [`stripe listen ${words}`, plain] as const),
  ['stripe listen -s --all-snapshot', { ...plain, session: { default_version: '' } }],
  ['stripe listen -s --all-snapshot', { ...plain, status: 401 }],
  ['stripe listen -s --all-snapshot', { ...plain, status: 429 }],
  ...[
    '',
    '--format json',
    '--color on',
    '--color on --format json',
    '--filter-http-method GET,post --filter-status-code-type 4xx --filter-request-status failed',
    '--filter-account connect_in --filter-ip-address 1.2.3.4 --filter-source api',
    '--filter-status-code 404 --filter-request-path /v1/customers',
  ].map((words) => [`stripe logs tail ${words}`, logging] as const),
  [
    'stripe logs tail --filter-account connect_in',
    { ...logging, session: { display_connect_filter_warning: true } },
  ],
  ['stripe logs tail', { ...logging, status: 401 }],
];

let server: SessionServer;
/** An address where nobody listens. */
let closed: string;
let home: Home;
const catalog = loadCatalog();

beforeAll(async () => {
  server = await openSessionServer();
  home = createHome();
  const gone = await openSessionServer();
  closed = new URL(gone.url).host;
  await gone.close();
});

afterAll(async () => {
  await server.close();
  home.remove();
});

test.each(lines)('%s', async (line, script) => {
  server.play(script);
  const written = line
    .replaceAll('HOOK', `${server.url}/hook`)
    .replaceAll('ORIGIN', server.url)
    .replaceAll('CLOSED', closed);
  const ours = startOurs(written);
  await settled(ours);
  const oursEnd = await ours.stop();
  const oursAsked = server.take();
  const theirs = startTheirs(written);
  // The CLI prints and sends as its goroutines come: as much as ours is awaited, and a little more.
  await settled(theirs, { lines: linesOf(oursEnd.stdout).length, asked: oursAsked.length });
  const theirsEnd = await theirs.stop();
  const theirsAsked = server.take();

  expect(comparable(oursEnd, oursAsked)).toEqual(comparable(theirsEnd, theirsAsked));
});

interface Started {
  /** What is there by now. */
  output(): string;
  hasEnded(): boolean;
  /** As Ctrl-C does. */
  stop(): Promise<Finished>;
}

function startOurs(line: string): Started {
  const send = outsideFetch(server.url);
  const interruption = new AbortController();
  let [output, hasEnded] = ['', false];
  const shell = createShell({
    fetch: send,
    catalog,
    environment: { STRIPE_API_KEY: home.environment['STRIPE_API_KEY'] },
  });
  const running = shell
    .run(line, {
      signal: interruption.signal,
      print: (text) => void (output += text),
      host: { deliver, openSession: (asked) => openOutsideSession(asked, send) },
    })
    .finally(() => (hasEnded = true));
  return {
    output: () => output,
    hasEnded: () => hasEnded,
    stop() {
      interruption.abort();
      return running;
    },
  };
}

function startTheirs(line: string): Started {
  const words = [...line.split(' ').filter(Boolean).slice(1), '--api-base', server.url];
  const child = spawn(stripeCli, words, {
    cwd: home.folder,
    env: { PATH: process.env['PATH'] ?? '', TZ: process.env['TZ'] ?? '', ...home.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [output, hasEnded] = ['', false];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const end = finished(child).finally(() => (hasEnded = true));
  return {
    output: () => output,
    hasEnded: () => hasEnded,
    stop() {
      child.kill('SIGINT');
      return end;
    },
  };
}

const settledTurns = 12;
const turnMs = 25;
const turnsMax = 240;

/** Until nothing new has come for some turns, and as much as is `wanted` is there. */
async function settled(
  started: Started,
  wanted: { readonly lines: number; readonly asked: number } = { lines: 0, asked: 1 },
): Promise<void> {
  let [quiet, before] = [0, ''];
  for (let turn = 0; turn < turnsMax && quiet < settledTurns; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, turnMs));
    if (started.hasEnded()) return;
    const now = started.output();
    const isThere = linesOf(now).length >= wanted.lines && now !== '';
    quiet = now === before && isThere ? quiet + 1 : 0;
    before = now;
  }
}

function linesOf(text: string): readonly string[] {
  return text.split('\n');
}

/** In any order, as the CLI's own is another one each time. */
function comparable({ stdout, stderr, exitCode }: Finished, asked: readonly string[]): object {
  return {
    stdout: linesOf(masked(stdout)).toSorted(),
    stderr: linesOf(masked(stderr)).toSorted(),
    exitCode,
    asked: asked.toSorted(),
  };
}

function masked(text: string): string {
  return text
    .replace(/^time="[^"]*"/gm, 'time="…"')
    .replace(/^((?:\u001b\[2m)?)\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/gm, '$1TIME');
}
