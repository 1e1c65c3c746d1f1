// Charges for somebody else: the money goes on to a connected account, and the platform keeps its fee.
// Source: https://docs.stripe.com/connect/destination-charges

import { ApiError } from '../wire/api-error.ts';
import type { FormObject } from '../wire/form.ts';
import { moveBalance } from './balance.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { change, make } from './make.ts';
import { requireDestination } from './require-object.ts';
import type { Values } from './skeleton.ts';

interface TransferData {
  readonly destination?: string;
  readonly amount?: number;
}

/** Throws Stripe's error for an account that is not connected. */
export function checkDestination({ transfer_data: data }: FormObject, call: Call): void {
  const { destination } = Object(data) as TransferData;
  if (destination === undefined) return;
  requireDestination(call, destination, 'transfer_data[destination]');
}

/**
 * What a captured charge holds of it. Emits transfer.created, and application_fee.created where a fee
 * was asked for: then all is transferred, and the fee comes back.
 */
export function passOn(charge: ApiObject, call: Call): Values {
  const { destination, amount: part } = Object(charge['transfer_data']) as TransferData;
  if (destination === undefined) return {};
  const captured = Number(charge['amount_captured'] || charge['amount']);
  const transfer = transferTo(destination, Math.min(part ?? captured, captured), charge, call);
  const passed = { destination, transfer: transfer.id };
  const fee = charge['application_fee_amount'];
  if (typeof fee !== 'number') return passed;
  const taken = takeFee(Math.min(fee, captured), { charge, transfer }, call);
  return { ...passed, application_fee: taken.id };
}

function transferTo(destination: string, amount: number, charge: ApiObject, call: Call): ApiObject {
  const id = call.newId('transfer');
  const currency = String(charge['currency']);
  const moved = { type: 'transfer', category: 'transfer', amount: -amount, currency, source: id };
  const made = make(call, 'transfer', {
    id,
    amount,
    balance_transaction: moveBalance(call, moved).id,
    currency,
    destination,
    destination_payment: `py_${call.newText(24)}`,
    reversals: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/transfers/${id}/reversals`,
    },
    source_transaction: charge.id,
    source_type: 'card',
    transfer_group: charge['transfer_group'] ?? `group_${String(charge['payment_intent'])}`,
  });
  call.emit('transfer.created', made);
  return made;
}

function takeFee(
  amount: number,
  { charge, transfer }: { readonly charge: ApiObject; readonly transfer: ApiObject },
  call: Call,
): ApiObject {
  const id = call.newId('application_fee');
  const currency = String(charge['currency']);
  const transaction = moveBalance(call, {
    type: 'application_fee',
    category: 'platform_earning',
    amount,
    currency,
    source: id,
  });
  const made = make(call, 'application_fee', {
    id,
    account: transfer['destination'],
    amount,
    amount_refunded: 0,
    application: `ca_${call.newText(32)}`,
    balance_transaction: transaction.id,
    charge: transfer['destination_payment'],
    currency,
    fee_source: { charge: transfer['destination_payment'], type: 'charge' },
    originating_transaction: charge.id,
    refunds: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/application_fees/${id}/refunds`,
    },
  });
  call.emit('application_fee.created', made);
  return made;
}

/**
 * With a refund of `amount`: the same share of the transfer and of the fee, where they are asked for and
 * there are any. Gives what the refund tells of it.
 */
export function takeBack(
  charge: ApiObject,
  { id, amount }: { readonly id: string; readonly amount: number },
  call: Call,
): Values {
  const { reverse_transfer: isReversed, refund_application_fee: isRefunded } = call.params;
  const share = amount / Number(charge['amount']);
  const fee = call.get('application_fee', String(charge['application_fee']));
  if (isRefunded === true && fee) {
    const part = Math.round(Number(fee['amount']) * share);
    call.request(`/v1/application_fees/${fee.id}/refunds`, { amount: part });
  }
  if (isReversed !== true) return {};
  const transfer = call.get('transfer', String(charge['transfer']));
  if (!transfer) {
    throw new ApiError('This charge has no transfer that could be reversed.', {
      param: 'reverse_transfer',
    });
  }
  const part = Math.round(Number(transfer['amount']) * share);
  const reversal = call.request(`/v1/transfers/${transfer.id}/reversals`, { amount: part });
  change(call, reversal, { source_refund: id });
  return { transfer_reversal: reversal.id };
}
