// Coupons: how much comes off, and for how long. Source: https://docs.stripe.com/api/coupons

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { isValid } from '../discounts.ts';
import { missingParam } from '../errors.ts';

export const coupon: Behaviour = {
  object: 'coupon',
  check,
  rules: { create, update: keepTerms, delete: remember },
  present: (object, call) => ({ ...object, valid: isValid(object, call) }),
  includable: {
    applies_to: (object, call) => termsOf(object, call)['applies_to'] ?? { products: [] },
    currency_options: (object, call) => termsOf(object, call)['currency_options'] ?? {},
  },
};

/** Only told where they are asked for: kept beside the coupon. */
const askedFor = ['applies_to', 'currency_options'] as const;

function create(draft: ApiObject, call: Call): ApiObject {
  const { redeem_by: last } = call.params;
  if (typeof last === 'number' && last <= call.now) {
    throw new ApiError('The `redeem_by` of a coupon must be in the future.', {
      param: 'redeem_by',
    });
  }
  return keepTerms(draft, call);
}

function keepTerms(plain: ApiObject, { params, get, put }: Call): ApiObject {
  const given = askedFor.flatMap((name) => (params[name] === undefined ? [] : [name]));
  if (given.length > 0) {
    const before = Object(get('coupon.terms', plain.id)?.['terms']) as object;
    const now = Object.fromEntries(given.map((name) => [name, plain[name]]));
    put({ id: plain.id, object: 'coupon.terms', terms: { ...before, ...now } });
  }
  const told = Object.entries(plain).filter(([name]) => !askedFor.some((one) => one === name));
  return Object.fromEntries(told) as unknown as ApiObject;
}

function termsOf({ id }: ApiObject, { get }: Call): FormObject {
  return Object(get('coupon.terms', id)?.['terms']) as FormObject;
}

/** Discounts that were made of it go on. */
function remember(before: ApiObject, { put }: Call): ApiObject {
  put({ ...before, object: 'coupon.deleted' });
  return before;
}

const nameLengthMax = 40;

function check(params: FormObject, verb: string): void {
  const { name } = params;
  if (typeof name === 'string' && name.length > nameLengthMax) {
    throw new ApiError(
      `Invalid string: ${name.slice(0, 10)}...${name.slice(-10)}; must be at most ` +
        `${nameLengthMax} characters`,
      { param: 'name' },
    );
  }
  if (verb !== 'create') return;
  checkOff(params);
  checkDuration(params);
  checkLeast('duration_in_months', params);
  checkLeast('max_redemptions', params);
}

function checkOff(params: FormObject): void {
  const { amount_off: amount, percent_off: percent, currency } = params;
  if ((amount === undefined) === (percent === undefined)) {
    const isBoth = amount !== undefined;
    throw new ApiError('You must pass exactly one of `percent_off` or `amount_off`.', {
      code: isBoth ? 'parameters_exclusive' : 'parameter_missing',
      param: isBoth ? 'amount_off' : 'percent_off',
    });
  }
  if (typeof percent === 'number' && (percent <= 0 || percent > 100)) {
    throw new ApiError('Invalid percent_off: must be greater than 0, and at most 100', {
      param: 'percent_off',
    });
  }
  checkLeast('amount_off', params);
  if (amount !== undefined && currency === undefined) throw missingParam('currency');
}

function checkDuration({ duration, duration_in_months: months }: FormObject): void {
  if (duration === 'repeating' && months === undefined) throw missingParam('duration_in_months');
  if (duration !== 'repeating' && months !== undefined) {
    throw new ApiError('`duration_in_months` can only be set if `duration` is `repeating`.', {
      param: 'duration_in_months',
    });
  }
}

function checkLeast(name: string, params: FormObject): void {
  const value = params[name];
  if (typeof value !== 'number' || value >= 1) return;
  throw new ApiError('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param: name,
  });
}
