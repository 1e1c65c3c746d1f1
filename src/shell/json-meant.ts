// JSON where the CLI takes `name=value`: the same as words for -d.

import { encodeForm, type FormObject } from '../wire/form.ts';

/** More would be no help. */
const pairsMax = 8;

/** As in `metadata[plan]=gold`, below `param` where one is given; undefined for what is no JSON object. */
export function formOfJson(text: string, param?: string): readonly string[] | undefined {
  const value = read(text);
  if (typeof value !== 'object' || value === null || (Array.isArray(value) && !param))
    return undefined;
  const form = encodeForm((param ? { [param]: value } : value) as FormObject);
  const pairs = form.split('&').map((pair) => decodeURIComponent(pair));
  return form === '' || pairs.length > pairsMax ? undefined : pairs;
}

function read(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
