// Login links: to the dashboard of an express account.
// Source: https://docs.stripe.com/api/accounts/login_link

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';

export const loginLink: Behaviour = { object: 'login_link', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const account = requireObject(call, 'account', call.ids.get('account') ?? '');
  const { stripe_dashboard: dashboard } = Object(account['controller']);
  if (dashboard?.type !== 'express') {
    throw new ApiError(
      `Cannot create an edit link for the account ${account.id}, which is not an Express account.`,
    );
  }
  if (account['details_submitted'] !== true) {
    throw new ApiError(
      'Cannot create a login link for an account that has not completed onboarding.',
    );
  }
  return { ...draft, url: `https://connect.stripe.com/express/${call.newText(12)}` };
}
