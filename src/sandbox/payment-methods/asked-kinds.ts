// Versions that take no names of kinds of means of payment, but those that are allowed.
// Source: https://docs.stripe.com/changelog/dahlia/2026-07-29

import { ApiError } from '../../wire/api-error.ts';
import type { Work } from '../objects/work.ts';

/** The first version that takes no names any more; whatever they are sent for, they are told still. */
const unnamedSince = '2026-09-30';

const unnamed: readonly unknown[] = ['payment_intent', 'setup_intent', 'checkout.session'];

/**
 * Throws for kinds that are named in a version that does not take them. What the sandbox asks of itself is
 * not of a version. Source: https://docs.stripe.com/changelog/endive
 */
export function refuseNamedKinds({ plan, params, call, isInner }: Work): void {
  if (isInner || call.version < unnamedSince || !unnamed.includes(plan.objects[0])) return;
  if (params['payment_method_types'] === undefined) return;
  throw new ApiError(
    '`payment_method_types` is no longer supported in this version of the API: leave it out, or tell ' +
      '`allowed_payment_method_types` or `excluded_payment_method_types` instead.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  );
}
