// What a credit note gives back of an invoice's shipping: all of it, with its taxes.
// Source: https://docs.stripe.com/api/credit_notes/create#create_credit_note-shipping_cost

import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import type { Carriage } from '../prices/carriage.ts';

const param = 'shipping_cost[shipping_rate]';

/** Undefined where none is asked for. Throws where it is not the invoice's. */
export function creditedShipping(invoice: ApiObject, call: Call): Carriage | undefined {
  const { shipping_rate: asked } = inner(call.params['shipping_cost']);
  if (asked === undefined) return undefined;
  const rate = requireObject(call, 'shipping_rate', String(asked), param);
  const held = Object(invoice['shipping_cost']) as Values;
  if (held['shipping_rate'] !== rate.id) throw missingByParam('shipping_rate', rate.id, param);
  const taxes = (held['taxes'] ?? []) as readonly {
    readonly amount: number;
    readonly rate: ApiObject;
    readonly taxability_reason: string;
    readonly taxable_amount: number;
  }[];
  return {
    amount: Number(held['amount_subtotal']),
    rate,
    taxes: taxes.map(({ taxability_reason: reason, taxable_amount: taxable, ...tax }) => ({
      ...tax,
      reason,
      taxable,
    })),
  };
}
