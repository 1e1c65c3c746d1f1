// What a customer tells of taxes where `expand=tax` asks for it.
// Source: https://docs.stripe.com/api/customers/object#customer_object-tax

import type { ApiObject, Call } from '../behaviour.ts';
import { buyerOf, codeOf, duesFor, isLocated } from './taxing.ts';

export function customerTax(customer: ApiObject, call: Call): object {
  const buyer = buyerOf(customer, call);
  const { address } = buyer;
  const isKnown = isLocated(address);
  const usual = codeOf(undefined, call);
  const source = customer['shipping'] ? 'shipping_destination' : 'billing_address';
  return {
    automatic_tax: isKnown ? statusFor(duesFor(buyer, usual, call)) : 'unrecognized_location',
    ip_address: call.get('customer.tax', customer.id)?.['ip_address'] ?? null,
    location: isKnown ? { country: address.country, source, state: address.state ?? null } : null,
    provider: 'stripe',
  };
}

function statusFor(dues: readonly { readonly reason: string }[]): string {
  return dues.every(({ reason }) => reason === 'not_collecting') ? 'not_collecting' : 'supported';
}
