// Currencies without a smaller unit: their amounts are whole.
// Source: https://docs.stripe.com/currencies#zero-decimal

export const zeroDecimal: ReadonlySet<string> = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '),
);
