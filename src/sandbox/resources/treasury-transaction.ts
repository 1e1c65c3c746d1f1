// Transactions of financial accounts, with their entries and the flows that made them for whoever asks.
// Source: https://docs.stripe.com/api/treasury/transactions

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { firstPage } from '../objects/inner-list.ts';

export const treasuryTransaction: Behaviour = {
  object: 'treasury.transaction',
  includable: { entries, flow_details: flowDetails },
};

export const transactionEntry: Behaviour = {
  object: 'treasury.transaction_entry',
  includable: { flow_details: flowDetails },
};

/** The newest first. */
function entries({ id, financial_account: account }: ApiObject, { all }: Call): object {
  const found = all('treasury.transaction_entry').filter((one) => one['transaction'] === id);
  return {
    object: 'list',
    ...firstPage(found.toReversed()),
    url: `/v1/treasury/transaction_entries?financial_account=${String(account)}&transaction=${id}`,
  };
}

function flowDetails({ flow, flow_type: type }: ApiObject, { get }: Call): object | null {
  const name = String(type);
  const made = get(`treasury.${name}`, String(flow));
  return made ? { [name]: made, type: name } : null;
}
