// Payouts: from the balance to the bank. Source: https://docs.stripe.com/api/payouts

import { ApiError } from '../../wire/api-error.ts';
import { availableIn, businessDaysAfter, moveBalance } from '../accounts/balance.ts';
import { isDirect } from '../accounts/connected.ts';
import { ownBank } from '../accounts/own-bank.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireWithin } from '../checking/bounds.ts';
import { missingByPath } from '../checking/errors.ts';
import { change, make } from '../objects/make.ts';
import { awaitBank, destinationsOf } from '../payments/settle-payouts.ts';

export const payout: Behaviour = {
  object: 'payout',
  named(id) {
    throw missing(id);
  },
  rules: { create, cancel },
  makers: { reverse },
};

/** Named as what it is, not as an `id`. */
function missing(id: string): ApiError {
  const { message } = missingByPath('payout', id);
  return new ApiError(message, { status: 404, code: 'resource_missing', param: 'payout' });
}

function create(draft: ApiObject, call: Call): ApiObject {
  requireWithin(draft['amount'], 'amount', { least: 1 });
  const [amount, currency] = [Number(draft['amount']), String(draft['currency'])];
  if (wholeAtBanks.has(currency) && amount % 100 !== 0) {
    throw new ApiError(
      `Payouts in ${currency.toUpperCase()} must be of an amount that is evenly divisible by 100.`,
      { param: 'amount' },
    );
  }
  const destination = destinationOf(draft, call);
  if (draft['method'] === 'instant') requireInstant(destination);
  if (amount > availableIn(call, currency)) {
    throw new ApiError(
      'You have insufficient funds in your Stripe account for this transfer. Your card balance is ' +
        'too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more ' +
        'details, see stripe.com/docs/api#balance).',
      { code: 'balance_insufficient' },
    );
  }
  const transaction = moveBalance(call, {
    type: 'payout',
    category: 'payout',
    amount: -amount,
    currency,
    description: draft['description'] ?? 'STRIPE PAYOUT',
    source: draft.id,
    isAvailable: true,
  });
  const made = {
    ...draft,
    arrival_date: draft['method'] === 'instant' ? call.now : businessDaysAfter(call.now, 2),
    automatic: false,
    balance_transaction: transaction.id,
    destination: destination.id,
    reconciliation_status: 'not_applicable',
    type: destination.object === 'card' ? 'card' : 'bank_account',
  };
  awaitBank(made, call);
  return made;
}

/** Source: https://docs.stripe.com/error-codes#instant-payouts-unsupported */
function requireInstant({ available_payout_methods: methods }: ApiObject): void {
  if (!Array.isArray(methods) || methods.includes('instant')) return;
  throw new ApiError('Instant Payouts are not available for this external account.', {
    code: 'instant_payouts_unsupported',
    param: 'method',
  });
}

/** Source: https://docs.stripe.com/currencies#special-cases */
const wholeAtBanks: ReadonlySet<string> = new Set(['huf', 'isk', 'twd', 'ugx']);

/** That which is asked for, or the usual one of the currency. */
function destinationOf({ currency }: ApiObject, call: Call): ApiObject {
  const all = destinationsOf(call);
  const { destination: id } = call.params;
  const chosen = all.find((one) =>
    id === undefined ? one['currency'] === currency && one['default_for_currency'] : one.id === id,
  );
  if (chosen) return chosen;
  if (id !== undefined) {
    throw new ApiError(`No such external account: '${String(id)}'`, {
      code: 'resource_missing',
      param: 'destination',
    });
  }
  if (!isDirect(call)) return ownBank(String(currency), call);
  throw new ApiError(
    `Sorry, you don't have any external accounts in that currency (${String(currency)}).`,
  );
}

function cancel(before: ApiObject, call: Call): ApiObject {
  if (before['status'] !== 'pending') {
    throw new ApiError('Payouts can only be canceled while they are pending.');
  }
  const transaction = moveBalance(call, {
    type: 'payout_cancel',
    category: 'payout_reversal',
    amount: Number(before['amount']),
    currency: String(before['currency']),
    source: before.id,
    isAvailable: true,
  });
  return change(
    call,
    before,
    { failure_balance_transaction: transaction.id, status: 'canceled' },
    'payout.canceled',
  );
}

/** By another payout, of less than nothing. */
function reverse(call: Call): ApiObject {
  const given = call.ids.get('payout') ?? '';
  const before = call.get('payout', given);
  if (!before) throw missing(given);
  const isOver = before['reversed_by'] !== null || before['original_payout'] !== null;
  if (before['status'] !== 'paid' || isOver) {
    throw new ApiError('A payout can be reversed once, and only when it was paid.');
  }
  const amount = -Number(before['amount']);
  const { currency, destination, type } = before;
  const id = call.newId('payout');
  const transaction = moveBalance(call, {
    type: 'payout',
    category: 'payout_reversal',
    amount: -amount,
    currency: String(currency),
    source: id,
    isAvailable: true,
  });
  const made = make(call, 'payout', {
    id,
    amount,
    arrival_date: businessDaysAfter(call.now, 2),
    automatic: false,
    balance_transaction: transaction.id,
    currency,
    destination,
    metadata: call.params['metadata'] ?? {},
    original_payout: before.id,
    reconciliation_status: 'not_applicable',
    type,
  });
  awaitBank(made, call);
  change(call, before, { reversed_by: id }, 'payout.updated');
  call.emit('payout.created', made);
  return made;
}
