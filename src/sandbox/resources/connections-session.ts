// Sessions of Financial Connections: leave for a page to link bank accounts. Nobody visits that page,
// and no request links one, so that there are no accounts.
// Source: https://docs.stripe.com/api/financial_connections/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const connectionsSession: Behaviour = {
  object: 'financial_connections.session',
  rules: { create },
};

/** Of those who are not there. */
const unchanged: Rule = (before) => before;

export const connectionsAccount: Behaviour = {
  object: 'financial_connections.account',
  rules: {
    disconnect: unchanged,
    refresh: unchanged,
    subscribe: unchanged,
    unsubscribe: unchanged,
  },
};

const accountsUrl = '/v1/financial_connections/accounts';

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  checkHolder(inner(params['account_holder']), call);
  const permissions = params['permissions'] as readonly string[];
  if (permissions.length === 0) throw missingParam('permissions');
  return {
    ...draft,
    accounts: { object: 'list', data: [], has_more: false, total_count: 0, url: accountsUrl },
    client_secret: `fcsess_client_secret_${call.newText(24)}`,
  };
}

function checkHolder(holder: Readonly<Record<string, unknown>>, call: Call): void {
  const type = String(holder['type']);
  const named = type === 'customer' ? ['customer', 'customer_account'] : ['account'];
  const given = named.find((name) => holder[name] !== undefined);
  if (given === undefined) throw missingParam(`account_holder[${type}]`);
  const other = type === 'customer' ? 'account' : 'customer';
  if (holder[other] !== undefined) {
    throw new ApiError(`\`account_holder[${other}]\` does not go with the type \`${type}\`.`, {
      param: `account_holder[${other}]`,
    });
  }
  if (given === 'customer_account') return;
  requireObject(call, type, String(holder[given]), `account_holder[${type}]`);
}
