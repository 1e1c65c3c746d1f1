// Attempts to set a means of payment up: what was tried with it, and what came of it.
// Source: https://docs.stripe.com/api/setup_attempts

import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import { change, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';

interface Tried {
  readonly method: ApiObject;
  /** As in `succeeded`. */
  readonly status: string;
  /** What was wrong with it. */
  readonly error?: object;
}

/** One that waits goes on; otherwise another one begins. Gives its id. */
export function attempted(intent: ApiObject, { method, status, error }: Tried, call: Call): string {
  const values = { setup_error: error ?? null, status };
  const known = call.get('setup_attempt', String(intent['latest_attempt']));
  const isSame = known?.['status'] === 'requires_action' && known['payment_method'] === method.id;
  if (known && isSame) return change(call, known, values).id;
  const type = String(method['type']);
  return make(call, 'setup_attempt', {
    attach_to_self: false,
    customer: intent['customer'],
    on_behalf_of: intent['on_behalf_of'],
    payment_method: method.id,
    payment_method_details: { [type]: detailsOf(method, type, call), type },
    setup_intent: intent.id,
    usage: intent['usage'],
    ...values,
  }).id;
}

function detailsOf(method: ApiObject, type: string, call: Call): Values {
  const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = Object(
    method[type],
  ) as Values;
  const card = { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 };
  const told =
    type === 'card' ? { ...card, network: brand, three_d_secure: null, wallet: null } : {};
  return completedPart(told, ['setup_attempt', 'payment_method_details', type], call);
}
