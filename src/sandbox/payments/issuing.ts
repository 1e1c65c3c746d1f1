// What happens with cards that were issued: who may pay with one, what is held, what is bought.
// Source: https://docs.stripe.com/issuing/purchases/authorizations

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

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

interface Limits {
  readonly spending_limits?: readonly { readonly amount: number; readonly interval: string }[];
}

/** Why a payment is refused; undefined where it is not. */
export function refusalOf(card: ApiObject, amount: number, call: Call): string | undefined {
  if (card['status'] === 'canceled') return 'card_canceled';
  if (card['status'] !== 'active') return 'card_inactive';
  const held = Object(card['cardholder']) as { readonly id?: string };
  const holder = call.get('issuing.cardholder', held.id ?? '');
  if (holder?.['status'] === 'blocked') return 'cardholder_blocked';
  if (holder?.['status'] === 'inactive') return 'cardholder_inactive';
  const controls = [card, holder].map((one) => Object(one?.['spending_controls']) as Limits);
  const limits = controls.flatMap(({ spending_limits: own }) => own ?? []);
  const isOver = limits.some(
    (limit) => amount + spentIn(limit.interval, card, call) > limit.amount,
  );
  return isOver ? 'spending_controls' : undefined;
}

const intervalDays: Readonly<Record<string, number>> = {
  daily: 1,
  weekly: 7,
  monthly: 30,
  yearly: 365,
  all_time: Infinity,
};

/** Approved with the card within so many days; nothing for a limit on each payment. */
function spentIn(interval: string, { id }: ApiObject, { all, now }: Call): number {
  const since = now - (intervalDays[interval] ?? 0) * 86_400;
  return all('issuing.authorization')
    .filter(({ card, approved }) => Object(card).id === id && approved === true)
    .filter(({ created }) => Number(created) > since)
    .reduce((sum, { amount }) => sum + Number(amount), 0);
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

const noControls = {
  allowed_card_presences: null,
  allowed_categories: null,
  allowed_merchant_countries: null,
  blocked_card_presences: null,
  blocked_categories: null,
  blocked_merchant_countries: null,
  spending_limits: [],
  spending_limits_currency: null,
};

interface Limit {
  readonly amount: number;
  readonly categories?: readonly string[] | null;
  readonly interval: string;
}

/** What a card or its holder may spend on, whole; limits are of all categories where they name none. */
export function controlsOf({ spending_limits: limits, ...given }: FormObject): Values {
  const told = ((limits ?? []) as unknown as readonly Limit[]).map(
    ({ amount, categories, interval }) => ({ amount, categories: categories ?? [], interval }),
  );
  return { ...noControls, ...given, spending_limits: told };
}
