// What a Request does not tell of the connection that it came over.

import type { ReadBody } from './asked.ts';

export interface Connection {
  /** Of the other end, as in `203.0.113.7`. */
  readonly address?: string | undefined;
  /** As it was sent; a Request's URL holds what the runtime made of it. */
  readonly target?: string | undefined;
  /** Whether two programs could read it in two ways, as where a header is there twice. */
  readonly isAmbiguous?: boolean | undefined;
  readonly readBody?: ReadBody | undefined;
}
