// Cards that are issued: from being made and sent to being canceled.
// Source: https://docs.stripe.com/issuing/cards

import { hash } from '../../base/hash.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner, usualExpiry } from '../payment-methods/payment-methods.ts';
import { checkControls, controlsOf } from '../payments/spending-controls.ts';

export const issuingCard: Behaviour = {
  object: 'issuing.card',
  rules: {
    create,
    update,
    submit_card: shipping('submitted', ['pending']),
    ship_card: shipping('shipped', ['pending', 'submitted']),
    deliver_card: shipping('delivered', ['shipped']),
    return_card: shipping('returned', ['shipped']),
    fail_card: shipping('failure', ['pending', 'submitted', 'shipped']),
  },
  // Told only to those who ask: `expand[]=number`.
  includable: {
    cvc: ({ id, replacement_for: former }) =>
      former ? String(hash(id) % 1000).padStart(3, '0') : '123',
    number: ({ last4 }) => `400000990000${String(last4)}`,
  },
};

/** Where cards are issued. */
const countries: readonly string[] = (
  'AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK ' +
  'US'
).split(' ');

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  if (params['cardholder'] === undefined) throw missingParam('cardholder');
  checkControls(params);
  const holder = requireObject(
    call,
    'issuing.cardholder',
    String(params['cardholder']),
    'cardholder',
  );
  const { country } = inner(inner(holder['billing'])['address']);
  if (!countries.includes(String(country))) {
    throw new ApiError(`Cardholder cannot have a billing address country of ${String(country)}.`);
  }
  const status = params['status'] ?? 'inactive';
  if (status === 'active') requireActive(holder);
  const { month, year } = usualExpiry(call);
  const { spending_controls: controls } = params;
  const former = replacedBy(draft, call);
  if (status === 'active') retire(former, call);
  const isRenewed = former?.['exp_year'] === year + 2 && former['exp_month'] === month;
  return {
    ...draft,
    ...(former ? { replacement_for: former.id } : {}),
    replacement_reason: params['replacement_reason'] ?? null,
    brand: 'Visa',
    cardholder: holder,
    exp_month: params['exp_month'] ?? month,
    exp_year: params['exp_year'] ?? year + (isRenewed ? 3 : 2),
    last4: numberLasts(params['replacement_reason'])
      ? former?.['last4']
      : String(call.all('issuing.card').length + 1).padStart(4, '0'),
    shipping: shippingOf(call),
    spending_controls: controlsOf(inner(controls)),
    status,
    wallets: walletsFor(holder),
  };
}

/** Whoever puts it into one is asked by e-mail or telephone whether it is theirs. */
function walletsFor({ email, phone_number: phone }: ApiObject): object {
  const eligible = Boolean(email ?? phone);
  const one = { eligible, ineligible_reason: eligible ? null : 'missing_cardholder_contact' };
  return { apple_pay: one, google_pay: one, primary_account_identifier: null };
}

function requireActive({ status }: ApiObject): void {
  if (status === 'active') return;
  throw new ApiError(
    `A card cannot be active while its cardholder is ${String(status)}: make the cardholder active ` +
      'first.',
    { param: 'status' },
  );
}

function shippingOf({ params }: Call): object | null {
  const given = inner(params['shipping']);
  if (params['type'] !== 'physical') {
    if (params['shipping'] === undefined) return null;
    throw new ApiError('Virtual cards are not sent anywhere.', { param: 'shipping' });
  }
  if (params['shipping'] === undefined) throw missingParam('shipping');
  return sorted({
    address_validation: null,
    business_name: null,
    carrier: null,
    customs: null,
    eta: null,
    phone_number: null,
    require_signature: null,
    service: 'standard',
    tracking_number: null,
    tracking_url: null,
    type: 'individual',
    ...given,
    address: sorted({ line2: null, state: null, ...inner(given['address']) }),
    status: 'pending',
  });
}

/** What is lost or stolen gets another number. Source: https://docs.stripe.com/issuing/cards/replacements */
function numberLasts(reason: unknown): boolean {
  return reason === 'expired' || reason === 'damaged';
}

/** The card that another one replaces. */
function replacedBy({ id: next }: ApiObject, call: Call): ApiObject | undefined {
  const { replacement_for: id, replacement_reason: reason } = call.params;
  if (id === undefined) return undefined;
  if (reason === undefined) throw missingParam('replacement_reason');
  const former = requireObject(call, 'issuing.card', String(id), 'replacement_for');
  if (!numberLasts(reason) && former['status'] !== 'canceled') {
    throw new ApiError(
      `A card that is ${String(reason)} has to be canceled before it is replaced.`,
      {
        param: 'replacement_for',
      },
    );
  }
  return change(call, former, { replaced_by: next }, 'issuing_card.updated');
}

/** With the first use of the next one. */
function retire(former: ApiObject | undefined, call: Call): void {
  if (!former || former['status'] === 'canceled') return;
  change(call, former, { status: 'canceled' }, 'issuing_card.updated');
}

function update(plain: ApiObject, call: Call): ApiObject {
  checkControls(call.params);
  const before = call.get('issuing.card', plain.id);
  const { status, cancellation_reason: reason } = call.params;
  if (before?.['status'] === 'canceled' && status !== undefined && status !== 'canceled') {
    throw new ApiError('You cannot change the status of a card that is canceled.', {
      param: 'status',
    });
  }
  if (reason !== undefined && plain['status'] !== 'canceled') {
    throw new ApiError('`cancellation_reason` goes with the status `canceled` only.', {
      param: 'cancellation_reason',
    });
  }
  const holder = call.get('issuing.cardholder', String(Object(plain['cardholder']).id));
  if (status === 'active' && holder) requireActive(holder);
  const former = call.get('issuing.card', String(plain['replacement_for']));
  if (status === 'active') retire(former, call);
  const sent = Object(plain['shipping']) as { readonly status?: string };
  const isStopped = status === 'canceled' && sent.status === 'pending';
  return isStopped ? { ...plain, shipping: { ...sent, status: 'canceled' } } : plain;
}

function shipping(after: string, from: readonly string[]): Rule {
  return (before, call) => {
    const sent = before['shipping'] as { readonly status: string } | null;
    if (!sent) throw new ApiError('This card is virtual: it is not sent anywhere.');
    if (!from.includes(sent.status)) {
      throw new ApiError(
        `The shipping of this card is ${sent.status}; it can be ${after} only from ${from.join(', ')}.`,
      );
    }
    const way =
      after === 'shipped'
        ? { carrier: 'usps', eta: call.now + 7 * 86_400, tracking_number: call.newCode(22) }
        : {};
    const moved = { ...before, shipping: { ...sent, ...way, status: after } };
    call.emit('issuing_card.updated', moved, before);
    return moved;
  };
}
