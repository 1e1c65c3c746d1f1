// Charges for somebody else: the money goes on to a connected account, and the platform keeps its fee.
// Source: https://docs.stripe.com/connect/destination-charges

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { applicationOf, moveBalance } from './balance.ts';
import { isDirect, receive, reversible } from './connected.ts';
import { converted, type Settlement } from './settlement.ts';

interface TransferData {
  readonly destination?: string;
  readonly amount?: number;
}

/** Throws Stripe's errors for a fee that nobody pays, or that is more than what is paid. */
export function checkDestination(params: FormObject, call: Call): void {
  const { transfer_data: data, application_fee_amount: fee } = params;
  const { destination, amount: part } = Object(data) as TransferData;
  const { amount } = params;
  if (typeof fee === 'number' && part !== undefined) {
    throw new ApiError(
      'You may not provide the application_fee_amount parameter and the transfer_data[amount] ' +
        'parameter simultaneously. They are mutually exclusive.',
    );
  }
  if (typeof fee === 'number' && fee > Number(amount)) {
    throw new ApiError('The application fee cannot be greater than the amount of the payment.', {
      param: 'application_fee_amount',
    });
  }
  if (destination === undefined && typeof fee === 'number' && !isDirect(call)) {
    throw new ApiError(
      'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment ' +
        '(using an OAuth key or Stripe-Account header) or destination payment (using ' +
        '`transfer_data[destination]`).',
      { param: 'application_fee_amount' },
    );
  }
}

/** What the platform keeps of a charge that is made on a connected account; 0 for all others. */
export function directFee(charge: ApiObject, call: Call): number {
  const { destination } = Object(charge['transfer_data']) as TransferData;
  const fee = charge['application_fee_amount'];
  if (destination !== undefined || typeof fee !== 'number' || !isDirect(call)) return 0;
  return Math.min(fee, capturedOf(charge));
}

function capturedOf(charge: ApiObject): number {
  return Number(charge['amount_captured'] || charge['amount']);
}

/**
 * What a captured charge holds of it. Emits transfer.created, and application_fee.created where a fee
 * was asked for: then all is transferred, and the fee comes back. The fee of a direct charge goes to the
 * platform.
 */
export function passOn(
  charge: ApiObject,
  { isAvailable, settlement }: Settled,
  call: Call,
): Values {
  const { destination, amount: part } = Object(charge['transfer_data']) as TransferData;
  const { account, owner } = call;
  const isKept = typeof charge['application_fee_amount'] === 'number';
  if (destination === undefined) {
    if (!isKept || !isDirect(call)) return {};
    const taken = { account, charge: charge.id, originating: null };
    const amount = directFee(charge, call);
    return { application_fee: takeFee({ ...taken, amount, of: charge }, call.as(owner)).id };
  }
  const captured = capturedOf(charge);
  const inSettlement = (minor: number): number => converted(minor, charge['currency'], settlement);
  const amount = inSettlement(Math.min(part ?? captured, captured));
  const { currency } = settlement;
  const transfer = transferTo(destination, { amount, charge, currency, isAvailable }, call);
  const payment = String(transfer['destination_payment']);
  const fee = isKept
    ? takeFee(
        {
          account: destination,
          amount: Math.min(Number(charge['application_fee_amount']), captured),
          charge: payment,
          of: charge,
          originating: charge.id,
        },
        call,
      )
    : undefined;
  receive(
    payment,
    {
      amount,
      currency,
      destination,
      fee: fee && { id: fee.id, amount: inSettlement(Number(fee['amount'])) },
      isAvailable,
      transfer: transfer.id,
    },
    call,
  );
  const { transfer_group: group } = transfer;
  const passed = { destination, transfer: transfer.id, transfer_group: group };
  return fee ? { ...passed, application_fee: fee.id } : passed;
}

interface Settled {
  readonly isAvailable: boolean;
  readonly settlement: Settlement;
}

interface Passing {
  readonly amount: number;
  readonly charge: ApiObject;
  readonly currency: string;
  readonly isAvailable: boolean;
}

function transferTo(
  destination: string,
  { amount, charge, currency, isAvailable }: Passing,
  call: Call,
): ApiObject {
  const id = call.newId('transfer');
  const moved = {
    type: 'transfer',
    category: 'transfer',
    amount: -amount,
    currency,
    source: id,
    isAvailable,
  };
  const made = make(call, 'transfer', {
    id,
    amount,
    balance_transaction: moveBalance(call, moved).id,
    currency,
    destination,
    destination_payment: `py_${call.newText(24)}`,
    reversals: noReversals(id),
    source_transaction: charge.id,
    source_type: 'card',
    transfer_group:
      charge['transfer_group'] ?? `group_${String(charge['payment_intent'] ?? charge.id)}`,
  });
  call.emit('transfer.created', made);
  return made;
}

interface Taken {
  /** That pays it. */
  readonly account: string;
  readonly amount: number;
  /** On that account. */
  readonly charge: string;
  readonly of: ApiObject;
  /** On the platform, of a charge that is passed on. */
  readonly originating: string | null;
}

/** `call` is the platform's. */
function takeFee({ account, amount, charge, of, originating }: Taken, call: Call): ApiObject {
  const id = call.newId('application_fee');
  const currency = String(of['currency']);
  const transaction = moveBalance(call, {
    type: 'application_fee',
    category: 'platform_earning',
    amount,
    currency,
    source: id,
  });
  const made = make(call, 'application_fee', {
    id,
    account,
    amount,
    amount_refunded: 0,
    application: applicationOf(call.owner),
    balance_transaction: transaction.id,
    charge,
    currency,
    fee_source: { charge, type: 'charge' },
    originating_transaction: originating,
    refunds: {
      object: 'list',
      data: [],
      has_more: false,
      total_count: 0,
      url: `/v1/application_fees/${id}/refunds`,
    },
  });
  call.emit('application_fee.created', made);
  return made;
}

/**
 * With a refund of `amount`: the same share of the transfer and of the fee, where they are asked for and
 * there are any; of what was captured in parts, all transfers and fees, or none. Gives what the refund
 * tells of it. Source: https://docs.stripe.com/payments/multicapture#connect
 */
export function takeBack(
  charge: ApiObject,
  { id, amount }: { readonly id: string; readonly amount: number },
  call: Call,
): Values {
  const { reverse_transfer: isReversed, refund_application_fee: isRefunded } = call.params;
  if (isReversed !== true && isRefunded !== true) return {};
  const transfers = call.having('transfer', 'source_transaction', charge.id);
  const share = amount / capturedOf(charge);
  if (share < 1 && Math.max(transfers.length, feesOf(charge.id, call).length) > 1) {
    throw new ApiError(
      'A payment that was captured more than once can only be refunded whole with refund_application_fee ' +
        'or reverse_transfer. Refund its application fees and reverse its transfers one by one instead.',
    );
  }
  if (isRefunded === true) {
    // Of what was passed on there may be none.
    if (!charge['application_fee'] && !charge['transfer']) {
      throw new ApiError(
        `Attempting to refund_application_fee on ${charge.id}, but it has no application fee`,
      );
    }
    refundFees(charge.id, share, call);
  }
  if (isReversed !== true) return {};
  if (!charge['transfer']) {
    throw new ApiError('This charge has no transfer that could be reversed.', {
      param: 'reverse_transfer',
    });
  }
  const told = transfers.map((transfer) => reversedBy(transfer, { id, share }, call));
  const [first] = told.filter((one) => one !== undefined);
  return first === undefined ? {} : { transfer_reversal: first };
}

/** Gives the reversal's id; undefined where of so little in another currency nothing was transferred. */
function reversedBy(
  transfer: ApiObject,
  { id, share }: { readonly id: string; readonly share: number },
  call: Call,
): string | undefined {
  const part = Math.min(Math.round(Number(transfer['amount']) * share), reversible(transfer, call));
  if (part === 0 && transfer['reversed'] !== true) return undefined;
  const reversal = call.request(`/v1/transfers/${transfer.id}/reversals`, { amount: part });
  change(call, reversal, { source_refund: id });
  return reversal.id;
}

/** Of a charge, or of the payment that was passed on; each capture has its own. They are the platform's. */
function feesOf(id: string, call: Call): readonly ApiObject[] {
  const platform = call.as(call.owner);
  const passed = platform.having('application_fee', 'originating_transaction', id);
  return passed.length > 0 ? passed : platform.having('application_fee', 'charge', id);
}

/** Such a share of them, where there are any. */
export function refundFees(id: string, share: number, call: Call): void {
  for (const fee of feesOf(id, call)) {
    const left = Number(fee['amount']) - Number(fee['amount_refunded']);
    const amount = Math.min(Math.round(Number(fee['amount']) * share), left);
    if (amount === 0) continue;
    call.as(call.owner).request(`/v1/application_fees/${fee.id}/refunds`, { amount });
  }
}

/** Of a transfer that is new. */
export function noReversals(id: string): object {
  const url = `/v1/transfers/${id}/reversals`;
  return { object: 'list', data: [], has_more: false, total_count: 0, url };
}
