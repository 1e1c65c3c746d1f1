// Puts a Fetch behind node:http: one Request for each request that comes in, one answer for each
// Response, and nothing that a client does ends the program.

import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Fetch, ResponseParts } from '../base/fetch.ts';
import { bodyBytesMax } from '../sandbox/read-body.ts';
import { ApiError, errorAnswer } from '../wire/api-error.ts';
import { refusal } from './access.ts';
import { crossOrigin, preflight } from './cross-origin.ts';
import { endWhole } from './end-answer.ts';
import { lightRequest } from './light-request.ts';
import { partsOf } from './light-response.ts';
import type { SignalParts } from './light-signal.ts';

export interface NodeDoorOptions {
  /** Whether only this machine can reach the server; then foreign pages are refused. */
  readonly isLocal: boolean;
  /** Told of errors that are no answer: mistakes in this program. */
  onError(error: unknown): void;
}

/** Of a body that is too big, this much is still read, so that the client sees the answer. */
const ignoredBytesMax = 64 * bodyBytesMax;

export function nodeDoor(inner: Fetch, options: NodeDoorOptions): RequestListener {
  return (incoming, outgoing) => void serveOne(inner, { incoming, outgoing }, options);
}

interface Pair {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Never rejects. */
async function serveOne(inner: Fetch, pair: Pair, options: NodeDoorOptions): Promise<void> {
  const { incoming, outgoing } = pair;
  try {
    const response = await answer(inner, pair, options.isLocal);
    const parts = partsOf(response);
    if (parts) finish(pair, sendable(parts));
    else await sendWhole(response, pair);
  } catch (error) {
    if (outgoing.closed || incoming.errored) return;
    options.onError(error);
    if (outgoing.headersSent) outgoing.destroy();
    else
      await sendWhole(failure(500, 'The sandbox failed.', 'api_error'), pair).catch(() =>
        outgoing.destroy(),
      );
  }
}

/** Aborts when the client goes away before it has its answer. */
function goneSignal(outgoing: ServerResponse): SignalParts {
  const isAborted = (): boolean => outgoing.closed && !outgoing.writableEnded;
  return {
    isAborted,
    make() {
      const gone = new AbortController();
      if (isAborted()) gone.abort();
      outgoing.on('close', () => {
        if (isAborted()) gone.abort();
      });
      return gone.signal;
    },
  };
}

function answer(inner: Fetch, pair: Pair, isLocal: boolean): Promise<Response> | Response {
  const { incoming } = pair;
  const refused = isLocal ? refusal(incoming.headers) : undefined;
  if (refused) return failure(403, refused);
  if (incoming.method === 'OPTIONS') return preflight(incoming.headers);
  // Where no body is announced none comes, and there is nothing to wait for.
  return hasBody(incoming)
    ? readBody(incoming).then((body) => answerWith(inner, pair, body))
    : answerWith(inner, pair, noBody);
}

function answerWith(
  inner: Fetch,
  { incoming, outgoing }: Pair,
  body: Buffer | undefined,
): Promise<Response> | Response {
  if (!body) {
    const megabytes = bodyBytesMax / 1024 / 1024;
    return failure(413, `The request's body is larger than ${megabytes} MB.`);
  }
  const request = toRequest(incoming, body, goneSignal(outgoing));
  return request ? inner(request) : failure(400, 'The request has no readable URL or method.');
}

const noBody = Buffer.alloc(0);

function hasBody({ headers }: IncomingMessage): boolean {
  const length = headers['content-length'] ?? '0';
  return length !== '0' || headers['transfer-encoding'] !== undefined;
}

/** Undefined when it is too big. Rejects when the client goes away. */
function readBody(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const announced = Number(incoming.headers['content-length'] ?? 0);
  if (announced > ignoredBytesMax) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= bodyBytesMax) chunks.push(chunk);
      else chunks.length = 0;
      if (bytes > ignoredBytesMax) resolve(undefined);
    });
    incoming.on('end', () => resolve(bytes > bodyBytesMax ? undefined : joined(chunks)));
    incoming.on('error', reject);
    incoming.on('close', () => {
      // Told after every request; an Error is costly.
      if (!incoming.readableEnded) reject(new Error('the client went away'));
    });
  });
}

function joined(chunks: readonly Buffer[]): Buffer {
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** Always to Stripe's own hosts, whatever this server is called. Undefined where it is no request. */
function toRequest(
  incoming: IncomingMessage,
  body: Buffer,
  signal: SignalParts,
): Request | undefined {
  const { method = 'GET', headers, url = '/' } = incoming;
  const host = /^[a-z-]+\.stripe\.com$/.exec(headers.host ?? '')?.[0] ?? 'api.stripe.com';
  const path = url.startsWith('/') ? url : url.replace(/^\w+:\/\/[^/]*/, '');
  const target = normalUrl(`https://${host}`, path);
  if (target === undefined || !methods.has(method)) return undefined;
  // A HEAD is a GET whose body is not sent; Node leaves it away.
  const verb = method === 'HEAD' ? 'GET' : method;
  return lightRequest({ method: verb, url: target, headers, body, signal });
}

/** Undefined where it is none. Most paths are in their normal form as they come. */
function normalUrl(origin: string, path: string): string | undefined {
  const url = `${origin}${path}`;
  if (/^\/[\w/-]*$/.test(path)) return url;
  return URL.canParse(url) ? new URL(url).href : undefined;
}

const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

async function sendWhole(response: Response, pair: Pair): Promise<void> {
  const body = Buffer.from(await response.arrayBuffer());
  const headers = [...response.headers].flat();
  finish(pair, { status: response.status, headers, body });
}

interface Sendable {
  readonly status: number;
  /** Names and values in turn, as in Node's `rawHeaders`: quicker to add to than an object. */
  readonly headers: readonly string[];
  /** Text goes out in one piece with the headers. */
  readonly body: string | Buffer;
}

function finish({ incoming, outgoing }: Pair, { status, headers, body }: Sendable): void {
  const all = crossOrigin.concat(headers);
  const bytes = Buffer.byteLength(body);
  if (status !== 204) all.push('content-length', String(bytes));
  // What was not read of the request would be taken for the next one.
  if (!incoming.complete) all.push('connection', 'close');
  outgoing.writeHead(status, all);
  endWhole(outgoing, body, bytes);
}

const plain = /^[\x20-\x7e]*$/;

function sendable({ status, headers: named, body }: ResponseParts): Sendable {
  const headers: string[] = [];
  // Node would write headers that go with text as UTF-8 too; alone they are Latin-1, as they came.
  let isPlain = true;
  for (const name in named) {
    const value = named[name] ?? '';
    headers.push(name, value);
    isPlain &&= plain.test(value);
  }
  const text = body ?? '';
  return { status, headers, body: isPlain ? text : Buffer.from(text) };
}

/** In the form of Stripe's errors, so that every client can read it. */
export function failure(
  status: number,
  message: string,
  type: 'api_error' | 'invalid_request_error' = 'invalid_request_error',
): Response {
  return errorAnswer(new ApiError(message, { status, type }));
}
