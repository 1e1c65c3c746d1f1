// Money that others send to a financial account, or take from it.
// Source: https://docs.stripe.com/api/treasury/received_credits and
// https://docs.stripe.com/api/treasury/received_debits

import { businessDaysAfter } from '../accounts/balance.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { drafted, make } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { beginTransaction, receiptUrl, type Step } from './treasury.ts';
import { describeMovement } from './treasury-bank.ts';

const reversalDays = 2;

export interface Received {
  readonly account: ApiObject;
  readonly amount: number;
  readonly currency: unknown;
  readonly network: string;
  readonly description: unknown;
  /** Who it comes from, or goes to. */
  readonly details: object;
  readonly linked?: Values;
  /** Why it was declined. */
  readonly failure?: string | undefined;
  /** Of the entry, where it is not that of the kind. */
  readonly type?: string;
}

/** Not stored: `more` goes over what is the same for all. */
export function receive(
  object: 'treasury.received_credit' | 'treasury.received_debit',
  draft: ApiObject,
  received: Received,
  call: Call,
): ApiObject {
  const { account, amount, currency, network, description, details, failure } = received;
  const isCredit = object === 'treasury.received_credit';
  const flow = { id: draft.id, object, financial_account: account.id, currency };
  const sum = isCredit ? amount : -amount;
  const step: Step = { type: received.type ?? object.slice(9), impact: { cash: sum } };
  const label = isCredit ? 'Received credit' : 'Received debit';
  const transaction =
    failure === undefined
      ? beginTransaction(call, flow, {
          amount: sum,
          description: describeMovement(details, label, description),
          status: 'posted',
          step,
        })
      : null;
  return {
    ...draft,
    amount,
    currency,
    description: String(description),
    failure_code: failure ?? null,
    financial_account: account.id,
    hosted_regulatory_receipt_url: receiptUrl(call),
    initiating_payment_method_details: details,
    linked_flows: { ...linksOf(isCredit), ...received.linked },
    network,
    reversal_details: reversalOf(network, call),
    status: failure === undefined ? 'succeeded' : 'failed',
    transaction: transaction?.id ?? null,
  };
}

/** The same for what another flow brings, stored and told. */
export function receiveFrom(
  object: 'treasury.received_credit' | 'treasury.received_debit',
  received: Received,
  call: Call,
): ApiObject {
  const id = call.newId(object);
  const made = make(call, object, receive(object, drafted(call, object, { id }), received, call));
  call.emit(`${object}.created`, made);
  if (object === 'treasury.received_credit') call.emit(`${object}.succeeded`, made);
  return made;
}

function linksOf(isCredit: boolean): Values {
  const both = { issuing_authorization: null, issuing_transaction: null };
  return isCredit
    ? { credit_reversal: null, ...both, source_flow: null, source_flow_type: null }
    : { debit_reversal: null, inbound_transfer: null, ...both, payout: null, topup: null };
}

function reversalOf(network: string, { now }: Call): Values {
  const restricted: Readonly<Record<string, string>> = {
    stripe: 'source_flow_restricted',
    us_domestic_wire: 'network_restricted',
  };
  const reason = restricted[network] ?? null;
  return {
    deadline: reason === null ? businessDaysAfter(now, reversalDays) : null,
    restricted_reason: reason,
  };
}
