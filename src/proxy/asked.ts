// A request as the proxy's core reads it, whichever way it came: as a Request, or straight from
// node:http.

import type { BodySource } from './read-body.ts';

/** By names in small letters; what came several times is one value, with `, ` between. */
export interface HeaderValues extends Iterable<readonly [name: string, value: string]> {
  get(name: string): string | null | undefined;
  has(name: string): boolean;
}

/** Whoever waits for the answer, and may go away. */
export interface Caller {
  isGone(): boolean;
  /** Gives what ends the listening. */
  onGone(listener: () => void): () => void;
}

export interface Asked {
  readonly method: string;
  /** As it was sent: path and query. */
  readonly target: string;
  /** Under which the proxy was asked, with its port; empty where that is not told. */
  readonly host: string;
  readonly headers: HeaderValues;
  readonly body: BodySource;
  readonly caller: Caller;
  /** Of the other end, as in `203.0.113.7`. */
  readonly address: string | undefined;
  /** Whether two programs could read it in two ways, as where a header is there twice. */
  readonly isAmbiguous: boolean;
}

/** One that waits for ever, as for what the proxy does by itself. */
export const patientCaller: Caller = { isGone: () => false, onGone: () => () => undefined };
