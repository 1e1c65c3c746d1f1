// The name of a request in the generated files.

import type { Route } from './catalog.ts';

/** As in `POST /v1/customers/{}`. */
export function requestKey({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${withoutNames(path)}`;
}

/** `/v1/customers/{customer}` as `/v1/customers/{}`. */
export function withoutNames(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}');
}
