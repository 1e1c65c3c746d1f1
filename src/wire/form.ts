// Stripe's message format: nested values as `a[b][0]=c`, in bodies and queries of /v1.
// Source: https://docs.stripe.com/api and the conventions of Rack, which Stripe's API follows.

import { ApiError, shorten } from './api-error.ts';

/** What a parameter may be: text as sent, or, once checked (and in JSON bodies), its real type. */
export type FormValue = string | number | boolean | null | readonly FormValue[] | FormObject;

/** Without a prototype, so that `__proto__` and `constructor` are names like any other. */
export interface FormObject {
  readonly [name: string]: FormValue;
}

/** More pairs than any request of the API has. */
export const pairsMax = 10_000;

/** Brackets in one name. The deepest parameter of the API has 9. */
export const depthMax = 32;

type Draft = string | Draft[] | { [name: string]: Draft };
type DraftObject = { [name: string]: Draft };

/**
 * Reads `a[b]=c&d[]=e`. Every leaf is text. `d[]` gives an array; `d[0]` an object with the name
 * `0`,
 * for only the parameter's type tells a list from a map. A name given twice: the last counts.
 * Throws ApiError for what cannot be read.
 */
export function decodeForm(text: string): FormObject {
  const form: DraftObject = Object.create(null);
  let pairs = 0;
  let start = 0;
  while (start < text.length) {
    const found = text.indexOf('&', start);
    const end = found === -1 ? text.length : found;
    if (end > start) {
      pairs += 1;
      if (pairs > pairsMax) throw new ApiError(`A request can have up to ${pairsMax} parameters.`);
      readPair(form, text.slice(start, end));
    }
    start = end + 1;
  }
  return form;
}

function readPair(form: DraftObject, pair: string): void {
  const equals = pair.indexOf('=');
  const name = decodeText(equals === -1 ? pair : pair.slice(0, equals));
  const value = equals === -1 ? '' : decodeText(pair.slice(equals + 1));
  if (name === '') return;
  if (name.includes('[')) place(form, namePath(name), value);
  else setLeaf(form, [name], value);
}

/** Percent signs and pluses, as HTML forms write them. */
function decodeText(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new ApiError(
      'Invalid request: a percent sign must be followed by two hexadecimal digits, and the bytes ' +
        'so written must be UTF-8.',
    );
  }
}

/** `a[b][]` → ['a', 'b', '']. A name whose brackets do not match is one whole name. */
function namePath(name: string): string[] {
  const first = name.indexOf('[');
  const path = [name.slice(0, first)];
  let at = first;
  while (at < name.length) {
    const close = name.indexOf(']', at);
    if (name[at] !== '[' || close === -1 || first === 0) return [name];
    path.push(name.slice(at + 1, close));
    if (path.length > depthMax) {
      throw new ApiError(`Parameters can be nested up to ${depthMax} levels deep.`, {
        param: path[0] ?? '',
      });
    }
    at = close + 1;
  }
  return path;
}

function place(form: DraftObject, path: readonly string[], value: string): void {
  let container: DraftObject | Draft[] = form;
  for (let depth = 0; depth < path.length - 1; depth += 1) {
    const isList = path[depth + 1] === '';
    container = step(container, path, { depth, isList });
  }
  if (Array.isArray(container)) container.push(value);
  else setLeaf(container, path, value);
}

interface Step {
  readonly depth: number;
  /** Whether what is stepped into is a list: the next brackets are empty. */
  readonly isList: boolean;
}

function step(container: DraftObject | Draft[], path: readonly string[], { depth, isList }: Step) {
  if (Array.isArray(container)) return stepIntoList(container, path, { depth, isList });
  const name = path[depth] ?? '';
  const known = container[name];
  if (known === undefined) {
    const made: DraftObject | Draft[] = isList ? [] : Object.create(null);
    container[name] = made;
    return made;
  }
  if (typeof known === 'string' || Array.isArray(known) !== isList) {
    throw conflict(paramName(path.slice(0, depth + 1)));
  }
  return known;
}

/** `a[][b]=1&a[][c]=2` is one object, `a[][b]=1&a[][b]=2` are two. */
function stepIntoList(list: Draft[], path: readonly string[], { depth, isList }: Step) {
  const last = list.at(-1);
  const next = path[depth + 1] ?? '';
  const isOpen = last !== undefined && typeof last !== 'string' && !Array.isArray(last);
  if (isOpen && !isList && (last[next] === undefined || depth + 2 < path.length)) return last;
  const made: DraftObject | Draft[] = isList ? [] : Object.create(null);
  list.push(made);
  return made;
}

function setLeaf(container: DraftObject, path: readonly string[], value: string): void {
  const name = path.at(-1) ?? '';
  const known = container[name];
  if (known !== undefined && typeof known !== 'string') throw conflict(paramName(path));
  container[name] = value;
}

function conflict(param: string): ApiError {
  return new ApiError(`Invalid parameters: '${shorten(param)}' was given in more than one shape.`, {
    param,
  });
}

/** ['items', '0', 'price'] → `items[0][price]`. */
export function paramName(path: readonly string[]): string {
  const [first = '', ...rest] = path;
  return first + rest.map((name) => `[${name}]`).join('');
}

/**
 * The inverse: `a[b][0]=c`, brackets as they are, everything else percent-encoded. `null` is
 * written
 * as empty text, which unsets. Empty lists and objects have no form and are left out.
 */
export function encodeForm(form: FormObject): string {
  const pairs: string[] = [];
  for (const [name, value] of Object.entries(form)) encodeValue(pairs, encodeText(name), value);
  return pairs.join('&');
}

function encodeValue(pairs: string[], name: string, value: FormValue): void {
  if (value !== null && typeof value === 'object') {
    for (const [inner, item] of Object.entries(value)) {
      encodeValue(pairs, `${name}[${encodeText(inner)}]`, item);
    }
  } else {
    pairs.push(`${name}=${encodeText(String(value ?? ''))}`);
  }
}

/** Half a surrogate pair cannot be written as UTF-8: it becomes the replacement character. */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
