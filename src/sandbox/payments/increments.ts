// More money held on a card than was authorized at first.
// Source: https://docs.stripe.com/payments/incremental-authorization

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { checkAmount } from '../checking/amounts.ts';
import { requireWithin } from '../checking/bounds.ts';
import { mergeMetadata, type Metadata } from '../checking/metadata.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** Of one intent; Stripe counts those that are declined, too. */
const incrementsMax = 10;
/** Kept beside the intents, and told nowhere. */
const countKind = 'payment_intent.increments';

/** What may be said with the new amount. */
const told = ['application_fee_amount', 'description', 'statement_descriptor'];

/** Throws where its card, or its state, does not allow it. */
export function incrementAuthorization(before: ApiObject, call: Call): ApiObject {
  const { params } = call;
  if (before['status'] !== 'requires_capture') {
    throw new ApiError(
      "This PaymentIntent's authorization could not be incremented because it has a status of " +
        `${String(before['status'])}. Only a PaymentIntent with one of the following statuses may ` +
        'be incremented: requires_capture.',
      {
        code: 'payment_intent_unexpected_state',
        details: { payment_intent: before },
      },
    );
  }
  const charge = call.get('charge', String(before['latest_charge']));
  if (!charge || !isIncrementable(charge)) {
    throw new ApiError(
      'This PaymentIntent is not eligible for incremental authorization. It has to be requested ' +
        'when the payment is confirmed, and the card has to support it.',
      { code: 'payment_intent_invalid_parameter', details: { payment_intent: before } },
    );
  }
  const amount = Number(params['amount']);
  checkAmount({ amount, currency: String(before['currency']) });
  if (amount <= Number(before['amount'])) {
    throw new ApiError('The new amount must be greater than the amount authorized so far.', {
      param: 'amount',
    });
  }
  checkTransfer(before, params);
  const count = Number(call.get(countKind, before.id)?.['count'] ?? 0) + 1;
  if (count > incrementsMax) {
    throw new ApiError(
      `The authorization of a PaymentIntent can be incremented ${incrementsMax} times at the most.`,
      { code: 'payment_intent_unexpected_state', details: { payment_intent: before } },
    );
  }
  call.put({ id: before.id, object: countKind, count });
  change(call, charge, raised(charge, amount), 'charge.updated');
  const after = { ...before, ...saidWith(before, params), amount, amount_capturable: amount };
  call.emit('payment_intent.amount_capturable_updated', after);
  return after;
}

/** At a till, more than is held is asked for first. Source: terminal/features/incremental-authorizations. */
export function heldEnough(before: ApiObject, amount: number, call: Call): ApiObject {
  const charge = call.get('charge', String(before['latest_charge']));
  const { card_present: present } = Object(charge?.['payment_method_details']) as Details;
  const isMore = amount > Number(before['amount_capturable']);
  if (!isMore || before['status'] !== 'requires_capture') return before;
  if (present?.incremental_authorization_supported !== true) return before;
  return incrementAuthorization(before, { ...call, params: { amount } });
}

/** Nobody gets a part of what goes on to nobody. */
export function checkTransfer(before: ApiObject, { transfer_data: data }: FormObject): void {
  const told = inner(data);
  const [name] = Object.keys(told);
  if (name === undefined) return;
  if (!inner(before['transfer_data'])['destination']) {
    throw new ApiError(
      `You can only set \`transfer_data[${name}]\` on a PaymentIntent with a ` +
        '`transfer_data[destination]`.',
      { param: `transfer_data[${name}]` },
    );
  }
  requireWithin(told['amount'], 'transfer_data[amount]', { least: 1 });
}

interface Details {
  readonly card?: { readonly incremental_authorization?: { readonly status?: string } };
  readonly card_present?: { readonly incremental_authorization_supported?: boolean };
}

function isIncrementable({ payment_method_details: details }: ApiObject): boolean {
  const { card, card_present: present } = Object(details) as Details;
  return (
    card?.incremental_authorization?.status === 'available' ||
    present?.incremental_authorization_supported === true
  );
}

function raised({ payment_method_details: details }: ApiObject, amount: number): Values {
  const entries = Object.entries(Object(details) as Readonly<Record<string, unknown>>).map(
    ([name, value]) =>
      name.startsWith('card')
        ? [name, { ...Object(value), amount_authorized: amount }]
        : [name, value],
  );
  return { amount, payment_method_details: Object.fromEntries(entries) };
}

function saidWith(before: ApiObject, params: FormObject): object {
  const said = told.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]]));
  const transfer = inner(params['transfer_data'])['amount'];
  return {
    ...Object.fromEntries(said),
    ...(params['metadata'] === undefined
      ? {}
      : { metadata: mergeMetadata(before['metadata'] as Metadata, params['metadata']) }),
    ...(transfer === undefined
      ? {}
      : { transfer_data: { ...Object(before['transfer_data']), amount: transfer } }),
  };
}
