// The target of a request, as it was sent: only a plain path and a query, nothing that two programs
// could read in two ways.
// Source: https://www.rfc-editor.org/rfc/rfc9112#name-request-target

import { Refusal } from './refusal.ts';

export interface Target {
  /** As in `/v1/customers/cus_N1`; no percent signs, no dots at the start of a segment. */
  readonly path: string;
  /** As it was sent, without `?`. */
  readonly query: string;
}

const charactersMax = 8 * 1024;
const idCharactersMax = 255;

/** Throws Refusal. */
export function readTarget(target: string): Target {
  if (target.length > charactersMax) {
    throw new Refusal(414, 'target_too_long', 'The URL is longer than this proxy reads.');
  }
  const [, path = '', query = ''] = /^(\/[^?]*)\??(.*)$/s.exec(target) ?? [];
  if (!isPlain(path)) {
    const message = 'The path holds something that no path of the API has.';
    throw new Refusal(400, 'path_malformed', message);
  }
  if (!/^[\x21-\x7e]*$/.test(query) || query.includes('#')) {
    throw new Refusal(400, 'query_malformed', 'The query holds a character that no URL has.');
  }
  return { path, query };
}

function isPlain(path: string): boolean {
  if (!/^(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)+$/.test(path) || path.includes('..')) return false;
  return path.split('/').every((segment) => segment.length <= idCharactersMax);
}

/** What is left of the target in a URL that a runtime has read; it begins with `http://host`. */
export function targetOf(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/?#]*/i, '').replace(/#.*$/s, '') || '/';
}
