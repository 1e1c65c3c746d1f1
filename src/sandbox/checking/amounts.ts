// Rules about amounts: the least and the most that can be charged, and how an amount is written.
// Source: https://docs.stripe.com/currencies

import { digitsOf } from '../../text/currency.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { missingParam } from './errors.ts';

/** In the smallest unit; those not named here are worth about half a dollar, and not checked. */
const least: Readonly<Record<string, number>> = {
  usd: 50,
  aud: 50,
  brl: 50,
  cad: 50,
  chf: 50,
  eur: 50,
  inr: 50,
  nzd: 50,
  sgd: 50,
  gbp: 30,
  bgn: 100,
  aed: 200,
  myr: 200,
  pln: 200,
  ron: 200,
  dkk: 250,
  nok: 300,
  sek: 300,
  hkd: 400,
  mxn: 1000,
  thb: 1000,
  czk: 1500,
  jpy: 50,
  huf: 17500,
};

/** In the smallest unit. */
export function mostOf(currency: string): number {
  return currency === 'idr' ? 999_999_999_999 : 99_999_999;
}

/** What amounts are multiples of: a digit after the point that Stripe's partners do not know is 0. */
function stepOf(currency: string): number {
  if (withoutUnit.has(currency)) return 100;
  return digitsOf(currency) === 3 ? 10 : 1;
}

/** They had a smaller unit, which amounts still have. */
const withoutUnit: ReadonlySet<string> = new Set(['isk', 'ugx']);

/** In the smallest unit. */
export function leastOf(currency: unknown): number {
  return least[String(currency)] ?? 1;
}

/** Throws Stripe's error for what cannot be charged; charges alone name the parameter that is too small. */
export function checkAmount({ amount, currency }: FormObject, isCharge = false): void {
  for (const [param, value] of Object.entries({ amount, currency })) {
    if (value === undefined) throw missingParam(param);
  }
  if (typeof amount !== 'number') return;
  const [code, bound] = [String(currency), leastOf(currency)];
  if (amount > 0 && amount < bound) {
    throw new ApiError(`Amount must be at least ${written(bound, code)} ${code}`, {
      code: 'amount_too_small',
      ...(isCharge ? { param: 'amount' } : {}),
    });
  }
  if (amount <= 0) {
    throw new ApiError(
      amount < 0
        ? 'This value must be greater than or equal to 1.'
        : 'The amount must be greater than or equal to the minimum charge amount allowed for your ' +
            'account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-' +
            'charge-amounts).  If you want to save a Payment Method for future use without an ' +
            'immediate payment, use a Setup Intent instead: ' +
            'https://docs.stripe.com/payments/setup-intents',
      { code: 'parameter_invalid_integer', param: 'amount' },
    );
  }
  const most = mostOf(code);
  if (amount > most) {
    throw new ApiError(`Amount must be no more than ${written(most, code)}`, {
      code: 'amount_too_large',
      param: 'amount',
    });
  }
  const step = stepOf(code);
  if (amount % step !== 0) throw notDivisible(code, step);
}

function notDivisible(currency: string, step: number): ApiError {
  const name = currency.toUpperCase();
  const why = withoutUnit.has(currency)
    ? `Currency ${name} has become effectively zero-decimal and charged amounts`
    : `Amounts in ${name}`;
  return new ApiError(
    `Invalid amount. ${why} must be evenly divisible by ${step}. See ` +
      'https://stripe.com/docs/currencies#zero-decimal for more information.',
    { param: 'amount' },
  );
}

/** As messages tell it: `$10.00`, `€5.50`, `¥500`. */
export function written(amount: number, currency: string): string {
  // One price is told again and again, and numbers take long to be written.
  if (latest.amount !== amount || latest.currency !== currency) {
    latest = { amount, currency, text: writtenAnew(amount, currency) };
  }
  return latest.text;
}

let latest = { amount: Number.NaN, currency: '', text: '' };

function writtenAnew(amount: number, currency: string): string {
  const digits = digitsOf(currency);
  const value = formats[digits].format(amount / 10 ** digits);
  const sign = signs[currency];
  return sign === undefined ? `${value} ${currency.toUpperCase()}` : sign + value;
}

/** By digits after the point. */
const formats = { 0: formatWith(0), 2: formatWith(2), 3: formatWith(3) } as const;

function formatWith(digits: number): Intl.NumberFormat {
  return new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** All dollars that Stripe writes so have the same sign. */
const signs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['usd', 'aud', 'cad', 'hkd', 'nzd', 'sgd'].map((dollar) => [dollar, '$'])),
  eur: '€',
  gbp: '£',
  jpy: '¥',
};
