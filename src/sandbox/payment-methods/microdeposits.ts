// Bank accounts that were typed in are verified by two small amounts, or by a code beside one.
// Source: https://docs.stripe.com/payments/ach-direct-debit/set-up-payment#test-account-numbers

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { isSetUp } from './attach.ts';

/** Kinds whose accounts have to be verified, and what is sent to them first. */
const sent: Readonly<Record<string, string>> = {
  acss_debit: 'amounts',
  us_bank_account: 'descriptor_code',
};

/** Whether nobody knows yet that an account is its holder's. */
export function isUnverified(method: ApiObject, call: Call): boolean {
  return Object.hasOwn(sent, String(method['type'])) && !isSetUp(method, call);
}

export const waitingForDeposits = 'verify_with_microdeposits';

/** Where an account is yet to be verified, what its holder is to do. */
export function verification(
  { type: kind }: ApiObject,
  intent: ApiObject,
  { now, newText }: Call,
): object {
  const type = waitingForDeposits;
  const page = `${intent.object === 'setup_intent' ? 's' : 'p'}acs_test_${newText(100)}`;
  return {
    type,
    [type]: {
      arrival_date: (Math.floor(now / 86_400) + 1) * 86_400 + 7 * 3600,
      hosted_verification_url: `https://payments.stripe.com/microdeposit/${page}`,
      microdeposit_type: sent[String(kind)] ?? null,
    },
  };
}

/** Why an account is not verified: the intent then waits for another means of payment. */
export const depositFailures = {
  payment_method_microdeposit_failed:
    'Microdeposits failed. Please check the account, institution and transit numbers provided.',
  payment_method_microdeposit_verification_attempts_exceeded:
    'You have exceeded the number of allowed verification attempts.',
  payment_method_microdeposit_verification_timeout:
    "Microdeposit timeout. Customer hasn't verified their bank account within the required 10 day period.",
} as const;

export type DepositFailure = keyof typeof depositFailures;

const exceeded = 'payment_method_microdeposit_verification_attempts_exceeded';
const late = 'payment_method_microdeposit_verification_timeout';

/** Of the test mode, by the amounts or the code; undefined verifies. */
const outcomes: ReadonlyMap<string, DepositFailure | undefined> = new Map([
  ['32,45', undefined],
  ['SM11AA', undefined],
  ['10,11', exceeded],
  ['SM33CC', exceeded],
  ['40,41', late],
  ['SM44DD', late],
]);

/** Kept beside the methods, and told nowhere: how often somebody was wrong. */
const triesKind = 'payment_method.deposit_tries';

/**
 * What comes of amounts or a code; undefined where they are right. Throws for those that did not arrive,
 * as long as others may be tried. `noun` as in `SetupIntent`.
 */
export function outcomeOf(intent: ApiObject, noun: string, call: Call): DepositFailure | undefined {
  requireWaiting(intent, noun);
  const told = toldIn(call.params);
  if (outcomes.has(told)) return outcomes.get(told);
  const id = String(intent['payment_method']);
  const failures = Number(call.get(triesKind, id)?.['failures'] ?? 0) + 1;
  const isCode = told.startsWith('SM') || call.params['amounts'] === undefined;
  const left = (isCode ? 10 : 3) - failures;
  if (left < 1) return exceeded;
  call.put({ id, object: triesKind, failures });
  throw mismatch(isCode, left);
}

function requireWaiting(intent: ApiObject, noun: string): void {
  const action = Object(intent['next_action']) as { readonly type?: unknown };
  if (intent['status'] === 'requires_action' && action.type === waitingForDeposits) return;
  const isOfSetup = intent.object === 'setup_intent';
  throw new ApiError(
    `This ${noun} cannot be actioned on because it has a status of ${String(intent['status'])}. ` +
      `Only a ${noun} with one of the following statuses may be actioned on: ["requires_action"].`,
    {
      code: isOfSetup ? 'intent_invalid_state' : 'payment_intent_unexpected_state',
      details: { [intent.object]: intent },
    },
  );
}

/** As `32,45`, or as `SM11AA`. */
function toldIn({ amounts, descriptor_code: code }: FormObject): string {
  if (amounts === undefined && code === undefined) {
    throw new ApiError('You must provide either `amounts` or `descriptor_code`.');
  }
  if (!Array.isArray(amounts)) return String(code);
  if (amounts.length === 2) return amounts.join();
  throw new ApiError('You must provide exactly two microdeposit amounts.', {
    code: 'payment_method_microdeposit_verification_amounts_invalid',
    param: 'amounts',
  });
}

function mismatch(isCode: boolean, left: number): ApiError {
  const what = isCode
    ? 'The verification code provided does not match the one'
    : 'The amounts provided do not match the amounts that were';
  return new ApiError(
    `${what} sent to the bank account. You have ${left} verification attempts remaining.`,
    {
      code: `payment_method_microdeposit_verification_${isCode ? 'descriptor_code' : 'amounts'}_mismatch`,
      ...(isCode ? {} : { param: 'amounts' }),
      isKept: true,
    },
  );
}
