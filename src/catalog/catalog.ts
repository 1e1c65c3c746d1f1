// What the API is: its routes, the commands that name them, its objects. Everything else is
// derived from here.

import type { Fields, Type } from './type.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** One method on one path. */
export interface Route {
  readonly method: Method;
  /** As in `/v1/customers/{customer}`: every part in braces stands for one id. */
  readonly path: string;
  /** The API's verb, such as `create`, `list` or `cancel`; the last word of its command. */
  readonly verb: string;
  readonly result: Type;
  readonly isPreview: boolean;
}

/** One command of the official CLI: its words name a route. Two commands may name the same one. */
export interface Operation {
  /** Without the leading `stripe`: `['customers', 'create']`. */
  readonly words: readonly string[];
  readonly route: Route;
  /** In order, without braces. */
  readonly positionals: readonly string[];
  /** Flags that the CLI's short help shows although they are not required; dotted, hyphenated. */
  readonly commonFlags: readonly string[];
}

/** A place in the command tree: names under it, or an operation, never both. */
export type Branch =
  | { readonly type: 'group'; readonly children: ReadonlyMap<string, Branch> }
  | { readonly type: 'operation'; readonly operation: Operation };

export interface Match {
  readonly route: Route;
  /** By the name in braces, decoded: `{ customer: 'cus_123' }`. */
  readonly ids: ReadonlyMap<string, string>;
}

export interface Catalog {
  /** As in `2026-08-26.dahlia`. */
  readonly apiVersion: string;
  readonly previewApiVersion: string;
  /** Of the official CLI whose commands these are, as in `1.52.0`. */
  readonly cliVersion: string;
  readonly commands: Branch;
  readonly routes: readonly Route[];
  /** The route with the fewest braces wins: `/v1/customers/search` is no customer. */
  match(method: string, pathname: string): Match | undefined;
  /** Fetches what `params` and `shape` need to know of this route; to be done before asking them. */
  load(route: Route): Promise<void>;
  params(route: Route): Fields;
  /** Undefined where there is none. Every object that a loaded route can answer with is there. */
  shape(object: string, isDeleted?: boolean): Fields | undefined;
  /** All 275 snapshot event types, as in `customer.created`. */
  events(): Promise<readonly string[]>;
  /** What operations and parameters are for, as Stripe's description says; fetched on first use. */
  prose(): Promise<Prose>;
}

export interface Prose {
  operation(route: Route): string;
  /** By dotted API names, as in `address.postal_code`; empty where the description says nothing. */
  param(route: Route, path: string): string;
}
