// Exchange rates: what a currency is worth in all others. Source: https://docs.stripe.com/api/exchange_rates

import { rateOf, ratedCurrencies } from '../accounts/test-rates.ts';
import type { ApiObject, Behaviour } from '../behaviour.ts';

export const exchangeRate: Behaviour = {
  object: 'exchange_rate',
  listed: () => ratedCurrencies.map(ratesFrom),
  named: (id) => (ratedCurrencies.includes(id) ? { version: ratesFrom(id) } : undefined),
};

function ratesFrom(id: string): ApiObject {
  const rates = ratedCurrencies.map((to) => [to, rateOf(id, to)] as const);
  return { id, object: 'exchange_rate', rates: Object.fromEntries(rates) };
}
