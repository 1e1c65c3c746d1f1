// What happens with cards that were issued: who may pay with one, what is held, what is bought.
// Source: https://docs.stripe.com/issuing/purchases/authorizations

import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { isOutside, type Purchase as Asked } from './spending-controls.ts';

const seller = {
  category: 'ac_refrigeration_repair',
  category_code: '7623',
  city: 'Portland',
  country: 'US',
  name: 'Sample seller',
  network_id: '1234567890',
  postal_code: '97201',
  state: 'OR',
  tax_id: null,
  terminal_id: null,
  url: null,
};

/** What is told of the seller over what is usual. */
export function sellerOf(given: unknown): Values {
  return { ...seller, ...inner(given) };
}

/** What of an amount is no purchase. */
export function extrasOf(given: unknown): Values {
  return { atm_fee: null, cashback_amount: null, ...inner(given) };
}

/** Why a payment is refused; undefined where it is not. */
export function refusalOf(card: ApiObject, asked: Asked, call: Call): string | undefined {
  if (card['status'] === 'canceled') return 'card_canceled';
  if (card['status'] !== 'active') return 'card_inactive';
  const held = Object(card['cardholder']) as { readonly id?: string };
  const holder = call.get('issuing.cardholder', held.id ?? '');
  if (holder?.['status'] === 'blocked') return 'cardholder_blocked';
  if (holder?.['status'] === 'inactive') return 'cardholder_inactive';
  return isOutside(asked, { card, holder }, call) ? 'spending_controls' : undefined;
}

/** In the balance for issuing, which is not that of payments. */
export function moveIssuing(
  call: Call,
  {
    type,
    amount,
    currency,
    source,
  }: { type: string; amount: number; currency: unknown; source: string },
): ApiObject {
  return make(call, 'balance_transaction', {
    amount,
    available_on: call.now,
    balance_type: 'issuing',
    currency,
    fee: 0,
    fee_details: [],
    net: amount,
    reporting_category: type,
    source,
    status: 'available',
    type,
  });
}

interface Purchase {
  readonly card: ApiObject;
  /** Below zero for money that goes out. */
  readonly amount: number;
  readonly currency: unknown;
  readonly seller: unknown;
  /** Where it was held before. */
  readonly authorization: string | null;
  readonly details?: unknown;
}

/** Emits issuing_transaction.created. */
export function transact(call: Call, purchase: Purchase): ApiObject {
  const { card, amount, currency, authorization } = purchase;
  const id = call.newId('issuing.transaction');
  const moved = moveIssuing(call, { type: 'issuing_transaction', amount, currency, source: id });
  const holder = Object(card['cardholder']) as { readonly id?: string };
  const made = make(call, 'issuing.transaction', {
    id,
    amount,
    amount_details: extrasOf(purchase.details),
    authorization,
    balance_transaction: moved.id,
    card: card.id,
    cardholder: holder.id ?? null,
    currency,
    merchant_amount: amount,
    merchant_currency: currency,
    merchant_data: purchase.seller,
    type: amount < 0 ? 'capture' : 'refund',
  });
  call.emit('issuing_transaction.created', made);
  return call.params['purchase_details'] === undefined ? made : withReceipt(made, call);
}

/** The receipt comes a little after the purchase. */
function withReceipt(made: ApiObject, call: Call): ApiObject {
  const details = call.params['purchase_details'];
  const after = change(call, made, { purchase_details: details });
  call.emit('issuing_transaction.purchase_details_receipt_updated', after, made);
  return after;
}
