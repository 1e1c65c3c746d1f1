// Intents that wait until small deposits on a bank account are told back, and what becomes of them when
// they are not. Source: https://docs.stripe.com/payments/ach-direct-debit/accept-a-payment

import { present } from '../../base/assert.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { awaitAnswer, stopWaiting } from '../objects/waiting.ts';
import { markSetUp } from '../payment-methods/attach.ts';
import { debitFateOf } from '../payment-methods/debit-accounts.ts';
import {
  depositFailures,
  outcomeOf,
  verification,
  waitingForDeposits,
  type DepositFailure,
} from '../payment-methods/microdeposits.ts';
import { attempted } from '../payment-methods/setup-attempts.ts';
import { mandateOf } from './mandates.ts';

/** So long their holder has, and so long it takes to find that an account takes none. In seconds. */
const timeoutSeconds = 10 * 86_400;
const failureSeconds = 10;

/** What the intent's holder is to do; the same as before where it waits for that already. */
export function awaitDeposits(intent: ApiObject, method: ApiObject, call: Call): object {
  const known = Object(intent['next_action']) as { readonly type?: unknown };
  if (intent['status'] === 'requires_action' && known.type === waitingForDeposits) return known;
  mandateOf(intent, method, call);
  const isLost = debitFateOf(method).result === 'no_deposits';
  awaitAnswer(intent, isLost ? failureSeconds : timeoutSeconds, call);
  return verification(method, intent, call);
}

/** Its time is over, or its account takes no deposits. Undefined where it does not wait any more. */
export function giveUpDeposits(intent: ApiObject, call: Call): ApiObject | undefined {
  const { type } = Object(intent['next_action']) as { readonly type?: unknown };
  if (intent['status'] !== 'requires_action' || type !== waitingForDeposits) return undefined;
  const isLost = debitFateOf(methodOf(intent, call)).result === 'no_deposits';
  const code = isLost
    ? 'payment_method_microdeposit_failed'
    : 'payment_method_microdeposit_verification_timeout';
  return failDeposits(intent, code, call);
}

function methodOf(intent: ApiObject, { get }: Call): ApiObject {
  return present(get('payment_method', String(intent['payment_method'])), 'the account that waits');
}

export interface LostDeposits {
  /** As it is then. */
  readonly intent: ApiObject;
  /** What somebody hears who has tried too often; of a time that is over, the event tells. */
  readonly error?: ApiError;
}

/**
 * What comes of the amounts or the code of a request: undefined where they are right, and the account is
 * verified. Throws for wrong ones, as long as others may be tried. `noun` as in `SetupIntent`.
 */
export function lostDeposits(
  before: ApiObject,
  noun: string,
  call: Call,
): LostDeposits | undefined {
  const code = outcomeOf(before, noun, call);
  stopWaiting(before.id, call);
  if (code === undefined) {
    markSetUp(methodOf(before, call), call);
    return undefined;
  }
  const intent = failDeposits(before, code, call);
  if (code === 'payment_method_microdeposit_verification_timeout') return { intent };
  const details = { [intent.object]: intent };
  return { intent, error: new ApiError(depositFailures[code], { code, details, isKept: true }) };
}

/** Emits setup_intent.setup_failed or payment_intent.payment_failed. */
function failDeposits(intent: ApiObject, code: DepositFailure, call: Call): ApiObject {
  const method = methodOf(intent, call);
  const isSetUp = intent.object === 'setup_intent';
  const error = {
    code,
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message: depositFailures[code],
    payment_method: method,
    ...(isSetUp ? {} : { payment_method_type: method['type'] }),
    type: 'invalid_request_error',
  };
  const told = isSetUp
    ? {
        last_setup_error: error,
        latest_attempt: attempted(intent, { method, status: 'failed', error }, call),
      }
    : { last_payment_error: error };
  const waiting = { next_action: null, payment_method: null, status: 'requires_payment_method' };
  const type = isSetUp ? 'setup_intent.setup_failed' : 'payment_intent.payment_failed';
  return change(call, intent, { ...told, ...waiting }, type);
}
