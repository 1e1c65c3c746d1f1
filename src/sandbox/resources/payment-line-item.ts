// Line items of payments: see payment-line-items.ts.
// Source: https://docs.stripe.com/api/payment_intents/line_item

import type { Behaviour } from '../behaviour.ts';
import { told } from '../payments/payment-line-items.ts';

export const paymentLineItem: Behaviour = {
  object: 'payment_intent_amount_details_line_item',
  present: told,
};
