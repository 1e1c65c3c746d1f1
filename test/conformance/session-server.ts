// Answers as Stripe does to the sessions of its CLI, and sends each of them the same messages; takes
// the webhooks that are handed on, too, and remembers what was asked.

import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';

export interface Script {
  readonly session: Readonly<Record<string, unknown>>;
  /** Of the answer to the request that opens one. */
  readonly status: number;
  readonly messages: readonly object[];
}

export interface SessionServer {
  readonly url: string;
  play(script: Script): void;
  /** What the clients have asked since the last time, by what names a client; and forgets it. */
  take(): readonly string[];
  close(): Promise<void>;
}

export const sessionSecret = 'whsec_conformance';

export async function openSessionServer(): Promise<SessionServer> {
  let script: Script = { session: {}, status: 200, messages: [] };
  let asked: string[] = [];
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    asked.push(describe(request, body));
    response.sendDate = false;
    const { url = '' } = request;
    const hook = /^\/hook\/(\d+)/.exec(url);
    if (hook) response.writeHead(Number(hook[1]), { Location: '/elsewhere' }).end('taken');
    else if (url.startsWith('/v1/webhook_endpoints'))
      response.end(JSON.stringify({ data: endpoints }));
    else if (url === '/v1/stripecli/sessions') {
      response.writeHead(script.status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ ...usual(), ...script.session }));
    } else response.writeHead(404).end('{}');
  });
  const sockets = new WebSocketServer({ server, handleProtocols: ([first]) => first ?? false });
  sockets.on('connection', (socket, { url, headers }) => {
    asked.push(`socket ${url} ${headers['websocket-id']} ${socket.protocol}`);
    for (const message of script.messages) socket.send(JSON.stringify(message));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const usual = (): object => ({
    websocket_url: `ws://${origin}/subscribe/acct_1`,
    websocket_id: 'cliws_1',
    websocket_authorized_feature: 'webhooks',
    secret: sessionSecret,
    default_version: '2020-08-27',
    latest_version: '2026-08-26.dahlia',
    device_token: 'we_cli_1',
    reconnect_delay: 60,
    display_connect_filter_warning: false,
  });
  return {
    url: `http://${origin}`,
    play(next) {
      script = next;
    },
    take() {
      const taken = asked;
      asked = [];
      return taken;
    },
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const endpoints = [
  { url: 'https://example.com/hook/200?all=1', enabled_events: ['*'], application: null },
  { url: 'https://example.com/hook/201', enabled_events: ['charge.failed'], application: null },
  { url: 'https://example.com/hook/202', enabled_events: ['customer.created'], application: null },
  { url: 'https://example.com/hook/203', enabled_events: ['*'], application: 'ca_1' },
];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const comparedHeaders = [
  'content-type',
  'stripe-signature',
  'x-own',
  'authorization',
  'stripe-version',
];

/** Every machine has a name of its own. */
function describe({ method, url, headers }: IncomingMessage, body: string): string {
  const told = comparedHeaders.flatMap((name) =>
    headers[name] ? [`${name}: ${headers[name]}`] : [],
  );
  return [`${method} ${url}`, ...told, body.replace(/device_name=[^&]*/, 'device_name=…')].join(
    '\n',
  );
}

interface EventFields {
  readonly type?: string;
  readonly account?: string;
  /** Of the endpoint that it is meant for. */
  readonly version?: string;
  readonly object?: object;
}

export function snapshotEvent(id: string, fields: EventFields = {}): object {
  const { type = 'customer.created', account, version, object = { id: 'cus_1' } } = fields;
  const event = { id, object: 'event', type, livemode: false, account, data: { object } };
  return {
    type: 'webhook_event',
    endpoint: { api_version: version ?? null },
    event_payload: JSON.stringify(event, undefined, 2),
    http_headers: headersOf(id),
    webhook_conversation_id: `wc_${id}`,
    webhook_id: `wh_${id}`,
  };
}

export function thinEvent(id: string, type: string, context?: string): object {
  const event = { id, object: 'v2.core.event', type, livemode: false, context };
  return {
    type: 'v2_event',
    payload: JSON.stringify(event),
    http_headers: headersOf(id),
    destination_id: 'ed_1',
  };
}

function headersOf(id: string): object {
  return { 'Stripe-Signature': `t=1,v1=${id}`, 'Content-Type': 'application/json; charset=utf-8' };
}

export function requestLog(fields: Readonly<Record<string, unknown>>): object {
  const none = { type: '', charge: '', code: '', decline_code: '', message: '', param: '' };
  const usual = { created_at: 1_769_860_800, livemode: false, method: 'GET', request_id: 'req_1' };
  const payload = { ...usual, status: 200, url: '/v1/customers', error: none, ...fields };
  return {
    type: 'request_log_event',
    request_log_id: 'resp_1',
    event_payload: JSON.stringify(payload),
  };
}
