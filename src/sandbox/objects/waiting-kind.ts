// What is kept beside intents, payouts, top-ups and accounts, and told nowhere: those that a bank, or whoever
// looks at papers, has not answered yet.

import type { ApiObject } from '../behaviour.ts';

export const waitingKind = 'payment_intent.waiting';

/** Under the id of what waits. */
export interface Waiting extends ApiObject {
  /** The customer's test clock, which says when; null where the sandbox's own clock does. */
  readonly clock: string | null;
  /** When the bank answers, in seconds since 1970. */
  readonly time: number;
  /** The platform of a connected account, or the account itself. Older files do not have it. */
  readonly owner?: string;
}
