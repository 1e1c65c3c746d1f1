// Promotion codes: what customers type in for a coupon, and who may do so.
// Source: https://docs.stripe.com/api/promotion_codes

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireFuture } from '../checking/times.ts';
import { isActive, requireCoupon } from '../prices/discounts.ts';

export const promotionCode: Behaviour = {
  object: 'promotion_code',
  check,
  rules: { create, update },
  present: (object, call) => ({ ...object, active: isActive(object, call) }),
};

const codePattern = /^[a-zA-Z0-9\-_]+$/;

function check({ code, restrictions, max_redemptions: most }: FormObject): void {
  if (typeof code === 'string' && !codePattern.test(code)) {
    throw new ApiError(
      'This value must match the regex pattern. (/\\A[a-zA-Z0-9\\-_]+\\z/ does not match for the ' +
        `value ${shorten(code)}).`,
      { param: 'code' },
    );
  }
  const { minimum_amount: least, minimum_amount_currency: currency } = Object(
    restrictions,
  ) as FormObject;
  if (least !== undefined && currency === undefined) {
    throw missingParam('restrictions[minimum_amount_currency]');
  }
  if (currency !== undefined && least === undefined) {
    throw missingParam('restrictions[minimum_amount]');
  }
  if (typeof most !== 'number' || most >= 1) return;
  throw new ApiError('This value must be greater than or equal to 1.', {
    code: 'parameter_invalid_integer',
    param: 'max_redemptions',
  });
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { coupon: former, promotion, expires_at: end } = call.params;
  if (promotion === undefined && former === undefined) throw missingParam('promotion');
  const { coupon: id = former } = Object(promotion) as FormObject;
  if (id === undefined) {
    throw new ApiError('You must pass promotion.coupon when passing promotion', {
      param: 'promotion.coupon',
    });
  }
  const coupon = requireCoupon(String(id), call);
  checkEnd(end, coupon, call);
  checkMost(call.params['max_redemptions'], coupon);
  if (draft['active'] === true) requireUnique(draft, call);
  return { ...draft, promotion: { coupon: coupon.id, type: 'coupon' } };
}

function checkEnd(end: unknown, { redeem_by: last }: ApiObject, { now }: Call): void {
  requireFuture(end, 'expires_at', now);
  if (typeof end !== 'number' || typeof last !== 'number' || end <= last) return;
  throw new ApiError(
    'The `expires_at` of a promotion code must not be after the `redeem_by` of its coupon.',
    { param: 'expires_at' },
  );
}

function checkMost(most: unknown, { max_redemptions: all }: ApiObject): void {
  if (typeof most !== 'number' || typeof all !== 'number' || most <= all) return;
  throw new ApiError(
    `The \`max_redemptions\` of a promotion code must not be more than those of its coupon: ${all}.`,
    { param: 'max_redemptions' },
  );
}

/** Letters count alike in both cases. Codes of different customers may be the same. */
function requireUnique({ id, code, customer }: ApiObject, call: Call): void {
  const isSame = (other: ApiObject): boolean =>
    other.id !== id &&
    String(other['code']).toLowerCase() === String(code).toLowerCase() &&
    (other['customer'] === null || customer === null || other['customer'] === customer);
  if (!call.all('promotion_code').some((other) => isActive(other, call) && isSame(other))) return;
  throw new ApiError(`An active promotion code with \`code: ${String(code)}\` already exists.`);
}

/** One that is over, or whose coupon is, stays inactive. */
function update(plain: ApiObject, call: Call): ApiObject {
  const before = call.get('promotion_code', plain.id) ?? plain;
  if (plain['active'] !== true || before['active'] === true) return plain;
  const { coupon: id } = Object(plain['promotion']) as { readonly coupon?: string };
  const most = plain['max_redemptions'];
  const isUsedUp = typeof most === 'number' && Number(plain['times_redeemed']) >= most;
  if (isUsedUp || !isActive(plain, call)) {
    throw new ApiError('A promotion code that is expired or used up cannot be made active again.', {
      param: 'active',
    });
  }
  requireCoupon(String(id), call);
  requireUnique(plain, call);
  return plain;
}
