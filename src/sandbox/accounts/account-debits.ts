// Money that a platform takes from the balance of a connected account: a transfer there, and a payment
// here. Source: https://docs.stripe.com/connect/account-debits

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { address } from '../objects/initial-state.ts';
import { changed } from '../objects/layered.ts';
import { make } from '../objects/make.ts';
import { moveBalance } from './balance.ts';
import { noReversals } from './destination.ts';

/** One that the platform answers for, as with express and custom accounts. */
export function debitedAccount({ params, get, account, owner }: Call): ApiObject | undefined {
  const { source } = params;
  if (typeof source !== 'string' || account !== owner) return undefined;
  return get('account', source);
}

const nobody = { address, email: null, name: null, phone: null, tax_id: null };

/** The payment. Emits transfer.created on the account. Its balance may fall below nothing. */
export function debitAccount(draft: ApiObject, payer: ApiObject, call: Call): ApiObject {
  requireDebitable(draft, payer);
  const { amount, currency, description, transfer_group: group } = draft;
  const id = `py_${draft.id.slice(3)}`;
  const from = call.as(payer.id);
  const transfer = from.newId('transfer');
  const moved = { amount: Number(amount), currency: String(currency), isAvailable: true };
  const sent = moveBalance(from, {
    ...moved,
    type: 'transfer',
    category: 'transfer',
    amount: -moved.amount,
    source: transfer,
  });
  const made = make(from, 'transfer', {
    id: transfer,
    amount,
    balance_transaction: sent.id,
    currency,
    destination: call.account,
    destination_payment: id,
    reversals: noReversals(transfer),
    source_type: 'card',
    transfer_group: group ?? null,
  });
  from.emit('transfer.created', made);
  const taken = moveBalance(call, {
    ...moved,
    type: 'payment',
    category: 'charge',
    description,
    source: id,
  });
  const charge = changed(draft, {
    id,
    amount_captured: amount,
    application: null,
    balance_transaction: taken.id,
    billing_details: nobody,
    captured: true,
    paid: true,
    payment_method_details: { stripe_account: {}, type: 'stripe_account' },
    receipt_url: `https://pay.stripe.com/receipts/payment/${call.newText(60)}`,
    source: { id: payer.id, object: 'account' },
    source_transfer: transfer,
    status: 'succeeded',
  });
  call.emit('charge.succeeded', charge);
  return charge;
}

function requireDebitable({ currency }: ApiObject, payer: ApiObject): void {
  const { losses } = Object(payer['controller']) as { readonly losses?: { payments?: unknown } };
  if (losses?.payments !== 'application') {
    throw new ApiError(
      `The account ${payer.id} cannot be debited: only accounts for whose losses your platform answers can.`,
      { param: 'source' },
    );
  }
  if (currency === payer['default_currency']) return;
  throw new ApiError(
    `The account ${payer.id} can only be debited in its default currency, ` +
      `${String(payer['default_currency'])}.`,
    { param: 'currency' },
  );
}
