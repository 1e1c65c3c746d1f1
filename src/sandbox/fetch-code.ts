// Fetches the code that the first customer does without, and gives it to those who ask for it. After a
// failure the next request tries again.

import { once } from '../base/once.ts';
import { expansion, idempotency, listing, ofV2, otherRules, type OtherRules } from './late-code.ts';
import { otherKinds, type OtherKinds } from './objects/other-kinds.ts';

export const fetchListing = once(async () => listing.give(await import('./lists/list.ts')));

export const fetchExpansion = once(async () =>
  expansion.give({
    ...(await import('./lists/expand.ts')),
    ...(await import('./lists/include.ts')),
  }),
);

export const fetchIdempotency = once(async () =>
  idempotency.give(await import('./idempotency.ts')),
);

export const fetchOfV2 = once(async () =>
  ofV2.give({ ...(await import('./v2.ts')).v2, ...(await import('./lists/v2-pages.ts')) }),
);

/** Ids, first states, behaviours and rules of all kinds but the first: see kinds.ts. All of them or none. */
export const fetchOtherKinds = once(async () => {
  const [kinds, rules] = await Promise.all([importKinds(), importRules()]);
  otherKinds.give(kinds);
  otherRules.give(rules);
});

async function importKinds(): Promise<OtherKinds> {
  return {
    ...(await import('./checking/customer-parts.ts')),
    ...(await import('./objects/id-shapes.ts')),
    ...(await import('./objects/initial-state.ts')),
    ...(await import('./objects/shelf-index.ts')),
    ...(await import('./payment-methods/default-method.ts')),
    ...(await import('./resources.ts')),
  };
}

async function importRules(): Promise<OtherRules> {
  return {
    ...(await import('./accounts/sources.ts')),
    ...(await import('./checking/references.ts')),
    ...(await import('./legacy.ts')),
    ...(await import('./objects/event-stem.ts')),
    ...(await import('./special.ts')),
  };
}
