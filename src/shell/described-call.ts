// One call of the API, as a command line describes it.

import type { FlagParam } from './api-params.ts';
import type { Parsed } from './parser.ts';

export interface ApiCall {
  readonly method: string;
  /** Raw, as in `/v1/customers/cus_123`; may hold a query and what has to be escaped. */
  readonly path: string;
  readonly host: 'api' | 'files';
  readonly params: readonly FlagParam[];
  readonly flags: Parsed;
  /** Sent where the line gives none; undefined leaves it to the account. */
  readonly version: string | undefined;
  /** Operations say what they are about to delete; `stripe delete` only asks. */
  readonly isOperation: boolean;
}
