// Meter events of /v1 and /v2: usage of one customer, checked at once.
// Source: https://docs.stripe.com/api/billing/meter-event

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { refusal } from '../checking/v2-refusals.ts';
import { newUuid } from '../objects/uuid.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { setOff } from '../prices/alerts.ts';
import { faultOf, keepUsage, usedBefore, type Usage } from '../prices/metering.ts';
import { reportFaults } from '../prices/report-faults.ts';
import { billThresholds } from '../subscriptions/thresholds.ts';

export const meterEvent: Behaviour = {
  object: 'billing.meter_event',
  rules: {
    create: (_, call) => record(usageIn(call.params, call), call),
  },
};

export const meterEventV2: Behaviour = {
  object: 'v2.billing.meter_event',
  rules: {
    create(draft, call) {
      const usage = usageIn(call.params, call);
      refuseInV2(usage, call);
      record(usage, call);
      const { identifier, payload, time } = usage;
      return { ...draft, identifier, payload, timestamp: isoTime(time) };
    },
  },
  makers: { stream },
};

function usageIn(params: Call['params'], call: Call): Usage {
  const { event_name: eventName, identifier, payload, timestamp } = params;
  return {
    eventName: String(eventName),
    identifier: typeof identifier === 'string' && identifier !== '' ? identifier : newUuid(call),
    payload: inner(payload),
    time: timeOf(timestamp) ?? call.now,
  };
}

/** Seconds in /v1, text in /v2. */
function timeOf(timestamp: unknown): number | undefined {
  if (typeof timestamp === 'number') return timestamp;
  const ms = typeof timestamp === 'string' ? Date.parse(timestamp) : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/**
 * Codes of /v2, by those that are told later and in /v1. Times have none of their own, nor have customers.
 * Source: the schemas `v2.error.payload_…` of https://github.com/stripe/openapi
 */
const codesOfV2: Readonly<Record<string, string | undefined>> = {
  archived_meter: 'archived_meter',
  meter_event_invalid_value: 'payload_invalid_value',
  meter_event_no_customer_defined: 'payload_no_customer_defined',
  meter_event_value_not_found: 'payload_no_value_defined',
  no_meter: 'no_meter',
};

function refuseInV2(usage: Usage, call: Call): void {
  const fault = faultOf(usage, call);
  if (fault) {
    const code = codesOfV2[fault.code];
    if (code !== undefined) throw refusal(code, fault.message);
    return;
  }
  if (usedBefore(usage, call)) throw refusal('duplicate_meter_event', usedTwice(usage));
}

function usedTwice({ identifier }: Usage): string {
  return `An event with the identifier "${identifier}" was already sent within 24 hours.`;
}

function record(usage: Usage, call: Call): ApiObject {
  const fault = faultOf(usage, call);
  if (fault) throw new ApiError(fault.message, { code: fault.code, param: fault.param });
  if (usedBefore(usage, call)) {
    throw new ApiError(usedTwice(usage), { code: 'duplicate_meter_event', param: 'identifier' });
  }
  const known = keepUsage(usage, call);
  setOff(usage, call);
  billThresholds(usage, call);
  return known;
}

const streamMax = 100;

/** Checked later: what is wrong is told by an event, not by the answer, which is empty. */
function stream(call: Call): ApiObject {
  requireSession(call);
  const events = (call.params['events'] ?? []) as readonly Call['params'][];
  if (events.length > streamMax) {
    throw new ApiError(`A request can hold up to ${streamMax} events.`, { param: 'events' });
  }
  const usages = events.map((event) => usageIn(event, call));
  const faults = usages.flatMap((usage) => {
    const fault = faultOf(usage, call);
    if (!fault && !usedBefore(usage, call)) {
      keepUsage(usage, call);
      setOff(usage, call);
      billThresholds(usage, call);
    }
    return fault ? [{ ...fault, identifier: usage.identifier }] : [];
  });
  reportFaults(faults, call);
  return {} as ApiObject;
}

/** The token that the request came with has told its account; one session at least must go on. */
function requireSession({ all, now }: Call): void {
  const sessions = all('v2.billing.meter_event_session');
  if (sessions.some(({ expires_at: end }) => Date.parse(String(end)) > now * 1000)) return;
  throw new ApiError('The meter event session has expired. Create another one.', {
    status: 401,
    type: 'temporary_session_expired',
    code: 'billing_meter_event_session_expired',
  });
}
