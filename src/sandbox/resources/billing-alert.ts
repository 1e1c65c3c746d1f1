// Billing alerts: active until somebody puts them away.
// Source: https://docs.stripe.com/api/billing/alert

import type { Behaviour, Rule } from '../behaviour.ts';

export const billingAlert: Behaviour = {
  object: 'billing.alert',
  initial: () => ({ status: 'active' }),
  rules: {
    activate: moveTo('active'),
    archive: moveTo('archived'),
    deactivate: moveTo('inactive'),
  },
  allowed: {
    activate: ['active', 'inactive'],
    archive: ['active', 'inactive'],
    deactivate: ['active', 'inactive'],
  },
};

function moveTo(status: string): Rule {
  return (before) => ({ ...before, status });
}
