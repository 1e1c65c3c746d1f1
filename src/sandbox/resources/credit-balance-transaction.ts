// Transactions of credit grants: how credits came, and where they went.
// Source: https://docs.stripe.com/api/billing/credit-balance-transaction

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { creditMoveKind, grantKind, movesOf } from '../prices/credit-grants.ts';

export const creditBalanceTransaction: Behaviour = { object: creditMoveKind, listed };

/** Of a grant, or of all grants of a customer; the newest first. */
function listed(call: Call): readonly ApiObject[] {
  const { credit_grant: id, customer } = call.params;
  if (!id && !customer) throw missingParam('customer');
  if (customer) requireObject(call, 'customer', String(customer));
  const grants = id
    ? [requireObject(call, grantKind, String(id), 'credit_grant')]
    : call.having(grantKind, 'customer', String(customer));
  const own = grants.filter((grant) => !customer || grant['customer'] === customer);
  const ids = new Set(own.flatMap((grant) => movesOf(grant, call)).map((move) => move.id));
  return call
    .all(creditMoveKind)
    .filter((move) => ids.has(move.id))
    .toReversed();
}
