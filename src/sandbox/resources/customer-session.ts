// Customer sessions: leave for a page to show what a customer has saved.
// Source: https://docs.stripe.com/api/customer_sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { completedPart } from '../objects/complete.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const customerSession: Behaviour = { object: 'customer_session', rules: { create } };

const validSeconds = 30 * 60;
const shownMax = 10;

/** What a component does unless told; all else that it could do is null. */
const usualFeatures: Readonly<Record<string, Values>> = {
  customer_sheet: { payment_method_allow_redisplay_filters: ['always'] },
  mobile_payment_element: { payment_method_allow_redisplay_filters: ['always'] },
  payment_element: {
    payment_method_allow_redisplay_filters: ['always'],
    payment_method_redisplay: 'disabled',
    payment_method_redisplay_limit: 3,
    payment_method_remove: 'disabled',
    payment_method_save: 'disabled',
  },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { customer, components } = call.params;
  if (!customer) throw missingParam('customer');
  requireObject(call, 'customer', String(customer));
  const asked = inner(components);
  if (!Object.values(asked).some((component) => inner(component)['enabled'] === true)) {
    throw new ApiError('You must enable at least one component.', { param: 'components' });
  }
  const shape = completedPart({}, ['customer_session', 'components'], call);
  const told = Object.keys(shape).map((name) => [
    name,
    componentOf(name, inner(asked[name]), call),
  ]);
  return {
    ...draft,
    client_secret: `cuss_secret_${call.newText(47)}`,
    components: Object.fromEntries(told),
    customer,
    expires_at: call.now + validSeconds,
  };
}

function componentOf(name: string, { enabled = false, features }: FormObject, call: Call): Values {
  const usual = usualFeatures[name];
  if (!usual) return { enabled };
  if (enabled !== true) return { enabled, features: null };
  const given = inner(features);
  const param = `components[${name}][features][payment_method_redisplay_limit]`;
  requireWithin(given['payment_method_redisplay_limit'], param, { least: 1, most: shownMax });
  const path = ['customer_session', 'components', name, 'features'];
  return { enabled, features: completedPart({ ...usual, ...given }, path, call) };
}
