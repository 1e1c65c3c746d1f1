// Rates of exchange that never change, so that documents and tests do not either.

/** For one US dollar. Rounded rates of a day; Stripe's own change every day. */
const perDollar: ReadonlyMap<string, number> = new Map(
  (
    'usd 1 aed 3.6725 ars 985 aud 1.5316 bdt 119.5 bgn 1.8043 bhd 0.377 bob 6.91 brl 5.7612 ' +
    'cad 1.3945 chf 0.8831 clp 972.4 cny 7.2452 cop 4387 crc 510.6 czk 23.352 dkk 6.8812 ' +
    'dop 60.25 egp 49.64 eur 0.9225 gbp 0.7925 ghs 15.7 gtq 7.71 hkd 7.7845 huf 378.2 ' +
    'idr 15842 ils 3.7418 inr 84.42 isk 138.1 jmd 158.4 jod 0.709 jpy 154.62 kes 129.3 ' +
    'krw 1398.5 kwd 0.3075 kzt 498.2 lkr 291.2 mad 10.01 mop 8.018 mxn 20.352 myr 4.4615 ' +
    'ngn 1678 nok 11.084 nzd 1.7052 omr 0.385 pab 1 pen 3.794 php 58.72 pkr 277.8 pln 4.0025 ' +
    'pyg 7794 qar 3.64 ron 4.5905 rsd 107.9 sar 3.7562 sek 10.952 sgd 1.3428 thb 34.81 ' +
    'tnd 3.155 try 34.42 twd 32.47 tzs 2658 uah 41.28 uyu 42.6 vnd 25392 xof 605.1 zar 18.142'
  )
    .split(/(?<=\d) /)
    .map((pair): [string, number] => [pair.slice(0, 3), Number(pair.slice(4))]),
);

export const ratedCurrencies: readonly string[] = [...perDollar.keys()].toSorted();

/** What one unit of a currency is worth in another, to six digits; undefined where nobody knows. */
export function rateOf(from: string, to: string): number | undefined {
  const [one, other] = [perDollar.get(from), perDollar.get(to)];
  return one === undefined || other === undefined
    ? undefined
    : Number((other / one).toPrecision(6));
}
