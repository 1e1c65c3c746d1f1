// How many digits amounts have after the point, where those are not two.
// Source: https://docs.stripe.com/currencies#zero-decimal

/** Without a smaller unit. Amounts of ugx and isk have two digits all the same, which must be 00. */
const zeroDecimal: ReadonlySet<string> = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);

/** Their last digit must be 0. */
const threeDecimal: ReadonlySet<string> = new Set('bhd jod kwd omr tnd'.split(' '));

/** Of a currency in small letters. */
export function digitsOf(currency: string): 0 | 2 | 3 {
  return zeroDecimal.has(currency) ? 0 : threeDecimal.has(currency) ? 3 : 2;
}
