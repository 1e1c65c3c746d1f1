// What a payment may not be asked for: parameters that exclude each other, and what no statement or
// letter can be made of. Source: https://docs.stripe.com/api/payment_intents/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { checkEmail } from '../checking/emails.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { checkDescriptor } from '../checking/statement-descriptors.ts';
import { checkTransfer } from '../payment-methods/bank-transfers.ts';
import { isRedirecting } from '../payment-methods/method-kinds.ts';

/** In characters, of what is printed on the cardholder's statement. */
const descriptorMax = 22;

export function checkIntent(params: FormObject): void {
  checkChoice(params);
  if (mandates.every((name) => (params[name] ?? '') !== '')) {
    throw exclusiveWithoutCode(mandates, mandates[0]);
  }
  checkTransfer(params);
  checkEmail(params['receipt_email'], 'receipt_email');
  for (const name of ['statement_descriptor', 'statement_descriptor_suffix']) {
    checkLength(params[name], name);
    checkDescriptor(params[name], name);
  }
}

const mandates = ['mandate', 'mandate_data'];

/** Kinds are named, or come from the account's settings, or are some of those. */
export function checkChoice(params: FormObject): void {
  const other = otherChoices.find((name) => params[name] !== undefined);
  if (params[allowedName] !== undefined && other) {
    throw exclusiveWithoutCode([allowedName, other]);
  }
  const { payment_method_types: types, automatic_payment_methods: automatic } = params;
  if (types !== undefined && Object(automatic).enabled === true) {
    throw exclusiveWithoutCode(['automatic_payment_methods', 'payment_method_types']);
  }
}

const allowedName = 'allowed_payment_method_types';
const otherChoices = [
  'payment_method_types',
  'excluded_payment_method_types',
  'automatic_payment_methods',
  'payment_method_configuration',
];

/** What only a confirmation has a use for; a plain no is taken. */
const ofConfirmation = [
  ...['confirmation_token', 'error_on_requires_action', 'mandate', 'mandate_data', 'off_session'],
  'return_url',
];

/** Throws for what is told of a confirmation that the creation of an intent does not ask for. */
export function checkUnconfirmed(object: string, noun: string, params: FormObject): void {
  const name = ofConfirmation.find((one) => params[one] !== '' && (params[one] ?? false) !== false);
  if (name === undefined || params['confirm'] === true) return;
  throw new ApiError(
    `The parameter \`${name}\` cannot be passed when creating a ${noun} unless \`confirm\` is set to true.`,
    { code: `${object}_invalid_parameter` },
  );
}

/**
 * Throws where the account's settings let a customer be sent to another page, by whatever is paid, and
 * nobody says where they come back to. One who is not there is sent nowhere, and one who waits there was
 * told before.
 */
export function requireReturn(intent: ApiObject, noun: string, { params, isByPage }: Call): void {
  const { automatic_payment_methods: automatic, object, payment_method_types: types } = intent;
  const isAbsent = (params['off_session'] ?? false) !== false;
  if (isByPage || isAbsent || params['return_url'] || intent['status'] === 'requires_action')
    return;
  if (Object(automatic).enabled !== true || !(types as readonly string[]).some(isRedirecting)) {
    return;
  }
  throw new ApiError(
    `This ${noun} is configured to accept payment methods enabled in your Dashboard. Because some of ` +
      'these payment methods might redirect your customer off of your page, you must provide a ' +
      "`return_url`. If you don't want to accept redirect-based payment methods, set " +
      '`automatic_payment_methods[enabled]` to `true` and ' +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and ' +
      'Payment Intents.',
    { details: { [object]: intent } },
  );
}

/**
 * Throws for a payment of which nothing can be taken, or not so much; `amount` is what is asked for, and
 * `most` what can be.
 */
export function checkCapture(
  intent: ApiObject,
  amount: number,
  most = Number(intent['amount_capturable']),
): void {
  const { object, status } = intent;
  const details = { [object]: intent };
  if (status !== 'requires_capture') {
    const code = 'payment_intent_unexpected_state';
    throw new ApiError(whyNotCaptured(intent), { code, details });
  }
  if (amount < 0) {
    throw new ApiError('Invalid non-negative integer', { param: 'amount_to_capture', details });
  }
  // Once a part is taken, nothing more may be.
  if (amount === 0 && Number(intent['amount_received']) === 0) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
      details,
    });
  }
  if (amount > most) {
    throw new ApiError(
      'The payment could not be captured because the requested capture amount is greater than the ' +
        'amount you can capture for this charge. Contact us via ' +
        'https://support.stripe.com/contact/ for help.',
      { code: 'amount_too_large', details },
    );
  }
}

function whyNotCaptured({ amount, amount_received: received, status }: ApiObject): string {
  if (status !== 'succeeded') {
    return (
      `This PaymentIntent could not be captured because it has a status of ${String(status)}. Only a ` +
      'PaymentIntent with one of the following statuses may be captured: requires_capture.'
    );
  }
  return Number(received) < Number(amount)
    ? 'The remaining amount on this PaymentIntent could not be captured because the remainder of ' +
        'the authorized amount has been released.'
    : 'This PaymentIntent could not be captured because it has already been captured.';
}

/**
 * Throws for a whole text for cards, unless they are told what to end with; `types` are those that are
 * named. Source: the page that the message names.
 */
export function refuseWholeText(params: FormObject, types: unknown): void {
  const isOfCards = Array.isArray(types) && types.includes('card');
  if (!params['statement_descriptor'] || params['statement_descriptor_suffix'] || !isOfCards)
    return;
  throw new ApiError(
    'The statement_descriptor parameter is not supported for the payment_method_type `card`. To ' +
      'continue supporting payment_method_type `card`, please pass in `statement_descriptor_suffix` ' +
      'or remove the `statement_descriptor` parameter altogether. Please see ' +
      'https://support.stripe.com/questions/use-of-the-statement-descriptor-parameter-on-' +
      'paymentintents-for-card-charges for additional details.',
    { param: 'statement_descriptor' },
  );
}

function checkLength(text: unknown, param: string): void {
  if (typeof text !== 'string' || text.length <= descriptorMax) return;
  const told = `${text.slice(0, 10)}...${text.slice(-10)}`;
  throw new ApiError(`Invalid string: ${told}; must be at most ${descriptorMax} characters`, {
    param,
  });
}
