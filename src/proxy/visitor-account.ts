// A connected test account for each visitor: what one does, the others cannot see, whatever the
// operation.
// Source: https://docs.stripe.com/connect/testing and
// https://docs.stripe.com/connect/authentication

import { encodeForm, type FormObject } from '../wire/form.ts';
import { isOk } from './answer.ts';
import type { ForVisitor, Forward, ProxyCall } from './call.ts';
import { Refusal } from './refusal.ts';
import { tagName } from './tag-name.ts';
import type { Visitor } from './visitor-tokens.ts';

export interface Accounts {
  /** Gives the id of a new one. Throws Refusal. */
  open(call: ProxyCall, visitor: Visitor): Promise<string>;
  /** In the visitor's account, whatever account the request names. */
  readonly ask: ForVisitor;
}

export function createAccounts(forward: Forward): Accounts {
  return {
    async open(call, visitor) {
      const answer = await forward({
        ...call,
        method: 'POST',
        path: '/v1/accounts',
        query: '',
        body: encodeForm(accountOf(visitor)),
        headers: {},
      });
      const made = JSON.parse(answer.body) as { readonly id?: unknown };
      if (isOk(answer) && typeof made.id === 'string') return made.id;
      throw new Refusal(503, 'no_account', 'Stripe gave no account for a new visitor.', {
        'Retry-After': '30',
      });
    },
    ask(call, { account = '' }) {
      return forward({ ...call, headers: { ...call.headers, 'stripe-account': account } });
    },
  };
}

/** Complete, with Stripe's test values, so that it takes payments at once. */
function accountOf({ tag }: Visitor): FormObject {
  const address = {
    line1: 'address_full_match',
    city: 'San Francisco',
    state: 'CA',
    postal_code: '94103',
  };
  return {
    type: 'custom',
    country: 'US',
    email: 'visitor@example.com',
    business_type: 'individual',
    capabilities: { card_payments: { requested: 'true' }, transfers: { requested: 'true' } },
    business_profile: { mcc: '5734', url: 'https://accessible.stripe.com' },
    individual: {
      first_name: 'Jenny',
      last_name: 'Rosen',
      email: 'visitor@example.com',
      phone: '0000000000',
      id_number: '222222222',
      ssn_last_4: '0000',
      dob: { day: '1', month: '1', year: '1901' },
      address,
    },
    external_account: {
      object: 'bank_account',
      country: 'US',
      currency: 'usd',
      routing_number: '110000000',
      account_number: '000123456789',
    },
    tos_acceptance: { date: '1700000000', ip: '127.0.0.1' },
    metadata: { [tagName]: tag },
  };
}
