// Bank accounts and cards that money is paid out to: changed and deleted. How they are made stands in
// sources.ts. Source: https://docs.stripe.com/api/external_accounts

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { resettle } from '../accounts/account-needs.ts';
import { externalAccountsOf, externalList, withDefault } from '../accounts/external-accounts.ts';
import { detachSource } from '../accounts/source-objects.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { sourceOf } from '../payment-methods/default-method.ts';

const rules: Readonly<Record<string, Rule>> = { update, delete: remove };

export const bankAccount: Behaviour = {
  object: 'bank_account',
  rules: { ...rules, verify },
  makers: { detach },
};

export const card: Behaviour = { object: 'card', rules };

/** Takes it from its customer. */
function detach(call: Call): ApiObject {
  const [customerId = '', id = ''] = [...call.ids.values()];
  requireObject(call, 'customer', customerId);
  const held = sourceOf(id, customerId, call);
  if (!held) throw missingByPath('source', id);
  detachSource(held, call);
  if (held.object === 'source') return { ...held, status: 'consumed' };
  return { id, object: held.object, deleted: true };
}

/** Source: https://docs.stripe.com/ach-deprecated#testing */
const rightAmounts = '32,45';

function verify(before: ApiObject, call: Call): ApiObject {
  if (before['status'] === 'verified') {
    throw new ApiError('This bank account has already been verified.', {
      code: 'bank_account_verification_failed',
    });
  }
  const { amounts } = call.params;
  if (!Array.isArray(amounts) || amounts.join() !== rightAmounts) {
    throw new ApiError(
      'The amounts provided do not match the amounts that were sent to the bank account.',
      { code: 'bank_account_verification_failed' },
    );
  }
  return change(call, before, { status: 'verified' }, 'customer.source.updated');
}

/** What is sent as text and told as a number. */
function expiryOf({ exp_month: month, exp_year: year }: FormObject): object {
  const told = { exp_month: month, exp_year: year };
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Number(value)]],
    ),
  );
}

function ownerOf({ account }: ApiObject, { get }: Call): ApiObject | undefined {
  return typeof account === 'string' ? get('account', account) : undefined;
}

function update(told: ApiObject, call: Call): ApiObject {
  const plain = told.object === 'card' ? { ...told, ...expiryOf(call.params) } : told;
  const owner = ownerOf(plain, call);
  if (!owner) return plain;
  const before = call.get(plain.object, plain.id);
  if (call.params['default_for_currency'] === false && before?.['default_for_currency'] === true) {
    throw new ApiError(
      'You cannot take the default away from an external account. Make another one the default.',
      { param: 'default_for_currency' },
    );
  }
  const asked = call.params['default_for_currency'] ?? before?.['default_for_currency'];
  const after = withDefault({ ...plain, default_for_currency: asked }, owner, call);
  const all = externalAccountsOf(owner, call).map((one) => (one.id === after.id ? after : one));
  resettle(owner, call, { external_accounts: externalList(owner, all) });
  return after;
}

/** The default of a currency stays while there is another one of it. */
function remove(before: ApiObject, call: Call): ApiObject {
  const owner = ownerOf(before, call);
  if (!owner) return before;
  const others = externalAccountsOf(owner, call).filter(({ id }) => id !== before.id);
  const isNeeded = before['currency'] === owner['default_currency'];
  const hasRival = others.some(({ currency }) => currency === before['currency']);
  if (before['default_for_currency'] === true && (isNeeded || hasRival)) {
    throw new ApiError(
      'You cannot delete the default external account for your default currency. Please make ' +
        'another external account the default using the `default_for_currency` param, and then ' +
        'delete this one.',
    );
  }
  resettle(owner, call, { external_accounts: externalList(owner, others) });
  return before;
}
