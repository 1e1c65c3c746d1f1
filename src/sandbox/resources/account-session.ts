// Account sessions: leave for a page to show parts of a connected account's dashboard.
// Source: https://docs.stripe.com/api/account_sessions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const accountSession: Behaviour = { object: 'account_session', rules: { create } };

const validSeconds = 3600;

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const account = requireObject(call, 'account', String(params['account']));
  const components = Object.values(inner(params['components']));
  if (!components.some((component) => inner(component)['enabled'] === true)) {
    throw new ApiError('You must enable at least one component.', { param: 'components' });
  }
  return {
    ...draft,
    account: account.id,
    client_secret: `accs_secret__${call.newText(40)}`,
    expires_at: call.now + validSeconds,
  };
}
