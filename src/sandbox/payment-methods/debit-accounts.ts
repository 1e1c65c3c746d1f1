// Bank accounts of Stripe's test mode, and what comes of a debit of each.
// Source: https://docs.stripe.com/testing#non-card-payments

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject } from '../behaviour.ts';
import type { Values } from '../objects/skeleton.ts';
import { fingerprintOf } from './card-behind.ts';

const debits: ReadonlySet<unknown> = new Set([
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'sepa_debit',
  'us_bank_account',
]);

/** Whether a means of payment is an account that a bank debits. */
export function isDebit({ type }: ApiObject): boolean {
  return debits.has(type);
}

/** Why a debit fails: the charge's `failure_code`. */
export type DebitFailure = keyof typeof failureMessages;

export interface DebitFate {
  readonly result: 'succeeds' | 'disputed' | 'never' | 'no_deposits' | 'blocked' | DebitFailure;
  /** By three minutes. */
  readonly isDelayed: boolean;
}

export const failureMessages = {
  account_closed: "The customer's bank account has been closed.",
  charge_exceeds_source_limit:
    'This payment would take the account over the volume that it may be debited of in a week.',
  charge_exceeds_transaction_limit:
    'This payment is larger than a single debit of the account may be.',
  charge_exceeds_weekly_limit:
    'This payment would take the account over its weekly limit of transactions.',
  debit_not_authorized: 'The customer has notified their bank that this payment was unauthorized.',
  incorrect_account_holder_name:
    "The transaction can't be processed because your customer's account information is missing or incorrect.",
  insufficient_funds: "The customer's account has insufficient funds to cover this payment.",
  invalid_currency: 'The bank account does not take debits in this currency.',
  no_account: "The customer's bank account could not be located.",
  refer_to_customer: 'The bank asks to contact the customer about this payment.',
} as const;

interface TestAccount extends DebitFate {
  readonly type: string;
  /** As it is written in a request. */
  readonly number: string;
  /** Of the payment method that stands for it, as in `pm_usBankAccount_success`. */
  readonly name: string;
}

/** By kind: the stem of the names, and then number, name and result, `+` where it comes late. */
const accounts: Readonly<Record<string, readonly [stem: string, rows: string]>> = {
  acss_debit: [
    'pm_acssDebit',
    `000123456789 success succeeds
    900123456789 successDelayed succeeds+
    000222222227 insufficientFunds insufficient_funds
    900222222227 insufficientFundsDelayed insufficient_funds+
    000666666661 failMicrodeposits no_deposits
    000777777771 exceedsWeeklyLimit charge_exceeds_source_limit
    000888888881 exceedsTransactionLimit charge_exceeds_transaction_limit`,
  ],
  au_becs_debit: [
    'pm_auBecsDebit',
    `000123456 success succeeds
    900123456 successDelayed succeeds+
    111111113 accountClosed account_closed
    111111116 noAccount no_account
    222222227 referToCustomer refer_to_customer
    922222227 referToCustomerDelayed refer_to_customer+
    333333335 debitNotAuthorized debit_not_authorized
    666666660 dispute disputed
    343434343 exceedsWeeklyLimit charge_exceeds_source_limit
    121212121 exceedsTransactionLimit charge_exceeds_transaction_limit`,
  ],
  bacs_debit: [
    'pm_bacsDebit',
    `00012345 success succeeds
    90012345 successDelayed succeeds+
    33333335 debitNotAuthorized debit_not_authorized
    93333335 debitNotAuthorizedDelayed debit_not_authorized+
    22222227 insufficientFunds insufficient_funds
    92222227 insufficientFundsDelayed insufficient_funds+
    55555559 dispute disputed+
    34343434 exceedsWeeklyLimit charge_exceeds_source_limit
    12121212 exceedsTransactionLimit charge_exceeds_transaction_limit`,
  ],
  us_bank_account: [
    'pm_usBankAccount',
    `000123456789 success succeeds
    000111111113 accountClosed account_closed
    000111111116 noAccount no_account
    000222222227 insufficientFunds insufficient_funds
    000333333335 debitNotAuthorized debit_not_authorized
    000444444440 invalidCurrency invalid_currency
    000666666661 failMicrodeposits no_deposits
    000555555559 dispute disputed
    000000000009 processing never
    000777777771 weeklyLimitExceeded charge_exceeds_source_limit
    000000004954 riskLevelHighest blocked
    000111111119 invalidAccountNumber succeeds
    000123457890 expectedArrivalDateUpdated succeeds
    000000000123 canceledByUser succeeds
    000000000234 internalFailure succeeds`,
  ],
};

/** Those of a country, in the order of `ibanRows`. */
const ibans: readonly string[] = [
  `AT611904300234573201 AT321904300235473204 AT861904300235473202 AT051904300235473205
  AT591904300235473203 AT981904300000343434 AT601904300000121212 AT981904300002222227`,
  `BE62510007547061 BE78510007547064 BE68539007547034 BE51510007547065
  BE08510007547063 BE90510000343434 BE52510000121212 BE90510002222227`,
  `DE89370400440532013000 DE08370400440532013003 DE62370400440532013001 DE78370400440532013004
  DE35370400440532013002 DE65370400440000343434 DE27370400440000121212 DE65370400440002222227`,
  `EE382200221020145685 EE222200221020145682 EE762200221020145680 EE922200221020145683
  EE492200221020145681 EE672200000000343434 EE292200000000121212 EE672200000002222227`,
  `ES0700120345030000067890 ES2300120345030000067893 ES9121000418450200051332
  ES9300120345030000067894 ES5000120345030000067892 ES1700120345000000343434
  ES7600120345000000121212 ES1700120345000002222227`,
  `FI2112345600000785 FI3712345600000788 FI9112345600000786 FI1012345600000789
  FI6412345600000787 FI6712345600343434 FI2912345600121212 FI6712345602222227`,
  `FR1420041010050500013M02606 FR3020041010050500013M02609 FR8420041010050500013M02607
  FR7920041010050500013M02600 FR5720041010050500013M02608 FR9720041010050000000343434
  FR5920041010050000000121212 FR9720041010050000002222227`,
  `HR7624020064583467589 HR6323600002337876649 HR2725000096983499248 HR6723600004878117427
  HR8724840081455523553 HR7424020060000343434 HR3624020060000121212 HR7424020060002222227`,
  `LT121000011101001000 LT281000011101001003 LT821000011101001001 LT981000011101001004
  LT551000011101001002 LT591000000000343434 LT211000000000121212 LT591000000002222227`,
  `LU280019400644750000 LU440019400644750003 LU980019400644750001 LU170019400644750004
  LU710019400644750002 LU900010000000343434 LU520010000000121212 LU900010000002222227`,
  `NL39RABO0300065264 NL55RABO0300065267 NL91ABNA0417164300 NL28RABO0300065268
  NL82RABO0300065266 NL27RABO0000343434 NL86RABO0000121212 NL27RABO0002222227`,
  `PT50000201231234567890154 PT66000201231234567890157 PT23000201231234567890155
  PT39000201231234567890158 PT93000201231234567890156 PT05000201230000000343434
  PT64000201230000000121212 PT05000201230000002222227`,
  `GI60MPFS599327643783385 GI08RRNW626436291644533 GI41SAFA461293238477751 GI50LROG772261344693297
  GI26KJBC361883934534696 GI14NWBK000000000343434 GI73NWBK000000000121212 GI14NWBK000000002222227`,
  `IE29AIBK93115212345678 IE24AIBK93115212345671 IE02AIBK93115212345679 IE94AIBK93115212345672 -
  IE10AIBK93115200343434 IE69AIBK93115200121212 IE10AIBK93115202222227`,
  `LI0508800636123378777 LI4408800387787111369 LI1208800143823175626 LI4908800356441975566
  LI7708800125525347723 LI2408800000000343434 LI8308800000000121212 LI2408800000002222227`,
  `NO9386011117947 NO8886011117940 NO6686011117948 NO6186011117941 NO3986011117949 NO0586010343434
  NO6486010121212 NO0586012222227`,
  `SE3550000000054910000003 SE5150000000054910000006 SE0850000000054910000004 SE2450000000054910000007
  SE7850000000054910000005 SE2850000000000000343434 SE8750000000000000121212 SE2850000000000002222227`,
  `CH9300762011623852957 CH8656663438253651553 CH5362200119938136497 CH1843597160341964438
  CH1260378413965193069 CH1800762000000343434 CH7700762000000121212 CH1800762000002222227`,
  `GB82WEST12345698765432 GB98WEST12345698765435 GB55WEST12345698765433 GB71WEST12345698765436
  GB28WEST12345698765434 GB70WEST12345600343434 GB32WEST12345600121212 GB70WEST12345602222227`,
  // The one that the official CLI lets fail.
  '- - IT60X0542811101000000123456',
];

const ibanRows: readonly (readonly [name: string, result: string])[] = [
  ['success', 'succeeds'],
  ['successDelayed', 'succeeds+'],
  ['failed', 'incorrect_account_holder_name'],
  ['failedDelayed', 'incorrect_account_holder_name+'],
  ['disputed', 'disputed'],
  ['exceedsWeeklyVolumeLimit', 'charge_exceeds_source_limit'],
  ['exceedsWeeklyTransactionLimit', 'charge_exceeds_weekly_limit'],
  ['insufficientFunds', 'insufficient_funds'],
];

const all: readonly TestAccount[] = [
  ...Object.entries(accounts).flatMap(([type, [stem, rows]]) =>
    rows.split('\n').map((row) => {
      const [number = '', name = '', result = ''] = row.trim().split(' ');
      return { type, number, name: `${stem}_${name}`, ...fateIn(result) };
    }),
  ),
  ...ibans.flatMap((row) =>
    row.split(/\s+/).map((number, index) => {
      const [name, result] = ibanRows[index] ?? ['', 'succeeds'];
      const country = number.slice(0, 2).toLowerCase();
      return { type: 'sepa_debit', number, name: `pm_${name}_${country}`, ...fateIn(result) };
    }),
  ),
];

function fateIn(result: string): DebitFate {
  const isDelayed = result.endsWith('+');
  return { result: (isDelayed ? result.slice(0, -1) : result) as DebitFate['result'], isDelayed };
}

const usual: DebitFate = { result: 'succeeds', isDelayed: false };

/** Of a debit of this payment method; any account that is not known for something has the money. */
export function debitFateOf(method: Values | undefined): DebitFate {
  return accountBehind(method) ?? usual;
}

/** What it is known for, as in `accountClosed`; nothing of most. */
export function debitNameOf(method: Values): string {
  return accountBehind(method)?.name.split('_')[2] ?? '';
}

function accountBehind(method: Values | undefined): TestAccount | undefined {
  const type = String(method?.['type']);
  const { fingerprint, last4 } = Object(method?.[type]) as {
    readonly fingerprint?: string;
    readonly last4?: string;
  };
  return all.find(
    (account) =>
      account.type === type &&
      account.number.endsWith(String(last4)) &&
      fingerprintOf(account.number, type) === fingerprint,
  );
}

/**
 * What a request would describe it by, as `pm_usBankAccount_success` stands for it. Once, those of
 * IBANs were named without their kind.
 */
export function debitNamed(id: string): FormObject | undefined {
  const name = id.replace('pm_sepaDebit_', 'pm_').replace(/^pm_usBankAccount$/, '$&_success');
  const account = all.find((each) => each.name === name);
  if (!account) return undefined;
  const { type, number } = account;
  return { type, [type]: { ...branches[type], [numberName(type)]: number } };
}

function numberName(type: string): string {
  return type === 'sepa_debit' ? 'iban' : 'account_number';
}

const branches: Readonly<Record<string, FormObject>> = {
  acss_debit: { institution_number: '000', transit_number: '11000' },
  au_becs_debit: { bsb_number: '000000' },
  bacs_debit: { sort_code: '108800' },
  us_bank_account: { account_holder_type: 'individual', routing_number: '110000000' },
};
