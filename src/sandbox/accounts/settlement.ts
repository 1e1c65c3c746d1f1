// In which currency a charge reaches the balance: that of the business that it is made for.
// Source: https://docs.stripe.com/connect/currencies

import { digitsOf } from '../../text/currency.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { rateOf } from './test-rates.ts';

/** Of what is converted, Stripe keeps so much by a rate that is that much lower. */
const conversionShare = 0.02;

export interface Settlement {
  readonly currency: string;
  /** What one unit of the charge's currency brings; null where nothing is converted. */
  readonly rate: number | null;
}

/**
 * Of a charge on behalf of an account that takes another currency. All others stay as they are: the
 * sandbox's own account takes every currency.
 */
export function settlementOf(charge: ApiObject, { get }: Call): Settlement {
  const merchant = get('account', String(charge['on_behalf_of']));
  return settlementFor(merchant, String(charge['currency']));
}

/** Of money in this currency that reaches a connected account. */
export function settlementFor(account: ApiObject | undefined, currency: string): Settlement {
  const own = account && settlesIn(account, currency);
  const rate = own === undefined ? undefined : rateOf(currency, own);
  if (own === undefined || own === currency || rate === undefined) return { currency, rate: null };
  return { currency: own, rate: Number((rate * (1 - conversionShare)).toPrecision(6)) };
}

/** A currency that it has a bank account for, or its usual one. */
function settlesIn(account: ApiObject, currency: string): string {
  const { data = [] } = Object(account['external_accounts']) as {
    readonly data?: readonly { readonly currency?: unknown }[];
  };
  const isTaken = data.some((one) => one.currency === currency);
  return isTaken ? currency : String(account['default_currency']);
}

/** How a captured charge has reached the balance, by its transaction. */
export function settledAs(charge: ApiObject, { get }: Call): Settlement {
  const transaction = get('balance_transaction', String(charge['balance_transaction']));
  const rate = transaction?.['exchange_rate'];
  const currency = String(transaction?.['currency'] ?? charge['currency']);
  return { currency, rate: typeof rate === 'number' ? rate : null };
}

/** An amount of the charge's currency in that of its settlement, both in their smallest units. */
export function converted(amount: number, from: unknown, { currency, rate }: Settlement): number {
  if (rate === null) return amount;
  const digits = digitsOf(currency) - digitsOf(String(from));
  return Math.round(amount * rate * 10 ** digits);
}

/** What goes back by the rate of the day is converted without a fee. */
export function returnedAs(charge: ApiObject, call: Call): Settlement {
  const { currency, rate } = settledAs(charge, call);
  const today = rateOf(String(charge['currency']), currency);
  return { currency, rate: rate === null ? null : (today ?? rate) };
}
