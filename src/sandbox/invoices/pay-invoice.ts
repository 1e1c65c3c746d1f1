// Invoices from their finalization to their payment.
// Source: https://docs.stripe.com/invoicing/integration/workflow-transitions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { replaced } from '../objects/layered.ts';
import { change, withParams } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { begunWith } from '../payments/intents.ts';
import { settleIntent } from '../payments/pay-intent.ts';
import { retryAt } from './advancement.ts';
import { attempted, attemptsAfter } from './attempts.ts';
import { applyBalance } from './customer-balance.ts';
import { setDelinquent } from './delinquency.ts';
import { intentFor, intentToPay } from './invoice-intent.ts';
import {
  askFor,
  giveUp,
  openPaymentOf,
  paymentOf,
  rememberPayment,
  tellPaid,
} from './invoice-payments.ts';
import { locatedOnce, withCredits } from './invoice-sums.ts';
import { customerOf, isForgone } from './invoicing.ts';
import { applyPending, failToResume, isWaitingFor } from './pending-update.ts';
import { supersede } from './revising.ts';

/**
 * Numbers it and makes the intent that pays it, where it is not known; without anything due it is paid.
 * Throws where automatic tax does not know where the customer is.
 */
export function finalizeInvoice(call: Call, plain: ApiObject, known?: ApiObject): ApiObject {
  const told = call.get('invoice', plain.id) ?? plain;
  const draft = withCredits(call, locatedOnce(call, plain));
  supersede(draft, call);
  const customer = customerOf(draft['customer'], call);
  const sequence = Number(customer['next_invoice_sequence'] ?? 1);
  const own = draft['number'];
  const numbered = own ? customer : replaced(customer, { next_invoice_sequence: sequence + 1 });
  call.put(numbered);
  const balance = applyBalance(draft, numbered, call, known !== undefined);
  const due = balance.amount_due;
  const secret = call.newText(60);
  const page = `https://invoice.stripe.com/i/${call.account}/test_${secret}`;
  const isCollected = due > 0 && !isForgone(draft);
  const intent = isCollected
    ? (known ?? intentFor(draft, due, subscriptionOf(draft, call), call))
    : undefined;
  const values = {
    automatically_finalizes_at: null,
    // It is collected an hour after its creation, whenever it became final.
    next_payment_attempt:
      isCollected && draft['auto_advance'] ? draft['next_payment_attempt'] : null,
    effective_at: call.now,
    ...balance,
    amount_remaining: due - Number(draft['amount_paid'] ?? 0),
    hosted_invoice_url: `${page}?s=ap`,
    invoice_pdf: `https://pay.stripe.com/invoice/${call.account}/test_${secret}/pdf?s=ap`,
    number: own || `${String(customer['invoice_prefix'])}-${String(sequence).padStart(4, '0')}`,
    rendering: draft['rendering'] && onPages(Object(draft['rendering']) as Values),
    status: 'open',
    status_transitions: { ...Object(draft['status_transitions']), finalized_at: call.now },
  };
  if (intent) rememberPayment(call, draft, intent);
  const open = change(call, draft, values);
  call.emit('invoice.updated', open, told);
  call.emit('invoice.finalized', open);
  if (due > 0) return open;
  return paid(call, open, { attempted: true });
}

/** The size that is usual here, where none is chosen. */
function onPages(rendering: Values): Values {
  const { page_size: size } = Object(rendering['pdf']) as Values;
  return { ...rendering, pdf: { page_size: !size || size === 'auto' ? 'letter' : size } };
}

export interface Paying {
  /** Of a payment method; that of invoice, subscription or customer where it is absent. */
  readonly method?: string | undefined;
  /** Whether its time has come, and nobody asks for it. */
  readonly isAutomatic?: boolean;
}

/**
 * Gives the paid invoice. Throws a refusal that is kept when the card is declined, or when the
 * cardholder must be asked; the invoice stays open.
 */
export function payInvoice(
  call: Call,
  invoice: ApiObject,
  { method: id, isAutomatic = false }: Paying = {},
): ApiObject {
  const intent = intentToPay(invoice, subscriptionOf(invoice, call), call);
  const chosen = id ?? defaultMethod(invoice, call);
  if (chosen === undefined) {
    throw new ApiError(
      'There is no `default_payment_method` set on this Customer or Invoice. Please set either an ' +
        "Invoice `default_payment_method` or a Customer's `invoice_settings.default_payment_method`.",
    );
  }
  if (intent['status'] === 'processing') {
    throw new ApiError('This invoice cannot be paid now: a payment of it is processing.');
  }
  const method = paymentMethodOf(chosen, call);
  const count = attemptsAfter(invoice, call, isAutomatic);
  const next = isAutomatic ? retryAt(count, call.now) : undefined;
  let settled: ApiObject;
  try {
    settled = settleIntent(method, begunWith(intent, method), withParams(call));
  } catch (error) {
    if (error instanceof ApiError && error.isKept) {
      attempted(call, invoice, { count, next }, 'invoice.payment_failed');
      failToResume(subscriptionOf(invoice, call), invoice, call);
    }
    throw error;
  }
  call.put(settled);
  if (settled['status'] === 'succeeded') {
    saveMethod(invoice, method.id, call);
    return paid(call, invoice, { attempt_count: count });
  }
  // The bank is asked, and nobody has to do anything.
  if (settled['status'] === 'processing') {
    return attempted(call, invoice, { count, next: isAutomatic ? null : undefined });
  }
  // Of a first invoice, what somebody has to approve does not count yet.
  const isFirst = invoice['billing_reason'] === 'subscription_create';
  const known = Number(invoice['attempt_count']);
  const asked = { count: isFirst ? known : count, next };
  const types = ['invoice.payment_action_required', 'invoice.payment_failed'];
  attempted(call, invoice, asked, ...types);
  throw new ApiError(
    'Payment for this invoice requires additional user action before it can be completed ' +
      'successfully. Payment can be completed using the PaymentIntent associated with invoice. For ' +
      'more details see: https://stripe.com/docs/billing/subscriptions/overview#requires-action',
    {
      status: 402,
      type: 'card_error',
      code: 'invoice_payment_intent_requires_action',
      isKept: true,
    },
  );
}

/** Of an invoice, or of a subscription itself. */
export function defaultMethod(payable: ApiObject, call: Call): string | undefined {
  const customer = call.get('customer', String(payable['customer']));
  const settings = (customer?.['invoice_settings'] ?? {}) as {
    readonly default_payment_method?: string;
  };
  const all = [
    payable['default_payment_method'],
    subscriptionOf(payable, call)?.['default_payment_method'],
    settings.default_payment_method,
    customer?.['default_source'],
  ];
  return all.find((one): one is string => typeof one === 'string' && one !== '');
}

/** That which an invoice is for; undefined for one of its own. */
export function subscriptionOf({ parent }: ApiObject, { get }: Call): ApiObject | undefined {
  const { subscription_details: details } = Object(parent) as {
    readonly subscription_details?: { readonly subscription?: string } | null;
  };
  const id = details?.subscription;
  return id === undefined ? undefined : get('subscription', id);
}

/** Where its subscription is to be paid so from then on. */
function saveMethod(invoice: ApiObject, method: string, call: Call): void {
  const subscription = subscriptionOf(invoice, call);
  const { save_default_payment_method: save } = Object(subscription?.['payment_settings']) as {
    readonly save_default_payment_method?: string;
  };
  if (!subscription || save !== 'on_subscription') return;
  call.put({ ...subscription, default_payment_method: method });
}

/**
 * What an attached payment brought: all that is left, and then the invoice's own is given up, or a part
 * of it.
 */
export function received(
  call: Call,
  invoice: ApiObject,
  payment: ApiObject,
  amount: number,
): ApiObject {
  const left = Number(invoice['amount_remaining']) - amount;
  if (left <= 0) {
    giveUp(invoice, call);
    const values = { amount_overpaid: -left, amount_paid: Number(invoice['amount_paid']) + amount };
    const after = paid(call, invoice, values, { payment, amount });
    if (left < 0) call.emit('invoice.overpaid', after);
    return after;
  }
  askFor(left, invoice, call);
  const sum = Number(invoice['amount_paid']) + amount;
  const values = { amount_paid: sum, amount_remaining: left };
  const after = change(call, invoice, values, 'invoice.updated');
  tellPaid(call, payment, amount);
  return after;
}

interface Settling {
  readonly payment: ApiObject | undefined;
  readonly amount: number;
}

const elsewhere = 'elsewhere';

/** By money that came in otherwise, of which no attempt tells: its own payment is given up. */
export function paidElsewhere(call: Call, invoice: ApiObject): ApiObject {
  const { attempt_count, attempted } = invoice;
  const after = paid(call, invoice, { attempt_count, attempted }, elsewhere);
  giveUp(after, call);
  return after;
}

/** Emits invoice.paid and its kin. Source: https://docs.stripe.com/api/events/types */
export function paid(
  call: Call,
  invoice: ApiObject,
  values: object,
  by: Settling | typeof elsewhere = ownSettling(invoice, call),
): ApiObject {
  const due = Number(invoice['amount_due']);
  const after = change(call, invoice, {
    amount_paid: due,
    amount_remaining: 0,
    attempt_count: due > 0 ? attemptsAfter(invoice, call) : invoice['attempt_count'],
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: 'paid',
    status_transitions: { ...Object(invoice['status_transitions']), paid_at: call.now },
    ...values,
  });
  call.emit('invoice.updated', after, invoice);
  call.emit('invoice.paid', after);
  if (by !== elsewhere) {
    call.emit('invoice.payment_succeeded', after);
    if (by.payment) tellPaid(call, by.payment, by.amount);
  }
  setDelinquent(after['customer'], false, call);
  revive(after, call);
  return after;
}

function ownSettling(invoice: ApiObject, call: Call): Settling {
  return { payment: paymentOf(invoice, call), amount: Number(invoice['amount_remaining']) };
}

const waiting: ReadonlySet<unknown> = new Set(['incomplete', 'past_due', 'paused', 'unpaid']);

/** A subscription that waits for its latest invoice goes on when that is paid. */
export function revive(invoice: ApiObject, call: Call): void {
  const known = subscriptionOf(invoice, call);
  if (known?.['latest_invoice'] !== invoice.id) return;
  goOn(isWaitingFor(known, invoice) ? applyPending(known, call) : known, call);
}

function goOn(subscription: ApiObject, call: Call): void {
  if (!waiting.has(subscription['status'])) return;
  const isPaused = subscription['status'] === 'paused';
  const after = change(call, subscription, { status: 'active' }, 'customer.subscription.updated');
  if (isPaused) call.emit('customer.subscription.resumed', after);
}

/** What the confirmation of an intent means for its invoice, if it has one. */
export function followIntent(intent: ApiObject, call: Call): void {
  const payment = openPaymentOf(intent, call);
  const invoice = payment && call.get('invoice', String(payment['invoice']));
  if (!invoice) return;
  if (payment['is_default'] !== true) {
    const amount = Number(intent['amount_received']);
    if (intent['status'] === 'succeeded') received(call, invoice, payment, amount);
    return;
  }
  if (intent['status'] === 'succeeded') {
    saveMethod(invoice, String(intent['payment_method']), call);
    paid(call, invoice, {});
  }
  if (intent['status'] === 'processing') {
    const subscription = subscriptionOf(invoice, call);
    if (subscription?.['latest_invoice'] === invoice.id) goOn(subscription, call);
  }
  if (intent['status'] === 'requires_action') {
    call.emit('invoice.payment_action_required', invoice);
  }
  if (intent['status'] === 'requires_payment_method') {
    const attempt = { count: attemptsAfter(invoice, call), next: undefined };
    attempted(call, invoice, attempt, 'invoice.payment_failed');
    failToResume(subscriptionOf(invoice, call), invoice, call);
  }
}
