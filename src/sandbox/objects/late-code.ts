// Code that the first customer does without. It is fetched before the synchronous core begins, which
// then finds it at hand.

import { present } from '../../base/assert.ts';

interface Late<Code> {
  /** After a failure the next request tries again. */
  fetch(): Promise<void>;
  /** Must have been fetched. */
  code(): Code;
  /** Undefined before. */
  known(): Code | undefined;
}

/** Lists and searches. */
export const listing = late(() => import('../lists/list.ts'));

/** What `expand` asks for. */
export const expansion = late(async () => ({
  ...(await import('../lists/expand.ts')),
  ...(await import('../lists/include.ts')),
}));

/** Ids, first states, behaviours and names of events of all kinds but the first: see kinds.ts. */
export const otherKinds = late(async () => ({
  ...(await import('../checking/customer-parts.ts')),
  ...(await import('./event-stem.ts')),
  ...(await import('./id-shapes.ts')),
  ...(await import('./initial-state.ts')),
  ...(await import('../resources.ts')),
  ...(await import('../legacy.ts')),
  ...(await import('../checking/references.ts')),
  ...(await import('./shelf-index.ts')),
  ...(await import('../accounts/sources.ts')),
  ...(await import('../payment-methods/default-method.ts')),
  ...(await import('../special.ts')),
}));

/** Answers to the same request, given once more. */
export const idempotency = late(() => import('../idempotency.ts'));

/** Bodies of /v2. */
export const jsonBodies = late(() => import('../../wire/json-body.ts'));

/** Bodies that hold files, and answers that do. */
export const uploads = late(() => import('../upload.ts'));

function late<Code>(fetchCode: () => Promise<Code>): Late<Code> {
  let fetched: Code | undefined;
  return {
    async fetch() {
      fetched ??= await fetchCode();
    },
    known: () => fetched,
    code: () => present(fetched, 'code that was fetched before'),
  };
}
