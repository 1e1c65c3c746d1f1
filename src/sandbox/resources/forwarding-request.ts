// Forwarding requests: a card's details go to another company. Stripe sets up each destination by hand, so
// that there is none here: all that can be told is what is wrong with a request.
// Source: https://docs.stripe.com/payments/vault-and-forward

import { ApiError } from '../../wire/api-error.ts';
import type { Behaviour } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { paymentMethodOf } from '../payment-methods/payment-methods.ts';

export const forwardingRequest: Behaviour = {
  object: 'forwarding.request',
  rules: {
    create(_, call) {
      const { payment_method: id, replacements, url } = call.params;
      const method = paymentMethodOf(String(id), call);
      if (method['type'] !== 'card') {
        throw new ApiError('Only payment methods of the type `card` can be forwarded.', {
          param: 'payment_method',
        });
      }
      if (!/^https:\/\/[^/]/i.test(String(url)) || !URL.canParse(String(url))) {
        throw new ApiError('Not a valid URL', { code: 'url_invalid', param: 'url' });
      }
      if ((replacements as readonly string[]).length === 0) {
        throw new ApiError('At least one field has to be replaced.', { param: 'replacements' });
      }
      throw notSimulated('forwarding to this destination', 'url');
    },
  },
};
