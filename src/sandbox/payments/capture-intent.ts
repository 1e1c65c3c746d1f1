// Takes what a payment intent holds: the whole or a part, which lets the rest go; or, where the card allows
// several captures, a part while the rest stays held.
// Source: https://docs.stripe.com/payments/multicapture

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { notSimulated } from '../checking/errors.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { captureCharge } from './card-payment.ts';
import { heldEnough } from './increments.ts';
import { checkCapture } from './intent-checks.ts';
import { detailsAnew } from './payment-line-items.ts';

const capturesMax = 50;

export function captureIntent(authorized: ApiObject, call: Call): ApiObject {
  const amount = Number(call.params['amount_to_capture'] ?? authorized['amount_capturable']);
  const isFinal = call.params['final_capture'] !== false;
  const before = heldEnough(authorized, amount, call);
  const held = call.get('charge', String(before['latest_charge']));
  checkCapture(before, amount, mostOf(before, held));
  const isOneOfMany = isMulticapture(held);
  const isInParts = isOneOfMany && (!isFinal || Number(before['amount_received']) > 0);
  if (isInParts && amount > 0) requireShare(before, call);
  if (!isFinal) refuseParts(before, isOneOfMany, call);
  const told = lastWords(before, call.params);
  const received = Number(before['amount_received']) + amount;
  const whole = { amount: Math.max(Number(before['amount']), received) };
  const taken = held && captureCharge(call, { ...held, ...told, ...whole }, amount, isFinal);
  const after = {
    ...before,
    ...told,
    ...whole,
    ...detailsAnew(before, amount, call),
    amount_capturable: isFinal ? 0 : Number(before['amount_capturable']) - amount,
    amount_received: received,
    status: isFinal ? 'succeeded' : 'requires_capture',
    transfer_group: taken?.['transfer_group'] ?? before['transfer_group'],
  };
  if (isOneOfMany) call.emit('payment_intent.amount_capturable_updated', after, before);
  if (isFinal) call.emit('payment_intent.succeeded', after);
  return after;
}

function cardOf(held: ApiObject | undefined): FormObject {
  return inner(inner(held?.['payment_method_details'])['card']);
}

/** More than what is held, where the card's network lets one. */
function mostOf(intent: ApiObject, held: ApiObject | undefined): number {
  const { maximum_amount_capturable: most, status } = inner(cardOf(held)['overcapture']);
  const taken = Number(intent['amount_received']);
  return status === 'available' ? Number(most) - taken : Number(intent['amount_capturable']);
}

function isMulticapture(held: ApiObject | undefined): boolean {
  return inner(cardOf(held)['multicapture'])['status'] === 'available';
}

/** Counts the captures of a payment. */
const countKind = 'payment_intent.captures';

function refuseParts(intent: ApiObject, isAllowed: boolean, call: Call): void {
  const details = { payment_intent: intent };
  if (!isAllowed) {
    throw new ApiError(
      'This payment cannot be captured more than once: `final_capture` can be `false` only where ' +
        '`multicapture` of its charge is `available`.',
      { param: 'final_capture', details },
    );
  }
  const before = call.get(countKind, intent.id);
  const count = Number(before?.['count'] ?? 0) + 1;
  if (count >= capturesMax) {
    throw new ApiError(
      `A PaymentIntent can be captured ${capturesMax} times at the most: this has to be the final capture.`,
      { param: 'final_capture', details },
    );
  }
  call.put({ ...before, id: intent.id, object: countKind, count });
}

/**
 * Of a payment that is captured in parts each part says what others get of it, once the first has said so.
 * Source: https://docs.stripe.com/payments/multicapture#connect
 */
function requireShare(intent: ApiObject, call: Call): void {
  const isFirst = Number(intent['amount_received']) === 0;
  const known = isFirst ? undefined : call.get(countKind, intent.id);
  const told = shares.filter(([, of]) => of(call.params) !== undefined).map(([name]) => name);
  const asked = (known?.['shares'] ?? told) as readonly string[];
  const missing = asked.find((name) => !told.includes(name));
  if (missing !== undefined) {
    throw new ApiError(
      `\`${missing}\` was set on the first capture of this PaymentIntent, and has to be set on each one.`,
      { param: missing, details: { payment_intent: intent } },
    );
  }
  const untold = shares.find(([name, of]) => !asked.includes(name) && of(intent) !== undefined);
  if (untold) {
    throw notSimulated(`several captures that do not say their own \`${untold[0]}\``);
  }
  if (isFirst) call.put({ id: intent.id, object: countKind, count: 0, shares: asked });
}

type Share = readonly [name: string, of: (told: Readonly<Record<string, unknown>>) => unknown];

const shares: readonly Share[] = [
  ['application_fee_amount', ({ application_fee_amount: fee }) => fee ?? undefined],
  ['transfer_data[amount]', ({ transfer_data: data }) => Object(data).amount ?? undefined],
];

/** What can still be said when the money is taken. */
function lastWords(before: ApiObject, params: FormObject): object {
  const { application_fee_amount: fee, metadata, transfer_data: data, ...rest } = params;
  const told = ['statement_descriptor', 'statement_descriptor_suffix'].flatMap((name) =>
    rest[name] === undefined ? [] : [[name, rest[name]] as const],
  );
  return {
    ...Object.fromEntries(told),
    ...(fee === undefined ? {} : { application_fee_amount: fee }),
    ...(data === undefined
      ? {}
      : { transfer_data: sorted({ ...Object(before['transfer_data']), ...inner(data) }) }),
    ...(metadata === undefined
      ? {}
      : { metadata: mergeMetadata(before['metadata'] as Metadata, metadata) }),
  };
}
