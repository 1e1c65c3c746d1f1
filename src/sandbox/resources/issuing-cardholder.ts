// Cardholders: who may be given a card. Source: https://docs.stripe.com/api/issuing/cardholders

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { checkControls, controlsOf } from '../payments/spending-controls.ts';

export const issuingCardholder: Behaviour = {
  object: 'issuing.cardholder',
  rules: { create: complete, update: complete },
};

/** What an individual has to tell before a card of theirs works for good. */
const needed = ['first_name', 'last_name'];

function complete(plain: ApiObject, { params }: Call): ApiObject {
  checkControls(params);
  const company = params['company'];
  const type = params['type'] ?? plain['type'];
  const individual = inner(plain['individual']);
  const pastDue =
    type === 'individual'
      ? needed.filter((name) => !individual[name]).map((name) => `individual.${name}`)
      : [];
  return {
    ...plain,
    preferred_locales: plain['preferred_locales'] ?? [],
    spending_controls: controlsIn(plain),
    ...(company === undefined
      ? {}
      : { company: { tax_id_provided: inner(company)['tax_id'] !== undefined } }),
    requirements: {
      disabled_reason: pastDue.length > 0 ? 'requirements.past_due' : null,
      past_due: pastDue,
    },
    type: type ?? 'individual',
  };
}

/** Of holders what is allowed and blocked is told as lists. */
function controlsIn({ spending_controls: told }: ApiObject): object {
  const controls = controlsOf(inner(told));
  return {
    ...controls,
    allowed_categories: controls['allowed_categories'] ?? [],
    blocked_categories: controls['blocked_categories'] ?? [],
  };
}
