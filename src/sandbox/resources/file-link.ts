// File links: where anybody can fetch a file. Source: https://docs.stripe.com/api/file_links

import { inWords } from '../../text/in-words.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { isOver } from '../objects/file-contents.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';

export const fileLink: Behaviour = {
  object: 'file_link',
  rules: { create, update },
  present: (link, { now }) => (isOver(link, now) ? { ...link, expired: true } : link),
};

/** Whose files may be shown to anybody. */
const shown: readonly string[] = [
  'business_icon',
  'business_logo',
  'customer_signature',
  'dispute_evidence',
  'finance_report_run',
  'financial_account_statement',
  'identity_document_downloadable',
  'issuing_regulatory_reporting',
  'pci_document',
  'selfie',
  'sigma_scheduled_query',
  'tax_document_user_upload',
  'terminal_android_apk',
  'terminal_reader_splashscreen',
];

function create(draft: ApiObject, call: Call): ApiObject {
  const { file: id, expires_at: expires } = call.params;
  const file = requireObject(call, 'file', String(id));
  if (!shown.includes(String(file['purpose']))) {
    throw new ApiError(
      `Files with the purpose ${String(file['purpose'])} cannot have links. Only those with one of ` +
        `these purposes can: ${inWords(shown)}.`,
      { param: 'file' },
    );
  }
  refusePast(expires, call);
  const link = { ...draft, expired: false, file: file.id };
  const links = Object(file['links']) as { readonly data?: readonly ApiObject[] };
  const list = { object: 'list', has_more: false, url: `/v1/file_links?file=${file.id}` };
  change(call, file, { links: sorted({ ...list, ...links, data: [link, ...(links.data ?? [])] }) });
  return link;
}

function refusePast(expires: unknown, { now }: Call): void {
  if (typeof expires !== 'number' || expires > now) return;
  throw new ApiError('The time at which a link expires must be in the future.', {
    param: 'expires_at',
  });
}

/** One that is expired stays so. */
function update(plain: ApiObject, call: Call): ApiObject {
  const { expires_at: expires } = call.params;
  const before = call.get('file_link', plain.id);
  if (expires !== undefined && before?.['expired'] === true) {
    throw new ApiError('This link has expired already.', { param: 'expires_at' });
  }
  if (expires === 'now') return { ...plain, expired: true, expires_at: call.now };
  refusePast(expires, call);
  return plain;
}
