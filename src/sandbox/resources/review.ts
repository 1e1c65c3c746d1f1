// Reviews: a person looks at a payment that seems risky. Source: https://docs.stripe.com/api/radar/reviews

import { ApiError } from '../../wire/api-error.ts';
import type { Behaviour } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { closeReview } from '../payments/radar.ts';

export const review: Behaviour = {
  object: 'review',
  rules: {
    approve(before, call) {
      if (before['open'] !== true) {
        throw new ApiError(
          `This review is closed already, because it was ${String(before['closed_reason'])}.`,
        );
      }
      for (const kind of ['charge', 'payment_intent']) {
        const reviewed = call.get(kind, String(before[kind]));
        if (reviewed) change(call, reviewed, { review: null });
      }
      return closeReview(before, 'approved', call);
    },
  },
};
