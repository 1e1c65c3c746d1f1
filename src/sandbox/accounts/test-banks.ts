// The bank accounts and debit cards of Stripe's test mode that money cannot be sent to, or come from: by the
// numbers of accounts and cards, and by the names of tokens.
// Source: https://docs.stripe.com/connect/testing#payouts

export const failures = {
  account_closed: 'The bank account is closed.',
  could_not_process: 'The bank could not process this payout.',
  debit_not_authorized: 'The bank account takes no debits. It has to be open to both ways.',
  insufficient_funds: 'There is not enough in the Stripe account for this payout.',
  invalid_currency: 'The bank account does not take payouts in this currency.',
  no_account: 'The bank could not find the account. Its number may be wrong.',
} as const;

export type Failure = keyof typeof failures;

/** How numbers end that fail, and what stands before that. */
const endings: readonly (readonly [digit: string, end: string, failure: Failure])[] = [
  ['1', '16', 'no_account'],
  ['1', '13', 'account_closed'],
  ['2', '7', 'insufficient_funds'],
  ['3', '5', 'debit_not_authorized'],
  ['4', '0', 'invalid_currency'],
];

/** Of accounts that are not known by an IBAN: eight or nine digits, in the US and Canada behind zeros. */
const plainNumbers = endings.flatMap(([digit, end, failure]) =>
  [8, 9].flatMap((length) => {
    const number = digit.repeat(length - end.length) + end;
    const dashed = `${number.slice(0, 6)}-${number.slice(6)}`;
    return [number, `000${number}`, dashed].map((one) => [one, failure] as const);
  }),
);

const ibans: readonly (readonly [number: string, failure: Failure])[] = [
  ['DE62370400440532013001', 'no_account'],
  ['DE89370400440532013002', 'account_closed'],
  ['DE89370400440532013003', 'insufficient_funds'],
  ['DE89370400440532013004', 'debit_not_authorized'],
  ['DE89370400440532013005', 'invalid_currency'],
];

/** Debit cards of the United States, Canada, Singapore, Australia and the United Kingdom. */
const cards = [
  '4000056655665572',
  '4000051240000021',
  '4000057020000016',
  '4000050360000027',
  '4000058260000211',
].map((number) => [number, 'could_not_process'] as const);

export const failingNumbers: readonly (readonly [number: string, failure: Failure])[] = [
  ...plainNumbers,
  ...ibans,
  ...cards,
];

/** Of accounts and cards that nothing reaches at once. */
export const slowNumbers: readonly string[] = [
  '000888888883',
  '4000056755665555',
  '4000051240000039',
  '4000057020000024',
  '4000050360000035',
  '4000058260000229',
];

/** What stands behind `btok_us_verified_`. */
const tokens: ReadonlyMap<string, Failure> = new Map([
  ['accountClosed', 'account_closed'],
  ['debitNotAuthorized', 'debit_not_authorized'],
  ['insufficientFunds', 'insufficient_funds'],
  ['invalidCurrency', 'invalid_currency'],
  ['noAccount', 'no_account'],
]);

/** Of the token of a bank account; undefined for one that money comes from. */
export function failureOfToken(token: unknown): Failure | undefined {
  return tokens.get(String(token).replace('btok_us_verified_', ''));
}

/** Of the account that a token stands for. */
export function numberOfToken(token: unknown): string {
  const failure = failureOfToken(token);
  const known = plainNumbers.find(
    ([number, one]) => failure !== undefined && one === failure && /^000\d{9}$/.test(number),
  );
  return known?.[0] ?? '000123456789';
}
