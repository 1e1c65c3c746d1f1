// Items of quotes, checkout pages and payment links, kept with the id of whom they are of.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import type { ApiObject, Behaviour } from '../behaviour.ts';

export const item: Behaviour = {
  object: 'item',
  present: toldItem,
  includable: {
    discounts: () => [],
    taxes: ({ id, object }, { get }) => get(object, id)?.['taxes'] ?? [],
  },
};

export function toldItem(item: ApiObject): ApiObject {
  const { quote: _quote, session: _session, payment_link: _link, taxes: _taxes, ...told } = item;
  return told as ApiObject;
}
