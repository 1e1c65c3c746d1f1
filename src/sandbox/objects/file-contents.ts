// The bytes of uploaded files, kept beside them up to a bound: how they are given back stands in upload.ts.
// Source: https://docs.stripe.com/file-upload#download-file-contents

import type { ApiObject, Call } from '../behaviour.ts';

/** Beside the files, and told nowhere; one a file, of the same id. */
export const contentsKind = 'file.contents';

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

export function isOver({ expired, expires_at: end }: ApiObject, now: number): boolean {
  return expired === true || (typeof end === 'number' && end <= now);
}
