// Items of quotes, checkout pages and payment links, kept with the id of whom they are of.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import type { Behaviour } from '../behaviour.ts';
import { toldItem } from '../checkout/item-sums.ts';

export const item: Behaviour = {
  object: 'item',
  present: toldItem,
  includable: {
    discounts: () => [],
    taxes: ({ id, object }, { get }) => get(object, id)?.['taxes'] ?? [],
  },
};
