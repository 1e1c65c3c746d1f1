// Refunds that come to nothing: the money is back where it was before.
// Source: https://docs.stripe.com/refunds#failed-refunds

import { moveBalance } from '../accounts/balance.ts';
import { converted, returnedAs } from '../accounts/settlement.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { changed } from '../objects/layered.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';

/** What the bank refuses. Emits refund.failed too. */
export function failRefund(id: string, call: Call, reason = 'unknown'): void {
  const before = call.get('refund', id);
  if (!before) return;
  const after = giveBack(before, { failure_reason: reason, status: 'failed' }, call);
  call.emit('refund.failed', after);
}

/**
 * Those that the bank has not heard of when it takes the whole back itself: it has named none of them
 * yet. Later ones stay, so that the same money may be lost twice.
 */
export function failDisputed({ id: charge }: ApiObject, call: Call): void {
  for (const { id, destination_details: to, status } of call.having('refund', 'charge', charge)) {
    const { card } = Object(to) as { readonly card?: Values };
    const isUnderWay = status === 'succeeded' || status === 'pending';
    if (!isUnderWay || card?.['reference_status'] !== 'pending') continue;
    failRefund(id, call, 'charge_for_pending_refund_disputed');
  }
}

/** The money comes back; `values` tell why. Emits refund.updated and charge.refund.updated. */
export function giveBack(before: ApiObject, values: Values, call: Call): ApiObject {
  const charge = requireObject(call, 'charge', String(before['charge']));
  const amount = Number(before['amount']);
  const settlement = returnedAs(charge, call);
  const transaction = moveBalance(call, {
    type: 'refund_failure',
    category: 'refund_failure',
    amount: converted(amount, before['currency'], settlement),
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    description: 'REFUND FAILURE',
    source: before.id,
  });
  const left = Number(charge['amount_refunded']) - amount;
  change(call, charge, { amount_refunded: left, refunded: false });
  const { next_action: _, ...refund } = before;
  const ended = { failure_balance_transaction: transaction.id, ...values };
  const after: ApiObject = changed(refund as ApiObject, ended);
  call.put(after);
  call.emit('refund.updated', after, before);
  call.emit('charge.refund.updated', after, before);
  return after;
}
