// The one way to the API that all elements of a page share, with what it holds and tells.

import type { ProxyBackend } from '../backend/open-proxy.ts';
import type { Exchange } from '../backend/request-log.ts';
import type { SavedEvents } from '../backend/saved-sandbox.ts';
import type { Fetch } from '../base/fetch.ts';
import type { Feed } from '../inspector/feed.ts';
import type { StripeEvent } from '../inspector/stripe-event.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';

export interface PageConnection {
  readonly send: Fetch;
  readonly requests: Feed<Exchange>;
  readonly events: Feed<StripeEvent>;
  /** A Stripe event came to be, in this page or in another tab. */
  onEvent(listener: (told: SavedEvents['event']) => void): () => void;
  /** All objects are gone or replaced, by this page or another tab. */
  onReset(listener: () => void): () => void;
  /** False where the sandbox begins anew with each visit. */
  isKept(): boolean;
  /** Where the answers come from, in a few words. */
  readonly place: string;
  /** What the reader has to know: why nothing is kept, or why another backend answers. */
  notice(): string | undefined;
  onNotice(listener: () => void): () => void;
  /** Of the newest object of a kind, as `customer`: of one that the key sees, where there is any. */
  newestId(object: string, key: string): Promise<string | undefined>;
  snapshot(): Promise<Snapshot>;
  restore(snapshot: unknown): Promise<void>;
  reset(): Promise<void>;
  /** Printed before the first answer, once. */
  firstWords?(): string;
  /** Where the objects are not in this page. */
  readonly remote?: Pick<ProxyBackend, 'objects' | 'watch'>;
}
