// Invoices that nobody pays any more: void, or written off.
// Source: https://docs.stripe.com/invoicing/integration/workflow-transitions

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { giveBackCredits } from '../prices/credit-grants.ts';
import { unapplyBalance } from './customer-balance.ts';
import { setDelinquent } from './delinquency.ts';
import { giveUp } from './invoice-payments.ts';
import { dataOf } from './invoicing.ts';

/** What it took of balance and credits goes back, its payment is given up. Emits invoice.voided. */
export function voidInvoice(before: ApiObject, call: Call): ApiObject {
  unapplyBalance(before, call);
  giveBackCredits(dataOf(before['lines']), call);
  const after = ended(before, 'void', 'voided_at', call);
  giveUp(after, call);
  return after;
}

export function writeOff(before: ApiObject, call: Call): ApiObject {
  setDelinquent(before['customer'], false, call);
  return ended(before, 'uncollectible', 'marked_uncollectible_at', call);
}

function ended(before: ApiObject, status: string, time: string, call: Call): ApiObject {
  const transitions = { ...Object(before['status_transitions']), [time]: call.now };
  const after = change(call, before, {
    auto_advance: false,
    next_payment_attempt: null,
    status,
    status_transitions: transitions,
  });
  call.emit('invoice.updated', after, before);
  call.emit(status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', after);
  return after;
}
