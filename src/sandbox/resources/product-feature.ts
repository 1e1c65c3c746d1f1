// Features of products: what whoever subscribes to one may use.
// Source: https://docs.stripe.com/api/product-feature

import type { Behaviour } from '../behaviour.ts';
import { linkFeature, renewAllEntitlements, unlinkFeature } from '../prices/entitlements.ts';

export const productFeature: Behaviour = {
  object: 'product_feature',
  rules: {
    create(draft, call) {
      linkFeature(draft, call.ids.get('product') ?? '', call);
      call.later.push(() => renewAllEntitlements(call));
      return draft;
    },
    delete(before, call) {
      unlinkFeature(before, call);
      renewAllEntitlements(call);
      return before;
    },
  },
};
