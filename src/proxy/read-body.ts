// The body of a request: read within its limits, and only in the one form that its operation takes.

import { readAtMost } from './ask.ts';
import type { Limits } from './options.ts';
import { Refusal } from './refusal.ts';

/** What is left of the body is not to be taken for the next request. */
const closing = { Connection: 'close' };

/** Of a body that is too large, so many times the limit are read. */
const ignoredTimes = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Reads at most so many bytes, and gives undefined where there are more. */
export type ReadBody = (bytesMax: number) => Promise<Uint8Array | undefined>;

/** Throws Refusal for what is no text, too large or too slow. Empty where there is none. */
export async function readBody(
  request: Request,
  { bodyBytesMax, bodyTimeoutMs }: Limits,
  read?: ReadBody,
): Promise<string> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > bodyBytesMax) {
    // Some runtimes cut off a client that still writes, which then does not see the answer.
    if (!read) await inTime(discard(request, ignoredTimes * bodyBytesMax), bodyTimeoutMs);
    throw tooLarge(bodyBytesMax);
  }
  const isThere =
    announced === null
      ? // A Request that came over no connection announces nothing.
        request.headers.has('transfer-encoding') || (!read && request.body !== null)
      : announced !== '0';
  if (!isThere) return '';
  if (request.method === 'GET') {
    throw new Refusal(400, 'body_not_taken', 'A GET request has no body.', closing);
  }
  const reading = read?.(bodyBytesMax) ?? readStream(request, bodyBytesMax);
  const bytes = await inTime(reading, bodyTimeoutMs);
  if (!bytes) throw tooLarge(bodyBytesMax);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal(400, 'body_malformed', 'The body is not UTF-8.');
  }
}

async function readStream(request: Request, bytesMax: number): Promise<Uint8Array | undefined> {
  return request.body ? readAtMost(request.body, bytesMax) : new Uint8Array();
}

async function discard({ body }: Request, bytesMax: number): Promise<void> {
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += (chunk as Uint8Array).byteLength;
    if (bytes > bytesMax) return;
  }
}

async function inTime<T>(reading: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const message = 'The body of the request took too long to arrive.';
    timer = setTimeout(() => reject(new Refusal(408, 'body_timeout', message, closing)), timeoutMs);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}

function tooLarge(bytesMax: number): Refusal {
  const message = `The body is larger than ${bytesMax} bytes.`;
  return new Refusal(413, 'body_too_large', message, closing);
}

/** Throws Refusal for a body of another content type. */
export function checkType(request: Request, wanted: string): void {
  const type = request.headers.get('content-type') ?? '';
  if (new RegExp(`^${wanted}\\s*(;\\s*charset="?utf-8"?\\s*)?$`, 'i').test(type)) return;
  throw new Refusal(415, 'content_type', `The body must be of the type ${wanted}.`);
}
