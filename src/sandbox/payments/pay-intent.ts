// A payment intent on its way: what the card is known for, the cardholder's approval, the charge.
// Source: https://docs.stripe.com/payments/paymentintents/lifecycle

import type { ApiError } from '../../wire/api-error.ts';
import { creatorOf } from '../accounts/connected.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { replaced } from '../objects/layered.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { attach, lookedAt, markSpent } from '../payment-methods/attach.ts';
import { fateOf, testCardOf } from '../payment-methods/card-behind.ts';
import { generatedBy, isPresent, reusable } from '../payment-methods/card-present.ts';
import {
  actionRequired,
  authenticationNotHandled,
  authenticationRequired,
  blockedDebit,
  declineError,
  declineOf,
  keptError,
  type Decline,
} from '../payment-methods/declines.ts';
import { debitFateOf, isDebit } from '../payment-methods/debit-accounts.ts';
import { actionOf, refuseEnded } from '../payment-methods/method-kinds.ts';
import { isUnverified } from '../payment-methods/microdeposits.ts';
import { fateAtReader } from '../payment-methods/reader-tests.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { blockedBy } from './block-lists.ts';
import { fail, isSettledLater, succeed } from './card-payment.ts';
import { awaitTransfer } from './cash-balance.ts';
import { awaitDeposits } from './deposits.ts';
import { laterUse } from './mandates.ts';
import { authenticationFor, isHeldFirst, isRequested, nextAction, optionsOf } from './intents.ts';
import { pendDebit, refuseHeld } from './pend-debit.ts';

const usual = { amount_details: { tip: {} }, capture_method: 'automatic' };

/** That of an invoice, or of a page: its customer has not paid yet. Emits payment_intent.created. */
export function startIntent(call: Call, values: Values): ApiObject {
  const { payment_method_types: types } = values;
  const kinds = Array.isArray(types) ? types.map(String) : ['card'];
  const intent = make(call, 'payment_intent', usual, {
    application: creatorOf(call),
    ...values,
    payment_method_options: optionsOf(kinds, { given: {}, object: 'payment_intent' }, call),
    payment_method_types: kinds,
  });
  call.emit('payment_intent.created', intent);
  return intent;
}

/** Gives the version after. Throws Stripe's refusal for a card that is declined; the intent stays. */
export function settleIntent(method: ApiObject, intent: ApiObject, call: Call): ApiObject {
  const { params } = call;
  refuseHeld(method, intent);
  refuseEnded(method);
  const card = testCardOf(method, call);
  const isOffSession = Boolean(params['off_session']);
  const isWaiting = intent['status'] === 'requires_action';
  const occasion = { id: intent.id, isOffSession, isWaiting, isRequested: isRequested(intent) };
  const authentication = authenticationFor(method, card, occasion, call);
  const isUnhandled = authentication !== 'none' && isErrorWanted(call);
  if (isUnhandled) throw refused({ method, card, intent }, authenticationNotHandled, call);
  if (authentication === 'impossible') {
    // A bank that wants to ask declines. Where only a rule does, the bank is not asked.
    throw card?.askedBy === 'bank'
      ? refused({ method, card, intent }, authenticationRequired, call)
      : left(intent, authenticationRequired, { payment_method: method }, call);
  }
  const isUnknown = isUnverified(method, call);
  const elsewhere = isWaiting ? undefined : elsewhereOf(method, call);
  if ((isUnknown || elsewhere) && !isWaiting && isErrorWanted(call)) {
    throw left(intent, actionRequired, { payment_method: method }, call);
  }
  if (isUnknown) {
    const action = awaitDeposits(intent, method, call);
    const status = 'requires_action';
    const after = { ...intent, last_payment_error: null, next_action: action, status };
    if (!isWaiting) call.emit('payment_intent.requires_action', after);
    return after;
  }
  if (elsewhere) {
    const after = { ...intent, next_action: elsewhere, status: 'requires_action' };
    call.emit('payment_intent.requires_action', after);
    return after;
  }
  if (authentication === 'needed') {
    const action = nextAction(intent, call);
    const after = { ...intent, next_action: action, status: 'requires_action' };
    call.emit('payment_intent.requires_action', after);
    return after;
  }
  if (method['type'] === 'customer_balance') return awaitTransfer(intent, call);
  const fate = fateOf(card, method);
  const decline =
    blockedBy({ from: intent, method }, call) ??
    declineOf(isPresent(method) ? fateAtReader(fate, intent) : fate, call);
  if (decline) throw refused({ method, card, intent }, decline, call);
  if (debitFateOf(method).result === 'blocked') {
    throw refused({ method, card, intent }, blockedDebit, call);
  }
  return isDebit(method) ? pendDebit(method, intent, call) : paid({ method, card, intent }, call);
}

function elsewhereOf(method: ApiObject, call: Call): object | undefined {
  const { account, params } = call;
  return actionOf(String(method['type']), { account, returnUrl: params['return_url'] }, call);
}

interface Attempt {
  readonly method: ApiObject;
  readonly card: TestCard | undefined;
  readonly intent: ApiObject;
}

function isErrorWanted({ params }: Call): boolean {
  return params['error_on_requires_action'] === true;
}

function paid({ method, card, intent }: Attempt, call: Call): ApiObject {
  const isCaptured = !isHeldFirst(intent, method);
  const payment = { from: intent, method, card, intent: intent.id, isCaptured };
  const customer = intent['customer'];
  const isKept = typeof customer === 'string' && laterUse(intent, method);
  // First, for the charge tells it.
  const kept = isKept ? reusable(method, card, call) : undefined;
  const charge = succeed(call, payment);
  if (kept) attach(isPresent(method) ? generatedBy(charge, kept) : kept, String(customer), call);
  else markSpent(method, call);
  const after = replaced(intent, {
    amount_capturable: isCaptured ? 0 : intent['amount'],
    amount_received: isCaptured ? intent['amount'] : 0,
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    review: charge['review'] ?? null,
    transfer_group: charge['transfer_group'] ?? null,
    status: isCaptured ? 'succeeded' : 'requires_capture',
  });
  call.emit(
    isCaptured ? 'payment_intent.succeeded' : 'payment_intent.amount_capturable_updated',
    after,
  );
  if (isSettledLater(payment)) {
    const before = { ...charge, balance_transaction: null };
    call.untold.add(charge.id);
    call.later.push(() => call.emit('charge.updated', charge, before));
  }
  return after;
}

/** What the bank refuses leaves a charge that failed. */
function refused({ method, card, intent }: Attempt, decline: Decline, call: Call): ApiError {
  const payment = { from: intent, method, card, intent: intent.id, isCaptured: false };
  const charge = fail(call, payment, decline);
  // That nobody could be asked is not the bank's answer to the charge.
  const isAsked = decline !== authenticationNotHandled;
  const told = {
    ...(isAsked ? { charge: charge.id } : {}),
    payment_method: lookedAt(method, call),
  };
  markSpent(method, call);
  const tried = { ...intent, latest_charge: charge.id };
  return left(tried, decline, told, call);
}

/**
 * The intent stays, and waits for another means of payment; what it keeps names the kind of the one that
 * failed.
 * Source: https://docs.stripe.com/changelog/endive/2026-09-30/payment-method-type-payment-failures
 */
function left(intent: ApiObject, decline: Decline, told: Values, call: Call): ApiError {
  const { type } = Object(told['payment_method']) as Values;
  const after = change(
    call,
    intent,
    {
      last_payment_error: keptError(decline, { ...told, payment_method_type: type }),
      latest_charge: told['charge'] ?? intent['latest_charge'] ?? null,
      next_action: null,
      payment_method: null,
      status: 'requires_payment_method',
    },
    'payment_intent.payment_failed',
  );
  return declineError(decline, { ...told, payment_intent: after }, true);
}
