// A payment that was made, or is being made, for an invoice that has another of its own.
// Source: https://docs.stripe.com/invoicing/partial-payments

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam, notSimulated } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { requireStatus } from '../checking/require-status.ts';
import { change } from '../objects/make.ts';
import { isAttached, referenceTo, rememberPayment } from './invoice-payments.ts';
import { received } from './pay-invoice.ts';

/** What it has brought counts at once, what it brings later then. */
export function attachPayment(invoice: ApiObject, call: Call): ApiObject {
  const { payment_intent: id, payment_record: record } = call.params;
  if (record !== undefined) throw notSimulated('payment records', 'payment_record');
  if (typeof id !== 'string') throw missingParam('payment_intent');
  requireStatus(invoice, { verb: 'pay', done: 'paid by another payment', allowed: ['open'] });
  const intent = requireObject(call, 'payment_intent', id, 'payment_intent');
  const why = whyNot(intent, invoice, call);
  if (why !== undefined) {
    throw new ApiError(`The PaymentIntent ${id} cannot be attached to this invoice: ${why}.`, {
      param: 'payment_intent',
    });
  }
  const payment = rememberPayment(call, invoice, intent, false);
  if (intent['status'] === 'succeeded') {
    return received(call, invoice, payment, Number(intent['amount_received']));
  }
  // By this the invoice is found when the payment goes through.
  const told = { ...Object(intent['payment_details']), ...referenceTo(invoice) };
  change(call, intent, { payment_details: told });
  return call.get('invoice', invoice.id) ?? invoice;
}

function whyNot(intent: ApiObject, invoice: ApiObject, call: Call): string | undefined {
  if (intent['status'] === 'canceled') return 'it is canceled';
  if (intent['currency'] !== invoice['currency']) return 'its currency is another';
  // What it brings counts once.
  if (isAttached(intent, call)) return 'it is of an invoice already';
  const { customer } = intent;
  return customer && customer !== invoice['customer'] ? 'its customer is another' : undefined;
}
