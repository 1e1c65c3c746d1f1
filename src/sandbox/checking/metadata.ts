// Metadata: what may be stored, and how an update joins what is there.
// Source: https://docs.stripe.com/metadata

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import { lateRefusal } from './keys.ts';

export const metadataKeysMax = 50;
export const metadataKeyLengthMax = 40;
export const metadataValueLengthMax = 500;

export type Metadata = Readonly<Record<string, string>>;

/** '' clears all; else text by name. */
export function readMetadata(value: FormValue, param: string): FormValue {
  if (value === '') return '';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError('Invalid object', { param });
  }
  const read: Record<string, FormValue> = Object.create(null);
  for (const [name, text] of Object.entries(value)) read[name] = readEntry(name, text, param);
  return read;
}

function readEntry(name: string, value: FormValue, param: string): string {
  if (name.length > metadataKeyLengthMax) {
    throw lateRefusal(({ tooLongMetadata }) => tooLongMetadata('key', name, metadataKeyLengthMax));
  }
  if (/[[\]]/.test(name)) {
    throw new ApiError(`Metadata keys cannot contain square brackets. Invalid key: ${name}`, {
      param,
    });
  }
  if (typeof value === 'object' && value !== null) {
    throw new ApiError(`Invalid string: ${shorten(JSON.stringify(value))}`, {
      param: `${param}[${name}]`,
    });
  }
  const text = String(value ?? '');
  if (text.length <= metadataValueLengthMax) return text;
  throw lateRefusal(({ tooLongMetadata }) =>
    tooLongMetadata('value', text, metadataValueLengthMax),
  );
}

/** Names that are given replace or join; '' for one removes it, '' for all clears. */
export function mergeMetadata(before: Metadata, given: FormValue): Metadata {
  if (typeof given !== 'object' || given === null) return {};
  const merged = new Map<string, string>(Object.entries(before));
  for (const [name, text] of Object.entries(given as FormObject)) {
    if (text === '') merged.delete(name);
    else merged.set(name, String(text));
  }
  if (merged.size > metadataKeysMax) {
    throw lateRefusal(({ tooMuchMetadata }) => tooMuchMetadata(merged.size, metadataKeysMax));
  }
  // fromEntries defines `__proto__` as a name like any other.
  return Object.fromEntries(merged);
}
