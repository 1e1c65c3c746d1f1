// The cards of Stripe's test mode: by the names of their payment methods and tokens, and by number.
// Source: https://docs.stripe.com/testing

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
  | 'incorrect_zip';

export interface TestCard {
  readonly number: string;
  readonly brand: string;
  readonly country: string;
  readonly funding: 'credit' | 'debit' | 'prepaid';
  /** Of a payment. */
  readonly fate: CardFate;
  /** Of being attached or set up. */
  readonly setupFate: CardFate;
  /** Which makes a payment fail where there is something to check. */
  readonly failingCheck: 'none' | 'cvc' | 'postal_code';
  /**
   * When the cardholder must be asked; `on_session` ones count as set up already. All but `never` can be
   * asked by `request_three_d_secure`.
   */
  readonly authentication: 'never' | 'on_request' | 'unless_set_up' | 'on_session' | 'always';
  readonly dispute: 'none' | 'fraudulent' | 'product_not_received' | 'inquiry';
  /** Straight into the available balance. */
  readonly isAvailable: boolean;
  readonly refund: 'succeeds' | 'pending' | 'fails';
  readonly risk: 'normal' | 'elevated' | 'highest';
}

type Given = Partial<Omit<TestCard, 'number' | 'brand' | 'country'>> & {
  readonly country?: string;
};

/** Number, the names behind `pm_card_` and `tok_`, and what is special. */
const table: readonly (readonly [number: string, names: string, given?: Given])[] = [
  ['4242424242424242', 'visa us'],
  ['4000056655665556', 'visa_debit', { funding: 'debit' }],
  ['5555555555554444', 'mastercard'],
  ['2223003122003222', 'mastercard_2series'],
  ['5200828282828210', 'mastercard_debit', { funding: 'debit' }],
  ['5105105105105100', 'mastercard_prepaid', { funding: 'prepaid' }],
  // Their names stand for other numbers than the first ones of the documentation.
  ['371449635398431', 'amex'],
  ['6011000990139424', 'discover'],
  ['3056930009020004', 'diners'],
  ['3566002020360505', 'jcb', { country: 'JP' }],
  ['6200000000000005', 'unionpay', { country: 'CN' }],
  ['4000000760000002', 'br', { country: 'BR' }],
  ['4000001240000000', 'ca', { country: 'CA' }],
  ['4000004840008001', 'mx', { country: 'MX' }],
  ['4000000400000008', 'at', { country: 'AT' }],
  ['4000000560000004', 'be', { country: 'BE' }],
  ['4000007560000009', 'ch', { country: 'CH' }],
  ['4000002760000016', 'de', { country: 'DE' }],
  ['4000002080000001', 'dk', { country: 'DK' }],
  ['4000007240000007', 'es', { country: 'ES' }],
  ['4000002460000001', 'fi', { country: 'FI' }],
  ['4000002500000003', 'fr', { country: 'FR' }],
  ['4000008260000000', 'gb', { country: 'GB' }],
  ['4000003720000005', 'ie', { country: 'IE' }],
  ['4000003800000008', 'it', { country: 'IT' }],
  ['4000005280000002', 'nl', { country: 'NL' }],
  ['4000005780000007', 'no', { country: 'NO' }],
  ['4000006160000005', 'pl', { country: 'PL' }],
  ['4000006200000007', 'pt', { country: 'PT' }],
  ['4000007520000008', 'se', { country: 'SE' }],
  ['4000000360000006', 'au', { country: 'AU' }],
  ['4000001560000002', 'cn', { country: 'CN' }],
  ['4000003440000004', 'hk', { country: 'HK' }],
  ['4000003560000008', 'in', { country: 'IN', authentication: 'always' }],
  ['4000003560000123', 'inRecurring', { country: 'IN', authentication: 'on_session' }],
  ['4000003920000003', 'jp', { country: 'JP' }],
  ['4000005540000008', 'nz', { country: 'NZ' }],
  ['4000007020000003', 'sg', { country: 'SG' }],
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
  declined('4000000000000127', 'incorrect_cvc', 'chargeDeclinedIncorrectCvc'),
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
  [
    '4000002500003155',
    'authenticationRequiredOnSetup',
    { authentication: 'unless_set_up', country: 'FR' },
  ],
  ['4000002760003184', 'authenticationRequired', { authentication: 'always', country: 'DE' }],
  [
    '4000003800000446',
    'authenticationRequiredSetupForOffSession',
    { authentication: 'on_session', country: 'IT' },
  ],
  [
    '4000008260003178',
    'authenticationRequiredChargeDeclinedInsufficientFunds',
    { authentication: 'always', fate: 'insufficient_funds', country: 'GB' },
  ],
  ['4000000000003220', 'threeDSecure2Required threeDSecureRequired', { authentication: 'always' }],
  ['4000000000003055', 'threeDSecureOptional', { authentication: 'on_request' }],
  ['4000000000000259', 'createDispute', { dispute: 'fraudulent' }],
  ['4000000000002685', 'createDisputeProductNotReceived', { dispute: 'product_not_received' }],
  ['4000000000001976', 'createDisputeInquiry', { dispute: 'inquiry' }],
  ['4000000000005423', 'createIssuerFraudRecord', { risk: 'normal' }],
  ['4000000000000077', 'bypassPending', { isAvailable: true }],
  ['4000003720000278', 'bypassPendingInternational', { isAvailable: true, country: 'IE' }],
  ['4000000000007726', 'pendingRefund', { refund: 'pending' }],
  ['4000000000005126', 'refundFail', { refund: 'fails' }],
];

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

function cardOf(number: string, given: Given = {}): TestCard {
  return {
    number,
    brand: brandOf(number),
    country: 'US',
    funding: 'credit',
    fate: 'succeeds',
    setupFate: 'succeeds',
    failingCheck: 'none',
    authentication: 'never',
    dispute: 'none',
    isAvailable: false,
    refund: 'succeeds',
    risk: 'normal',
    ...given,
  };
}

const byName = new Map(
  table.flatMap(([number, names, given]) =>
    names.split(' ').map((name) => [name, cardOf(number, given)] as const),
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
