// Financial accounts: money apart from the balance, in dollars, and what may be done with it.
// Source: https://docs.stripe.com/api/treasury/financial_accounts

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import {
  activateFeatures,
  closeFeatures,
  featuresKind,
  featuresOf,
  requestFeatures,
} from '../payments/treasury-features.ts';
import { beginTransaction, cashIn, financialAccountKind } from '../payments/treasury.ts';

export const financialAccount: Behaviour = {
  object: financialAccountKind,
  rules: { create, update, close },
  allowed: { close: ['open'] },
  includable: { features: ({ id }, call) => featuresOf(id, call) },
};

export const financialAccountFeatures: Behaviour = {
  object: featuresKind,
  makers: {
    retrieve_features: (call) => featuresOf(named(call).id, call),
    update_features(call) {
      const account = named(call);
      call.put(requestFeatures(account, call.params, call));
      const told = featuresOf(account.id, call);
      activateFeatures(account.id, call);
      return told;
    },
  },
};

function named(call: Call): ApiObject {
  const id = call.ids.get('financial_account') ?? '';
  return requireObject(call, financialAccountKind, id, 'financial_account');
}

const currencies = ['usd'];

function create(draft: ApiObject, call: Call): ApiObject {
  const asked = (call.params['supported_currencies'] as readonly string[]).map((one) =>
    one.toLowerCase(),
  );
  const wrong = asked.findIndex((one) => !currencies.includes(one));
  if (wrong >= 0 || asked.length === 0) {
    throw new ApiError('A FinancialAccount can hold a balance in these currencies only: usd.', {
      param: `supported_currencies[${Math.max(0, wrong)}]`,
    });
  }
  const nothing = Object.fromEntries(asked.map((currency) => [currency, 0]));
  const account = {
    ...draft,
    balance: { cash: nothing, inbound_pending: nothing, outbound_pending: nothing },
    country: 'US',
    financial_addresses: [],
    is_default: false,
    status: 'open',
    status_details: { closed: null },
    supported_currencies: asked,
  };
  const made = requestFeatures(withRestrictions(account), inner(call.params['features']), call);
  call.later.push(() => activateFeatures(draft.id, call));
  return made;
}

function withRestrictions(account: ApiObject): ApiObject {
  const told = account['platform_restrictions'];
  if (told === null || told === undefined) return account;
  const restrictions = { inbound_flows: null, outbound_flows: null, ...inner(told) };
  return { ...account, platform_restrictions: restrictions };
}

function update(plain: ApiObject, call: Call): ApiObject {
  const after = requestFeatures(withRestrictions(plain), inner(call.params['features']), call);
  call.later.push(() => activateFeatures(plain.id, call));
  return after;
}

/** With nothing in it, on its way, or to be spent by a card. */
function close(before: ApiObject, call: Call): ApiObject {
  const isPending = call
    .all('treasury.inbound_transfer')
    .some((one) => one['financial_account'] === before.id && one['status'] === 'processing');
  if (isPending) throw refused('it has pending InboundTransfers');
  const hasCard = call
    .all('issuing.card')
    .some((one) => one['financial_account'] === before.id && one['status'] !== 'canceled');
  if (hasCard) throw refused('it has Issuing cards that are not canceled');
  const held = Object.values(inner(inner(before['balance'])['outbound_pending']));
  if (held.some((amount) => amount !== 0)) throw refused('money is on its way out of it');
  const emptied = emptiedOut(before, call);
  const closed = closeFeatures(emptied, call);
  const details = { closed: { reasons: ['closed_by_platform'] } };
  const told = { ...closed, status: 'closed', status_details: details };
  return change(call, before, told, `${financialAccountKind}.closed`);
}

function refused(why: string): ApiError {
  return new ApiError(`This FinancialAccount cannot be closed: ${why}.`);
}

/** What is left goes where the forwarding settings say; without them nothing may be left. */
function emptiedOut(before: ApiObject, call: Call): ApiObject {
  const cash = cashIn(before, 'usd');
  if (cash === 0) return before;
  if (call.params['forwarding_settings'] === undefined) throw refused('its balance is not zero');
  beginTransaction(
    call,
    { id: null, object: 'treasury.other', financial_account: before.id, currency: 'usd' },
    {
      amount: -cash,
      description: 'Closing balance',
      status: 'posted',
      step: { type: 'other', impact: { cash: -cash } },
    },
  );
  return call.get(financialAccountKind, before.id) ?? before;
}
