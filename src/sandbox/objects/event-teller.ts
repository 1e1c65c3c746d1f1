// Whose events tell of what becomes of a connected account: its own, which its platform gets by Connect
// endpoints. Source: https://docs.stripe.com/connect/webhooks

import type { ApiObject } from '../behaviour.ts';

const ofAccounts = /^(account|capability|person)\./;

/** Undefined where it is the account of the request. */
export function tellerOf(type: string, { object, id, account }: ApiObject): string | undefined {
  if (!ofAccounts.test(type)) return undefined;
  const holder = object === 'account' ? id : account;
  return typeof holder === 'string' ? holder : undefined;
}
