// Payment intents: a payment from its first idea to its end, through confirmation, the customer's
// approval and capture. Source: https://docs.stripe.com/api/payment_intents

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { creatorOf } from '../accounts/connected.ts';
import { checkDestination } from '../accounts/destination.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkAmount } from '../checking/amounts.ts';
import { notSimulated } from '../checking/errors.ts';
import { requireStatus } from '../checking/require-status.ts';
import { refuseInvoiced } from '../invoices/invoice-payments.ts';
import { followIntent } from '../invoices/pay-invoice.ts';
import { usualCapture } from '../objects/automatic-methods.ts';
import { address } from '../objects/initial-state.ts';
import { changed } from '../objects/layered.ts';
import { sorted } from '../objects/skeleton.ts';
import { refuseOtherKind } from '../payment-methods/asked-kinds.ts';
import { refuseForeign, refuseSpent } from '../payment-methods/attach.ts';
import { chosenAnew, chosenKinds, withKindsSaid } from '../payment-methods/method-configuration.ts';
import { checkKinds } from '../payment-methods/method-kinds.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';
import { cancelIntent, requireCancelable } from '../payments/cancel-intent.ts';
import { captureIntent } from '../payments/capture-intent.ts';
import { applyCustomerBalance, returnFunds } from '../payments/cash-balance.ts';
import { byToken, useCvc } from '../payments/confirmation-tokens.ts';
import { lostDeposits } from '../payments/deposits.ts';
import { checkTransfer, incrementAuthorization } from '../payments/increments.ts';
import { checkIntent, checkUnconfirmed, refuseWholeText } from '../payments/intent-checks.ts';
import {
  begunWith,
  choose,
  confirmationOf,
  defaultSource,
  givenMethod,
  methodToConfirm,
  optionsOf,
  optionsOver,
  unconfirmed,
} from '../payments/intents.ts';
import { requireMandate } from '../payments/mandates.ts';
import { settleIntent } from '../payments/pay-intent.ts';
import { detailsAnew, detailsOf, lineItemsOf } from '../payments/payment-line-items.ts';
import { keepApproval } from '../payments/told-approval.ts';

export const paymentIntent: Behaviour = {
  object: 'payment_intent',
  rules: {
    create,
    update,
    confirm,
    capture: captureIntent,
    cancel,
    apply_customer_balance: applied,
    increment_authorization: incrementAuthorization,
    verify_microdeposits: verify,
  },
  entails: (intent, params) => confirmationOf(intent, params, confirming),
  includable: { 'amount_details.line_items': lineItemsOf },
};

/** What a creation hands on to the confirmation that it asks for. */
const confirming = [
  'error_on_requires_action',
  'mandate',
  'mandate_data',
  'off_session',
  'return_url',
  'use_stripe_sdk',
];

const wording = { noun: 'PaymentIntent', code: 'payment_intent_unexpected_state' };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  checkAmount(params);
  checkIntent(params);
  refuseWholeText(params, params['payment_method_types']);
  checkUnconfirmed('payment_intent', wording.noun, params);
  checkDestination(params, call);
  const named = givenMethod(params, call);
  const { types, details } = chosenKinds(call, params['currency']);
  checkKinds(types, params['currency'], call);
  const isConfirmed = params['confirm'] === true;
  const method = named ?? (isConfirmed ? defaultSource(types, call) : undefined);
  if (method) {
    const { customer } = params;
    if (isConfirmed) refuseForeign(method, { object: 'payment_intent', customer });
    refuseOtherKind(method, types, { object: 'payment_intent' });
    refuseSpent(method, call);
    if (isConfirmed) choose(method, call);
  }
  keepApproval(draft.id, call);
  const told = isConfirmed ? undefined : method;
  return changed(draft, {
    application: creatorOf(call),
    capture_method: params['capture_method'] ?? usualCapture(call),
    managed_payments: { enabled: false },
    amount_details: detailsOf(draft, Number(params['amount']), call),
    payment_method: told?.id ?? null,
    payment_method_configuration_details: details,
    payment_method_options: optionsOf(
      types,
      { given: params['payment_method_options'], object: 'payment_intent' },
      call,
    ),
    payment_method_types: types,
    source: named ? null : (method?.id ?? null),
    status: told ? 'requires_confirmation' : 'requires_payment_method',
  });
}

function update(plain: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { amount, currency } = plain;
  if (params['amount'] !== undefined) {
    checkAmount({ amount: Number(amount), currency: String(currency) });
  }
  checkIntent(params);
  const before = call.get('payment_intent', plain.id) ?? plain;
  checkTransfer(before, params);
  const isNamed = before['automatic_payment_methods'] === null;
  refuseWholeText(params, isNamed ? plain['payment_method_types'] : undefined);
  refuseLateChange(before, params);
  refuseInvoiced(before, params, call);
  requireStatus(before, {
    verb: 'update',
    done: 'updated',
    allowed: [...unconfirmed, 'requires_capture', 'processing', 'succeeded'],
  });
  keepApproval(plain.id, call);
  const method = givenMethod(params, call);
  const isWaiting = before['status'] === 'requires_action';
  const isOther = isWaiting && approved.some((name) => params[name] !== undefined);
  const details = {
    ...detailsAnew(plain, plain['amount'], call),
    ...chosenAnew(plain, call),
  };
  const after: ApiObject = { ...plain, ...details };
  if (method) {
    const types = after['payment_method_types'] as readonly string[];
    refuseOtherKind(method, types, { object: 'payment_intent', intent: before });
  }
  if (!method && !isOther) return after;
  if (isWaiting) returnFunds(before, call);
  const chosen = method?.id ?? plain['payment_method'];
  return {
    ...after,
    next_action: null,
    payment_method: chosen,
    status: 'requires_confirmation',
  };
}

/** What a customer is asked to approve: another one has to be confirmed again. */
const approved = ['amount', 'currency', 'payment_method_types'];

/** What a payment is about cannot be changed any more once it is made, or held. */
const early = ['amount', 'currency', 'payment_method', 'payment_method_types'];

function refuseLateChange(before: ApiObject, params: FormObject): void {
  const status = String(before['status']);
  const name = early.find((one) => params[one] !== undefined);
  if (name === undefined || unconfirmed.includes(status)) return;
  throw new ApiError(
    `This PaymentIntent's ${name} could not be updated because it has a status of ${status}. You ` +
      `may only update the ${name} of a PaymentIntent with one of the following statuses: ` +
      `${unconfirmed.join(', ')}.`,
    { code: wording.code, param: name, details: { payment_intent: before } },
  );
}

function confirm(before: ApiObject, asked: Call): ApiObject {
  if (before['status'] === 'succeeded') {
    throw new ApiError(
      'You cannot confirm this PaymentIntent because it has already succeeded after being ' +
        'previously confirmed.',
      { code: wording.code, details: { payment_intent: before } },
    );
  }
  const remedy =
    'You can either update the PaymentIntent with a payment method and then confirm it again, or ' +
    'confirm it again directly with a payment method or ConfirmationToken.';
  const call = byToken(before, asked);
  useCvc(before, call);
  keepApproval(before.id, call);
  const chosen = withKindsSaid(before, call);
  const method = methodToConfirm(chosen, { remedy, ...wording }, call);
  refuseSpent(method, call);
  const begun = begunWith(chosen, method);
  if (begun['status'] !== before['status']) returnFunds(before, call);
  const intent = { ...begun, ...given(chosen, call) };
  requireMandate(intent, method, call);
  try {
    const after = settleIntent(method, intent, call);
    followIntent(after, call);
    return after;
  } catch (error) {
    const left = call.get('payment_intent', intent.id);
    if (left && error instanceof ApiError && error.isKept) followIntent(left, call);
    throw error;
  }
}

/** What a confirmation may say of the payment itself. */
const saidLate = ['receipt_email', 'setup_future_usage', 'capture_method', 'payment_method_types'];

function given(before: ApiObject, call: Call): object {
  const { params } = call;
  const told = saidLate.map((name) => [name, (params[name] ?? before[name]) || null] as const);
  const shipping = inner(params['shipping']);
  const parcel = { carrier: null, phone: null, tracking_number: null, ...shipping };
  const place = { ...address, ...inner(shipping['address']) };
  const options = params['payment_method_options'];
  return {
    ...Object.fromEntries(told),
    ...detailsAnew(before, before['amount'], call),
    ...(options === undefined
      ? {}
      : { payment_method_options: optionsOver(before, inner(options), call) }),
    ...(params['shipping'] ? { shipping: sorted({ ...parcel, address: place }) } : {}),
  };
}

function applied(before: ApiObject, call: Call): ApiObject {
  const after = applyCustomerBalance(before, call);
  followIntent(after, call);
  return after;
}

/** With an account that is verified, the payment goes on. */
function verify(before: ApiObject, call: Call): ApiObject {
  const lost = lostDeposits(before, wording.noun, call);
  const method = paymentMethodOf(String(before['payment_method']), call);
  const after = lost?.intent ?? settleIntent(method, before, call);
  followIntent(after, call);
  if (lost?.error) throw lost.error;
  return after;
}

function cancel(before: ApiObject, call: Call): ApiObject {
  requireCancelable(before, call);
  if (before['status'] === 'requires_capture' && Number(before['amount_received']) > 0) {
    throw notSimulated('the cancellation of a payment that is captured in part');
  }
  return cancelIntent(before, call.params['cancellation_reason'] ?? null, call);
}
