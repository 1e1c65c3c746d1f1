// What the API is: its routes, the commands that name them, its objects. Everything else is
// derived from here.

import type { Fields, Type } from './type.ts';

export type Method = 'GET' | 'POST' | 'DELETE';

/** One method on one path. */
export interface Route {
  readonly method: Method;
  /** As in `/v1/customers/{customer}`: every part in braces stands for one id. */
  readonly path: string;
  /**
   * What it does: `create`, `retrieve`, `update`, `delete`, `list` or `search` where it is one of
   * these, whatever its command is called; else the last word of its command, such as `cancel`.
   */
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
  /** The API operations that the CLI runs, in its order; its hand-written commands are not here. */
  readonly commands: Branch;
  /** First words of all the CLI's visible commands, in the order of its "Did you mean". */
  readonly rootNames: readonly string[];
  /** Words of the CLI's commands that are no API operation, such as `['logs', 'tail']`. */
  readonly localCommands: readonly (readonly string[])[];
  /** Also those that no command names. */
  readonly routes: readonly Route[];
  /**
   * Words that are written out go before ids: `/v1/customers/search` is no customer. Ids come
   * decoded and never empty. A stable route hides the preview route of the same request.
   */
  match(method: string, pathname: string): Match | undefined;
  /**
   * Fetches what `params`, `commonParams` and `shape` need to know of this route; to be done before
   * asking them. What was fetched stays: the second time costs nothing.
   */
  load(route: Route): Promise<void>;
  /**
   * Fetches all parts, for those who follow `expand` or make other objects than a route answers.
   */
  loadAll(): Promise<void>;
  /** Without `expand`, which every v1 route takes. */
  params(route: Route): Fields;
  /** Those that the CLI's short help shows, beside the required ones; dotted API names. */
  commonParams(route: Route): ReadonlySet<string>;
  /** Those that the CLI gives no flag although its rules would; dotted API names. */
  flaglessParams(route: Route): ReadonlySet<string>;
  /**
   * Undefined where there is none, or where its part is not loaded. Loading a route brings the
   * objects of its plain answer; others, as in an expanded answer, may need `loadAll`.
   */
  shape(object: string, isDeleted?: boolean): Fields | undefined;
  /**
   * All 275 snapshot event types, as in `customer.created`. With a route, at least those that its
   * requests can cause.
   */
  events(route?: Route): Promise<readonly string[]>;
  /**
   * What operations and parameters are for, as Stripe's description says; fetched on first use. For
   * one route only its part is fetched, and tells nothing of the others.
   */
  prose(route?: Route): Promise<Prose>;
}

export interface CatalogSource {
  /** At hand from the start: knows the operations of the first command, and no others. */
  first(): Catalog;
  /** Fetched with the first use. Rejects where it cannot be had; the next caller tries again. */
  whole(): Promise<Catalog>;
}

export interface Prose {
  operation(route: Route): string;
  /** By dotted API names, as in `address.postal_code`; empty where the description says nothing. */
  param(route: Route, path: string): string;
}
