// The body of a request: read within its limits, and only in the one form that its operation takes.

import { readAtMost } from './ask.ts';
import type { Asked, BodySource, ReadBody } from './asked.ts';
import type { Limits } from './options.ts';
import { Refusal } from './refusal.ts';

/** What is left of the body is not to be taken for the next request. */
const closing = { Connection: 'close' };

/** Of a body that is too large, so many times the limit are read. */
const ignoredTimes = 16;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Throws Refusal for what is no text, too large or too slow. Empty where there is none. */
export async function readBody(
  { method, headers, body }: Pick<Asked, 'method' | 'headers' | 'body'>,
  { bodyBytesMax, bodyTimeoutMs }: Limits,
): Promise<string> {
  const announced = headers.get('content-length') ?? undefined;
  if (Number(announced ?? 0) > bodyBytesMax) {
    await inTime(body.discard(ignoredTimes * bodyBytesMax), bodyTimeoutMs).catch(() => undefined);
    throw tooLarge(bodyBytesMax);
  }
  const isThere =
    announced === undefined
      ? headers.has('transfer-encoding') || body.isThere()
      : announced !== '0';
  if (!isThere) return '';
  if (method === 'GET') {
    throw new Refusal(400, 'body_not_taken', 'A GET request has no body.', closing);
  }
  const bytes = await inTime(body.read(bodyBytesMax).catch(broken), bodyTimeoutMs);
  if (!bytes) throw tooLarge(bodyBytesMax);
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refusal(400, 'body_malformed', 'The body is not UTF-8.');
  }
}

/** Of a Request; `read` where the server has a better way. */
export function bodyOf(request: Request, read: ReadBody | undefined): BodySource {
  if (read) return { read, isThere: () => false, discard: async () => undefined };
  return {
    // A Request that came over no connection announces nothing.
    isThere: () => request.body !== null,
    read: async (bytesMax) =>
      request.body ? readAtMost(request.body, bytesMax) : new Uint8Array(),
    async discard(bytesMax) {
      let bytes = 0;
      for await (const chunk of request.body ?? []) {
        bytes += (chunk as Uint8Array).byteLength;
        if (bytes > bytesMax) return;
      }
    },
  };
}

function inTime<T>(reading: Promise<T>, timeoutMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const message = 'The body of the request took too long to arrive.';
      reject(new Refusal(408, 'body_timeout', message, closing));
    }, timeoutMs);
    reading.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** A runtime that reads while the proxy does finds mistakes in chunks only then. */
function broken(): never {
  throw new Refusal(400, 'body_broken', 'The body could not be read to its end.', closing);
}

function tooLarge(bytesMax: number): Refusal {
  const message = `The body is larger than ${bytesMax} bytes.`;
  return new Refusal(413, 'body_too_large', message, closing);
}

/** Throws Refusal for a body of another content type; `wanted` is in small letters. */
export function checkType({ headers }: Pick<Asked, 'headers'>, wanted: string): void {
  const type = headers.get('content-type') ?? '';
  const [, named = ''] = /^([^;\s]*)\s*(?:;\s*charset="?utf-8"?\s*)?$/i.exec(type) ?? [];
  if (named.toLowerCase() === wanted) return;
  throw new Refusal(415, 'content_type', `The body must be of the type ${wanted}.`);
}
