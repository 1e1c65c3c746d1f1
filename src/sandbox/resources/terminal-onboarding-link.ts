// Onboarding links: where a seller accepts Apple's terms of payments on an iPhone.
// Source: https://docs.stripe.com/api/terminal/onboarding-link

import type { Behaviour } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const terminalOnboardingLink: Behaviour = {
  object: 'terminal.onboarding_link',
  rules: {
    create(draft, call) {
      const { link_type: type, link_options: options, on_behalf_of: account } = call.params;
      const name = String(type);
      if (inner(options)[name] === undefined) throw missingParam(`link_options[${name}]`);
      if (account !== undefined) requireObject(call, 'account', String(account), 'on_behalf_of');
      return {
        ...draft,
        redirect_url: 'https://register.apple.com/tap-to-pay-on-iphone/merchantLandingPage',
      };
    },
  },
};
