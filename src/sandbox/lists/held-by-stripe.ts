// Kinds that are the same for everybody at Stripe, and that the sandbox does not hold.

import { notSimulated } from '../checking/errors.ts';
import { operationName, type Work } from '../objects/work.ts';

const heldByStripe: ReadonlySet<string> = new Set([
  'climate.product',
  'climate.supplier',
  'issuing.physical_bundle',
]);

export function refuseHeldByStripe(work: Work): void {
  if (work.plan.objects.some((object) => heldByStripe.has(object))) {
    throw notSimulated(operationName(work.route));
  }
}
