// Bank accounts and cards that money is paid out to: changed and deleted. How they are made stands in
// sources.ts. Source: https://docs.stripe.com/api/external_accounts

import { ApiError } from '../../wire/api-error.ts';
import { resettle } from '../account-needs.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { externalAccountsOf, externalList, withDefault } from '../external-accounts.ts';

const rules: Readonly<Record<string, Rule>> = { update, delete: remove };

export const bankAccount: Behaviour = { object: 'bank_account', rules };

export const card: Behaviour = { object: 'card', rules };

function ownerOf({ account }: ApiObject, { get }: Call): ApiObject | undefined {
  return typeof account === 'string' ? get('account', account) : undefined;
}

function update(plain: ApiObject, call: Call): ApiObject {
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
