// Payments of invoices: one of its own for each, and others that are attached.
// Source: https://docs.stripe.com/api/invoice-payment

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call, Known } from '../behaviour.ts';
import { change, make } from '../objects/make.ts';
import { cancelIntent } from '../payments/cancel-intent.ts';

/** That of the invoice itself, or one that is attached to it. */
export function rememberPayment(
  call: Call,
  invoice: ApiObject,
  intent: ApiObject,
  isDefault = true,
): ApiObject {
  return make(call, 'invoice_payment', {
    amount_paid: null,
    amount_requested: intent['amount'],
    currency: invoice['currency'],
    invoice: invoice.id,
    is_default: isDefault,
    payment: { payment_intent: intent.id, type: 'payment_intent' },
    status: 'open',
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/** Its own; others may be attached. */
export function paymentOf(invoice: ApiObject, call: Known): ApiObject | undefined {
  return allPayments(invoice, call).find((payment) => payment['is_default'] === true);
}

function allPayments({ id }: ApiObject, { having }: Known): readonly ApiObject[] {
  return having('invoice_payment', 'invoice', id);
}

function intentIn({ payment }: ApiObject): string | undefined {
  return (payment as { readonly payment_intent?: string }).payment_intent;
}

/** Whether what an intent brings is of an invoice, this one or another. */
export function isAttached({ id }: ApiObject, { all }: Call): boolean {
  return all('invoice_payment').some(
    (payment) => payment['status'] !== 'canceled' && intentIn(payment) === id,
  );
}

export function intentOf(invoice: ApiObject, call: Known): ApiObject | undefined {
  const payment = paymentOf(invoice, call);
  return payment && call.get('payment_intent', intentIn(payment) ?? '');
}

/** So much of an invoice its own payment has to bring, where that still can. */
export function askFor(left: number, invoice: ApiObject, call: Call): void {
  const own = paymentOf(invoice, call);
  const intent = intentOf(invoice, call);
  if (own) change(call, own, { amount_requested: left });
  if (intent && !lasting.has(intent['status'])) change(call, intent, { amount: left });
}

/** Of an invoice that its own payment is not for any more; a bank that is asked answers all the same. */
export function giveUp(invoice: ApiObject, call: Call): void {
  const payment = paymentOf(invoice, call);
  if (payment?.['status'] === 'open') {
    const transitions = { canceled_at: call.now, paid_at: null };
    change(call, payment, { status: 'canceled', status_transitions: transitions });
  }
  const intent = intentOf(invoice, call);
  if (!intent || lasting.has(intent['status'])) return;
  const reason = invoice['status'] === 'void' ? 'void_invoice' : 'requested_by_customer';
  call.put(cancelIntent(intent, reason, call));
}

/** Of intents: nobody can cancel them. */
const lasting: ReadonlySet<unknown> = new Set(['canceled', 'processing', 'succeeded']);

export function tellPaid(call: Call, payment: ApiObject, amount: number): void {
  const transitions = { canceled_at: null, paid_at: call.now };
  const told = { amount_paid: amount, status: 'paid', status_transitions: transitions };
  change(call, payment, told, 'invoice_payment.paid');
}

/** Card networks take so many characters. Source: https://docs.stripe.com/api/payment_intents/object */
const referenceLength = 25;

/** What an intent tells of the invoice that it pays: the beginning of its id. */
export function referenceTo({ id }: ApiObject): object {
  return { customer_reference: null, order_reference: id.slice(0, referenceLength) };
}

/** That which an intent tells of. */
export function invoiceOf(intent: ApiObject, call: Known): ApiObject | undefined {
  const { customer, payment_details: details } = intent;
  const { order_reference: told } = Object(details) as { readonly order_reference?: unknown };
  if (typeof told !== 'string' || told.length < referenceLength) return undefined;
  const among = customer
    ? call.having('invoice', 'customer', String(customer))
    : call.all('invoice');
  return among.find(({ id }) => id.startsWith(told));
}

/** What may be told of an intent that an invoice made; all else is the invoice's. */
const ofIntentAlone: ReadonlySet<string> = new Set([
  ...['description', 'expand', 'metadata', 'payment_method', 'payment_method_data'],
  ...['payment_method_options', 'receipt_email', 'setup_future_usage', 'shipping'],
]);

/**
 * Throws for what only the invoice says of its payment.
 * Source: https://docs.stripe.com/invoicing/integration#accept-payment
 */
export function refuseInvoiced(intent: ApiObject, params: FormObject, call: Call): void {
  const param = Object.keys(params).find((name) => !ofIntentAlone.has(name));
  if (param === undefined || lasting.has(intent['status'])) return;
  const invoice = invoiceOf(intent, call);
  if (!invoice || intentOf(invoice, call)?.id !== intent.id) return;
  throw new ApiError(
    `The parameter ${param} cannot be updated on a PaymentIntent that was created by an invoice.`,
    { code: 'payment_intent_invalid_parameter', param, details: { payment_intent: intent } },
  );
}

/** What of an invoice an intent pays, as long as that is open. */
export function openPaymentOf(intent: ApiObject, call: Call): ApiObject | undefined {
  const invoice = invoiceOf(intent, call);
  // One that was written off is paid all the same when money comes.
  const isLate = invoice?.['status'] === 'uncollectible' && intent['status'] === 'succeeded';
  if (!invoice || (invoice['status'] !== 'open' && !isLate)) return undefined;
  return allPayments(invoice, call).find(
    (payment) => payment['status'] === 'open' && intentIn(payment) === intent.id,
  );
}

/** As `confirmation_secret` tells it, where it is asked for. */
export function confirmationSecret(invoice: ApiObject, call: Call): unknown {
  const secret = intentOf(invoice, call)?.['client_secret'];
  return secret === undefined ? null : { client_secret: secret, type: 'payment_intent' };
}

export function paymentsOf(invoice: ApiObject, call: Call): object {
  return {
    object: 'list',
    data: allPayments(invoice, call),
    has_more: false,
    url: `/v1/invoice_payments?invoice=${invoice.id}`,
  };
}

/** Whether its payments brought less than was paid: the rest came out of band. */
export function isPaidElsewhere(invoice: ApiObject, call: Known): boolean {
  const brought = allPayments(invoice, call)
    .filter((one) => call.get('payment_intent', intentIn(one) ?? '')?.['status'] === 'succeeded')
    .reduce((sum, { amount_paid: amount }) => sum + Number(amount ?? 0), 0);
  return brought < Number(invoice['amount_paid']);
}
