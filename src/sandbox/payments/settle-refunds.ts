// What becomes of a card's refund after a while: it is done, and has a number by which the customer's bank
// finds it. Source: https://docs.stripe.com/api/refunds/object#refund_object-destination_details-card and
// https://docs.stripe.com/testing#refunds

import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { awaitTime, stopWaiting } from '../objects/waiting.ts';
import { acquirerReference } from '../payment-methods/network-ids.ts';
import { usualSeconds } from './settle-payouts.ts';

/** Until the network has named a refund that was made. Source: recordings of version 2026-08-26. */
const namingSeconds = 2;

/** By the sandbox's own clock: test clocks move billing alone. */
export function awaitReference({ id, object }: ApiObject, isPending: boolean, call: Call): void {
  awaitTime({ id, object }, call.now + (isPending ? usualSeconds : namingSeconds), call);
}

const underWay: readonly unknown[] = ['pending', 'succeeded'];

/** Emits refund.updated and charge.refund.updated. */
export function settleRefund(id: string, call: Call): void {
  stopWaiting(id, call);
  const refund = call.get('refund', id);
  const { card } = Object(refund?.['destination_details']) as { readonly card?: Values };
  if (!refund || !card || !underWay.includes(refund['status'])) return;
  const told = { reference: acquirerReference(call), reference_status: 'available' };
  const values = {
    destination_details: { card: sorted({ ...card, ...told }), type: 'card' },
    status: 'succeeded',
  };
  const after = change(call, refund, values, 'refund.updated');
  call.emit('charge.refund.updated', after, refund);
}
