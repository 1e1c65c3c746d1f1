// What is said when a card is declined. Source: https://docs.stripe.com/declines/codes and
// https://docs.stripe.com/testing#declined-payments

import { ApiError, type ErrorType } from '../../wire/api-error.ts';
import type { Call } from '../behaviour.ts';
import type { CardFate } from './test-cards.ts';

export interface Decline {
  readonly code: string;
  readonly decline_code?: string;
  readonly message: string;
  readonly param?: string;
  readonly advice_code?: string;
  readonly network_advice_code?: string;
  readonly network_decline_code?: string;
  /** That of a card where nothing is said. */
  readonly type?: ErrorType;
}

const declined = 'Your card was declined.';
const again = { advice_code: 'try_again_later', network_advice_code: '02' };
const never = { advice_code: 'do_not_try_again', network_advice_code: '01' };
const confirm = { advice_code: 'confirm_card_data', network_advice_code: '03' };
const card = { code: 'card_declined', message: declined };

const declines: Readonly<Partial<Record<CardFate, Omit<Decline, 'decline_code'>>>> = {
  generic_decline: { ...card, advice_code: 'try_again_later', network_decline_code: '01' },
  insufficient_funds: {
    code: 'card_declined',
    message: 'Your card has insufficient funds.',
    ...again,
    network_decline_code: '51',
  },
  lost_card: { ...card, ...never, network_decline_code: '41' },
  stolen_card: { ...card, ...never, network_decline_code: '43' },
  card_velocity_exceeded: {
    code: 'card_declined',
    message:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount ' +
      'limit.',
    ...again,
    network_decline_code: '61',
  },
  expired_card: {
    code: 'expired_card',
    message: 'Your card has expired.',
    param: 'exp_month',
    ...confirm,
    network_decline_code: '54',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
    param: 'cvc',
    ...confirm,
    network_decline_code: 'N7',
  },
  processing_error: {
    code: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
    advice_code: 'try_again_later',
    network_decline_code: '06',
  },
  incorrect_zip: {
    code: 'incorrect_zip',
    message:
      'Your card could not be authorized using the postal code provided. Please update the postal ' +
      'code, or contact your card issuer for further details.',
    param: 'address_zip',
  },
};

/** Undefined for a card that is not declined. */
export function declineOf(fate: CardFate, { version }: Call): Decline | undefined {
  if (fate === 'succeeds') return undefined;
  const told = declines[fate] ?? card;
  // Once there was one only where the code itself says no more.
  const isCoded = told.code === 'card_declined' || version >= codedSince;
  return isCoded ? { ...told, decline_code: fate } : told;
}

/** From here on versions have names, such as acacia. */
const codedSince = '2024-09-30';

export const authenticationRequired: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};

/** Of an account that Radar takes for too risky; its bank is not asked. */
export const blockedDebit: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  decline_code: 'fraudulent',
  message: 'The payment was blocked because of a high risk of fraud.',
};

/** Where a request wants no payment that would have to wait. */
export const authenticationNotHandled: Decline = {
  code: 'authentication_required',
  decline_code: 'authentication_not_handled',
  message:
    'This payment required an authentication action to complete, but `error_on_requires_action` was ' +
    "set. When you're ready, you can upgrade your integration to handle actions at " +
    'https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.',
};

/** The same for kinds whose customer has to do something else; no bank is asked then. */
export const actionRequired: Decline = {
  code: 'payment_intent_action_required',
  message:
    'The provided payment method requires customer actions to complete, but ' +
    '`error_on_requires_action` was set.',
  type: 'invalid_request_error',
};

/** `more` goes with it, such as the charge and the intent. */
export function declineError(
  { code, message, param, type = 'card_error', ...details }: Decline,
  more: Readonly<Record<string, unknown>> = {},
  isKept = false,
): ApiError {
  const told = { ...details, ...more };
  const status = type === 'card_error' ? 402 : 400;
  const fields = { status, type, code, details: told, isKept };
  return new ApiError(message, param === undefined ? fields : { ...fields, param });
}

/** As an intent keeps it: the error object without the intent itself. */
export function keptError(decline: Decline, more: Readonly<Record<string, unknown>>): object {
  const members = Object.entries({
    type: 'card_error',
    ...decline,
    ...more,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
  });
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}
