// Issuing transactions: what was bought with a card that was issued. In test mode a capture can be forced.
// Source: https://docs.stripe.com/api/issuing/transactions/test_mode_create_force_capture

import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { change, make } from '../make.ts';
import { requireObject } from '../require-object.ts';

export const issuingTransaction: Behaviour = {
  object: 'issuing.transaction',
  makers: { create_force_capture: forceCapture },
};

const seller = {
  category: 'ac_refrigeration_repair',
  category_code: '7623',
  city: 'Portland',
  country: 'US',
  name: 'Sample seller',
  network_id: '1234567890',
  postal_code: '97201',
  state: 'OR',
  tax_id: null,
  terminal_id: null,
  url: null,
};

/** The money goes out, so that amounts are negative. */
function forceCapture(call: Call): ApiObject {
  const { params } = call;
  const id = String(params['card']);
  const card = requireObject(call, 'issuing.card', id, 'card');
  const amount = -Number(params['amount']);
  const currency = params['currency'] ?? card['currency'];
  const holder = card['cardholder'] as { readonly id?: string } | string | null;
  const made = make(call, 'issuing.transaction', {
    amount,
    card: id,
    cardholder: typeof holder === 'string' ? holder : (holder?.id ?? null),
    currency,
    merchant_amount: amount,
    merchant_currency: currency,
    merchant_data: { ...seller, ...Object(params['merchant_data']) },
    type: 'capture',
  });
  call.emit('issuing_transaction.created', made);
  if (params['purchase_details']) tellReceipt(made, call);
  return made;
}

/** The receipt comes a little after the purchase. */
function tellReceipt(made: ApiObject, call: Call): void {
  const details = call.params['purchase_details'];
  const after = change(call, made, { purchase_details: details });
  call.emit('issuing_transaction.purchase_details_receipt_updated', after, made);
}
