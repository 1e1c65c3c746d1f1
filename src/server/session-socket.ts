// The websocket of a session, as the official CLI speaks it, on both of its ends: `sandshell serve`
// tells events and requests through it, `sandshell run` hears of them. The one home of ws.
// Source: https://github.com/stripe/stripe-cli/tree/master/pkg/websocket

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { Follower, SentEvent } from '../shell/session.ts';

const protocol = 'stripecli-devproxy-v1';
/** A client only says that it has got something, or how a webhook has answered. */
const messageBytesMax = 16 * 1024 * 1024;

export interface SocketDoor {
  close(): void;
}

/**
 * Takes the websockets of a server. `open` gives what tells a follower of what happens, by the id
 * that the client names, or undefined for an unknown one; and that gives what ends it.
 */
export function acceptSockets(
  server: Server,
  open: (id: string) => ((follower: Follower) => Promise<() => void>) | undefined,
): SocketDoor {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesMax,
    handleProtocols: (offered) => (offered.has(protocol) ? protocol : false),
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const id = request.headers['websocket-id'];
    // A page can name no such header: only programs get in.
    const follow = typeof id === 'string' ? open(id) : undefined;
    if (!follow) {
      socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => void tell(accepted, follow));
  });
  return {
    close() {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}

async function tell(
  socket: WebSocket,
  follow: (follower: Follower) => Promise<() => void>,
): Promise<void> {
  let count = 0;
  socket.on('error', () => socket.terminate());
  const send = (message: object): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  const stop = await follow({
    event: (sent) => send(eventMessage(sent, (count += 1))),
    request: (payload) =>
      send({ type: 'request_log_event', request_log_id: '', event_payload: payload }),
  });
  socket.on('close', stop);
  if (socket.readyState !== WebSocket.OPEN) stop();
}

function eventMessage({ payload, headers, isThin, apiVersion }: SentEvent, count: number): object {
  const http_headers = Object.fromEntries(headers);
  if (isThin) return { type: 'v2_event', payload, http_headers, destination_id: '' };
  return {
    type: 'webhook_event',
    endpoint: { api_version: apiVersion ?? null },
    event_payload: payload,
    http_headers,
    webhook_conversation_id: `wc_${count}`,
    webhook_id: `wh_${count}`,
  };
}

export interface SocketPlace {
  readonly url: string;
  readonly id: string;
  readonly feature: string;
}

/** Resolves once it is open, with what ends it. Rejects with a reason in words. */
export async function followSocket(place: SocketPlace, follower: Follower): Promise<() => void> {
  const url = new URL(place.url);
  url.searchParams.set('websocket_feature', place.feature);
  const headers = { 'Websocket-Id': place.id };
  const socket = new WebSocket(url, protocol, { headers, maxPayload: messageBytesMax });
  socket.on('message', (data) => {
    const message = readMessage(String(data));
    if (!message) return;
    const ack = ackOf(message);
    if (ack) socket.send(JSON.stringify(ack));
    hear(message, follower);
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => socket.terminate());
  return () => socket.close(1000, 'Connection Done');
}

/** Its members as they came. */
type Message = Readonly<Record<string, unknown>>;

function readMessage(text: string): Message | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value instanceof Object ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
}

function hear(message: Message, { event, request }: Follower): void {
  const { type, endpoint, event_payload: payload, payload: thin } = message;
  const headers = new Map(Object.entries((message['http_headers'] ?? {}) as Headers));
  if (type === 'webhook_event' && typeof payload === 'string') {
    const version = (endpoint as { readonly api_version?: string | null } | undefined)?.api_version;
    event?.({ payload, headers, isThin: false, apiVersion: version ?? undefined });
  }
  if (type === 'v2_event' && typeof thin === 'string')
    event?.({ payload: thin, headers, isThin: true, apiVersion: undefined });
  if (type === 'request_log_event' && typeof payload === 'string') request?.(payload);
}

type Headers = Readonly<Record<string, string>>;

function ackOf({ type, ...message }: Message): object | undefined {
  if (type !== 'webhook_event' && type !== 'v2_event') return undefined;
  const payload = String(type === 'v2_event' ? message['payload'] : message['event_payload']);
  return {
    type: 'event_ack',
    webhook_conversation_id: message['webhook_conversation_id'] ?? '',
    event_id: readMessage(payload)?.['id'] ?? '',
    webhook_id: message['webhook_id'] ?? message['destination_id'] ?? '',
  };
}
