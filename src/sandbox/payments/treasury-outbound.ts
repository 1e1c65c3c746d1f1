// Money on its way out of a financial account: held first, and then gone, or back again.
// Source: https://docs.stripe.com/api/treasury/outbound_payments and
// https://docs.stripe.com/api/treasury/outbound_transfers

import { ApiError } from '../../wire/api-error.ts';
import { businessDaysAfter } from '../accounts/balance.ts';
import type { ApiObject, Behaviour, Call, Rule } from '../behaviour.ts';
import { missingByParam, missingParam } from '../checking/errors.ts';
import { exclusive } from '../checking/exclusive.ts';
import { address } from '../objects/initial-state.ts';
import { change } from '../objects/make.ts';
import { describedPaymentMethod, inner } from '../payment-methods/payment-methods.ts';
import { awaitBank } from './settle-payouts.ts';
import { bankDetailsOf, describeMovement, methodIn } from './treasury-bank.ts';
import { receiveFrom } from './treasury-received.ts';
import {
  beginTransaction,
  endTransaction,
  financialAccountKind,
  receiptUrl,
  requireCash,
  requireFeature,
  requireFinancialAccount,
  requireOpen,
} from './treasury.ts';

export interface Outbound {
  /** As in `outbound_payment`. */
  readonly name: string;
  /** What statements say where nothing is told. */
  readonly statement: string;
}

/** Test helpers and cancellation; what is on its way can still become anything. */
export function outboundRules({ name }: Outbound): Behaviour {
  const open = ['processing'];
  return {
    object: `treasury.${name}`,
    rules: {
      cancel: (before, call) => given(before, { name, how: 'canceled' }, call),
      fail: (before, call) => given(before, { name, how: 'failed' }, call),
      post: (before, call) => posted(before, name, call),
      [`return_${name}`]: (before, call) => returned(before, name, call),
      update: tracked,
    },
    allowed: { cancel: open, fail: open, post: open, [`return_${name}`]: [...open, 'posted'] },
  };
}

const nobody = { address, email: null, name: null };

const noTimes = { canceled_at: null, failed_at: null, posted_at: null, returned_at: null };

/** The draft of a creation becomes what is on its way. */
export function sendOut(draft: ApiObject, { name, statement }: Outbound, call: Call): ApiObject {
  const account = requireFinancialAccount(call);
  requireOpen(account);
  const { details, method, network } = destinationOf(call);
  requireFeature(account, network === 'stripe' ? 'intra_stripe_flows' : `${name}s.${network}`);
  const [amount, currency] = [Number(draft['amount']), draft['currency']];
  requireCash(account, amount, currency);
  const told = statementOf(call, network) ?? statement;
  const label = name === 'outbound_payment' ? 'Outbound payment' : 'Outbound transfer';
  const transaction = beginTransaction(call, draft, {
    amount: -amount,
    description: describeMovement(details, label, told),
    status: 'open',
    step: { type: name, impact: { cash: -amount, outbound_pending: amount } },
  });
  if (network === 'stripe') call.later.push(() => arrive(draft, name, call));
  else awaitBank(draft, call);
  return {
    ...draft,
    cancelable: network !== 'stripe',
    destination_payment_method: method,
    destination_payment_method_details: details,
    expected_arrival_date: network === 'ach' ? businessDaysAfter(call.now, 1) : call.now,
    hosted_regulatory_receipt_url: receiptUrl(call),
    returned_details: null,
    statement_descriptor: told,
    status: 'processing',
    status_transitions: noTimes,
    transaction: transaction.id,
  };
}

interface Destination {
  readonly details: object;
  /** Null where it was only described. */
  readonly method: string | null;
  readonly network: string;
}

function destinationOf(call: Call): Destination {
  const { params } = call;
  const [id, data] = [
    params['destination_payment_method'],
    params['destination_payment_method_data'],
  ];
  if (id !== undefined && data !== undefined) {
    const names = ['destination_payment_method', 'destination_payment_method_data'];
    throw exclusive(names, 'destination_payment_method_data');
  }
  if (id === undefined && data === undefined) throw missingParam('destination_payment_method');
  const { type, financial_account: other } = inner(data);
  if (type === 'financial_account') return withinStripe(String(other ?? ''), call);
  const options = inner(inner(params['destination_payment_method_options'])['us_bank_account']);
  const network = String(options['network'] ?? 'ach');
  const param = 'destination_payment_method';
  const method =
    id === undefined ? describedPaymentMethod(inner(data), call) : methodIn(param, call);
  requireCustomerOf(method, call);
  const details = bankDetailsOf(method, network, param);
  return { details, method: id === undefined ? null : method.id, network };
}

/** What belongs to a customer goes to that customer. */
function requireCustomerOf({ customer }: ApiObject, { params }: Call): void {
  if (!customer || params['customer'] === undefined || params['customer'] === customer) return;
  throw new ApiError('The payment method belongs to another customer.', { param: 'customer' });
}

function withinStripe(id: string, call: Call): Destination {
  const param = 'destination_payment_method_data[financial_account]';
  if (id === '') throw missingParam(param);
  if (!holderOf(id, call)) throw missingByParam(financialAccountKind, id, param);
  const financial = { id, network: 'stripe' };
  return {
    details: { billing_details: nobody, financial_account: financial, type: 'financial_account' },
    method: null,
    network: 'stripe',
  };
}

/** That of the account itself, of its platform, or of another one of that platform. */
function holderOf(id: string, call: Call): Call | undefined {
  const platform = call.as(call.owner);
  const others = platform.all('account').map((one) => call.as(one.id));
  return [call, platform, ...others].find((one) => one.get(financialAccountKind, id));
}

const statementMax: Readonly<Record<string, number>> = {
  ach: 10,
  stripe: 500,
  us_domestic_wire: 140,
};

export function statementOf({ params }: Call, network: string): string | undefined {
  const { statement_descriptor: text } = params;
  if (typeof text !== 'string') return undefined;
  const most = statementMax[network] ?? 10;
  if (text.length > most) {
    throw new ApiError(`The statement descriptor can have up to ${most} characters.`, {
      param: 'statement_descriptor',
    });
  }
  if (/[^-#.$&* a-z\d]/i.test(text)) {
    throw new ApiError(
      'The statement descriptor can only include -#.$&*, spaces, and alphanumeric characters.',
      { param: 'statement_descriptor' },
    );
  }
  return text;
}

/** Between financial accounts: at once, as a credit of the other one. */
function arrive({ id, object }: ApiObject, name: string, call: Call): void {
  const sent = call.get(object, id);
  if (!sent) return;
  const { financial_account: details } = inner(sent['destination_payment_method_details']);
  const to = String(inner(details)['id']);
  const holder = holderOf(to, call);
  const account = holder?.get(financialAccountKind, to);
  if (!holder || !account) return;
  const isClosed = account['status'] !== 'open';
  posted(sent, name, call);
  if (isClosed) {
    const after = call.get(object, id);
    if (after) returned(after, name, call);
    return;
  }
  receiveFrom(
    'treasury.received_credit',
    {
      account,
      amount: Number(sent['amount']),
      currency: sent['currency'],
      network: 'stripe',
      description: sent['description'] ?? sent['statement_descriptor'],
      details: {
        billing_details: nobody,
        financial_account: { id: sent['financial_account'], network: 'stripe' },
        type: 'financial_account',
      },
      linked: { source_flow: id, source_flow_type: name },
    },
    holder,
  );
}

function moved(
  before: ApiObject,
  status: 'canceled' | 'failed' | 'posted' | 'returned',
  more: Readonly<Record<string, unknown>>,
  call: Call,
): ApiObject {
  const times = { ...inner(before['status_transitions']), [`${status}_at`]: call.now };
  const told = { cancelable: false, status, status_transitions: times, ...more };
  return change(call, before, told, `${before.object}.${status}`);
}

function posted(before: ApiObject, name: string, call: Call): ApiObject {
  const impact = { outbound_pending: -Number(before['amount']) };
  const step = { type: `${name}_posting`, impact };
  endTransaction(call, before['transaction'], { status: 'posted', step });
  return moved(before, 'posted', {}, call);
}

interface GivenUp {
  readonly name: string;
  readonly how: 'canceled' | 'failed';
}

/** What was held can be spent again. */
function given(before: ApiObject, { name, how }: GivenUp, call: Call): ApiObject {
  const amount = Number(before['amount']);
  const type = `${name}_${how === 'failed' ? 'failure' : 'cancellation'}`;
  const step = { type, impact: { cash: amount, outbound_pending: -amount } };
  endTransaction(call, before['transaction'], { status: 'void', step });
  return moved(before, how, {}, call);
}

/** It had gone, and comes back by a transaction of its own. */
function returned(before: ApiObject, name: string, call: Call): ApiObject {
  const gone = before['status'] === 'processing' ? posted(before, name, call) : before;
  const amount = Number(before['amount']);
  const details = inner(before['destination_payment_method_details']);
  const transaction = beginTransaction(call, gone, {
    amount,
    description: describeMovement(details, 'Return', before['statement_descriptor']),
    status: 'posted',
    step: { type: `${name}_return`, impact: { cash: amount } },
  });
  const { code } = inner(call.params['returned_details']);
  const returned_details = { code: code ?? 'declined', transaction: transaction.id };
  return moved(gone, 'returned', { returned_details }, call);
}

/** Of what can no longer be canceled, and went out. */
const tracked: Rule = (plain, call) => {
  if (call.params['tracking_details'] === undefined) return plain;
  if (plain['cancelable'] === true || ['canceled', 'failed'].includes(String(plain['status']))) {
    throw new ApiError(
      'Tracking details are for what is not cancelable, and neither canceled nor failed.',
      { param: 'tracking_details' },
    );
  }
  call.later.push(() => call.emit(`${plain.object}.tracking_details_updated`, plain));
  return plain;
};
