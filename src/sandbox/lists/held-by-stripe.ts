// Kinds that are the same for everybody at Stripe, and that the sandbox does not hold.

import { notSimulated } from '../checking/errors.ts';
import { operationName, type Work } from '../objects/work.ts';

const heldByStripe: ReadonlySet<string> = new Set([
  'invoice_rendering_template',
  'reporting.report_type',
  'tax_code',
]);

export function refuseHeldByStripe(work: Work): void {
  if (work.plan.objects.some((object) => heldByStripe.has(object))) {
    throw notSimulated(operationName(work.route));
  }
}
