// A way to an API, once it is open, whichever it is.

import type { Fetch } from '../base/fetch.ts';
import type { RequestLog } from './request-log.ts';
import type { SavedSandbox } from './saved-sandbox.ts';

export interface Backend {
  /** What the shell sends its requests with. Each ends up in the log. */
  readonly send: Fetch;
  readonly log: RequestLog;
  readonly sandbox: SavedSandbox;
  close(): void;
}
