// Received credits and debits: what others do with a financial account. Only test helpers make them.
// Source: https://docs.stripe.com/api/treasury/received_credits/test_mode_create and
// https://docs.stripe.com/api/treasury/received_debits/test_mode_create

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { testBankDetails } from '../payments/treasury-bank.ts';
import { receive } from '../payments/treasury-received.ts';
import { cashIn, requireFinancialAccount } from '../payments/treasury.ts';

export const receivedCredit: Behaviour = {
  object: 'treasury.received_credit',
  rules: {
    create(draft, call) {
      const made = received('treasury.received_credit', draft, call);
      call.later.push(() => call.emit(`${made.object}.${String(made['status'])}`, made));
      return made;
    },
  },
};

export const receivedDebit: Behaviour = {
  object: 'treasury.received_debit',
  rules: { create: (draft, call) => received('treasury.received_debit', draft, call) },
};

/** Declined where the account is closed, or has too little. */
function received(
  object: 'treasury.received_credit' | 'treasury.received_debit',
  draft: ApiObject,
  call: Call,
): ApiObject {
  const account = requireFinancialAccount(call);
  const [amount, currency] = [Number(draft['amount']), draft['currency']];
  const isShort = object === 'treasury.received_debit' && cashIn(account, currency) < amount;
  const failure =
    account['status'] === 'open' ? (isShort ? 'insufficient_funds' : undefined) : 'account_closed';
  const description = call.params['description'] ?? 'Stripe Test';
  const network = String(call.params['network']);
  const details = testBankDetails(call);
  return receive(
    object,
    draft,
    { account, amount, currency, network, description, details, failure },
    call,
  );
}
