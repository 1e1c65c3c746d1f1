// What reaches a connected account from its platform: transfers, as payments of its own, and their
// reversals. Source: https://docs.stripe.com/connect/account-balances

import type { ApiObject, Call } from '../behaviour.ts';
import { address } from '../objects/initial-state.ts';
import { change, make } from '../objects/make.ts';
import { applicationOf, moveBalance } from './balance.ts';
import { converted, returnedAs, settlementFor } from './settlement.ts';

/** Whether the request is made for a connected account, by its platform. */
export function isDirect({ owner, account }: Call): boolean {
  return owner !== account;
}

/** What its platform is to it: an application, which is told by what that makes for it. */
export function creatorOf(call: Call): string | null {
  return isDirect(call) ? applicationOf(call.owner) : null;
}

export interface Received {
  readonly transfer: string;
  readonly destination: string;
  readonly amount: number;
  readonly currency: string;
  readonly isAvailable: boolean;
  readonly availableOn?: number | undefined;
  /** That the platform keeps of it. */
  readonly fee?: { readonly id: string; readonly amount: number } | undefined;
}

const nobody = { address, email: null, name: null, phone: null, tax_id: null };

/**
 * The payment on the account that is sent money: in the transfer's currency, and in the balance in that
 * which the account takes. Source: https://docs.stripe.com/connect/currencies
 */
export function receive(id: string, received: Received, call: Call): void {
  const { destination, transfer, amount, currency, fee } = received;
  const account = call.as(destination);
  const settlement = settlementFor(call.get('account', destination), currency);
  const settled = (minor: number): number => converted(minor, currency, settlement);
  const transaction = moveBalance(account, {
    type: 'payment',
    category: 'charge',
    amount: settled(amount),
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    applicationFee: settled(fee?.amount ?? 0),
    source: id,
    isAvailable: received.isAvailable,
    availableOn: received.availableOn,
  });
  const charge = make(account, 'charge', {
    id,
    amount,
    amount_captured: amount,
    application: applicationOf(call.owner),
    application_fee: fee?.id ?? null,
    application_fee_amount: fee?.amount ?? null,
    balance_transaction: transaction.id,
    billing_details: nobody,
    captured: true,
    currency,
    destination: null,
    dispute: null,
    fraud_details: {},
    order: null,
    paid: true,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    radar_options: {},
    receipt_url: `https://pay.stripe.com/receipts/payment/${account.newText(60)}`,
    source_transfer: transfer,
    status: 'succeeded',
  });
  account.emit('payment.created', charge);
}

/** What a reversal may still take: the account may have refunded some of it itself. */
export function reversible(transfer: ApiObject, call: Call): number {
  const account = call.as(String(transfer['destination']));
  const payment = account.get('charge', String(transfer['destination_payment']));
  const left = Number(transfer['amount']) - Number(transfer['amount_reversed']);
  if (!payment) return left;
  return Math.min(left, Number(payment['amount']) - Number(payment['amount_refunded']));
}

/** What a reversal takes from it again. Gives the refund's id. */
export function giveBack(transfer: ApiObject, amount: number, call: Call): string {
  const account = call.as(String(transfer['destination']));
  const id = `pyr_${call.newText(24)}`;
  const charge = account.get('charge', String(transfer['destination_payment']));
  const currency = String(transfer['currency']);
  const settlement = charge ? returnedAs(charge, account) : { currency, rate: null };
  const transaction = moveBalance(account, {
    type: 'payment_refund',
    category: 'refund',
    amount: -converted(amount, currency, settlement),
    currency: settlement.currency,
    exchangeRate: settlement.rate,
    description: 'REFUND FOR PAYMENT',
    source: id,
    isAvailable: isAvailable(charge, account),
  });
  const refund = make(account, 'refund', {
    id,
    amount,
    balance_transaction: transaction.id,
    charge: charge?.id ?? null,
    currency,
    status: 'succeeded',
  });
  account.emit('refund.created', refund);
  if (charge) {
    const refunded = Number(charge['amount_refunded']) + amount;
    const values = { amount_refunded: refunded, refunded: refunded === charge['amount'] };
    change(account, charge, values, 'charge.refunded');
  }
  return id;
}

/** Of what it came with. */
function isAvailable(charge: ApiObject | undefined, { get }: Call): boolean {
  const transaction = get('balance_transaction', String(charge?.['balance_transaction']));
  return transaction?.['status'] === 'available';
}
