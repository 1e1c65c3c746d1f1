// Usage: what customers did, as meters count it, for summaries and for the bill.
// Source: https://docs.stripe.com/billing/subscriptions/usage-based

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { clocked } from '../objects/clocked.ts';
import { inner } from '../payment-methods/payment-methods.ts';

const minuteSeconds = 60;
const daySeconds = 86_400;
const pastSecondsMax = 35 * daySeconds;
const futureSecondsMax = 5 * minuteSeconds;
const valueDigitsMax = 15;
/** As long as an identifier must be new. */
const identifierSeconds = daySeconds;

/** One thing that happened, read from a request. */
export interface Usage {
  readonly eventName: string;
  readonly identifier: string;
  readonly payload: FormObject;
  /** In seconds since 1970. */
  readonly time: number;
}

/** Why a meter cannot count it: Stripe's code and words. */
export interface Fault {
  readonly code: string;
  readonly message: string;
  readonly param: string;
  readonly meter?: ApiObject;
}

export function faultOf(usage: Usage, call: Call): Fault | undefined {
  const { eventName, payload, time } = usage;
  const meter = meterOf(eventName, call);
  if (!meter) {
    const message = `No active meter found for event name "${eventName}".`;
    return { code: 'no_meter', message, param: 'event_name' };
  }
  const fault = (code: string, message: string, param: string): Fault => ({
    ...{ code, message, param, meter },
  });
  if (meter['status'] !== 'active') {
    return fault('archived_meter', `The meter of "${eventName}" is inactive.`, 'event_name');
  }
  const { customerKey, valueKey } = keysOf(meter);
  const customer = payload[customerKey];
  const value = payload[valueKey];
  if (typeof customer !== 'string' || customer === '') {
    const message = `The payload has no customer: "${customerKey}" is missing.`;
    return fault('meter_event_no_customer_defined', message, `payload[${customerKey}]`);
  }
  const found = call.get('customer', customer);
  if (!found) {
    const message = `No such customer: '${customer}'`;
    return fault('meter_event_customer_not_found', message, `payload[${customerKey}]`);
  }
  if (!isCount(meter) && value === undefined) {
    const message = `The payload has no value: "${valueKey}" is missing.`;
    return fault('meter_event_value_not_found', message, `payload[${valueKey}]`);
  }
  if (!isCount(meter) && !isNumeric(value)) {
    const message = `The value "${valueKey}" of the payload must be a number in decimal notation.`;
    return fault('meter_event_invalid_value', message, `payload[${valueKey}]`);
  }
  if (String(value ?? '').replace(/\D/g, '').length > valueDigitsMax) {
    const message = `The value can have up to ${valueDigitsMax} digits.`;
    return fault('meter_event_value_too_many_digits', message, `payload[${valueKey}]`);
  }
  const { now } = clocked(call, found);
  if (time > now + futureSecondsMax) {
    const message = 'The timestamp is more than 5 minutes in the future.';
    return fault('timestamp_in_future', message, 'timestamp');
  }
  if (time < now - pastSecondsMax) {
    const message = 'The timestamp is more than 35 days in the past.';
    return fault('timestamp_too_far_in_past', message, 'timestamp');
  }
  return undefined;
}

/** The active one of this name, if there is one. */
function meterOf(eventName: string, { having }: Call): ApiObject | undefined {
  const meters = having('billing.meter', 'event_name', eventName);
  return meters.find(({ status }) => status === 'active') ?? meters[0];
}

function isNumeric(value: unknown): boolean {
  return typeof value === 'string' && /^[-+]?\d+(\.\d+)?$/.test(value);
}

interface Keys {
  readonly customerKey: string;
  readonly valueKey: string;
}

function keysOf(meter: ApiObject): Keys {
  return {
    customerKey: String(inner(meter['customer_mapping'])['event_payload_key']),
    valueKey: String(inner(meter['value_settings'])['event_payload_key']),
  };
}

function isCount(meter: ApiObject): boolean {
  return inner(meter['default_aggregation'])['formula'] === 'count';
}

/** Of the same name, within the time that an identifier must be new. */
export function usedBefore({ eventName, identifier }: Usage, call: Call): boolean {
  const known = call.get(kept, keyOf(eventName, identifier));
  return known !== undefined && Number(known['created']) > call.now - identifierSeconds;
}

/** Who used what; undefined where no meter counts it. */
export function userOf(
  { eventName, payload }: Pick<Usage, 'eventName' | 'payload'>,
  call: Call,
): { readonly meter: ApiObject; readonly customer: string } | undefined {
  const meter = meterOf(eventName, call);
  return meter && { meter, customer: String(payload[keysOf(meter).customerKey]) };
}

/** Usage has no id of its own: it is kept by its name and its identifier. */
const kept = 'billing.meter_event';

function keyOf(eventName: string, identifier: string): string {
  return `${eventName} ${identifier}`;
}

export function keepUsage({ eventName, identifier, payload, time }: Usage, call: Call): ApiObject {
  const version = {
    object: kept,
    created: call.now,
    event_name: eventName,
    identifier,
    livemode: false,
    payload,
    timestamp: time,
  };
  // By the customer it is found again.
  const customer = userOf({ eventName, payload }, call)?.customer;
  call.put({ ...version, customer } as unknown as ApiObject, keyOf(eventName, identifier));
  return version as unknown as ApiObject;
}

/** A usage that is no longer to count; undefined where there is none such. */
export function cancelUsage(eventName: string, identifier: string, call: Call): boolean {
  const key = keyOf(eventName, identifier);
  const known = call.get(kept, key);
  if (!known || known['is_canceled'] === true) return false;
  call.put({ ...known, is_canceled: true }, key);
  return true;
}

export interface Window {
  /** In seconds since 1970; `end` is not in it. */
  readonly start: number;
  readonly end: number;
}

/** What the meter counted of a customer in that time. */
export function usageOf(
  meter: ApiObject,
  customer: string,
  { start, end }: Window,
  call: Call,
): number {
  const isMeant = ({ timestamp }: ApiObject): boolean =>
    Number(timestamp) >= start && Number(timestamp) < end;
  return counted(meter, customer, isMeant, call);
}

/** What it counted of all that was sent since then, whenever it happened. */
export function usageSentSince(
  time: number,
  meter: ApiObject,
  customer: string,
  call: Call,
): number {
  return counted(meter, customer, ({ created }) => Number(created) >= time, call);
}

function counted(
  meter: ApiObject,
  customer: string,
  isMeant: (usage: ApiObject) => boolean,
  call: Call,
): number {
  const { valueKey } = keysOf(meter);
  const all = call
    .having(kept, 'customer', customer)
    .filter(
      (usage) => usage['event_name'] === meter['event_name'] && usage['is_canceled'] !== true,
    );
  const values = lastOfEach(meter['event_time_window'], all)
    .filter(isMeant)
    .sort((one, other) => Number(one['timestamp']) - Number(other['timestamp']))
    .map(({ payload }) => Number(inner(payload)[valueKey] ?? 0));
  const formula = String(inner(meter['default_aggregation'])['formula']);
  return aggregate(formula, values);
}

const windowSeconds: ReadonlyMap<unknown, number> = new Map([
  ['hour', 60 * minuteSeconds],
  ['day', daySeconds],
]);

/**
 * Of usage that was summed up before it was sent, what came last for an hour or a day.
 * Source: https://docs.stripe.com/billing/subscriptions/usage-based/recording-usage
 */
function lastOfEach(name: unknown, all: readonly ApiObject[]): readonly ApiObject[] {
  const seconds = windowSeconds.get(name);
  if (seconds === undefined) return all;
  const windowOf = ({ timestamp }: ApiObject): number => Math.floor(Number(timestamp) / seconds);
  return [...new Map(all.map((usage) => [windowOf(usage), usage])).values()];
}

function aggregate(formula: string, values: readonly number[]): number {
  if (formula === 'count') return values.length;
  if (formula === 'last') return values.at(-1) ?? 0;
  // Kept exact: 0.1 and 0.2 are 0.3.
  return Number(values.reduce((sum, value) => sum + value, 0).toFixed(6));
}
