// Reversals: a credit is sent back, a debit is contested. The bank answers after a while.
// Source: https://docs.stripe.com/api/treasury/credit_reversals and
// https://docs.stripe.com/api/treasury/debit_reversals

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { requireObject } from '../checking/require-object.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { awaitBank } from '../payments/settle-payouts.ts';
import { describeMovement } from '../payments/treasury-bank.ts';
import {
  beginTransaction,
  financialAccountKind,
  receiptUrl,
  requireCash,
} from '../payments/treasury.ts';

export const creditReversal: Behaviour = {
  object: 'treasury.credit_reversal',
  rules: {
    create(draft, call) {
      const credit = reversible('received_credit', call);
      const account = accountOf(credit, call);
      requireCash(account, Number(credit['amount']), credit['currency']);
      return reverse(draft, credit, call);
    },
  },
};

export const debitReversal: Behaviour = {
  object: 'treasury.debit_reversal',
  rules: {
    create: (draft, call) => ({
      ...reverse(draft, reversible('received_debit', call), call),
      linked_flows: null,
    }),
  },
};

type Kind = 'received_credit' | 'received_debit';

const refusals: Readonly<Record<string, string>> = {
  already_reversed: 'it has been reversed already',
  network_restricted: 'its network does not allow that',
  source_flow_restricted: 'what it came from cannot be reversed',
};

function reversible(kind: Kind, call: Call): ApiObject {
  const received = requireObject(call, `treasury.${kind}`, String(call.params[kind]), kind);
  const { deadline, restricted_reason: reason } = inner(received['reversal_details']);
  const isLate = reason === null && call.now > Number(deadline);
  const why = isLate ? 'its deadline is over' : refusals[String(reason)];
  const told = received['status'] === 'succeeded' ? why : 'it was declined';
  if (told === undefined) return received;
  throw new ApiError(`This cannot be reversed: ${told}.`, { param: kind });
}

function accountOf(received: ApiObject, call: Call): ApiObject {
  return requireObject(call, financialAccountKind, String(received['financial_account']));
}

/** What is sent back is held; what is contested comes when the bank agrees. */
function reverse(draft: ApiObject, received: ApiObject, call: Call): ApiObject {
  const { amount, currency, network, financial_account } = received;
  const isCredit = received.object === 'treasury.received_credit';
  const kind: Kind = isCredit ? 'received_credit' : 'received_debit';
  const sum = Number(amount);
  const begun = { ...draft, amount, currency, financial_account, network };
  const details = inner(received['initiating_payment_method_details']);
  const transaction = beginTransaction(call, begun, {
    amount: isCredit ? -sum : sum,
    description: describeMovement(details, 'Reversal', received['description']),
    status: 'open',
    ...(isCredit
      ? { step: { type: 'credit_reversal', impact: { cash: -sum, outbound_pending: sum } } }
      : {}),
  });
  change(call, received, {
    linked_flows: {
      ...inner(received['linked_flows']),
      [isCredit ? 'credit_reversal' : 'debit_reversal']: draft.id,
    },
    reversal_details: {
      ...inner(received['reversal_details']),
      restricted_reason: 'already_reversed',
    },
  });
  const made = {
    ...begun,
    hosted_regulatory_receipt_url: receiptUrl(call),
    [kind]: received.id,
    status: 'processing',
    status_transitions: isCredit ? { posted_at: null } : { completed_at: null },
    transaction: transaction.id,
  };
  awaitBank(made, call);
  return made;
}
