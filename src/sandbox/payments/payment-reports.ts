// Payments that were made elsewhere, as they are reported: what a record tells, and its newest attempt.
// Source: https://docs.stripe.com/api/payment-record

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { requireObject } from '../checking/require-object.ts';
import { completedPart } from '../objects/complete.ts';
import { change, make } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner, paymentMethodOf } from '../payment-methods/payment-methods.ts';

export const recordKind = 'payment_record';
export const attemptKind = 'payment_attempt_record';

/** What may become of an attempt, each with the time that is told of it. */
export type Outcome = 'canceled' | 'failed' | 'guaranteed';

export function moneyOf(holder: Values, name: string): number {
  return Number(inner(holder[name])['value'] ?? 0);
}

/** The whole amount goes one way. */
function amountsBy(outcome: Outcome | undefined, currency: unknown, value: number): Values {
  const money = (amount: number): object => ({ currency, value: amount });
  const partOf = (one: Outcome): object => money(one === outcome ? value : 0);
  return {
    amount: money(value),
    amount_authorized: partOf('guaranteed'),
    amount_canceled: partOf('canceled'),
    amount_failed: partOf('failed'),
    amount_guaranteed: partOf('guaranteed'),
    amount_refunded: money(0),
    amount_requested: money(value),
  };
}

/** What the newest attempt has come to; undefined as long as nobody has reported that. */
export function outcomeOf(record: ApiObject): Outcome | undefined {
  const all: readonly Outcome[] = ['canceled', 'failed', 'guaranteed'];
  return all.find((one) => moneyOf(record, `amount_${one}`) > 0);
}

/** Of a report of an attempt: with its outcome comes its time. */
export function reportedOutcome({ outcome, ...given }: FormObject): Outcome | undefined {
  if (outcome === undefined) return undefined;
  const name = String(outcome) as Outcome;
  if (given[name] === undefined) throw missingParam(name);
  return name;
}

/** As the shape of a record tells a part of it whole. */
function whole(part: string, given: unknown, call: Call): Values {
  return completedPart(inner(given), [recordKind, part], call);
}

export function customerDetails(given: unknown, call: Call): Values | null {
  if (given === undefined) return null;
  const { customer } = inner(given);
  if (customer) requireObject(call, 'customer', String(customer), 'customer_details[customer]');
  return whole('customer_details', given, call);
}

export function shippingDetails(given: unknown, call: Call): Values | null {
  if (given === undefined || given === '') return null;
  const address = inner(inner(given)['address']);
  return whole('shipping_details', { ...inner(given), address }, call);
}

/** A kind of the reporter's own, or that of a payment method that Stripe knows. */
function methodDetails(given: FormObject, call: Call): Values {
  const name = 'payment_method_details';
  const { payment_method: id, billing_details: billing, custom } = given;
  if (!id && given['type'] === undefined) throw missingParam(`${name}[type]`);
  const method = typeof id === 'string' && id !== '' ? paymentMethodOf(id, call) : undefined;
  const type = String(given['type'] ?? method?.['type']);
  if (type === 'custom' && custom === undefined) throw missingParam(`${name}[custom]`);
  const { display_name: shown, type: own = null } = inner(custom);
  const part =
    type === 'custom'
      ? { display_name: shown ?? own ?? 'Custom', type: own }
      : completedPart({}, [recordKind, name, type], call);
  const address = inner(inner(billing)['address']);
  const payer = { ...inner(billing), address };
  return sorted({
    billing_details:
      billing === undefined
        ? null
        : completedPart(payer, [recordKind, name, 'billing_details'], call),
    payment_method: method?.id ?? null,
    type,
    [type]: part,
  });
}

const unnamed = { custom: { payment_reference: null }, type: 'custom' };

/** A record with its first attempt. */
export function beginRecord(call: Call): ApiObject {
  const { params } = call;
  const { currency, value } = inner(params['amount_requested']);
  const values = {
    ...amountsBy(reportedOutcome(params), currency, Number(value)),
    customer_details: customerDetails(params['customer_details'], call),
    customer_presence: params['customer_presence'] ?? null,
    description: params['description'] ?? null,
    metadata: metadataOf({}, params),
    payment_method_details: methodDetails(inner(params['payment_method_details']), call),
    processor_details: sorted(Object(params['processor_details'] ?? unnamed)),
    reported_by: 'self',
    shipping_details: shippingDetails(params['shipping_details'], call),
  };
  const id = call.newId(recordKind);
  const attempt = make(call, attemptKind, values, { payment_record: id });
  return make(call, recordKind, values, { id, latest_payment_attempt_record: attempt.id });
}

function metadataOf(before: unknown, { metadata }: FormObject): Metadata {
  const known = (before ?? {}) as Metadata;
  return metadata === undefined ? known : mergeMetadata(known, metadata);
}

/** Another attempt of the same payment; what it does not tell is as before. */
export function attemptAgain(record: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { payment_method_details: method, shipping_details: shipping } = params;
  const values = {
    ...amountsBy(
      reportedOutcome(params),
      inner(record['amount'])['currency'],
      moneyOf(record, 'amount_requested'),
    ),
    customer_details: record['customer_details'],
    customer_presence: record['customer_presence'],
    description: params['description'] ?? record['description'],
    metadata: metadataOf(record['metadata'], params),
    payment_method_details:
      method === undefined ? record['payment_method_details'] : methodDetails(inner(method), call),
    processor_details: record['processor_details'],
    reported_by: 'self',
    shipping_details:
      shipping === undefined ? record['shipping_details'] : shippingDetails(shipping, call),
  };
  const attempt = make(call, attemptKind, values, { payment_record: record.id });
  return { ...record, ...values, latest_payment_attempt_record: attempt.id };
}

/** The record, and its newest attempt with it. */
export function told(record: ApiObject, values: Values, call: Call): ApiObject {
  const metadata = metadataOf(record['metadata'], call.params);
  const attempt = requireObject(call, attemptKind, String(record['latest_payment_attempt_record']));
  change(call, attempt, { ...values, metadata });
  return { ...record, ...values, metadata };
}

export function settled(record: ApiObject, outcome: Outcome, call: Call): ApiObject {
  const { currency } = inner(record['amount']);
  const amounts = amountsBy(outcome, currency, moneyOf(record, 'amount_requested'));
  return told(record, amounts, call);
}
