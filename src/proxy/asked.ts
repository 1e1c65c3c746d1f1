// A request as the proxy's core reads it, whichever way it came: as a Request, or straight from
// node:http.

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

/** Reads at most so many bytes, and gives undefined where there are more. */
export type ReadBody = (bytesMax: number) => Promise<Uint8Array | undefined>;

export interface BodySource {
  readonly read: ReadBody;
  /** Whether there is one that no header announces. */
  isThere(): boolean;
  /** Reads on, and throws away, where a client that still writes would else not see the answer. */
  discard(bytesMax: number): Promise<void>;
}
