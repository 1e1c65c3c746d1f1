// Invoice items of what is sold once: by quotes, and beside the first period of a subscription.
// Source: https://docs.stripe.com/billing/invoices/subscription#first-invoice-extra

import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import { redeemAll } from '../prices/discounts.ts';
import { amountOf } from './checkout-lines.ts';
import type { Item } from './item-sums.ts';

export interface Sale {
  readonly customer: ApiObject;
  /** Id of that which it is sold with. */
  readonly subscription?: string;
}

/** Stored and told; it waits for an invoice. */
export function soldItem(item: Item, { customer, subscription }: Sale, call: Call): ApiObject {
  const { price, quantity, rates, given } = item;
  const id = call.newId('invoiceitem');
  const by = { customer, currency: price['currency'], of: { invoice_item: id } };
  const product = call.get('product', String(price['product']));
  const made = make(call, 'invoiceitem', {
    id,
    amount: amountOf(item),
    currency: price['currency'],
    customer: customer.id,
    description: product?.['name'] ?? null,
    discounts: redeemAll({ discounts: given['discounts'] ?? [] }, by, call),
    parent: subscription
      ? { subscription_details: { subscription }, type: 'subscription_details' }
      : null,
    period: { end: call.now, start: call.now },
    pricing: {
      price_details: { price: price.id, product: price['product'] },
      type: 'price_details',
      unit_amount_decimal: String(price['unit_amount_decimal']),
    },
    quantity,
    quantity_decimal: String(quantity),
    tax_rates: rates,
    test_clock: customer['test_clock'] ?? null,
  });
  call.emit('invoiceitem.created', made);
  return made;
}
