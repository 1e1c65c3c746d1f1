// What the parts of the proxy hand one another: a call that was let through, whoever limits it,
// whoever keeps visitors apart, and whoever is told of it.

import type { Operation } from '../catalog/catalog.ts';
import type { Answer } from './answer.ts';
import type { Caller } from './asked.ts';
import type { Visitor } from './visitor-tokens.ts';

/** A request that the catalogue knows and the rules allow, before it goes to the upstream. */
export interface ProxyCall {
  readonly operation: Operation;
  readonly method: string;
  /** As in `/v1/customers/cus_N1`, decoded and encoded again: never as it was sent. */
  readonly path: string;
  /** Form-encoded, without `?`. */
  readonly query: string;
  /** Form-encoded, or JSON for `/v2`; undefined where there is none. */
  readonly body: string | undefined;
  /** The few that are passed on, such as `idempotency-key` and `stripe-version`. */
  readonly headers: PassedHeaders;
  /** What the page says its visitor is; undefined on the first call. */
  readonly visitorToken: string | undefined;
  /** Of the connection, or what a trusted proxy in front says. */
  readonly clientAddress: string;
  readonly caller: Caller;
  /** Filled by the Forward that asks the upstream; calls made of this one share it. */
  readonly spent: { upstreamMs: number | undefined };
}

/** By names in small letters. */
export type PassedHeaders = Readonly<Record<string, string>>;

/** The last one asks the upstream; others are put around it. */
export type Forward = (call: ProxyCall) => Promise<Answer>;

export type Taken =
  | { readonly type: 'allowed' }
  /** A whole number, at least 1. */
  | { readonly type: 'limited'; readonly retryAfterSeconds: number };

export interface Limiter {
  /** One more for this client; never throws: what it cannot count it counts elsewhere, or limits. */
  take(client: string): Promise<Taken>;
  close?(): Promise<void>;
}

/** One request and what became of it: no bodies, no keys, no ids of objects. */
export interface Observation {
  /** As in `customers create`; undefined for what the catalogue does not know. */
  readonly operation: string | undefined;
  readonly method: string;
  readonly status: number;
  readonly durationMs: number;
  /** Of the upstream alone; undefined where it was not asked. */
  readonly upstreamMs: number | undefined;
  readonly requestId: string | undefined;
  /** As in W3C Trace Context. */
  readonly traceparent: string | undefined;
  /** Why it was not passed on, as in `origin_not_allowed`; undefined where it was. */
  readonly refusal: string | undefined;
}

/** What each visitor does is told apart by the visitor that the call is made for. */
export type ForVisitor = (call: ProxyCall, visitor: Visitor) => Promise<Answer>;
