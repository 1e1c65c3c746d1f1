// Transfers: from the balance to a connected account. Source: https://docs.stripe.com/api/transfers

import { ApiError } from '../../wire/api-error.ts';
import { grossAvailableIn, moveBalance } from '../accounts/balance.ts';
import { receive } from '../accounts/connected.ts';
import { settledAs } from '../accounts/settlement.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { written } from '../checking/amounts.ts';
import { missingParam } from '../checking/errors.ts';
import { requireDestination } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';

export const transfer: Behaviour = { object: 'transfer', rules: { create } };

/** What is transferred from a charge belongs to it; where it has no group, both get one. */
function groupOf(source: ApiObject | undefined, call: Call): string | null {
  if (!source) return null;
  const { transfer_group: known, payment_intent: intent } = source;
  if (typeof known === 'string') return known;
  const group = `group_${String(intent ?? source.id)}`;
  change(call, source, { transfer_group: group });
  return group;
}

function requireSameCurrency(source: ApiObject, currency: string, call: Call): void {
  const { currency: own } = settledAs(source, call);
  if (own === currency) return;
  throw new ApiError(
    `The currency of source_transaction's balance transaction (${own}) must be the same as the transfer ` +
      `currency (${currency})`,
  );
}

/** A charge can be handed on once, in as many parts as it takes. */
function refuseMoreThan(source: ApiObject, amount: number, call: Call): void {
  const currency = String(source['currency']);
  const gone = call
    .all('transfer')
    .filter((one) => one['source_transaction'] === source.id)
    .reduce((sum, one) => sum + Number(one['amount']), 0);
  const most = Number(source['amount']);
  if (gone + amount <= most) return;
  throw new ApiError(
    'Transfers using this transaction as a source must not exceed the source amount of ' +
      `${written(most, currency)}. (There may already be existing transfers using this source, ` +
      `amounting to a total of ${written(gone, currency)}.)`,
    { code: 'balance_insufficient' },
  );
}

interface Availability {
  readonly isAvailable: boolean;
  readonly availableOn?: number;
}

/**
 * What comes of a charge waits with it, on both sides.
 * Source: https://docs.stripe.com/connect/separate-charges-and-transfers#transfer-availability
 */
function availabilityOf(source: ApiObject | undefined, { get }: Call): Availability {
  const moved = get('balance_transaction', String(source?.['balance_transaction']));
  if (moved?.['status'] !== 'pending') return { isAvailable: true };
  return { isAvailable: false, availableOn: Number(moved['available_on']) };
}

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  requireDestination(call, String(params['destination']), 'destination');
  const currency = String(draft['currency']);
  const source = call.get('charge', String(params['source_transaction']));
  const amount = Number(params['amount'] ?? source?.['amount']);
  if (Number.isNaN(amount)) throw missingParam('amount');
  if (amount < 1) {
    throw new ApiError('This value must be greater than or equal to 1.', {
      code: 'parameter_invalid_integer',
      param: 'amount',
    });
  }
  if (params['source_transaction'] === undefined && amount > grossAvailableIn(call, currency)) {
    throw new ApiError(
      'You have insufficient available funds in your Stripe account. Try adding funds directly to ' +
        'your available balance by creating Charges using the 4000000000000077 test card. See: ' +
        'https://stripe.com/docs/testing#available-balance',
      { code: 'balance_insufficient' },
    );
  }
  if (source) {
    requireSameCurrency(source, currency, call);
    refuseMoreThan(source, amount, call);
  }
  const when = availabilityOf(source, call);
  const transaction = moveBalance(call, {
    ...when,
    type: 'transfer',
    category: 'transfer',
    amount: -amount,
    currency,
    description: draft['description'],
    source: draft.id,
  });
  const payment = `py_${call.newText(24)}`;
  receive(
    payment,
    {
      amount,
      currency,
      destination: String(params['destination']),
      ...when,
      transfer: draft.id,
    },
    call,
  );
  return {
    ...draft,
    amount,
    balance_transaction: transaction.id,
    destination_payment: payment,
    reversals: sorted({ ...Object(draft['reversals']), total_count: 0 }),
    reversed: false,
    source_type: params['source_type'] ?? 'card',
    transfer_group: draft['transfer_group'] ?? groupOf(source, call),
  };
}
