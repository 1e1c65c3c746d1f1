// Meters: how usage of one name is counted. Source: https://docs.stripe.com/api/billing/meter

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';

export const meter: Behaviour = {
  object: 'billing.meter',
  initial: ({ now }) => ({
    customer_mapping: { event_payload_key: 'stripe_customer_id', type: 'by_id' },
    status: 'active',
    status_transitions: { deactivated_at: null },
    updated: now,
    value_settings: { event_payload_key: 'value' },
  }),
  rules: {
    create,
    update: (plain, { now }) => ({ ...plain, updated: now }),
    deactivate: moveTo('inactive'),
    reactivate: moveTo('active'),
  },
  allowed: { deactivate: ['active'], reactivate: ['inactive'] },
};

/** Usage of one name goes to one meter. */
function create(draft: ApiObject, call: Call): ApiObject {
  refuseSecond(draft, call);
  return draft;
}

function refuseSecond(meter: ApiObject, { all }: Call): void {
  const other = all('billing.meter').find(
    ({ event_name: name, status }) => name === meter['event_name'] && status === 'active',
  );
  if (!other) return;
  throw new ApiError(
    `An active meter (${other.id}) already exists for the event name "${other['event_name']}".`,
    { code: 'resource_already_exists', param: 'event_name' },
  );
}

function moveTo(status: 'active' | 'inactive'): Rule {
  return (before, call) => {
    if (status === 'active') refuseSecond(before, call);
    const deactivated = status === 'inactive' ? call.now : null;
    const after = {
      ...before,
      status,
      status_transitions: { deactivated_at: deactivated },
      updated: call.now,
    };
    const verb = status === 'active' ? 'reactivated' : 'deactivated';
    call.emit(`billing.meter.${verb}`, after);
    call.emit('billing.meter.updated', after, before);
    return after;
  };
}
