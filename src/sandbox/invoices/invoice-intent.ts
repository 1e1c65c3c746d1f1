// The payment intent of an invoice: its own, and another one where that was canceled.
// Source: https://docs.stripe.com/api/invoice-payment

import type { ApiObject, Call } from '../behaviour.ts';
import { grown } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { startIntent } from '../payments/pay-intent.ts';
import { giveUp, intentOf, paymentOf, referenceTo, rememberPayment } from './invoice-payments.ts';
import { transferOf } from './invoice-transfer.ts';

const descriptions: Readonly<Record<string, string>> = {
  subscription_create: 'Subscription creation',
  subscription_update: 'Subscription update',
};

const unmanaged = { enabled: false };

/** Emits payment_intent.created, which does not tell yet of which invoice it is. */
export function intentFor(
  invoice: ApiObject,
  due: number,
  subscription: ApiObject | undefined,
  call: Call,
): ApiObject {
  const description = descriptions[String(invoice['billing_reason'])] ?? 'Payment for Invoice';
  const { payment_method_types: types } = Object(invoice['payment_settings']) as Values;
  const intent = startIntent(call, {
    amount: due,
    ...transferOf(invoice, { due, subscription }, call),
    automatic_payment_methods: null,
    currency: invoice['currency'],
    customer: invoice['customer'],
    description,
    managed_payments: unmanaged,
    ...(Array.isArray(types) ? { payment_method_types: types } : {}),
    statement_descriptor: invoice['statement_descriptor'] ?? null,
    ...(invoice['billing_reason'] === 'manual' ? {} : { setup_future_usage: 'off_session' }),
  });
  const after = grown(call, intent, { payment_details: referenceTo(invoice) });
  call.put(after);
  return after;
}

/**
 * A canceled one is never paid: its payment is over, and another takes its place. What was written off
 * while nobody collected has none before somebody pays it after all.
 */
export function intentToPay(
  invoice: ApiObject,
  subscription: ApiObject | undefined,
  call: Call,
): ApiObject {
  const known = intentOf(invoice, call);
  if (known && known['status'] !== 'canceled') return known;
  giveUp(invoice, call);
  const given = paymentOf(invoice, call);
  if (given) call.put({ ...given, is_default: false });
  const intent = intentFor(invoice, Number(invoice['amount_remaining']), subscription, call);
  rememberPayment(call, invoice, intent);
  return intent;
}
