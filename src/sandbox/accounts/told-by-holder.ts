// What cards and bank accounts tell by who has them: those of a customer nothing of payouts, those of a
// connected account no customer, and those in a token neither.
// Source: https://docs.stripe.com/api/cards/object and https://docs.stripe.com/api/tokens/object

import type { ApiObject } from '../behaviour.ts';

export type Holder = 'account' | 'customer' | 'token';

const ofPayouts = [
  'account',
  'available_payout_methods',
  'default_for_currency',
  'future_requirements',
  'requirements',
];

const untold: Readonly<Record<Holder, Readonly<Record<string, readonly string[]>>>> = {
  account: { bank_account: ['customer'], card: ['customer'] },
  customer: { bank_account: ofPayouts, card: [...ofPayouts, 'currency', 'status'] },
  token: {
    bank_account: [...ofPayouts, 'customer', 'metadata'],
    card: [...ofPayouts, 'customer', 'status'],
  },
};

/** A card in a token tells its currency where it has one. */
export function asToldBy(holder: Holder, held: ApiObject): ApiObject {
  const names = untold[holder][held.object] ?? [];
  const told = Object.entries(held).filter(([name, value]) => {
    const isNothing = name === 'currency' && value === null;
    return !names.includes(name) && !isNothing;
  });
  return Object.fromEntries(told) as unknown as ApiObject;
}
