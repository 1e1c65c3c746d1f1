// The bytes of uploaded files: kept beside them up to a bound, and given back to whoever may see them.
// Source: https://docs.stripe.com/file-upload#download-file-contents

import { ApiError } from '../wire/api-error.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { missingByPath } from './errors.ts';
import { mimeTypes } from './file-type.ts';
import { actingAccount, enter } from './gate.ts';
import type { PlainRequest } from './read-request.ts';
import type { Store } from './store.ts';

/** Beside the files, and told nowhere; one a file, of the same id. */
const contentsKind = 'file.contents';

/** In base64, of all files of an account; what is older goes first. */
export const contentsCharactersMax = 12 * 1024 * 1024;

export function keepContents(file: string, data: string, call: Call): void {
  let left = contentsCharactersMax - data.length;
  for (const older of call.all(contentsKind).toReversed()) {
    left -= String(older['data']).length;
    if (left < 0) call.remove(older);
  }
  call.put({ id: file, object: contentsKind, data });
}

interface Surroundings {
  readonly store: Store;
  /** Seconds since 1970. */
  readonly now: number;
  readonly place: { account: string | undefined };
}

/**
 * Of `GET /v1/files/ID/contents` with a key, and of `GET /links/…`, which anybody may follow. Throws
 * Stripe's error where there is nothing to give.
 */
export function fileResponse(plain: PlainRequest, surroundings: Surroundings): Response {
  const { account, file } = plain.path.startsWith('/links/')
    ? linkedFile(plain.path, surroundings)
    : ownFile(plain, surroundings);
  const data = surroundings.store.record(account, contentsKind, file.id)?.version['data'];
  if (typeof data !== 'string') {
    throw new ApiError(`The contents of the file ${file.id} are not kept any more.`, {
      status: 404,
    });
  }
  const bytes = Uint8Array.from(atob(data), (sign) => sign.charCodeAt(0));
  const name = encodeURIComponent(String(file['filename']));
  return new Response(bytes, {
    headers: {
      'Content-Disposition': `inline; filename*=UTF-8''${name}`,
      'Content-Type': mimeTypes[String(file['type'])] ?? 'application/octet-stream',
      'X-Content-Type-Options': 'nosniff',
    },
  });
}

interface Found {
  readonly account: string;
  readonly file: ApiObject;
}

function ownFile(plain: PlainRequest, { store, place }: Surroundings): Found {
  const entry = enter(plain);
  place.account = entry.owner;
  const isConnected = (id: string): boolean => Boolean(store.record(entry.owner, 'account', id));
  const account = actingAccount(plain, entry, isConnected);
  place.account = account;
  const [, , , id = ''] = plain.path.split('/');
  return { account, file: present(store, account, id) };
}

function present(store: Store, account: string, id: string): ApiObject {
  const known = store.record(account, 'file', id);
  if (!known) throw missingByPath('file', id);
  return known.version;
}

/** Whoever has the address may follow it, until it is over. */
function linkedFile(path: string, { store, now }: Surroundings): Found {
  for (const [account, { records }] of Object.entries(store.snapshot().accounts)) {
    for (const { version } of records['file_link'] ?? []) {
      if (!String(version['url']).endsWith(path)) continue;
      if (isOver(version, now)) break;
      return { account, file: present(store, account, String(version['file'])) };
    }
  }
  throw new ApiError('This link leads to no file, or has expired.', { status: 404 });
}

export function isOver({ expired, expires_at: end }: ApiObject, now: number): boolean {
  return expired === true || (typeof end === 'number' && end <= now);
}
