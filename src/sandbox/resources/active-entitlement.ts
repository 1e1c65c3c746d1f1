// Active entitlements: which features a customer may use.
// Source: https://docs.stripe.com/api/entitlements/active-entitlement

import type { Behaviour } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { entitlementsOf } from '../prices/entitlements.ts';

export const activeEntitlement: Behaviour = {
  object: 'entitlements.active_entitlement',
  listed(call) {
    const { id } = requireObject(call, 'customer', String(call.params['customer']), 'customer');
    return entitlementsOf(id, call);
  },
};
