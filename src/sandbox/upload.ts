// Bodies that hold files become forms like all others: of a file, its name, its type and its bytes. The
// bytes go back to whoever may see them.
// Source: https://docs.stripe.com/file-upload#download-file-contents

import { ApiError } from '../wire/api-error.ts';
import { encodeText } from '../wire/form.ts';
import type { ApiObject } from './behaviour.ts';
import { missingByPath } from './checking/errors.ts';
import { unknownUrl } from './checking/refusals.ts';
import { quotePdf } from './checkout/quote-pdf.ts';
import { actingAccount, enter } from './gate.ts';
import { contentsKind, isOver } from './objects/file-contents.ts';
import { mimeTypes } from './objects/file-type.ts';
import type { Store } from './objects/store.ts';
import type { PlainRequest } from './read-request.ts';

/** `contentType` names the boundary. A file's bytes are written in base64, as `file[data]`. */
export async function formOf(
  bytes: ArrayBuffer | Uint8Array,
  contentType: string,
): Promise<string> {
  const form = await read(bytes, contentType);
  const parts = await Promise.all(
    Array.from(form, async ([name, value]) =>
      typeof value === 'string' ? pair(name, value) : filePairs(name, value),
    ),
  );
  return parts.join('&');
}

async function read(bytes: ArrayBuffer | Uint8Array, contentType: string): Promise<FormData> {
  const body = bytes as Uint8Array<ArrayBuffer>;
  try {
    return await new Response(body, { headers: { 'Content-Type': contentType } }).formData();
  } catch {
    throw new ApiError('Invalid request: the multipart body is not written as its boundary says.');
  }
}

function pair(name: string, value: string): string {
  return `${name
    .split(/([[\]])/)
    .map(written)
    .join('')}=${encodeText(value)}`;
}

function written(part: string): string {
  return part === '[' || part === ']' ? part : encodeText(part);
}

async function filePairs(name: string, file: File): Promise<string> {
  const data = base64(new Uint8Array(await file.arrayBuffer()));
  const { name: filename, type } = file;
  return Object.entries({ data, name: filename, type })
    .map(([inner, value]) => pair(`${name}[${inner}]`, value))
    .join('&');
}

const chunkBytes = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunkBytes));
  }
  return btoa(binary);
}

const address = /^\/(v1\/(files\/[^/]+\/contents|quotes\/[^/]+\/pdf)|links\/\w+)$/;

interface Surroundings {
  readonly store: Store;
  /** Seconds since 1970. */
  readonly now: number;
  readonly place: { account: string | undefined };
}

/**
 * Of `GET /v1/files/ID/contents` and `GET /v1/quotes/ID/pdf` with a key, and of `GET /links/…`, which
 * anybody may follow. Throws Stripe's error where there is nothing to give.
 */
export function fileResponse(plain: PlainRequest, surroundings: Surroundings): Response {
  if (plain.method !== 'GET' || !address.test(plain.path))
    throw unknownUrl(plain.method, plain.path);
  if (plain.path.endsWith('/pdf')) return quoteResponse(plain, surroundings);
  const { account, file } = plain.path.startsWith('/links/')
    ? linkedFile(plain.path, surroundings)
    : ownFile(plain, surroundings);
  const data = surroundings.store.record(account, contentsKind, file.id)?.version['data'];
  if (typeof data !== 'string') {
    throw new ApiError(`The contents of the file ${file.id} are not kept any more.`, {
      status: 404,
    });
  }
  return bytesOf(atob(data), String(file['filename']), String(file['type']));
}

function quoteResponse(plain: PlainRequest, surroundings: Surroundings): Response {
  const { account, id } = named(plain, surroundings);
  const { store } = surroundings;
  const quote = present(store, account, { object: 'quote', id });
  const items = (store.snapshot().accounts[account]?.records['item'] ?? [])
    .map(({ version }) => version)
    .filter((item) => item['quote'] === id);
  return bytesOf(quotePdf(quote, items), `${String(quote['number'])}.pdf`, 'pdf');
}

/** Each character is a byte. */
function bytesOf(text: string, filename: string, type: string): Response {
  return new Response(
    Uint8Array.from(text, (sign) => sign.charCodeAt(0)),
    {
      headers: {
        'Content-Disposition': `inline; filename*=UTF-8''${encodeURIComponent(filename)}`,
        // Whatever it holds, it is looked at and not run.
        'Content-Security-Policy': "default-src 'none'; sandbox",
        'Content-Type': mimeTypes[type] ?? 'application/octet-stream',
        'X-Content-Type-Options': 'nosniff',
      },
    },
  );
}

interface Found {
  readonly account: string;
  readonly file: ApiObject;
}

function ownFile(plain: PlainRequest, surroundings: Surroundings): Found {
  const { account, id } = named(plain, surroundings);
  return { account, file: present(surroundings.store, account, { object: 'file', id }) };
}

/** Whose request it is, and the id in its path. */
function named(
  plain: PlainRequest,
  { store, place }: Surroundings,
): { readonly account: string; readonly id: string } {
  const entry = enter(plain);
  place.account = entry.owner;
  const isConnected = (id: string): boolean => Boolean(store.record(entry.owner, 'account', id));
  const account = actingAccount(plain, entry, isConnected);
  place.account = account;
  const [, , , id = ''] = plain.path.split('/');
  return { account, id };
}

interface Wanted {
  readonly object: string;
  readonly id: string;
}

function present(store: Store, account: string, { object, id }: Wanted): ApiObject {
  const known = store.record(account, object, id);
  if (!known) throw missingByPath(object, id);
  return known.version;
}

/** Whoever has the address may follow it, until it is over. */
function linkedFile(path: string, { store, now }: Surroundings): Found {
  for (const [account, { records }] of Object.entries(store.snapshot().accounts)) {
    for (const { version } of records['file_link'] ?? []) {
      if (!String(version['url']).endsWith(path)) continue;
      if (isOver(version, now)) break;
      return {
        account,
        file: present(store, account, { object: 'file', id: String(version['file']) }),
      };
    }
  }
  throw new ApiError('This link leads to no file, or has expired.', { status: 404 });
}
