// Features of products: what whoever subscribes to one may use. Whoever has subscribed already gets them,
// or loses them, with the next period.
// Source: https://docs.stripe.com/api/product-feature

import type { Behaviour } from '../behaviour.ts';
import { linkFeature } from '../prices/entitlements.ts';

export const productFeature: Behaviour = {
  object: 'product_feature',
  rules: {
    create(draft, call) {
      linkFeature(draft, call.ids.get('product') ?? '', call);
      return draft;
    },
  },
};
