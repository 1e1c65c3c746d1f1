// JSON bodies, the message format of /v2.

import { ApiError } from './api-error.ts';
import { depthMax, type FormObject, type FormValue } from './form.ts';

/**
 * Objects come without a prototype. Throws ApiError for what is no JSON object, or nested too
 * deep.
 */
export function decodeJson(text: string): FormObject {
  // The official CLI's fixtures without parameters send `null`.
  if (['', 'null'].includes(text.trim())) return Object.create(null);
  // Counted before it is parsed, so that no depth can exhaust the stack.
  if (isTooDeep(text)) throw new ApiError(`JSON can be nested up to ${depthMax} levels deep.`);
  const value = parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ApiError('Invalid request: the body must be a JSON object.');
  }
  return bare(value as FormObject) as FormObject;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError('Invalid request: the body could not be parsed as JSON.');
  }
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (isQuoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') isQuoted = false;
    } else if (sign === '"') isQuoted = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth > depthMax) return true;
  }
  return false;
}

/** The same without prototypes, so that no name finds what `Object` brings along. */
function bare(value: FormValue): FormValue {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  const object: Record<string, FormValue> = Object.create(null);
  for (const [name, inner] of Object.entries(value)) object[name] = bare(inner);
  return object;
}
