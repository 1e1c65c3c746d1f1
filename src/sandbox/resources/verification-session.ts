// Verification sessions: who somebody is. Source: https://docs.stripe.com/api/identity/verification_sessions

import { ApiError, shorten } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { exclusiveWithoutCode } from '../checking/exclusive.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const verificationSession: Behaviour = {
  object: 'identity.verification_session',
  named: missing,
  rules: { create, update, cancel, redact },
};

function missing(id: string): never {
  throw new ApiError(`No such VerificationSession: '${shorten(id)}'`, {
    status: 404,
    code: 'resource_missing',
    param: 'id',
  });
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const type = typeOf(call);
  const customer = params['related_customer'];
  if (customer !== undefined) {
    requireObject(call, 'customer', String(customer), 'related_customer');
  }
  const options = optionsOf(type, call);
  return {
    ...draft,
    options,
    provided_details: params['provided_details'] ?? null,
    type,
    url: `https://verify.stripe.com/start/test_${call.newText(24)}`,
  };
}

function typeOf({ params }: Call): string {
  const { type, verification_flow: flow } = params;
  if (type !== undefined && flow !== undefined) {
    throw exclusiveWithoutCode(['type', 'verification_flow']);
  }
  if (type === undefined && flow === undefined) throw missingParam('type');
  return type === undefined ? 'verification_flow' : String(type);
}

/** Each type has its own, and no others. */
function optionsOf(type: string, { params }: Call): object {
  const given = inner(params['options']);
  const foreign = Object.keys(given).find((name) => name !== type);
  if (foreign !== undefined) {
    throw new ApiError(`A verification of the type ${type} has no options for ${foreign}.`, {
      param: `options[${foreign}]`,
    });
  }
  return type === 'verification_flow' ? {} : { [type]: inner(given[type]) };
}

/** Metadata may change until it is redacted. */
function update(plain: ApiObject, call: Call): ApiObject {
  if (plain['redaction'] !== null) {
    throw new ApiError('This VerificationSession is redacted, and cannot be updated.');
  }
  const asked = Object.keys(call.params).filter((name) => !['metadata', 'expand'].includes(name));
  const [first] = asked;
  if (first === undefined) return plain;
  if (plain['status'] !== 'requires_input') {
    throw new ApiError(
      `You cannot change '${first}' of a VerificationSession that is ${String(plain['status'])}: only ` +
        'of one that is requires_input.',
      { param: first },
    );
  }
  const type = String(plain['type']);
  const isTyped = call.params['type'] !== undefined || call.params['options'] !== undefined;
  return isTyped ? { ...plain, options: optionsOf(type, call) } : plain;
}

function cancel(before: ApiObject, call: Call): ApiObject {
  const { status } = before;
  // Once more, nothing happens.
  if (status === 'canceled') return before;
  if (status !== 'requires_input') {
    throw new ApiError(
      `You cannot cancel this VerificationSession because it has a status of "${String(status)}". Only a ` +
        'VerificationSession in "requires_input" status may be canceled.',
    );
  }
  const after = {
    ...before,
    client_secret: null,
    last_error: null,
    status: 'canceled',
    url: null,
  };
  call.emit('identity.verification_session.canceled', after);
  return after;
}

/** What was collected is gone, right after the answer; Stripe takes up to four days. */
function redact(before: ApiObject, call: Call): ApiObject {
  if (before['redaction'] !== null) {
    throw new ApiError('This VerificationSession is redacted already.');
  }
  const isOpen = before['status'] === 'requires_input';
  const after = {
    ...before,
    client_secret: null,
    provided_details: null,
    redaction: { status: 'processing' },
    status: isOpen ? 'canceled' : before['status'],
    url: null,
    verified_outputs: null,
  };
  const done = { metadata: {}, redaction: { status: 'redacted' } };
  const type = 'identity.verification_session.redacted';
  call.later.push(() => void change(call, after, done, type));
  return after;
}
