// A step's parameters as a form or, for /v2, as JSON: in the shape that the official CLI, which is
// written in Go, gives them.

import type { RecipeParams, RecipeValue } from './recipe.ts';

/** Fills in the references of a text. */
export type Fill = (text: string) => string;

/** As in `a[b]=c&d[]=e&f[0][g]=h`. Null is left out. */
export function encodeParams(params: RecipeParams, fill: Fill): string {
  return pairsOf(params, '', fill).join('&');
}

function pairsOf(value: RecipeValue, name: string, fill: Fill): readonly string[] {
  if (value === null) return [];
  if (Array.isArray(value)) return pairsOfList(value, name, fill);
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([inner, member]) =>
      pairsOf(member, name === '' ? inner : `${name}[${inner}]`, fill),
    );
  }
  // Trimmed as a whole, so that blanks before the value stay.
  return [pair(`${name}=${textOf(value, fill)}`.trim())];
}

/**
 * As the CLI has it: objects are counted among themselves, a list in a list is one list, and of
 * plain items only texts are sent.
 */
function pairsOfList(list: readonly RecipeValue[], name: string, fill: Fill): readonly string[] {
  let objects = 0;
  return list.flatMap((item) => {
    if (Array.isArray(item)) return pairsOfList(item, name, fill);
    if (typeof item === 'string') return pairsOf(item, `${name}[]`, fill);
    if (typeof item !== 'object' || item === null) return [];
    return pairsOf(item, `${name}[${objects++}]`, fill);
  });
}

function textOf(value: string | number | boolean, fill: Fill): string {
  if (typeof value === 'string') return fill(value);
  return typeof value === 'number' ? plainNumber(value) : String(value);
}

/** Never with an exponent. */
function plainNumber(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  return String(value).includes('e') ? value.toFixed(20).replace(/0+$/, '') : String(value);
}

/** Cut at the first equals sign, as in the CLI, wherever it came from. */
function pair(text: string): string {
  const equals = text.indexOf('=');
  const name = escape(text.slice(0, equals)).replaceAll('%5B', '[').replaceAll('%5D', ']');
  return `${name}=${escape(text.slice(equals + 1))}`;
}

/** `url.QueryEscape`: a blank becomes `+`; only letters, digits and `- _ . ~` stay. */
function escape(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'))
    .replaceAll('%20', '+')
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Members sorted, and what could be HTML escaped; an empty object is no body at all. */
export function encodeJson(params: RecipeParams | undefined, fill: Fill): string {
  if (params === undefined) return 'null';
  if (Object.keys(params).length === 0) return '';
  return jsonOf(params, fill);
}

function jsonOf(value: RecipeValue, fill: Fill): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: RecipeValue) => jsonOf(item, fill)).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${members.map(([name, member]) => `${quote(name)}:${jsonOf(member, fill)}`).join(',')}}`;
  }
  return typeof value === 'string' ? quote(fill(value)) : JSON.stringify(value);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
