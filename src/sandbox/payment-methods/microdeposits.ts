// Bank accounts that were typed in are verified by two small amounts, or by a code beside one.
// Source: https://docs.stripe.com/payments/ach-direct-debit/set-up-payment#test-account-numbers

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';

const right = { amounts: '32,45', code: 'SM11AA' };

/** Where an account is yet to be verified, what its holder is to do. */
export function verification({ now, account, newText }: Call): object {
  const type = 'verify_with_microdeposits';
  const hosted = `https://payments.stripe.com/microdeposit/${account}/test_${newText(24)}`;
  return {
    type,
    [type]: {
      arrival_date: (Math.floor(now / 86_400) + 1) * 86_400 + 7 * 3600,
      hosted_verification_url: hosted,
      microdeposit_type: 'descriptor_code',
    },
  };
}

/** Throws for amounts or a code that did not arrive. `noun` as in `SetupIntent`. */
export function checkDeposits(intent: ApiObject, noun: string, { params }: Call): void {
  const action = Object(intent['next_action']) as { readonly type?: unknown };
  if (intent['status'] !== 'requires_action' || action.type !== 'verify_with_microdeposits') {
    throw new ApiError(
      `This ${noun} cannot be actioned on because it has a status of ${String(intent['status'])}. ` +
        `Only a ${noun} with one of the following statuses may be actioned on: ["requires_action"].`,
      { code: 'intent_invalid_state', details: { [intent.object]: intent } },
    );
  }
  const { amounts, descriptor_code: code } = params;
  if (amounts === undefined && code === undefined) {
    throw new ApiError('You must provide either `amounts` or `descriptor_code`.');
  }
  if (Array.isArray(amounts) && amounts.join() !== right.amounts) {
    throw new ApiError(
      'The amounts provided do not match the amounts that were sent to the bank account.',
      { code: 'payment_method_microdeposit_verification_amounts_mismatch', param: 'amounts' },
    );
  }
  if (typeof code === 'string' && code !== right.code) {
    throw new ApiError(
      'The descriptor code provided does not match the one sent to the bank account.',
      {
        code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
        param: 'descriptor_code',
      },
    );
  }
}
