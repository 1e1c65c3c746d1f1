// Summaries: what a meter counted of a customer, in one window or in one a day or an hour.
// Source: https://docs.stripe.com/api/billing/meter-event-summary

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { usageOf } from '../prices/metering.ts';

export const meterEventSummary: Behaviour = { object: 'billing.meter_event_summary', listed };

const windows: Readonly<Record<string, number>> = { day: 86_400, hour: 3600, minute: 60 };

/** Newest first. A window without usage is left out where there is one a day or an hour. */
function listed(call: Call): readonly ApiObject[] {
  const {
    customer,
    start_time: start,
    end_time: end,
    value_grouping_window: grouping,
  } = call.params;
  const meter = requireObject(call, 'billing.meter', call.ids.get('id') ?? '');
  requireObject(call, 'customer', String(customer));
  const step = windows[String(grouping)];
  checkEdge('start_time', Number(start), String(grouping ?? 'minute'));
  checkEdge('end_time', Number(end), String(grouping ?? 'minute'));
  if (Number(end) <= Number(start)) {
    throw new ApiError('The end_time must be after the start_time.', { param: 'end_time' });
  }
  const summaries: ApiObject[] = [];
  const length = step ?? Number(end) - Number(start);
  for (let from = Number(start); from < Number(end); from += length) {
    const to = from + length;
    const value = usageOf(meter, String(customer), { start: from, end: to }, call);
    if (value === 0 && step !== undefined) continue;
    summaries.unshift({
      id: `mtrusg_test_${meter.id.slice(-8)}${from.toString(36)}${to.toString(36)}`,
      object: 'billing.meter_event_summary',
      aggregated_value: value,
      end_time: to,
      livemode: false,
      meter: meter.id,
      start_time: from,
    });
  }
  return summaries;
}

function checkEdge(param: string, value: number, grouping: string): void {
  if (value % (windows[grouping] ?? 1) === 0) return;
  throw new ApiError(`Invalid ${param}: it must be the start of a ${grouping} in UTC.`, { param });
}
