// What was wrong with streamed usage, told by events: one for each meter, and one for usage that no
// meter counts. Source: https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage#error-codes

import type { ApiObject, Call } from '../behaviour.ts';
import { makeEvent } from '../objects/events.ts';
import { makeThinEvent, timeText } from '../objects/thin-event.ts';
import type { Fault } from './metering.ts';

export interface Reported extends Fault {
  /** Of the usage. */
  readonly identifier: string;
}

const samplesMax = 5;

export function reportFaults(faults: readonly Reported[], call: Call): void {
  const byMeter = groupedBy(faults, ({ meter }) => meter?.id ?? '');
  for (const group of byMeter.values()) {
    const [first] = group;
    const report = reportOf(group, call.now);
    if (first?.meter) tell('v1.billing.meter.error_report_triggered', report, first.meter, call);
    else tell('v1.billing.meter.no_meter_found', report, undefined, call);
  }
}

function reportOf(faults: readonly Reported[], now: number): object {
  const byCode = groupedBy(faults, ({ code }) => code);
  const types = [...byCode].map(([code, group]) => ({
    code,
    error_count: group.length,
    sample_errors: group.slice(0, samplesMax).map(({ identifier, message }) => ({
      error_message: message,
      request: { identifier },
    })),
  }));
  const count = faults.length;
  return {
    developer_message_summary:
      count === 1 ? 'There is 1 invalid event' : `There are ${count} invalid events`,
    reason: { error_count: count, error_types: types },
    validation_end: timeText(now + 1),
    validation_start: timeText(now),
  };
}

function groupedBy(
  faults: readonly Reported[],
  keyOf: (fault: Reported) => string,
): ReadonlyMap<string, readonly Reported[]> {
  const groups = new Map<string, Reported[]>();
  for (const fault of faults) {
    const key = keyOf(fault);
    groups.set(key, [...(groups.get(key) ?? []), fault]);
  }
  return groups;
}

/**
 * As an event of /v2, and once more among those of /v1: Stripe has it in /v2 alone, and readers of
 * this sandbox's events have only those of /v1.
 */
function tell(type: string, data: object, meter: ApiObject | undefined, call: Call): void {
  const related = meter && {
    id: meter.id,
    type: 'billing.meter',
    url: `/v1/billing/meters/${meter.id}`,
  };
  const thin = makeThinEvent(call, type, { related, data });
  const event = makeEvent({
    id: call.newId('event'),
    type,
    object: meter ?? thin,
    previous: undefined,
    created: call.now,
    apiVersion: call.version,
    request: { id: null, idempotency_key: null },
    pendingWebhooks: 0,
  });
  call.put(event);
  // To no webhook endpoint: those of /v1 get events of /v1.
  call.tellAgain(event, '');
}
