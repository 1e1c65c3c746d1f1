// Account links: where the holder of a connected account tells what is missing.
// Source: https://docs.stripe.com/api/account_links

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';

export const accountLink: Behaviour = { object: 'account_link', rules: { create } };

const validSeconds = 300;

/** By the dashboard that the holder has. */
const pages: Readonly<Record<string, string>> = { express: 'e', full: 's', none: 'c' };

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const account = requireObject(call, 'account', String(params['account']));
  const { requirement_collection: collection, stripe_dashboard: dashboard } = Object(
    account['controller'],
  ) as { readonly requirement_collection?: string; readonly stripe_dashboard?: { type: string } };
  if (params['type'] === 'account_update' && collection !== 'application') {
    throw new ApiError(
      'You cannot create `account_update` type Account Links for this account. Account Links of ' +
        'type `account_update` can only be created for accounts where you collect requirements. ' +
        'You can create Account Links for this account with the following types: account_onboarding.',
      { param: 'type' },
    );
  }
  for (const name of ['refresh_url', 'return_url']) checkUrl(name, params[name]);
  const page = pages[dashboard?.type ?? 'none'] ?? 'c';
  return {
    ...draft,
    expires_at: call.now + validSeconds,
    url: `https://connect.stripe.com/setup/${page}/${account.id}/${call.newText(12)}`,
  };
}

function checkUrl(name: string, value: unknown): void {
  if (value === undefined) throw missingParam(name);
  if (URL.canParse(String(value))) return;
  throw new ApiError('Not a valid URL', { code: 'url_invalid', param: name });
}
