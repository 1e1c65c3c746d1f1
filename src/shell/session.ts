// What `stripe listen` and `stripe logs tail` follow: a session with whoever answers the API, as the
// official CLI opens one.

/** What it may be about. */
export type SessionFeature = 'webhooks' | 'v2_events' | 'request_logs';

export interface SessionRequest {
  readonly key: string;
  readonly features: readonly SessionFeature[];
  /** Further ones by their names, such as `forward_to_url`; `filters` is JSON. */
  readonly params: ReadonlyMap<string, string>;
}

export interface Session {
  /** What is sent to webhooks is signed with it: `whsec_…`. */
  readonly secret: string;
  /** Of the account; empty where it is not told. */
  readonly defaultVersion: string;
  readonly latestVersion: string;
  /** In links to thin events. */
  readonly deviceToken: string;
  /** Whether filters by account do nothing, as there are no connected accounts. */
  readonly isFilterIdle: boolean;
  /** Gives a function that ends it. */
  follow(follower: Follower): Promise<() => void>;
}

export interface Follower {
  event?(sent: SentEvent): void;
  /** A JSON object of created_at (seconds), livemode, method, request_id, status, url, error. */
  request?(payload: string): void;
}

/** An event on its way to a webhook. */
export interface SentEvent {
  /** The JSON text that is signed. */
  readonly payload: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Whether it only names its object, as events of /v2 do. */
  readonly isThin: boolean;
  /** Undefined for the account's own. */
  readonly apiVersion: string | undefined;
}
