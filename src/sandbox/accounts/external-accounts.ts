// Where the money of a connected account goes: its bank accounts and cards.
// Source: https://docs.stripe.com/connect/payouts-bank-accounts

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import type { Values } from '../objects/skeleton.ts';
import { fingerprintOf } from '../payment-methods/card-behind.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { ownedBy } from './account-needs.ts';
import { slowNumbers } from './test-banks.ts';

/**
 * Throws unless the country is told, and the number is one of test mode, all of which begin with three
 * zeros in the US.
 */
export function checkBankNumber(given: unknown, param: string): void {
  const { account_number: number, country, routing_number: routing } = inner(given);
  if (number === undefined) return;
  if (country === undefined) throw missingParam(`${param}[country]`);
  if (country !== 'US') return;
  if (routing !== undefined && !/^\d{9}$/.test(String(routing))) {
    throw new ApiError('The routing number of a bank in the US has nine digits.', {
      code: 'routing_number_invalid',
      param: `${param}[routing_number]`,
    });
  }
  if (/^000\d+$/.test(String(number))) return;
  throw new ApiError(
    'You must use a test bank account number in test mode. Try 000123456789 or see more options at ' +
      'https://stripe.com/docs/connect/testing#account-numbers.',
    { code: 'account_number_invalid', param: `${param}[account_number]` },
  );
}

const nothingDue = { currently_due: [], errors: [], past_due: [], pending_verification: [] };

/**
 * What a bank account in this country tells because payouts can go to it; without one, a card. The number
 * is known by its fingerprint.
 */
export function asDestination(country: unknown, fingerprint: unknown, { account }: Call): Values {
  const isHome = country === undefined || country === 'US';
  const isInstant =
    isHome && slowNumbers.every((number) => fingerprintOf(number, account) !== fingerprint);
  const methods = { available_payout_methods: ['standard', ...(isInstant ? ['instant'] : [])] };
  if (country === undefined) return methods;
  return { ...methods, future_requirements: nothingDue, requirements: nothingDue };
}

export function externalAccountsOf(owner: ApiObject, call: Call): readonly ApiObject[] {
  return [...ownedBy('bank_account', owner, call), ...ownedBy('card', owner, call)].reverse();
}

/** As an account tells them, the newest first. */
export function externalList(owner: ApiObject, data: readonly ApiObject[]): object {
  const url = `/v1/accounts/${owner.id}/external_accounts`;
  return { object: 'list', data, has_more: false, total_count: data.length, url };
}

/** One of each currency is where payouts go: the first, or the one that is chosen. Stores others. */
export function withDefault(chosen: ApiObject, owner: ApiObject, call: Call): ApiObject {
  const rivals = externalAccountsOf(owner, call).filter(
    ({ id, currency }) => id !== chosen.id && currency === chosen['currency'],
  );
  const isDefault = chosen['default_for_currency'] === true || rivals.length === 0;
  if (!isDefault) return { ...chosen, default_for_currency: false };
  for (const rival of rivals) call.put({ ...rival, default_for_currency: false });
  return { ...chosen, default_for_currency: true };
}
