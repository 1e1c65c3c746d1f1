// Usage that was sent by mistake, taken back within a day.
// Source: https://docs.stripe.com/api/billing/meter-event-adjustment

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { cancelUsage } from '../prices/metering.ts';

export const meterEventAdjustment: Behaviour = {
  object: 'billing.meter_event_adjustment',
  rules: { create },
};

export const meterEventAdjustmentV2: Behaviour = {
  object: 'v2.billing.meter_event_adjustment',
  rules: { create },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { event_name: name, cancel } = call.params;
  const { identifier } = inner(cancel);
  if (typeof identifier !== 'string') throw missingParam('cancel[identifier]');
  if (!cancelUsage(String(name), identifier, call)) {
    throw new ApiError(
      `There is no event "${String(name)}" with the identifier "${identifier}" that could be canceled.`,
      { code: 'resource_missing', param: 'cancel[identifier]' },
    );
  }
  return { ...draft, cancel: { identifier }, status: 'complete' };
}
