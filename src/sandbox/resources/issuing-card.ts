// Issued cards: each has a holder. Source: https://docs.stripe.com/api/issuing/cards

import type { Behaviour } from '../behaviour.ts';
import { missingParam } from '../errors.ts';

export const issuingCard: Behaviour = {
  object: 'issuing.card',
  check({ cardholder }, verb) {
    if (verb === 'create' && cardholder === undefined) throw missingParam('cardholder');
  },
};
