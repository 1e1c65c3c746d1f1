// Features that customers may be entitled to: each is known by a key of its own, until it is archived.
// Source: https://docs.stripe.com/billing/entitlements#setup

import { ApiError } from '../../wire/api-error.ts';
import type { Behaviour } from '../behaviour.ts';

export const entitlementFeature: Behaviour = {
  object: 'entitlements.feature',
  rules: {
    create(draft, call) {
      const key = draft['lookup_key'];
      const holder = call
        .all('entitlements.feature')
        .find((one) => one['lookup_key'] === key && one['active'] && one.id !== draft.id);
      if (!holder) return draft;
      throw new ApiError(
        `A feature (${holder.id}) already uses the lookup key \`${String(key)}\`.`,
        {
          code: 'resource_already_exists',
          param: 'lookup_key',
        },
      );
    },
  },
};
