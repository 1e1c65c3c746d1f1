// Payment intents: a payment from its first idea to its end, through confirmation, the customer's
// approval and capture. Source: https://docs.stripe.com/api/payment_intents

import { ApiError } from '../../wire/api-error.ts';
import { checkAmount } from '../amounts.ts';
import { attach, markSpent, refuseForeign, refuseSpent } from '../attach.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { fail, settle, succeed } from '../card-payment.ts';
import {
  authenticationRequired,
  declineError,
  declineOf,
  keptError,
  type Decline,
} from '../declines.ts';
import {
  authenticationFor,
  confirmation,
  givenMethod,
  nextAction,
  optionsOf,
  requireStatus,
  requireType,
} from '../intents.ts';
import { change, make } from '../make.ts';
import { fateOf, paymentMethodOf, testCardOf } from '../payment-methods.ts';

export const paymentIntent: Behaviour = {
  object: 'payment_intent',
  rules: { create, update, confirm, capture, cancel },
  entails: ({ id }, params) =>
    params['confirm'] === true
      ? [{ path: `/v1/payment_intents/${id}/confirm`, params: confirmation(params, confirming) }]
      : [],
};

/** What a creation hands on to the confirmation that it asks for. */
const confirming = ['error_on_requires_action', 'off_session', 'return_url', 'use_stripe_sdk'];

const wording = { noun: 'PaymentIntent', code: 'payment_intent_unexpected_state' };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  checkAmount(params);
  const method = givenMethod(params, call);
  const types = (params['payment_method_types'] as readonly string[] | undefined) ?? ['card'];
  if (method) {
    requireType(method, types);
    refuseSpent(method, call);
  }
  return {
    ...draft,
    capture_method: params['capture_method'] ?? usualCapture(call),
    managed_payments: { enabled: false },
    shared_payment_granted_token: null,
    amount_details: { tip: {}, ...Object(params['amount_details']) },
    payment_method: method?.id ?? null,
    payment_method_options: optionsOf(types, params['payment_method_options']),
    payment_method_types: types,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  };
}

/** Source: https://docs.stripe.com/changelog/2024-04-10 */
function usualCapture({ version }: Call): string {
  return version < '2024-04-10' ? 'automatic' : 'automatic_async';
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { amount, currency } = plain;
  if (params['amount'] !== undefined) {
    checkAmount({ amount: Number(amount), currency: String(currency) });
  }
  requireStatus(plain, {
    ...wording,
    verb: 'update',
    done: 'updated',
    allowed: [
      'requires_payment_method',
      'requires_confirmation',
      'requires_action',
      'requires_capture',
      'processing',
      'succeeded',
    ],
  });
  const method = givenMethod(params, call);
  if (!method) return plain;
  return { ...plain, payment_method: method.id, status: 'requires_confirmation' };
}

function confirm(before: ApiObject, call: Call): ApiObject {
  const { params } = call;
  if (before['status'] === 'succeeded') {
    throw new ApiError(
      'You cannot confirm this PaymentIntent because it has already succeeded after being ' +
        'previously confirmed.',
      { code: wording.code, details: { payment_intent: before } },
    );
  }
  requireStatus(before, {
    ...wording,
    verb: 'confirm',
    done: 'confirmed',
    allowed: ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  });
  const known = before['payment_method'];
  const method =
    givenMethod(params, call) ??
    (typeof known === 'string' ? paymentMethodOf(known, call) : undefined);
  if (!method) {
    throw new ApiError(
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either " +
        'update the PaymentIntent with a payment method and then confirm it again, or confirm it ' +
        'again directly with a payment method or ConfirmationToken.',
      { code: wording.code },
    );
  }
  refuseForeign(method, before['customer'], 'PaymentIntent');
  refuseSpent(method, call);
  const usage = params['setup_future_usage'] ?? before['setup_future_usage'];
  const intent = { ...before, payment_method: method.id, setup_future_usage: usage };
  return settleWith(method, intent, call);
}

/** By what the card is known for. */
function settleWith(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const card = testCardOf(method, call);
  const isOffSession = Boolean(params['off_session']);
  const isWaiting = intent['status'] === 'requires_action';
  const authentication = authenticationFor(method, card, { isOffSession, isWaiting }, call);
  if (authentication === 'impossible' || (authentication === 'needed' && isErrorWanted(call))) {
    throw refused(method, intent, authenticationRequired, call);
  }
  if (authentication === 'needed') {
    const action = nextAction(params['return_url'], intent, call);
    const after = { ...intent, next_action: action, status: 'requires_action' };
    call.emit('payment_intent.requires_action', after);
    return after;
  }
  const decline = declineOf(fateOf(card, method));
  if (decline) throw refused(method, intent, decline, call);
  return delayed.has(String(method['type']))
    ? process(method, intent, call)
    : paid(method, intent, call);
}

function isErrorWanted({ params }: Call): boolean {
  return params['error_on_requires_action'] === true;
}

/** Kinds whose payments take days. */
const delayed: ReadonlySet<string> = new Set([
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'sepa_debit',
  'us_bank_account',
]);

function process(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const { amount, currency, customer, description } = intent;
  const charge = make(call, 'charge', {
    id: `py_${call.newId('charge').slice(3)}`,
    amount,
    billing_details: method['billing_details'],
    currency,
    customer,
    description,
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: { [String(method['type'])]: {}, type: method['type'] },
    status: 'pending',
  });
  call.emit('charge.pending', charge);
  const after = { ...intent, latest_charge: charge.id, next_action: null, status: 'processing' };
  call.emit('payment_intent.processing', after);
  return after;
}

function paid(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const isCaptured = intent['capture_method'] !== 'manual';
  const card = testCardOf(method, call);
  const charge = succeed(call, { from: intent, method, card, intent: intent.id, isCaptured });
  const customer = intent['customer'];
  if (typeof customer === 'string' && intent['setup_future_usage']) attach(method, customer, call);
  else markSpent(method, call);
  const after = {
    ...intent,
    amount_capturable: isCaptured ? 0 : intent['amount'],
    amount_received: isCaptured ? intent['amount'] : 0,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    status: isCaptured ? 'succeeded' : 'requires_capture',
  };
  call.emit(
    isCaptured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated',
    after,
  );
  return after;
}

/** The intent stays, and waits for another means of payment. */
function refused(method: ApiObject, intent: ApiObject, decline: Decline, call: Call): ApiError {
  const card = testCardOf(method, call);
  const payment = { from: intent, method, card, intent: intent.id, isCaptured: false };
  const charge = fail(call, payment, decline);
  const told = { charge: charge.id, payment_method: method };
  markSpent(method, call);
  const after = change(
    call,
    intent,
    {
      last_payment_error: keptError(decline, told),
      latest_charge: charge.id,
      next_action: null,
      payment_method: null,
      status: 'requires_payment_method',
    },
    'payment_intent.payment_failed',
  );
  return declineError(decline, { ...told, payment_intent: after }, true);
}

function capture(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'requires_capture') {
    throw new ApiError(
      `This PaymentIntent could not be captured because it has a status of ${String(before['status'])}. ` +
        'Only a PaymentIntent with one of the following statuses may be captured: requires_capture.',
      { code: wording.code, details: { payment_intent: before } },
    );
  }
  const most = Number(before['amount_capturable']);
  const amount = Number(call.params['amount_to_capture'] ?? most);
  if (amount > most) {
    throw new ApiError('The requested capture amount is greater than the authorized amount.', {
      code: 'amount_too_large',
      param: 'amount_to_capture',
    });
  }
  const held = call.get('charge', String(before['latest_charge']));
  if (held) {
    const rest = Number(held['amount']) - amount;
    const captured = change(call, held, {
      amount_captured: amount,
      amount_refunded: rest,
      captured: true,
    });
    const card = testCardOf(call.get('payment_method', String(before['payment_method'])), call);
    call.emit('charge.captured', settle(call, captured, card));
  }
  const after = { ...before, amount_capturable: 0, amount_received: amount, status: 'succeeded' };
  call.emit('payment_intent.succeeded', after);
  return after;
}

function cancel(before: ApiObject, call: Call): ApiObject {
  requireStatus(before, {
    ...wording,
    verb: 'cancel',
    done: 'canceled',
    allowed: [
      'requires_payment_method',
      'requires_capture',
      'requires_confirmation',
      'requires_action',
      'processing',
    ],
  });
  const held = call.get('charge', String(before['latest_charge']));
  if (held && before['status'] === 'requires_capture') {
    change(call, held, { amount_refunded: held['amount'], refunded: true }, 'charge.refunded');
  }
  const after = {
    ...before,
    amount_capturable: 0,
    canceled_at: call.now,
    cancellation_reason: call.params['cancellation_reason'] ?? null,
    next_action: null,
    status: 'canceled',
  };
  call.emit('payment_intent.canceled', after);
  return after;
}
