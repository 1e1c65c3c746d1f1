// Configurations of payment methods: which kinds are offered. One, the default, is there from the start.
// Source: https://docs.stripe.com/api/payment_method_configurations

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import {
  configurationKind,
  configurationOf,
  defaultConfiguration,
  kindsOf,
} from '../payment-methods/method-configuration.ts';

export const paymentMethodConfiguration: Behaviour = {
  object: configurationKind,
  rules: { create, update },
  named(id, call) {
    const version = defaultConfiguration(call);
    return version.id === id ? { version } : undefined;
  },
  listed,
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { parent } = call.params;
  const above = typeof parent === 'string' ? configurationOf(parent, call, 'parent') : undefined;
  return {
    ...draft,
    ...kindsOf(call.params, call, above),
    active: true,
    is_default: false,
    parent: above?.id ?? null,
  };
}

function update(plain: ApiObject, call: Call): ApiObject {
  const before = configurationOf(plain.id, call, 'configuration');
  if (before['is_default'] === true && plain['active'] === false) {
    throw new ApiError('You cannot deactivate the default configuration.', { param: 'active' });
  }
  return { ...plain, ...kindsOf(call.params, call, before) };
}

/** The newest first, and the default one last. */
function listed(call: Call): readonly ApiObject[] {
  const { active, application } = call.params;
  const others = call.all(configurationKind).filter((one) => one['is_default'] !== true);
  const all = [...others.toReversed(), defaultConfiguration(call)];
  return all.filter((one) => {
    if (active !== undefined && one['active'] !== active) return false;
    return application === undefined || one['application'] === application;
  });
}
