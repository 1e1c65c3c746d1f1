// The cards of Stripe's test mode: by the names of their payment methods and tokens, and by number.
// Source: https://docs.stripe.com/testing

import type { Enhanced } from '../payments/enhanced-evidence.ts';

/** What comes of a payment with it. */
export type CardFate =
  | 'succeeds'
  | 'generic_decline'
  | 'insufficient_funds'
  | 'lost_card'
  | 'stolen_card'
  | 'card_velocity_exceeded'
  | 'fraudulent'
  | 'expired_card'
  | 'incorrect_cvc'
  | 'processing_error'
  | 'incorrect_zip'
  | FateAtReader;

/** Of an amount: see reader-tests.ts. */
type FateAtReader =
  | 'call_issuer'
  | 'incorrect_pin'
  | 'online_or_offline_pin_required'
  | 'pin_try_exceeded'
  | 'withdrawal_count_limit_exceeded';

export type CardDispute = 'fraudulent' | 'product_not_received' | 'inquiry' | 'twice' | Enhanced;

export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly country: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  /** Of a payment. */
  readonly fate: CardFate;
  /** Of being attached or set up. */
  readonly setupFate: CardFate;
  /** Which makes a payment fail, and that alone, where there is something to check. */
  readonly failingCheck: 'none' | 'cvc' | 'postal_code';
  /**
   * When the cardholder must be asked; `on_session` ones count as set up already, and `on_payment` ones
   * are not asked at a set-up either. All but `never` can be asked by `request_three_d_secure`.
   */
  readonly authentication:
    'never' | 'on_request' | 'unless_set_up' | 'on_session' | 'on_payment' | 'always';
  /** Who wants it: the bank, or only a rule of Radar. */
  readonly askedBy: 'bank' | 'rule';
  readonly dispute: 'none' | CardDispute;
  /** Straight into the available balance. */
  readonly isAvailable: boolean;
  readonly refund: 'succeeds' | 'pending' | 'fails';
  readonly risk: 'normal' | 'elevated' | 'highest';
}

type Given = Partial<Omit<TestCard, 'number' | 'brand' | 'country'>> & {
  readonly country?: string;
};

/** Of each name behind `pm_card_` and `tok_` that says no more than where a card is from. */
const ofCountries =
  'us 4242424242424242 ar 4000000320000021 br 4000000760000002 ca 4000001240000000 ' +
  'cl 4000001520000001 co 4000001700000003 cr 4000001880000005 ec 4000002180000000 ' +
  'mx 4000004840008001 pa 4000005910000000 py 4000006000000066 pe 4000006040000068 ' +
  'uy 4000008580000003 ae 4000007840000001 ae_mastercard 5200007840000022 at 4000000400000008 ' +
  'be 4000000560000004 bg 4000001000000000 by 4000001120000005 hr 4000001910000009 ' +
  'cy 4000001960000008 cz 4000002030000002 dk 4000002080000001 ee 4000002330000009 ' +
  'fi 4000002460000001 fr 4000002500000003 de 4000002760000016 gi 4000002920000005 ' +
  'gr 4000003000000030 hu 4000003480000005 ie 4000003720000005 it 4000003800000008 ' +
  'lv 4000004280000005 li 4000004380000004 lt 4000004400000000 lu 4000004420000006 ' +
  'mt 4000004700000007 nl 4000005280000002 no 4000005780000007 pl 4000006160000005 ' +
  'pt 4000006200000007 ro 4000006420000001 sa 4000006820000007 si 4000007050000006 ' +
  'sk 4000007030000001 es 4000007240000007 se 4000007520000008 ch 4000007560000009 ' +
  'gb 4000008260000000 gb_debit 4000058260000005 gb_mastercard 5555558265554449 ' +
  'au 4000000360000006 cn 4000001560000002 hk 4000003440000004 ' +
  'jp 4000003920000003 my 4000004580000002 nz 4000005540000008 sg 4000007020000003 ' +
  'tw 4000001580000008 th_credit 4000007640000003 th_debit 4000057640000008';

/** Number, the names behind `pm_card_` and `tok_`, and what is special. */
const table: readonly (readonly [number: string, names: string, given?: Given])[] = [
  ['4242424242424242', 'visa'],
  ['4000056655665556', 'visa_debit visa_debit_us_transferSuccess'],
  ['4000056655665572', 'visa_debit_us_transferFail'],
  ['4000056755665555', 'visa_debit_us_instantPayoutUnsupported'],
  ['5555555555554444', 'mastercard'],
  ['2223003122003222', 'mastercard_2series'],
  [
    '5200828282828210',
    'mastercard_debit mastercard_debit_us_transferSuccess',
    { funding: 'debit' },
  ],
  ['5105105105105100', 'mastercard_prepaid', { funding: 'prepaid' }],
  // Their names stand for other numbers than the first ones of the documentation.
  ['371449635398431', 'amex amex_threeDSecureNotSupported'],
  ['6011000990139424', 'discover'],
  ['6011981111111113', 'discover_debit_us_transferSuccess', { funding: 'debit' }],
  ['3056930009020004', 'diners'],
  ['3566002020360505', 'jcb'],
  ['6200000000000005', 'unionpay'],
  ['6200000000000047', '', { funding: 'debit' }],
  ['4000002500001001', 'visa_cartesBancaires'],
  ['5555552500001001', 'mastercard_cartesBancaires'],
  ['4000050360000001', 'visa_debit_eftposAuCoBranded'],
  ['5555050360000080', 'mastercard_debit_eftposAuCoBranded', { funding: 'debit' }],
  ['4000051230000072', 'debit_visaFsaProductCode debit_visaHsaProductCode'],
  ['5200828282828897', 'mastercard_debit_mastercardFsaProductCode', { funding: 'debit' }],
  ...rowsOf(ofCountries),
  ['4000003560000008', 'in', { authentication: 'on_request' }],
  ['4000003560000123', 'inRecurring', { authentication: 'on_payment' }],
  declined('4000000000000002', 'generic_decline', 'visa_chargeDeclined chargeDeclined'),
  declined(
    '4000000000009995',
    'insufficient_funds',
    'visa_chargeDeclinedInsufficientFunds chargeDeclinedInsufficientFunds',
  ),
  declined('4000000000009987', 'lost_card', 'visa_chargeDeclinedLostCard'),
  declined('4000000000009979', 'stolen_card', 'visa_chargeDeclinedStolenCard'),
  declined(
    '4000000000006975',
    'card_velocity_exceeded',
    'visa_chargeDeclinedVelocityLimitExceeded',
  ),
  declined('4000000000000069', 'expired_card', 'chargeDeclinedExpiredCard'),
  [
    '4000000000000127',
    'chargeDeclinedIncorrectCvc',
    { fate: 'incorrect_cvc', setupFate: 'incorrect_cvc', failingCheck: 'cvc' },
  ],
  declined('4000000000000119', 'processing_error', 'chargeDeclinedProcessingError'),
  ['4000000000000341', 'chargeCustomerFail', { fate: 'generic_decline' }],
  [
    '4100000000000019',
    'chargeDeclinedFraudulent radarBlock',
    { fate: 'fraudulent', setupFate: 'fraudulent', risk: 'highest' },
  ],
  ['4000000000009235', 'riskLevelElevated', { risk: 'elevated' }],
  ['4000000000000036', 'avsZipFail', { failingCheck: 'postal_code' }],
  ['4000000000000010', 'avsFail'],
  ['4000000000000028', 'avsLine1Fail'],
  ['4000000000000044', 'avsUnchecked'],
  ['4000000000000101', 'cvcCheckFail', { failingCheck: 'cvc' }],
  ['4000058400307872', 'cvcCheckFailElevatedRisk', { failingCheck: 'cvc', risk: 'elevated' }],
  ['4000058400306072', 'avsZipFailElevatedRisk', { failingCheck: 'postal_code', risk: 'elevated' }],
  ['4000002500003155', 'authenticationRequiredOnSetup', { authentication: 'unless_set_up' }],
  ['4000002760003184', 'authenticationRequired', { authentication: 'always' }],
  [
    '4000003800000446',
    'authenticationRequiredSetupForOffSession',
    { authentication: 'on_session' },
  ],
  [
    '4000008260003178',
    'authenticationRequiredChargeDeclinedInsufficientFunds',
    { authentication: 'unless_set_up', fate: 'insufficient_funds' },
  ],
  [
    '4000000000003220',
    'threeDSecure2Required threeDSecureRequired',
    { authentication: 'always', askedBy: 'rule', country: 'IE' },
  ],
  ['4000000000003063', '', { authentication: 'always', askedBy: 'rule' }],
  ['4000008400000027', '', { authentication: 'always' }],
  ['4000000000003097', 'threeDSecureOptionalProcessingError'],
  ['4000000000003055', 'threeDSecureOptional', { authentication: 'on_request' }],
  // The first is declined once the cardholder was asked, the second because nobody can be.
  [
    '4000008400001629',
    'threeDSecureRequiredChargeDeclined',
    { authentication: 'always', fate: 'generic_decline' },
  ],
  ['4000008400001280', 'threeDSecureRequiredProcessingError', { fate: 'generic_decline' }],
  ['4000000000004954', 'riskLevelHighest', { fate: 'fraudulent', risk: 'highest' }],
  ['4000000000000259', 'createDispute visa_createDispute', { dispute: 'fraudulent' }],
  ['4000000000002685', 'createDisputeProductNotReceived', { dispute: 'product_not_received' }],
  ['4000000000001976', 'createDisputeInquiry visa_createDisputeInquiry', { dispute: 'inquiry' }],
  ['4000000404000079', 'createMultipleDisputes', { dispute: 'twice' }],
  ['4000000404000038', 'createCe3EligibleDispute', { dispute: 'visa_compelling_evidence_3' }],
  ['4000008400000779', 'createComplianceDispute', { dispute: 'visa_compliance' }],
  ['5105008400000002', 'createMastercardComplianceDispute', { dispute: 'mastercard_compliance' }],
  // These would be answered or averted by settings of the Dashboard that are off.
  ['4000000001000043', 'createAutoRepresentmentEligibleDispute', { dispute: 'fraudulent' }],
  ['4000000404004816', 'createRapidDisputeResolutionDispute', { dispute: 'fraudulent' }],
  ['4000000404005649', 'createCe3BlockDispute', { dispute: 'fraudulent' }],
  ['5105000300000018', 'createEthocaAlert', { dispute: 'fraudulent' }],
  ['4000000000005423', 'createIssuerFraudRecord', { risk: 'normal' }],
  ['4000000000000077', 'bypassPending', { isAvailable: true }],
  ['4000003720000278', 'bypassPendingInternational', { isAvailable: true }],
  ['4000000000007726', 'pendingRefund', { refund: 'pending' }],
  ['4000000000005126', 'refundFail', { refund: 'fails' }],
];

function rowsOf(text: string): readonly (readonly [number: string, name: string])[] {
  return [...text.matchAll(/(\S+) (\d+)/g)].map(([, name = '', number = '']) => [number, name]);
}

/** In a payment, and already when it is to be saved. */
function declined(number: string, fate: CardFate, names: string): readonly [string, string, Given] {
  return [number, names, { fate, setupFate: fate }];
}

const brands: readonly (readonly [start: RegExp, brand: string])[] = [
  [/^4/, 'visa'],
  [/^(5[1-5]|2[2-7])/, 'mastercard'],
  [/^3[47]/, 'amex'],
  [/^(6011|65|64[4-9])/, 'discover'],
  [/^3[0689]/, 'diners'],
  [/^35/, 'jcb'],
  [/^62/, 'unionpay'],
];

function brandOf(number: string): string {
  return brands.find(([start]) => start.test(number))?.[1] ?? 'unknown';
}

/** By ISO 3166-1. */
const numericCountries: Readonly<Record<string, string>> = Object.fromEntries(
  (
    '031AZ 032AR 036AU 040AT 056BE 076BR 100BG 112BY 124CA 152CL 156CN 158TW 170CO 188CR 191HR ' +
    '196CY 203CZ 208DK 218EC 233EE 246FI 250FR 268GE 276DE 292GI 300GR 344HK 348HU 356IN 360ID ' +
    '372IE 376IL 380IT 392JP 410KR 428LV 438LI 440LT 442LU 458MY 470MT 484MX 528NL 554NZ 578NO ' +
    '591PA 600PY 604PE 608PH 616PL 620PT 642RO 682SA 702SG 703SK 704VN 705SI 710ZA 724ES 752SE ' +
    '756CH 764TH 784AE 792TR 804UA 826GB 858UY'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 3), entry.slice(3)] as const),
);

/** Of most test numbers the seventh to ninth digit say it. */
function countryOf(number: string): string {
  const [, code = ''] = /^(?:40000[05]|5555[05]5|520000)(\d{3})/.exec(number) ?? [];
  return numericCountries[code] ?? networkCountries[brandOf(number)] ?? 'US';
}

const networkCountries: Readonly<Record<string, string>> = { jcb: 'JP', unionpay: 'CN' };

function cardOf(number: string, given: Given = {}): TestCard {
  return {
    number,
    brand: brandOf(number),
    country: countryOf(number),
    funding: number.startsWith('400005') ? 'debit' : 'credit',
    fate: 'succeeds',
    setupFate: 'succeeds',
    failingCheck: 'none',
    authentication: 'never',
    askedBy: 'bank',
    dispute: 'none',
    isAvailable: false,
    refund: 'succeeds',
    risk: 'normal',
    ...given,
  };
}

const byName = new Map(
  table.flatMap(([number, names, given]) =>
    (names === '' ? [number] : names.split(' ')).map(
      (name) => [name, cardOf(number, given)] as const,
    ),
  ),
);
const byNumber = new Map([...byName.values()].map((card) => [card.number, card]));

/** Of a payment method (`pm_card_visa`) or a token (`tok_visa`). */
export function cardNamed(name: string): TestCard | undefined {
  const [, rest = ''] = /^(?:pm_card_|tok_)(\w+)$/.exec(name) ?? [];
  return byName.get(rest);
}

/** Any number that is right in itself; those not in the table behave as an ordinary card. */
export function cardNumbered(number: string): TestCard | undefined {
  const digits = number.replaceAll(/[\s-]/g, '');
  if (!/^\d{12,19}$/.test(digits) || !hasRightSum(digits)) return undefined;
  return byNumber.get(digits) ?? cardOf(digits);
}

/** That ends so. */
export function ordinaryCard(last4: string): TestCard {
  return cardOf(`424242424242${last4}`);
}

/** All that behave in a way of their own. */
export function allCards(): Iterable<TestCard> {
  return byNumber.values();
}

/** Luhn's: every second digit from the right is doubled. */
function hasRightSum(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
