// Features of products: what whoever subscribes to one may use.
// Source: https://docs.stripe.com/api/product-feature

import type { Behaviour } from '../behaviour.ts';
import { linkFeature, renewAll } from '../prices/entitlements.ts';

export const productFeature: Behaviour = {
  object: 'product_feature',
  rules: {
    create(draft, call) {
      linkFeature(draft, call.ids.get('product') ?? '', call);
      call.later.push(() => renewAll(call));
      return draft;
    },
    delete(before, call) {
      renewAll(call, before.id);
      return before;
    },
  },
};
