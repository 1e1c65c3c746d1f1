// Promotion codes: what customers type in for a coupon.
// Source: https://docs.stripe.com/api/promotion_codes

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../errors.ts';
import { requireCoupon } from '../discounts.ts';

export const promotionCode: Behaviour = { object: 'promotion_code', rules: { create } };

function create(draft: ApiObject, call: Call): ApiObject {
  const given = call.params['coupon'];
  if (call.params['promotion'] === undefined && given === undefined)
    throw missingParam('promotion');
  if (typeof given !== 'string') return draft;
  return { ...draft, promotion: { coupon: requireCoupon(given, call).id, type: 'coupon' } };
}
