// How the balance is paid out by itself. Source: https://docs.stripe.com/api/balance-settings

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const balanceSettings: Behaviour = {
  object: 'balance_settings',
  check: checkRules,
  rules: { update },
};

type Rules = Readonly<Record<string, readonly FormObject[] | ''>>;

const rulesName = 'automatic_transfer_rules_by_currency';

function rulesIn(holder: unknown): Rules {
  const { payouts } = inner(inner(holder)['payments']);
  return inner(inner(payouts)[rulesName]) as Rules;
}

/** Whatever is to go up to an amount says which. */
function checkRules(params: FormObject): void {
  for (const [currency, rules] of Object.entries(rulesIn(params))) {
    [...rules].forEach((rule, index) => {
      const { type, transfer_up_to_amount: most } = inner(rule);
      if (type !== 'transfer_up_to_amount' || most !== undefined) return;
      const path = `payments[payouts][${rulesName}][${currency}][${index}]`;
      throw missingParam(`${path}[transfer_up_to_amount]`);
    });
  }
}

/** An empty text takes the rules of a currency away. */
function update(plain: ApiObject, { params }: Call): ApiObject {
  const asked = rulesIn(params);
  if (Object.keys(asked).length === 0) return plain;
  const told = Object.entries(rulesIn(plain)).filter(([, rules]) => rules !== '');
  const whole = told.map(([currency, rules]) => [
    currency,
    [...rules].map((rule) => ({ transfer_up_to_amount: null, ...Object(rule) }) as Values),
  ]);
  const payments = plain['payments'] as Values;
  const payouts = { ...Object(payments['payouts']), [rulesName]: Object.fromEntries(whole) };
  return { ...plain, payments: { ...payments, payouts } };
}
