// Coupons: how much comes off, and for how long. Source: https://docs.stripe.com/api/coupons

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireFuture } from '../checking/times.ts';
import { change } from '../objects/make.ts';
import { isValid } from '../prices/discounts.ts';

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
  requireFuture(call.params['redeem_by'], 'redeem_by', call.now);
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

/** Discounts that were made of it go on; its promotion codes are over. */
function remember(before: ApiObject, call: Call): ApiObject {
  call.put({ ...before, object: 'coupon.deleted' });
  for (const code of call.all('promotion_code')) {
    const { coupon: of } = Object(code['promotion']) as { readonly coupon?: unknown };
    if (of === before.id) change(call, code, { active: false }, 'promotion_code.updated');
  }
  return { ...before, valid: false };
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
  if (amount === undefined && percent === undefined) {
    throw new ApiError('Must provide percent_off or amount_off.', { code: 'parameter_missing' });
  }
  if (amount !== undefined && percent !== undefined) {
    throw new ApiError(
      'Received both percent_off and amount_off parameters. Please pass in only one.',
    );
  }
  if (typeof percent === 'number' && percent < 0.01) {
    const told = Number.isInteger(percent) ? percent.toFixed(1) : String(percent);
    throw new ApiError(
      `This value must be greater than or equal to 0.01 (it currently is '${told}').`,
      { param: 'percent_off' },
    );
  }
  if (typeof percent === 'number' && percent > 100) {
    throw new ApiError('Invalid percent_off: must be at most 100', { param: 'percent_off' });
  }
  if (percent !== undefined && params['currency_options'] !== undefined) {
    throw exclusiveWithoutCode(['currency_options', 'percent_off'], 'currency_options');
  }
  checkLeast('amount_off', params);
  if (amount === undefined || currency !== undefined) return;
  throw new ApiError('You must pass currency when passing amount_off', { param: 'currency' });
}

function checkDuration({ duration, duration_in_months: months }: FormObject): void {
  if (duration === 'repeating' && months === undefined) {
    throw new ApiError(
      'The duration_in_months param must be set when creating a coupon with a repeating duration',
      { param: 'duration' },
    );
  }
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
