// Issuing authorizations: somebody is about to pay with a card that was issued.
// Source: https://docs.stripe.com/api/issuing/authorizations

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { drafted } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { extrasOf, moveIssuing, refusalOf, sellerOf, transact } from '../payments/issuing.ts';
import type { Purchase } from '../payments/spending-controls.ts';

const open = ['pending'];

export const issuingAuthorization: Behaviour = {
  object: 'issuing.authorization',
  makers: { authorize: authorizeFormerly },
  rules: {
    approve: (before, call) => answer(before, { isApproved: true }, call),
    capture,
    create: (draft, call) => {
      const card = requireObject(call, 'issuing.card', String(call.params['card']), 'card');
      return authorize(draft, { card, amount: Number(call.params['amount'] ?? 0) }, call);
    },
    decline: (before, call) => answer(before, { isApproved: false }, call),
    expire: (before, call) => released(before, { amount: 0, status: 'expired' }, call),
    finalize_amount: (before, call) => {
      const amount = Number(call.params['final_amount']);
      return released(before, { amount, merchant_amount: amount }, call);
    },
    increment,
    reverse,
  },
  allowed: {
    approve: open,
    decline: open,
    expire: open,
    finalize_amount: open,
    increment: open,
    reverse: open,
  },
};

/** As test mode had it before test helpers. */
function authorizeFormerly(call: Call): ApiObject {
  const id = call.ids.get('card') ?? '';
  const card = call.get('issuing.card', id);
  if (!card) throw missingByPath('issuing.card', id);
  if (card['status'] !== 'active') throw new ApiError('The card is not active.');
  const amount = Number(call.params['held_amount'] ?? 0);
  const draft = drafted(call, 'issuing.authorization', {
    id: call.newId('issuing.authorization'),
    authorization_method: call.params['authorization_method'] ?? 'online',
    merchant_currency: call.params['held_currency'] ?? card['currency'],
  });
  const made = sorted(authorize(draft, { card, amount }, call)) as ApiObject;
  call.put(made);
  call.emit('issuing_authorization.created', made);
  return made;
}

/**
 * Whoever listens to issuing_authorization.request by name is asked, and answers by a request of
 * approval or refusal; else the card and its limits decide.
 */
function authorize(
  draft: ApiObject,
  { card, amount }: { readonly card: ApiObject; readonly amount: number },
  call: Call,
): ApiObject {
  const { params } = call;
  const currency = params['currency'] ?? card['currency'];
  const holder = Object(card['cardholder']) as { readonly id?: string };
  const begun: ApiObject = {
    ...draft,
    amount,
    amount_details: extrasOf(params['amount_details']),
    approved: false,
    authorization_method: params['authorization_method'] ?? 'online',
    card,
    cardholder: holder.id ?? null,
    currency,
    merchant_amount: params['merchant_amount'] ?? amount,
    merchant_currency: params['merchant_currency'] ?? currency,
    merchant_data: sellerOf(params['merchant_data']),
    status: 'pending',
  };
  const refusal = refusalOf(card, asking(begun, { amount, held: 0 }), call);
  if (refusal) return decided(begun, { isApproved: false, reason: refusal }, call);
  const pending = {
    amount,
    amount_details: begun['amount_details'],
    currency,
    is_amount_controllable: params['is_amount_controllable'] ?? false,
    merchant_amount: begun['merchant_amount'],
    merchant_currency: begun['merchant_currency'],
    network_risk_score: null,
  };
  const asked = { ...begun, pending_request: pending };
  call.emit('issuing_authorization.request', asked);
  return isHeard(call)
    ? asked
    : decided(asked, { isApproved: true, reason: 'webhook_timeout' }, call);
}

function asking(
  { authorization_method: method, merchant_data: seller }: ApiObject,
  amounts: { readonly amount: number; readonly held: number },
): Purchase {
  return { ...amounts, method, seller: inner(seller) };
}

function isHeard({ all }: Call): boolean {
  return all('webhook_endpoint').some(({ status, enabled_events: enabled }) => {
    const isAsked = (enabled as readonly string[]).includes('issuing_authorization.request');
    return status === 'enabled' && isAsked;
  });
}

interface Decision {
  readonly isApproved: boolean;
  readonly reason: string;
}

function decided(before: ApiObject, { isApproved, reason }: Decision, call: Call): ApiObject {
  const { amount, currency, merchant_amount, merchant_currency } = before;
  const entry = {
    amount,
    amount_details: before['amount_details'],
    approved: isApproved,
    authorization_code: isApproved ? call.newCode(6) : null,
    created: call.now,
    currency,
    merchant_amount,
    merchant_currency,
    network_risk_score: null,
    reason,
    reason_message: null,
    requested_at: call.now,
  };
  const history = before['request_history'] as readonly object[];
  const held = isApproved && Number(amount) !== 0;
  return {
    ...before,
    approved: isApproved,
    balance_transactions: held
      ? [hold(before, -Number(amount), call), ...(before['balance_transactions'] as object[])]
      : before['balance_transactions'],
    pending_request: null,
    request_history: [...history, entry],
    status: isApproved ? 'pending' : 'closed',
  };
}

function hold({ id, currency }: ApiObject, amount: number, call: Call): ApiObject {
  const type = amount < 0 ? 'issuing_authorization_hold' : 'issuing_authorization_release';
  return moveIssuing(call, { type, amount, currency, source: id });
}

function answer(before: ApiObject, { isApproved }: { isApproved: boolean }, call: Call): ApiObject {
  if (before['pending_request'] === null) {
    throw new ApiError(
      'This authorization has been decided already: it can be approved or declined only while its ' +
        '`pending_request` waits for it.',
    );
  }
  const reason = isApproved ? 'webhook_approved' : 'webhook_declined';
  return told(before, decided(before, { isApproved, reason }, call), call);
}

/** Whatever else happens to one that waits: nobody has answered in time. */
function settled(before: ApiObject, call: Call): ApiObject {
  return before['pending_request'] === null
    ? before
    : decided(before, { isApproved: true, reason: 'webhook_timeout' }, call);
}

function told(before: ApiObject, after: ApiObject, call: Call): ApiObject {
  call.emit('issuing_authorization.updated', after, before);
  return after;
}

/** Holds so much less, or more, than before. */
function released(before: ApiObject, values: Values, call: Call): ApiObject {
  const current = settled(before, call);
  const freed = Number(current['amount']) - Number(values['amount'] ?? 0);
  const moved = freed === 0 ? [] : [hold(current, freed, call)];
  const all = [...moved, ...(current['balance_transactions'] as object[])];
  return told(before, { ...current, ...values, balance_transactions: all }, call);
}

/** Whatever became of it: sellers may ask again, or late. Then for what was asked at first. */
function capture(before: ApiObject, call: Call): ApiObject {
  const current = settled(before, call);
  const held = Number(current['amount']);
  const [first] = current['request_history'] as readonly { readonly amount: number }[];
  const asked = current['status'] === 'pending' ? held : first?.amount;
  const amount = Number(call.params['capture_amount'] ?? asked);
  const transaction = transact(call, {
    card: current['card'] as ApiObject,
    amount: -amount,
    authorization: before.id,
    currency: current['currency'],
    details: current['amount_details'],
    seller: current['merchant_data'],
  });
  const isClosed = call.params['close_authorization'] !== false || amount >= held;
  const left = isClosed ? 0 : held - amount;
  const transactions = [...(current['transactions'] as object[]), transaction];
  const status = isClosed ? 'closed' : 'pending';
  return released(current, { amount: left, status, transactions }, call);
}

function increment(before: ApiObject, call: Call): ApiObject {
  const current = settled(before, call);
  const more = Number(call.params['increment_amount']);
  const asked = asking(current, { amount: more, held: Number(current['amount']) });
  const refusal = refusalOf(current['card'] as ApiObject, asked, call);
  if (!refusal) {
    const amount = Number(current['amount']) + more;
    return released(current, { amount, merchant_amount: amount }, call);
  }
  const history = decided(
    { ...current, amount: more },
    { isApproved: false, reason: refusal },
    call,
  );
  return told(before, { ...current, request_history: history['request_history'] }, call);
}

function reverse(before: ApiObject, call: Call): ApiObject {
  const current = settled(before, call);
  const held = Number(current['amount']);
  const less = Number(call.params['reverse_amount'] ?? held);
  if (less > held) {
    throw new ApiError('The amount to reverse is greater than what the authorization holds.', {
      param: 'reverse_amount',
    });
  }
  const status = less === held ? 'reversed' : 'pending';
  return released(current, { amount: held - less, status }, call);
}
