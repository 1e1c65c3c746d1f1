// Domains on which wallets may be shown: here each is whoever says so.
// Source: https://docs.stripe.com/api/payment_method_domains

import type { Behaviour } from '../behaviour.ts';

export const paymentMethodDomain: Behaviour = {
  object: 'payment_method_domain',
  initial: () => ({ enabled: true }),
  // All wallets are active from the start: there is nothing to look for on the domain.
  rules: { validate: (before) => before },
};
