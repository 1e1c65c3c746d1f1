// Setup intents: a means of payment made ready for later, without a payment.
// Source: https://docs.stripe.com/api/setup_intents

import { ApiError } from '../../wire/api-error.ts';
import { creatorOf } from '../accounts/connected.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { isAutomatic } from '../objects/automatic-methods.ts';
import { change } from '../objects/make.ts';
import { stopWaiting } from '../objects/waiting.ts';
import { refuseOtherKind } from '../payment-methods/asked-kinds.ts';
import { attach, lookedAt, markSetUp, refuseForeign } from '../payment-methods/attach.ts';
import { setupFateOf, testCardOf } from '../payment-methods/card-behind.ts';
import { isPresent, reusable } from '../payment-methods/card-present.ts';
import { isDebit } from '../payment-methods/debit-accounts.ts';
import { declineError, declineOf, keptError } from '../payment-methods/declines.ts';
import { chosenAnew, chosenKinds, withKindsSaid } from '../payment-methods/method-configuration.ts';
import { refuseStrange } from '../payment-methods/method-kinds.ts';
import { isUnverified } from '../payment-methods/microdeposits.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { attempted } from '../payment-methods/setup-attempts.ts';
import { byToken } from '../payments/confirmation-tokens.ts';
import { awaitDeposits, lostDeposits } from '../payments/deposits.ts';
import { checkChoice, checkUnconfirmed } from '../payments/intent-checks.ts';
import {
  begunWith,
  canceled,
  confirmationOf,
  givenMethod,
  isRequested,
  methodToConfirm,
  nextAction,
  optionsOf,
  optionsOver,
  unconfirmed,
} from '../payments/intents.ts';
import { mandateOf, requireAcceptance } from '../payments/mandates.ts';
import { approvalOf, keepApproval } from '../payments/told-approval.ts';

export const setupIntent: Behaviour = {
  object: 'setup_intent',
  rules: { create, update, confirm, cancel, verify_microdeposits: verify },
  entails: (intent, params) => confirmationOf(intent, params, ['mandate_data', 'return_url']),
};

const wording = { noun: 'SetupIntent', code: 'setup_intent_unexpected_state' };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const method = givenMethod(params, call);
  const { types, details } = chosenKinds(call);
  const { customer } = params;
  if (method) {
    refuseForeign(method, { object: 'setup_intent', customer });
    refuseOtherKind(method, types, { object: 'setup_intent' });
  }
  checkChoice(params);
  checkUnconfirmed('setup_intent', wording.noun, params);
  keepApproval(draft.id, call);
  refuseStrange(types, 'setup_intent', call);
  const asked = { given: params['payment_method_options'], object: 'setup_intent' };
  const automatic = inner(params['automatic_payment_methods']);
  return {
    ...draft,
    application: creatorOf(call),
    automatic_payment_methods: isAutomatic(call)
      ? { allow_redirects: 'always', enabled: true, ...automatic }
      : null,
    managed_payments: { enabled: false },
    payment_method: method?.id ?? null,
    payment_method_configuration_details: details,
    payment_method_options: optionsOf(types, asked, call),
    payment_method_types: types,
    status: method ? 'requires_confirmation' : 'requires_payment_method',
  };
}

function update(plain: ApiObject, call: Call): ApiObject {
  const before = call.get('setup_intent', plain.id) ?? plain;
  if (early.some((name) => call.params[name] !== undefined)) refuseEnded('update', before);
  const method = givenMethod(call.params, call);
  keepApproval(plain.id, call);
  const intent = { ...plain, ...chosenAnew(plain, call) };
  if (!method) return intent;
  refuseForeign(method, { object: 'setup_intent', customer: plain['customer'], intent: before });
  const types = intent['payment_method_types'] as readonly string[];
  refuseOtherKind(method, types, { object: 'setup_intent', intent: before });
  const status = 'requires_confirmation';
  return { ...intent, next_action: null, payment_method: method.id, status };
}

/** What cannot be changed any more of one that is over. */
const early = ['payment_method', 'payment_method_data', 'payment_method_types'];

function refuseEnded(verb: string, intent: ApiObject): void {
  const { status } = intent;
  if (status === 'succeeded') throw refused(verb, 'it has already succeeded', intent);
  if (status === 'canceled') throw refused(verb, 'it has been canceled', intent);
}

function refused(verb: string, reason: string, intent: ApiObject): ApiError {
  return new ApiError(`You cannot ${verb} this SetupIntent because ${reason}.`, {
    code: wording.code,
    details: { setup_intent: intent },
  });
}

/** A customer is there to be asked, also by most banks that do not ask later on. */
const neverAsked: readonly string[] = ['never', 'on_request', 'on_payment'];

function confirm(known: ApiObject, asked: Call): ApiObject {
  refuseEnded('confirm', known);
  const before = withKindsSaid(known, asked);
  const remedy =
    'You can either update the SetupIntent with a payment method and then confirm it again, or ' +
    'confirm it again directly with a payment method or ConfirmationToken.';
  const call = byToken(before, asked);
  const method = methodToConfirm(before, { remedy, ...wording }, call);
  if (!isSentTo(before)) requireAcceptance(before, method, call);
  keepApproval(before.id, call);
  const options = optionsOver(before, inner(call.params['payment_method_options']), call);
  const intent: ApiObject = { ...begunWith(before, method), payment_method_options: options };
  const card = testCardOf(method, call);
  const how = card?.authentication ?? 'never';
  const isWanted = isRequested(intent) && how !== 'never';
  const { elsewhere, isRemote } = approvalOf(before.id, call);
  const isApproved = elsewhere !== undefined || isRemote === true || isPresent(method);
  const isAsked = !isApproved && (isWanted || !neverAsked.includes(how));
  if (isAsked && intent['status'] !== 'requires_action') {
    return waiting(intent, method, nextAction(intent, call), call);
  }
  if (isUnverified(method, call) && !isSentTo(before)) {
    return waiting(intent, method, awaitDeposits(intent, method, call), call);
  }
  const decline = declineOf(setupFateOf(card, method), call);
  if (decline) {
    const told = { payment_method: lookedAt(method, call) };
    const error = keptError(decline, told);
    const after = change(
      call,
      intent,
      {
        last_setup_error: error,
        latest_attempt: attempted(intent, { method, status: 'failed', error }, call),
        payment_method: null,
        status: 'requires_payment_method',
      },
      'setup_intent.setup_failed',
    );
    throw declineError(decline, { ...told, setup_intent: after }, true);
  }
  return ready(intent, method, call);
}

/**
 * Nobody need permit what they are sent, nor show that an account is theirs.
 * Source: https://docs.stripe.com/treasury/examples/moving-money
 */
function isSentTo({ flow_directions: ways }: ApiObject): boolean {
  return Array.isArray(ways) && ways.length > 0 && !ways.includes('inbound');
}

function waiting(intent: ApiObject, method: ApiObject, action: object, call: Call): ApiObject {
  const status = 'requires_action';
  const attempt = attempted(intent, { method, status }, call);
  const mandate = mandateIn(intent, method, call);
  const after = { ...intent, latest_attempt: attempt, mandate, next_action: action, status };
  if (intent['status'] !== status) call.emit('setup_intent.requires_action', after);
  return after;
}

/** Cards are kept without one. */
function mandateIn(intent: ApiObject, method: ApiObject, call: Call): string | null {
  return (isDebit(method) && mandateOf(intent, method, call)) || null;
}

function verify(before: ApiObject, call: Call): ApiObject {
  const lost = lostDeposits(before, wording.noun, call);
  if (lost?.error) throw lost.error;
  if (lost) return lost.intent;
  return ready(before, paymentMethodOf(String(before['payment_method']), call), call);
}

function ready(intent: ApiObject, method: ApiObject, call: Call): ApiObject {
  const card = testCardOf(method, call);
  const customer = intent['customer'];
  const owned =
    typeof customer === 'string' ? attach(reusable(method, card, call), customer, call) : method;
  markSetUp(owned, call);
  const after = {
    ...intent,
    last_setup_error: null,
    latest_attempt: isSentTo(intent)
      ? null
      : attempted(intent, { method, status: 'succeeded' }, call),
    mandate: mandateIn(intent, method, call),
    next_action: null,
    status: 'succeeded',
  };
  call.emit('setup_intent.succeeded', after);
  return after;
}

/** Unlike other refusals of a state, this one quotes the states, and ends in words. */
function requireCancelable(before: ApiObject): void {
  const { status } = before;
  if (unconfirmed.includes(String(status))) return;
  const quoted = unconfirmed.map((one) => `\`${one}\``);
  throw new ApiError(
    `You cannot cancel this SetupIntent because it has a status of ${String(status)}. Only a ` +
      `SetupIntent with one of the following statuses may be canceled: ` +
      `${quoted.slice(0, -1).join(', ')}, or ${quoted.at(-1)}.`,
    { code: wording.code, details: { setup_intent: before } },
  );
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'canceled') {
    throw refused('cancel', 'it is already canceled', before);
  }
  requireCancelable(before);
  stopWaiting(before.id, call);
  const after = canceled(before, call);
  call.emit('setup_intent.canceled', after);
  return after;
}
