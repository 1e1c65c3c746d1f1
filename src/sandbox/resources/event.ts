// Events: what happened, which can be told again.
// Source: https://docs.stripe.com/cli/events_resend

import type { Behaviour } from '../behaviour.ts';

export const event: Behaviour = {
  object: 'event',
  rules: {
    resend(before, call) {
      call.tellAgain(before, String(call.params['webhook_endpoint'] ?? ''));
      return before;
    },
  },
};
