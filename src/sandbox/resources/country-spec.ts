// Country specs: what an account in a country may do, and what is asked of it.
// Source: https://docs.stripe.com/api/country_specs

import { fieldsAskedOf } from '../accounts/account-needs.ts';
import { countries, paidFromUnitedStates, type Country } from '../accounts/country-table.ts';
import type { ApiObject, Behaviour } from '../behaviour.ts';
import { currencies } from '../checking/currencies.ts';

export const countrySpec: Behaviour = {
  object: 'country_spec',
  listed: () => countries.map(specOf),
  named(id) {
    const country = countries.find((one) => one.id === id);
    return country && { version: specOf(country) };
  },
};

function specOf({ id, currency, banks }: Country): ApiObject {
  const isAmerican = id === 'US';
  const others = countries.map((one) => one.id).filter((one) => one !== id);
  return {
    id,
    object: 'country_spec',
    default_currency: currency,
    supported_bank_account_currencies: banks,
    supported_payment_currencies: [currency, ...currencies.filter((one) => one !== currency)],
    supported_payment_methods: isAmerican ? ['ach', 'card', 'stripe'] : ['card', 'stripe'],
    supported_transfer_countries: isAmerican ? paidFromUnitedStates : [id, ...others],
    verification_fields: {
      company: {
        additional: ['relationship.representative'],
        minimum: fieldsAskedOf('company', id),
      },
      individual: {
        additional: ['individual.id_number'],
        minimum: fieldsAskedOf('individual', id),
      },
    },
  };
}
