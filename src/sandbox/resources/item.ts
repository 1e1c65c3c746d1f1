// Lines of checkout sessions and payment links: kept with whom they belong to, and told without.
// Source: https://docs.stripe.com/api/checkout/sessions/line_items

import type { ApiObject, Behaviour } from '../behaviour.ts';

const owners: readonly string[] = ['session', 'payment_link'];

export const item: Behaviour = {
  object: 'item',
  present: (line) =>
    Object.fromEntries(
      Object.entries(line).filter(([name]) => !owners.includes(name)),
    ) as unknown as ApiObject,
};
