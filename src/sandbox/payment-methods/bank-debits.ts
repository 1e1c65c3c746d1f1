// What the account of a bank tells of itself as a means of payment: never its number.
// Source: https://docs.stripe.com/api/payment_methods/object

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { Values } from '../objects/skeleton.ts';
import { fingerprintOf } from './card-behind.ts';

/** Of a kind's own parameters; kinds that have no account tell what they were told. */
export function described(type: string, given: FormObject): Values {
  const number = String(given['account_number'] ?? given['iban'] ?? '').replaceAll(' ', '');
  const last4 = number.slice(-4);
  if (type === 'sepa_debit') {
    refuseWrong(number);
    return {
      ...banksOf(number),
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
  if (type === 'ideal') return { ...given, bic: bics[String(given['bank'])] ?? null };
  const { account_number: account, tax_id: taxId, ...told } = given;
  if (type === 'boleto') return { fingerprint: fingerprintOf(String(taxId), type), ...given };
  // Of its number, an account tells the end alone.
  return account === undefined
    ? given
    : { ...told, fingerprint: fingerprintOf(number, type), last4 };
}

/** Of the banks of iDEAL. */
const bics: Readonly<Record<string, string>> = {
  abn_amro: 'ABNANL2A',
  asn_bank: 'ASNBNL21',
  bunq: 'BUNQNL2A',
  handelsbanken: 'HANDNL2A',
  ing: 'INGBNL2A',
  knab: 'KNABNL2H',
  moneyou: 'MOYONL21',
  n26: 'NTSBDEB1',
  rabobank: 'RABONL2U',
  regiobank: 'RBRBNL21',
  revolut: 'REVOLT21',
  sns_bank: 'SNSBNL2A',
  triodos_bank: 'TRIONL2U',
  van_lanschot: 'FVLBNL22',
  yoursafe: 'BITSNL2A',
};

/** Throws unless it is right in itself. Source: ISO 13616, the remainder by 97. */
function refuseWrong(iban: string): void {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = [...turned.toUpperCase()].map((sign) => parseInt(sign, 36)).join('');
  const isWritten = /^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/i.test(iban);
  const rest = [...digits].reduce((left, digit) => (left * 10 + Number(digit)) % 97, 0);
  if (isWritten && rest === 1) return;
  throw new ApiError('The IBAN you provided is invalid.', {
    code: 'invalid_bank_account_iban',
    param: 'sepa_debit[iban]',
  });
}

/**
 * How many signs of an account's number by its country are the bank's and the branch's, after so many
 * that are not. Source: https://www.swift.com/standards/data-standards/iban-international-bank-account-number
 */
const banks: Readonly<Record<string, readonly [bank: number, branch?: number, before?: number]>> = {
  AT: [5],
  BE: [3],
  CH: [5],
  DE: [8],
  DK: [4],
  ES: [4, 4],
  FI: [3],
  FR: [5, 5],
  GB: [4, 6],
  IE: [4, 6],
  IT: [5, 5, 1],
  LI: [5],
  LU: [3],
  NL: [4],
  NO: [4],
  PT: [4, 4],
  SE: [3],
};

function banksOf(iban: string): Values {
  const [bank, branch = 0, before = 0] = banks[iban.slice(0, 2)] ?? [4];
  const start = 4 + before;
  return {
    bank_code: iban.slice(start, start + bank),
    branch_code: iban.slice(start + bank, start + bank + branch),
  };
}
