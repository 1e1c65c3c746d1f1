// Files: what was uploaded, what for, and until when it is kept.
// Source: https://docs.stripe.com/file-upload

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { keepContents } from '../objects/file-contents.ts';
import { fileTypeOf, mimeTypes } from '../objects/file-type.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const file: Behaviour = {
  object: 'file',
  rules: { create },
  entails: ({ id }, params) => {
    const { create: isAsked, ...link } = inner(params['file_link_data']);
    return isAsked === true ? [{ path: '/v1/file_links', params: { ...link, file: id } }] : [];
  },
};

interface Purpose {
  readonly types: string;
  readonly kilobytesMax: number;
  readonly days?: number;
}

const image = 'jpg png gif';
const scan = 'pdf jpg png';
const megabyte = 1024;
const daySeconds = 86_400;

/** Purposes that are not here take anything of up to 16 MB. */
const purposes: Readonly<Record<string, Purpose>> = {
  account_requirement: { types: scan, kilobytesMax: 16 * megabyte },
  additional_verification: { types: scan, kilobytesMax: 16 * megabyte },
  business_icon: { types: image, kilobytesMax: 512 },
  business_logo: { types: image, kilobytesMax: 512 },
  customer_signature: { types: 'jpg png svg', kilobytesMax: 4 * megabyte, days: 7 },
  dispute_evidence: { types: scan, kilobytesMax: 5 * megabyte, days: 270 },
  identity_document: { types: scan, kilobytesMax: 16 * megabyte },
  pci_document: { types: 'pdf', kilobytesMax: 16 * megabyte },
  terminal_reader_splashscreen: { types: image, kilobytesMax: 2 * megabyte },
};

interface Upload {
  /** In base64. */
  readonly data: string;
  readonly name: string;
}

const base64 = /^[\w+/]*={0,2}$/;

/** Only a part of a multipart body has both. */
function uploadIn({ params }: Call): Upload {
  const { data, name } = Object(params['file']) as Partial<Upload>;
  const isPart = typeof data === 'string' && typeof name === 'string';
  if (isPart && data.length % 4 === 0 && base64.test(data)) return { data, name };
  throw new ApiError('The `file` must be a part of a multipart body, with a file name.', {
    param: 'file',
  });
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { data, name } = uploadIn(call);
  const purpose = String(call.params['purpose']);
  const bytes = bytesIn(data);
  const type = fileTypeOf(data, name);
  const rule = purposes[purpose];
  checkUpload({ type, bytes }, rule);
  keepContents(draft.id, data, call);
  const links = {
    object: 'list',
    data: [],
    has_more: false,
    url: `/v1/file_links?file=${draft.id}`,
  };
  return {
    ...draft,
    expires_at: rule?.days === undefined ? null : call.now + rule.days * daySeconds,
    filename: name,
    links,
    purpose,
    size: bytes,
    title: null,
    type: type ?? null,
    url: `https://files.stripe.com/v1/files/${draft.id}/contents`,
  };
}

function bytesIn(base64: string): number {
  return (base64.length / 4) * 3 - (/=*$/.exec(base64)?.[0].length ?? 0);
}

function checkUpload(
  { type, bytes }: { readonly type: string | undefined; readonly bytes: number },
  { types, kilobytesMax }: Purpose = { types: '', kilobytesMax: 16 * megabyte },
): void {
  const allowed = types.split(' ');
  if (types !== '' && !allowed.includes(type ?? '')) {
    const told = allowed.map((one) => mimeTypes[one]).sort();
    throw new ApiError(
      "We don't currently support that file type. Try uploading a file with one of the following " +
        `mimetypes: ${told.join(', ')}.`,
      { param: 'file' },
    );
  }
  if (bytes === 0) throw new ApiError('The file is empty.', { param: 'file' });
  if (bytes > kilobytesMax * 1024) {
    throw new ApiError(
      `The file has ${bytes} bytes; for this purpose it can have up to ${kilobytesMax * 1024}.`,
      { param: 'file' },
    );
  }
}
