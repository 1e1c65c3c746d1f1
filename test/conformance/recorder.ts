// A server that answers what it is told to and remembers what it was asked, on a unix socket (for
// the official CLI) and on a port (for ours).

import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Answer, Asked } from './answers.ts';

export interface Recorder {
  readonly socket: string;
  readonly url: string;
  /** What was asked since the last time, as texts to compare; and forgets it. */
  take(): readonly string[];
  close(): Promise<void>;
}

export async function openRecorder(
  folder: string,
  respond: (asked: Asked) => Answer,
): Promise<Recorder> {
  const socket = join(folder, 'api.sock');
  let requests: string[] = [];
  const servers = [createServer(), createServer()] as const;
  for (const server of servers) {
    server.on('request', async (request: IncomingMessage, response) => {
      const { method = '', url: path = '', headers } = request;
      requests.push(await describeRequest(request));
      const { authorization = '' } = headers;
      const { status, headers: extra, body } = respond({ method, path, authorization });
      response.sendDate = false;
      response.writeHead(status, { ...extra, 'Content-Length': Buffer.byteLength(body) }).end(body);
    });
  }
  const [onSocket, onPort] = servers;
  await listening(onSocket, socket);
  await listening(onPort, 0);
  return {
    socket,
    url: `http://127.0.0.1:${(onPort.address() as AddressInfo).port}`,
    take() {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: async () => void (await Promise.all(servers.map(closed))),
  };
}

function listening(server: Server, place: string | number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    if (typeof place === 'string') server.listen(place, resolve);
    else server.listen(place, '127.0.0.1', resolve);
  });
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

const comparedHeaders = [
  'authorization',
  'content-type',
  'idempotency-key',
  'stripe-account',
  'stripe-context',
  'stripe-version',
];

/** The CLI sends parameters of flags in a new order each time: they are compared sorted. */
async function describeRequest(request: IncomingMessage): Promise<string> {
  const { method = '', url = '', headers } = request;
  const body = await bodyOf(request);
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const isJson = headers['content-type'] === 'application/json';
  return [
    `${method} ${path}`,
    ...comparedHeaders.flatMap((name) => (headers[name] ? [`${name}: ${headers[name]}`] : [])),
    ...(mark === -1 ? [] : sortedPairs(url.slice(mark + 1)).map((pair) => `?${pair}`)),
    ...(isJson ? [body] : sortedPairs(body)),
  ].join('\n');
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function sortedPairs(text: string): readonly string[] {
  return text === '' ? [] : text.split('&').sort();
}
