// Means of payment: made of test cards, of numbers, of what a request says of another kind.

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByPath, missingParam } from '../checking/errors.ts';
import { completedPart } from '../objects/complete.ts';
import { address, person } from '../objects/initial-state.ts';
import { drafted, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { markSetUp } from './attach.ts';
import { described } from './bank-debits.ts';
import { cardOfToken, fingerprintOf, missingToken, toldAddress } from './card-behind.ts';
import { debitFateOf, debitNamed } from './debit-accounts.ts';
import { cardNamed, cardNumbered, ordinaryCard, type TestCard } from './test-cards.ts';

const nobody = { ...person, tax_id: null };

/** The one of this id, or a new one where a test card is named. Throws Stripe's error otherwise. */
export function paymentMethodOf(id: string, call: Call): ApiObject {
  const known = call.get('payment_method', id) ?? namedPaymentMethod(id, call);
  if (known) return known;
  const card = call.get('card', id);
  if (card) return methodOfCard(card, call);
  const source = call.get('source', id);
  if (source) return methodOfSource(source, call);
  const error = missingByPath('payment_method', id);
  throw new ApiError(error.message, { code: 'resource_missing', param: 'payment_method' });
}

export function namedPaymentMethod(id: string, call: Call): ApiObject | undefined {
  if (!id.startsWith('pm_')) return undefined;
  const card = id.startsWith('pm_card_') ? cardNamed(id) : undefined;
  if (!card) {
    const account = debitNamed(id);
    if (!account) return undefined;
    const method = describedPaymentMethod(account, call);
    // Stripe's own names stand for accounts that are verified, but for one that never can be.
    if (debitFateOf(method).result !== 'no_deposits') markSetUp(method, call);
    return method;
  }
  const checks = { cvc_check: 'unchecked', ...toldAddress(card) };
  const values = cardValues(card, call, usualExpiry(call), checks);
  return make(call, 'payment_method', { ...values, type: 'card' });
}

/** As `payment_method_data` and the creation of a payment method describe it. */
export function describedPaymentMethod(
  params: FormObject,
  call: Call,
  id = call.newId('payment_method'),
): ApiObject {
  const type = String(params['type'] ?? 'card');
  const plain =
    type === 'card'
      ? describedCard(inner(params['card']), call)
      : { [type]: told(type, described(type, inner(params[type])), call) };
  const billing = inner(params['billing_details']);
  const details = type === 'card' ? withAddress(plain, inner(billing['address'])) : plain;
  return make(call, 'payment_method', {
    id,
    ...details,
    allow_redisplay: params['allow_redisplay'] ?? 'unspecified',
    billing_details: {
      ...nobody,
      ...billing,
      address: { ...address, ...inner(billing['address']) },
    },
    metadata: inner(params['metadata']),
    type,
  });
}

/** Whole, but for a date of birth that nobody gave. */
function told(type: string, given: Values, call: Call): Values {
  return type === 'klarna' ? given : completedPart(given, ['payment_method', type], call);
}

/** What is told of where its holder lives has to be looked at. */
function withAddress({ card }: { readonly card?: object }, address: FormObject): object {
  const { checks } = Object(card) as { readonly checks: object };
  const told = ['line1', 'postal_code'].filter((name) => address[name]);
  const waiting = Object.fromEntries(told.map((name) => [`address_${name}_check`, 'unchecked']));
  return { card: { ...card, checks: { ...checks, ...waiting } } };
}

export function inner(value: unknown): FormObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? ({ ...value } as FormObject) : {};
}

function describedCard(card: FormObject, call: Call): object {
  const { token, exp_month: month, exp_year: year, cvc } = card;
  if (typeof token === 'string') {
    const found = cardOfToken(token, call);
    if (!found) throw missingToken(token, 'card[token]');
    return cardValues(found, call, ...toldByToken(token, call));
  }
  const found = typedCard(card, call);
  const checks = cvc === undefined ? {} : { cvc_check: 'unchecked' };
  return cardValues(found, call, { month: Number(month), year: Number(year) }, checks);
}

/** Until when a token's card holds, and whether its code was told, as it is with those of test cards. */
function toldByToken(id: string, call: Call): [Expiry, object] {
  const card = inner(call.get('token', id)?.['card']);
  if (card['exp_month'] === undefined) return [usualExpiry(call), { cvc_check: 'unchecked' }];
  const { exp_month: month, exp_year: year, cvc_check } = card;
  return [{ month: Number(month), year: Number(year) }, { cvc_check: cvc_check ?? null }];
}

/** Throws for what is wrong in itself of a card that was typed in. */
export function typedCard(card: FormObject, call: Call): TestCard {
  const { number, exp_month: month, exp_year: year, cvc } = card;
  if (number === undefined) throw missingParam('card[number]');
  const found = requireCard(number);
  for (const name of ['exp_month', 'exp_year']) {
    if (card[name] === undefined) throw missingParam(`card[${name}]`);
  }
  refuseExpired(Number(month), Number(year), call);
  if (cvc === undefined || /^\d{3,4}$/.test(String(cvc))) return found;
  throw cardRefused("Your card's security code is invalid.", 'invalid_cvc', 'cvc');
}

export function requireCard(number: unknown): TestCard {
  const found = cardNumbered(String(number ?? ''));
  if (found) return found;
  throw cardRefused('Your card number is incorrect.', 'incorrect_number', 'number');
}

function cardRefused(message: string, code: string, param: string): ApiError {
  return new ApiError(message, { status: 402, type: 'card_error', code, param });
}

export function refuseExpired(month: number, year: number, { now }: Call): void {
  const refuse = (code: string, param: string, what: string): never => {
    throw cardRefused(`Your card's expiration ${what} is invalid.`, code, param);
  };
  if (!(month >= 1 && month <= 12)) refuse('invalid_expiry_month', 'exp_month', 'month');
  const thisYear = new Date(now * 1000).getUTCFullYear();
  const full = fullYear(year);
  const isInvalid = full < thisYear - graceYears || full > thisYear + 50;
  if (isInvalid) refuse('invalid_expiry_year', 'exp_year', 'year');
}

/** `34` is 2034. */
export function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

/** Guides get older, and what they say goes on working: Stripe itself takes no year that is over. */
const graceYears = 5;

interface Expiry {
  readonly month: number;
  readonly year: number;
}

export function cardValues(
  card: TestCard,
  call: Call,
  expiry: Expiry = usualExpiry(call),
  checks: object = {},
): { readonly card: object } {
  return {
    card: {
      brand: card.brand,
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: null,
        ...checks,
      },
      country: card.country,
      display_brand: card.brand === 'amex' ? 'american_express' : card.brand,
      exp_month: expiry.month,
      exp_year: fullYear(expiry.year),
      fingerprint: fingerprintOf(card.number, call.account),
      funding: card.funding,
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

export function usualExpiry({ now }: Call): Expiry {
  const date = new Date(now * 1000);
  return { month: date.getUTCMonth() + 1, year: date.getUTCFullYear() + 1 };
}

/** As cards tell themselves, not as payment methods do. */
export const brandNames: Readonly<Record<string, string>> = {
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  mastercard: 'MasterCard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

const methodsOfCards = new WeakMap<ApiObject, ApiObject>();

/** A customer's card as a means of payment: the same one as long as the card is the same. */
export function methodOfCard(card: ApiObject, call: Call): ApiObject {
  const created = call.get('customer', String(card['customer']))?.['created'] ?? call.now;
  const known = methodsOfCards.get(card);
  if (known?.['created'] === created) return known;
  const made = cardAsMethod(card, created, call);
  methodsOfCards.set(card, made);
  return made;
}

function cardAsMethod(card: ApiObject, created: unknown, call: Call): ApiObject {
  const { brand, country, cvc_check: cvc, exp_month: month, exp_year: year, funding } = card;
  const behind: TestCard = {
    ...ordinaryCard(String(card['last4'])),
    brand: Object.keys(brandNames).find((name) => brandNames[name] === brand) ?? 'unknown',
    country: String(country),
    funding: funding as TestCard['funding'],
  };
  const expiry = { month: Number(month), year: Number(year) };
  const values = cardValues(behind, call, expiry, { cvc_check: cvc });
  return drafted(call, 'payment_method', {
    id: card.id,
    billing_details: {
      ...nobody,
      address: {
        city: card['address_city'],
        country: card['address_country'],
        line1: card['address_line1'],
        line2: card['address_line2'],
        postal_code: card['address_zip'],
        state: card['address_state'],
      },
      name: card['name'],
    },
    card: { ...values.card, fingerprint: card['fingerprint'] },
    created,
    customer: card['customer'],
    metadata: card['metadata'],
    type: 'card',
  });
}

/** A source as a means of payment. */
function methodOfSource(source: ApiObject, call: Call): ApiObject {
  const { id, card, customer = null, metadata, owner } = source;
  const type = String(source['type']);
  const { address: place, email, name, phone } = inner(owner);
  const whom = { email, name, phone };
  const told = card
    ? { card: methodOfCard({ ...inner(card), id, object: 'card' }, call)['card'] }
    : { [type]: accountOf(source) };
  return drafted(call, 'payment_method', {
    id,
    ...told,
    billing_details: { ...nobody, ...whom, address: { ...address, ...inner(place) } },
    created: source['created'],
    customer,
    metadata,
    type,
  });
}

const accountNames: Readonly<Record<string, readonly string[]>> = {
  ach_credit_transfer: ['account_number', 'bank_name', 'routing_number', 'swift_code'],
  sepa_debit: ['bank_code', 'branch_code', 'country', 'fingerprint', 'last4'],
};

function accountOf(source: ApiObject): FormObject {
  const type = String(source['type']);
  const told = Object.entries(inner(source[type]));
  return Object.fromEntries(told.filter(([name]) => accountNames[type]?.includes(name) ?? true));
}
