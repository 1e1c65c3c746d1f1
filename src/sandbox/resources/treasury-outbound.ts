// Outbound payments go to others, outbound transfers to an account of the same owner.
// Source: https://docs.stripe.com/api/treasury/outbound_payments and
// https://docs.stripe.com/api/treasury/outbound_transfers

import type { Behaviour } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { outboundRules, sendOut, type Outbound } from '../payments/treasury-outbound.ts';

const payment: Outbound = { name: 'outbound_payment', statement: 'payment' };
const transfer: Outbound = { name: 'outbound_transfer', statement: 'transfer' };

const paymentRules = outboundRules(payment);
const transferRules = outboundRules(transfer);

export const outboundPayment: Behaviour = {
  ...paymentRules,
  rules: {
    ...paymentRules.rules,
    create(draft, call) {
      const { ip_address: address = null, present = false } = inner(
        call.params['end_user_details'],
      );
      const details = { ip_address: address, present };
      return sendOut({ ...draft, end_user_details: details }, payment, call);
    },
  },
};

export const outboundTransfer: Behaviour = {
  ...transferRules,
  rules: {
    ...transferRules.rules,
    create: (draft, call) => sendOut(draft, transfer, call),
  },
};
