// Sources: what was paid with before there were payment methods. Source: https://docs.stripe.com/api/sources

import { inWords } from '../../text/in-words.ts';
import { ApiError } from '../../wire/api-error.ts';
import { cardFields, cardObjectOf } from '../accounts/known-cards.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { address, person } from '../objects/initial-state.ts';
import { drafted } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { described } from '../payment-methods/bank-debits.ts';
import {
  cardOfToken,
  fingerprintOf,
  missingToken,
  testCardOf,
} from '../payment-methods/card-behind.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const source: Behaviour = { object: 'source', rules: { create } };

/** What its kind makes of the request; all others lead to a page of a bank or a wallet. */
const kinds: Readonly<Record<string, (draft: ApiObject, call: Call) => Values>> = {
  ach_credit_transfer: receiver,
  card: ofCard,
  sepa_debit: ofIban,
};

function create(draft: ApiObject, call: Call): ApiObject {
  if (call.params['original_source']) return cloned(draft, call);
  const type = typeOf(call);
  // As they were told, numbers are nobody's business.
  const { card: _card, redirect: _page, sepa_debit: _account, ...plain } = draft;
  const secret = `src_client_secret_${call.newText(24)}`;
  const begun = { ...plain, client_secret: secret, owner: ownerOf(call), type } as ApiObject;
  const made = sorted({ ...begun, ...(kinds[type] ?? redirected)(begun, call) }) as ApiObject;
  if (made['status'] === 'chargeable') call.emit('source.chargeable', made);
  return made;
}

/**
 * That of a platform's customer once more, for the account that asks; nobody's yet.
 * Source: https://docs.stripe.com/sources/connect#cloning-card-sources
 */
function cloned(draft: ApiObject, call: Call): ApiObject {
  const { customer, original_source: named, usage } = call.params;
  if (typeof customer !== 'string') throw missingParam('customer');
  const original = call.as(call.owner).get('source', String(named));
  if (original?.['customer'] !== customer) {
    throw missingByParam('source', String(named), 'original_source');
  }
  const { id, created, metadata } = draft;
  const secret = `src_client_secret_${call.newText(24)}`;
  const { customer: _, ...rest } = original;
  const own = { id, client_secret: secret, created, metadata };
  const made = { ...rest, ...own, usage: usage ?? original['usage'] } as ApiObject;
  call.emit('source.chargeable', made);
  return made;
}

/** The parameter may be any text, the field may not. That of a token says it itself. */
function typeOf({ shape, params }: Call): string {
  const type = shape('source')?.get('type')?.type;
  const known = type?.type === 'enum' ? type.values : [];
  const told = params['type'] ?? (params['token'] ? 'card' : undefined);
  if (typeof told !== 'string') throw missingParam('type');
  if (known.includes(told)) return told;
  throw new ApiError(`Invalid type: must be one of ${inWords(known)}`, { param: 'type' });
}

function ownerOf({ params }: Call): object | null {
  if (params['owner'] === undefined) return null;
  const owner = inner(params['owner']);
  const told = owner['address'] === undefined ? null : { ...address, ...inner(owner['address']) };
  return { ...person, ...owner, address: told, ...unverified };
}

const unverified = {
  verified_address: null,
  verified_email: null,
  verified_name: null,
  verified_phone: null,
};

const ready = { flow: 'none', status: 'chargeable', usage: 'reusable' };

const cardNames = [
  ...['address_line1_check', 'address_zip_check', 'brand', 'country', 'cvc_check'],
  ...['dynamic_last4', 'exp_month', 'exp_year', 'fingerprint', 'funding', 'last4', 'name'],
  'tokenization_method',
];

function ofCard(draft: ApiObject, call: Call): Values {
  const told = cardOf(call);
  const card = Object.fromEntries(cardNames.map((name) => [name, told[name] ?? null]));
  const isAsked = testCardOf({ ...draft, card }, call)?.authentication === 'always';
  const isUnable = card['brand'] === 'American Express';
  const asked = isAsked ? 'required' : isUnable ? 'not_supported' : 'optional';
  return {
    ...ready,
    card: sorted({ ...card, three_d_secure: asked }),
    owner: draft['owner'] ?? { ...person, address: null, ...unverified },
    usage: call.params['usage'] ?? 'reusable',
  };
}

/** Of a token, or as it is told itself. */
function cardOf(call: Call): Values {
  const { token: id, card } = call.params;
  if (typeof id !== 'string') return cardObjectOf(card, call);
  const found = cardOfToken(id, call);
  if (!found) throw missingToken(id, 'token');
  const told = call.get('token', id)?.['card'] as Values | undefined;
  return told ?? drafted(call, 'card', cardFields(found, call));
}

function ofIban(draft: ApiObject, call: Call): Values {
  const { iban } = inner(call.params['sepa_debit']);
  if (iban === undefined) throw missingParam('sepa_debit[iban]');
  requireCurrency('eur', draft);
  if (!inner(draft['owner'])['name']) throw missingParam('owner[name]');
  const { generated_from: _, ...account } = described('sepa_debit', { iban });
  const reference = call.newCode(16);
  const page = 'https://hooks.stripe.com/adapter/sepa_debit/file';
  return {
    ...ready,
    sepa_debit: {
      ...account,
      mandate_reference: reference,
      mandate_url: `${page}/${draft.id}/${String(draft['client_secret'])}`,
    },
  };
}

function requireCurrency(only: string, { type, currency }: ApiObject): void {
  if (!currency) throw missingParam('currency');
  if (currency === only) return;
  throw new ApiError(`Sources of type ${String(type)} only take the currency ${only}.`, {
    param: 'currency',
  });
}

/** An account that money is sent to. The owner's address may say that so much has come in. */
function receiver(draft: ApiObject, call: Call): Values {
  requireCurrency('usd', draft);
  const { email } = inner(draft['owner']);
  if (!email) throw missingParam('owner[email]');
  const received = Number(/^amount_(\d+)@/.exec(String(email))?.[1] ?? 0);
  const number = `test_${call.newText(12).toLowerCase()}`;
  return {
    ach_credit_transfer: {
      account_number: number,
      bank_name: 'TEST BANK',
      fingerprint: fingerprintOf(number, call.account),
      refund_account_holder_name: null,
      refund_account_holder_type: null,
      refund_routing_number: null,
      routing_number: '110000000',
      swift_code: 'TSTEZ122',
    },
    flow: 'receiver',
    receiver: {
      address: `110000000-${number}`,
      amount_charged: 0,
      amount_received: received,
      amount_returned: 0,
      refund_attributes_method: 'email',
      refund_attributes_status: 'missing',
    },
    status: received > 0 ? 'chargeable' : 'pending',
    usage: 'reusable',
  };
}

function redirected(draft: ApiObject, { params }: Call): Values {
  const { return_url: back } = inner(params['redirect']);
  if (back === undefined) return { flow: params['flow'] ?? 'none', usage: usageOf(params) };
  const page = 'https://hooks.stripe.com/redirect/authenticate';
  return {
    flow: 'redirect',
    redirect: {
      failure_reason: null,
      return_url: back,
      status: 'pending',
      url: `${page}/${draft.id}?client_secret=${String(draft['client_secret'])}`,
    },
    usage: usageOf(params),
  };
}

function usageOf({ usage = 'single_use' }: Call['params']): unknown {
  return usage;
}
