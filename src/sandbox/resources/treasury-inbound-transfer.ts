// Inbound transfers: from a bank account of the same owner into a financial account.
// Source: https://docs.stripe.com/api/treasury/inbound_transfers

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { awaitBank } from '../payments/settle-payouts.ts';
import { bankDetailsOf, describeMovement, methodIn } from '../payments/treasury-bank.ts';
import { statementOf } from '../payments/treasury-outbound.ts';
import { receiveFrom } from '../payments/treasury-received.ts';
import {
  beginTransaction,
  endTransaction,
  financialAccountKind,
  receiptUrl,
  requireFeature,
  requireFinancialAccount,
  requireOpen,
} from '../payments/treasury.ts';

const open = ['processing'];

export const inboundTransfer: Behaviour = {
  object: 'treasury.inbound_transfer',
  rules: {
    create,
    cancel: (before, call) => given(before, 'canceled', {}, call),
    fail(before, call) {
      const { code = 'other' } = inner(call.params['failure_details']);
      return given(before, 'failed', { failure_details: { code } }, call);
    },
    succeed,
    return_inbound_transfer: giveBack,
  },
  allowed: { cancel: open, fail: open, succeed: open, return_inbound_transfer: ['succeeded'] },
};

/** Nothing moves before the bank has answered. */
function create(draft: ApiObject, call: Call): ApiObject {
  const account = requireFinancialAccount(call);
  requireOpen(account);
  requireFeature(account, 'inbound_transfers.ach');
  const param = 'origin_payment_method';
  const method = methodIn(param, call);
  const details = bankDetailsOf(method, 'ach', param);
  const statement = statementOf(call, 'ach') ?? 'transfer';
  const transaction = beginTransaction(call, draft, {
    amount: Number(draft['amount']),
    description: describeMovement(details, 'Inbound transfer', statement),
    status: 'open',
  });
  awaitBank(draft, call);
  return {
    ...draft,
    cancelable: true,
    failure_details: null,
    hosted_regulatory_receipt_url: receiptUrl(call),
    linked_flows: { received_debit: null },
    origin_payment_method: method.id,
    origin_payment_method_details: details,
    returned: false,
    statement_descriptor: statement,
    status: 'processing',
    status_transitions: { failed_at: null, succeeded_at: null },
    transaction: transaction.id,
  };
}

function moved(
  before: ApiObject,
  status: 'canceled' | 'failed' | 'succeeded',
  more: Readonly<Record<string, unknown>>,
  call: Call,
): ApiObject {
  const times = sorted({ ...inner(before['status_transitions']), [`${status}_at`]: call.now });
  const told = { cancelable: false, status, status_transitions: times, ...more };
  return change(call, before, told, `treasury.inbound_transfer.${status}`);
}

function given(
  before: ApiObject,
  how: 'canceled' | 'failed',
  more: Readonly<Record<string, unknown>>,
  call: Call,
): ApiObject {
  endTransaction(call, before['transaction'], { status: 'void' });
  return moved(before, how, more, call);
}

function succeed(before: ApiObject, call: Call): ApiObject {
  const step = { type: 'inbound_transfer', impact: { cash: Number(before['amount']) } };
  endTransaction(call, before['transaction'], { status: 'posted', step });
  return moved(before, 'succeeded', {}, call);
}

/** The bank takes it back: by a debit, whatever is left in the account. */
function giveBack(before: ApiObject, call: Call): ApiObject {
  const account = call.get(financialAccountKind, String(before['financial_account']));
  if (before['returned'] === true || !account) {
    throw new ApiError('This InboundTransfer has been returned already.');
  }
  const debit = receiveFrom(
    'treasury.received_debit',
    {
      account,
      amount: Number(before['amount']),
      currency: before['currency'],
      network: 'ach',
      description: before['description'] ?? before['statement_descriptor'],
      details: inner(before['origin_payment_method_details']),
      linked: { inbound_transfer: before.id },
      type: 'inbound_transfer_return',
    },
    call,
  );
  const told = { linked_flows: { received_debit: debit.id }, returned: true };
  return change(call, before, told);
}
