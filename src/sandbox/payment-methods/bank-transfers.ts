// Where a customer sends money to: virtual bank accounts, the same ones each time.
// Source: https://docs.stripe.com/payments/customer-balance/funding-instructions

import { hash } from '../../base/hash.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import { missingParam } from '../checking/errors.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from './payment-methods.ts';

interface Kind {
  readonly currency: string;
  readonly country: string;
  readonly addresses: (digits: Digits, country: string) => readonly Values[];
}

/** So many digits, the same ones for the same purpose. */
type Digits = (purpose: string, length: number) => string;

const holder = {
  account_holder_address: addressIn('US', '354 Oyster Point Blvd', 'South San Francisco', '94080'),
  account_holder_name: 'SANDSHELL',
};

function addressIn(country: string, line1: string, city: string, postal_code: string): Values {
  return { city, country, line1, line2: null, postal_code, state: null };
}

const bankNames = { bank_name: 'STRIPE TEST BANK' };

const kinds: Readonly<Record<string, Kind>> = {
  eu_bank_transfer: {
    currency: 'eur',
    country: 'DE',
    addresses: (digits, country) => [
      {
        iban: {
          ...holder,
          bank_address: addressIn(country, '1 Bank Street', 'Test City', '10000'),
          bic: `SXPY${country}HHXXX`,
          country,
          iban: ibanOf(country, digits('iban', 18)),
        },
        supported_networks: ['sepa'],
        type: 'iban',
      },
    ],
  },
  gb_bank_transfer: {
    currency: 'gbp',
    country: 'GB',
    addresses: (digits) => [
      {
        sort_code: {
          ...holder,
          account_number: digits('sort', 8),
          bank_address: addressIn('GB', '1 Bank Street', 'London', 'EC1A 1AA'),
          sort_code: '200000',
        },
        supported_networks: ['fps', 'bacs'],
        type: 'sort_code',
      },
    ],
  },
  jp_bank_transfer: {
    currency: 'jpy',
    country: 'JP',
    addresses: (digits) => [
      {
        supported_networks: ['zengin'],
        type: 'zengin',
        zengin: {
          ...holder,
          account_number: digits('zengin', 7),
          account_type: 'futsu',
          bank_address: addressIn('JP', '1 Bank Street', 'Tokyo', '100-0001'),
          bank_code: '0001',
          ...bankNames,
          branch_code: '001',
          branch_name: 'TEST BRANCH',
        },
      },
    ],
  },
  mx_bank_transfer: {
    currency: 'mxn',
    country: 'MX',
    addresses: (digits) => [
      {
        spei: {
          ...holder,
          bank_address: addressIn('MX', '1 Bank Street', 'Mexico City', '01000'),
          bank_code: '002',
          ...bankNames,
          clabe: clabeOf(`002180${digits('clabe', 11)}`),
        },
        supported_networks: ['spei'],
        type: 'spei',
      },
    ],
  },
  us_bank_transfer: {
    currency: 'usd',
    country: 'US',
    addresses: (digits) => {
      const account = {
        ...holder,
        account_number: digits('aba', 12),
        account_type: 'checking',
        bank_address: addressIn('US', '1 Bank Street', 'San Francisco', '94105'),
        ...bankNames,
      };
      return [
        {
          aba: { ...account, routing_number: '110000000' },
          supported_networks: ['ach', 'domestic_wire_us'],
          type: 'aba',
        },
        {
          supported_networks: ['swift'],
          swift: { ...account, swift_code: 'TESTUS99XXX' },
          type: 'swift',
        },
      ];
    },
  },
};

/** Countries whose accounts may stand for one in euros. */
const euroCountries = ['BE', 'DE', 'ES', 'FR', 'IE', 'NL'];

/** Two check digits make the remainder by 97 right. Source: ISO 13616. */
function ibanOf(country: string, digits: string): string {
  const written = [...`${digits}${country}00`].map((sign) => parseInt(sign, 36)).join('');
  const rest = [...written].reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0);
  return `${country}${String(98 - rest).padStart(2, '0')}${digits}`;
}

/** Its last digit checks the others, by the weights 3, 7 and 1. */
function clabeOf(digits: string): string {
  const weights = [3, 7, 1];
  const sum = [...digits].reduce(
    (left, digit, index) => left + ((Number(digit) * (weights[index % 3] ?? 1)) % 10),
    0,
  );
  return `${digits}${(10 - (sum % 10)) % 10}`;
}

/** That of the currency; US dollars where it has none. */
export function transferKindFor(currency: unknown): string {
  const found = Object.entries(kinds).find(([, kind]) => kind.currency === currency);
  return found?.[0] ?? 'us_bank_transfer';
}

/** The official CLI's recipes call one of them otherwise; then the currency tells. */
export function isTransferKind(type: unknown): boolean {
  return typeof type === 'string' && Object.hasOwn(kinds, type);
}

export interface Transfer {
  /** As in `eu_bank_transfer`. */
  readonly type: string;
  readonly country: string;
}

/** As `bank_transfer` describes it, at `path`. Throws for a kind that is not for the currency. */
export function readTransfer(given: FormObject, currency: unknown, path: string): Transfer {
  const type = String(given['type'] ?? transferKindFor(currency));
  const kind = kinds[type];
  if (kind?.currency !== currency) {
    throw new ApiError(
      `The currency ${String(currency)} is not supported by the bank transfer type ${type}.`,
      { param: `${path}[type]` },
    );
  }
  if (type !== 'eu_bank_transfer') return { type, country: kind?.country ?? 'US' };
  return { type, country: euroCountry(inner(given['eu_bank_transfer']), path) };
}

function euroCountry({ country }: Values, path: string): string {
  const param = `${path}[eu_bank_transfer][country]`;
  if (country === undefined) throw missingParam(param);
  if (euroCountries.includes(String(country))) return String(country);
  throw new ApiError(
    `Invalid country: ${String(country)}. It must be one of ${euroCountries.join(', ')}.`,
    { param },
  );
}

/** Of an intent that may be paid by a transfer in euros, or of what bills by one. */
export function checkTransfer(params: FormObject): void {
  const settings = inner(params['payment_settings'])['payment_method_options'];
  const { customer_balance: balance } = inner(params['payment_method_options'] ?? settings);
  const { eu_bank_transfer: euros } = inner(inner(balance)['bank_transfer']);
  const path = 'payment_method_options[customer_balance][bank_transfer]';
  if (euros)
    euroCountry(inner(euros), settings ? `payment_settings[${path.replace('[', '][')}` : path);
}

/** Of this customer, for transfers of a kind. */
export function financialAddresses(
  customer: string,
  { type, country }: Transfer,
): readonly Values[] {
  const digits: Digits = (purpose, length) => {
    const parts = [0, 1].map((round) => hash(`${round} ${purpose} ${customer}`));
    return parts.join('').padStart(length, '7').slice(-length);
  };
  return kinds[type]?.addresses(digits, country) ?? [];
}
