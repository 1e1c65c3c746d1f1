// The body of a Request, as text.

import { ApiError } from '../wire/api-error.ts';
import { multipart } from './read-request.ts';

/** Of a request's body. Servers should stop reading there too. */
export const bodyBytesMax = 4 * 1024 * 1024;

export function hasBody({ method }: Request): boolean {
  return method !== 'GET' && method !== 'HEAD';
}

export async function readBody(request: Request): Promise<string> {
  if (Number(request.headers.get('Content-Length') ?? 0) > bodyBytesMax) throw tooLarge();
  // Read whole, not as a stream: not every browser can stream a request's body.
  const bytes = await (request.bytes?.() ?? request.arrayBuffer());
  if (bytes.byteLength > bodyBytesMax) throw tooLarge();
  const type = request.headers.get('Content-Type') ?? '';
  if (!type.startsWith(multipart)) return bytes.byteLength === 0 ? '' : decodeText(bytes);
  const { formOf } = await import('./upload.ts');
  return formOf(bytes, type);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function decodeText(bytes: ArrayBuffer | Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Stored with other characters in their place, it would only look as if it had been understood.
    throw new ApiError('Invalid request: the body is not valid UTF-8.');
  }
}

function tooLarge(): ApiError {
  return new ApiError(
    `The request is too large: a body can have up to ${bodyBytesMax / 1024 / 1024} MB.`,
    { status: 413 },
  );
}
