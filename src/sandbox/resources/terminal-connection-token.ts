// Connection tokens: what an app shows to be let onto a reader.
// Source: https://docs.stripe.com/api/terminal/connection_tokens

import type { Behaviour } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';

export const terminalConnectionToken: Behaviour = {
  object: 'terminal.connection_token',
  rules: {
    create(draft, call) {
      const { location } = call.params;
      if (location !== undefined) {
        requireObject(call, 'terminal.location', String(location), 'location');
      }
      return { ...draft, secret: `pst_test_${call.newText(48)}` };
    },
  },
};
