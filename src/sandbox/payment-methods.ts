// Means of payment: made of test cards, of numbers, of what a request says of another kind.

import { ApiError } from '../wire/api-error.ts';
import type { FormObject } from '../wire/form.ts';
import type { ApiObject, Call } from './behaviour.ts';
import { cardOfToken, fingerprintOf, missingToken } from './card-behind.ts';
import { completedPart } from './complete.ts';
import { missingByPath } from './errors.ts';
import { address, person } from './initial-state.ts';
import { make } from './make.ts';
import type { Values } from './skeleton.ts';
import { cardNamed, cardNumbered, type TestCard } from './test-cards.ts';

const nobody = { ...person, tax_id: null };

/** The one of this id, or a new one where a test card is named. Throws Stripe's error otherwise. */
export function paymentMethodOf(id: string, call: Call): ApiObject {
  const known = call.get('payment_method', id) ?? namedPaymentMethod(id, call);
  if (known) return known;
  const card = call.get('card', id);
  if (card) return methodOfCard(card);
  const error = missingByPath('payment_method', id);
  throw new ApiError(error.message, { code: 'resource_missing', param: 'payment_method' });
}

export function namedPaymentMethod(id: string, call: Call): ApiObject | undefined {
  const card = id.startsWith('pm_card_') ? cardNamed(id) : undefined;
  if (!card) return undefined;
  const values = cardValues(card, call, usualExpiry(call), { cvc_check: 'unchecked' });
  return make(call, 'payment_method', { ...values, type: 'card' });
}

/** As `payment_method_data` and the creation of a payment method describe it. */
export function describedPaymentMethod(
  params: FormObject,
  call: Call,
  id = call.newId('payment_method'),
): ApiObject {
  const type = String(params['type'] ?? 'card');
  const details =
    type === 'card'
      ? describedCard(inner(params['card']), call)
      : {
          [type]: completedPart(
            described(type, inner(params[type])),
            ['payment_method', type],
            call,
          ),
        };
  const billing = inner(params['billing_details']);
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

export function inner(value: unknown): FormObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? ({ ...value } as FormObject) : {};
}

function describedCard(card: FormObject, call: Call): object {
  const { token, number, exp_month: month, exp_year: year, cvc } = card;
  if (typeof token === 'string') {
    const found = cardOfToken(token, call);
    if (!found) throw missingToken(token, 'card[token]');
    return cardValues(found, call);
  }
  const found = requireCard(number);
  refuseExpired(Number(month), Number(year), call);
  if (cvc !== undefined && !/^\d{3,4}$/.test(String(cvc))) {
    throw cardRefused("Your card's security code is invalid.", 'invalid_cvc', 'cvc');
  }
  const checks = cvc === undefined ? {} : { cvc_check: 'unchecked' };
  return cardValues(found, call, { month: Number(month), year: Number(year) }, checks);
}

/** Throws for a number that is wrong in itself. */
export function requireCard(number: unknown): TestCard {
  const found = cardNumbered(String(number ?? ''));
  if (found) return found;
  throw cardRefused('Your card number is incorrect.', 'incorrect_number', 'number');
}

function cardRefused(message: string, code: string, param: string): ApiError {
  return new ApiError(message, { status: 402, type: 'card_error', code, param });
}

function refuseExpired(month: number, year: number, { now }: Call): void {
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
const graceYears = 4;

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

/** What an account of a bank tells of itself; other kinds tell nothing. */
function described(type: string, given: FormObject): Values {
  const number = String(given['account_number'] ?? given['iban'] ?? '');
  const last4 = number.slice(-4);
  if (type === 'sepa_debit') {
    return {
      bank_code: number.slice(4, 9),
      branch_code: '',
      country: number.slice(0, 2),
      fingerprint: fingerprintOf(number, type),
      generated_from: { charge: null, setup_attempt: null },
      last4,
    };
  }
  if (type === 'us_bank_account') {
    return {
      account_holder_type: given['account_holder_type'] ?? 'individual',
      account_type: given['account_type'] ?? 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprintOf(number, type),
      last4,
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: given['routing_number'] ?? null,
      status_details: {},
    };
  }
  if (type === 'acss_debit') {
    return {
      bank_name: 'STRIPE TEST BANK',
      fingerprint: fingerprintOf(number, type),
      institution_number: given['institution_number'] ?? null,
      last4,
      transit_number: given['transit_number'] ?? null,
    };
  }
  return given;
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

/** A customer's card as a means of payment. */
function methodOfCard(card: ApiObject): ApiObject {
  return {
    id: card.id,
    object: 'payment_method',
    billing_details: {
      address: {
        city: card['address_city'],
        country: card['address_country'],
        line1: card['address_line1'],
        line2: card['address_line2'],
        postal_code: card['address_zip'],
        state: card['address_state'],
      },
      email: null,
      name: card['name'],
      phone: null,
      tax_id: null,
    },
    card: {
      brand: Object.keys(brandNames).find((name) => brandNames[name] === card['brand']),
      checks: {
        address_line1_check: null,
        address_postal_code_check: null,
        cvc_check: 'unchecked',
      },
      country: card['country'],
      exp_month: card['exp_month'],
      exp_year: card['exp_year'],
      fingerprint: card['fingerprint'],
      funding: card['funding'],
      last4: card['last4'],
    },
    customer: card['customer'],
    type: 'card',
  };
}
