// Verification sessions: who somebody is. Source: https://docs.stripe.com/api/identity/verification_sessions

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';

export const verificationSession: Behaviour = {
  object: 'identity.verification_session',
  rules: { cancel, redact },
};

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'requires_input') {
    throw new ApiError(
      `You cannot cancel a VerificationSession that is ${String(before['status'])}: only one that ` +
        'is requires_input.',
    );
  }
  const after = { ...before, client_secret: null, status: 'canceled', url: null };
  call.emit('identity.verification_session.canceled', after);
  return after;
}

/** What was collected is gone. */
function redact(before: ApiObject, call: Call): ApiObject {
  const isOpen = before['status'] === 'requires_input';
  const after = {
    ...before,
    client_secret: null,
    redaction: { status: 'redacted' },
    status: isOpen ? 'canceled' : before['status'],
    url: null,
    verified_outputs: null,
  };
  call.emit('identity.verification_session.redacted', after);
  return after;
}
