// What the page behind a payment link is like. Source: https://docs.stripe.com/payment-links

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** What a session takes over from its link as it is. */
const handedOn = [
  'allow_promotion_codes',
  'billing_address_collection',
  'metadata',
  'payment_method_types',
  'submit_type',
] as const;

/** The parameters of a session. */
export function sessionOf(link: ApiObject, call: Call): FormObject {
  const lines = call.all('item').filter((line) => line['payment_link'] === link.id);
  const mode = lines.some(({ price }) => Object(price).type === 'recurring')
    ? 'subscription'
    : 'payment';
  const kept = handedOn.filter((name) => link[name] !== null && link[name] !== undefined);
  const { redirect } = inner(link['after_completion']);
  return {
    ...(Object.fromEntries(kept.map((name) => [name, link[name]])) as FormObject),
    line_items: lines.toReversed().map(({ price, quantity }) => ({
      price: Object(price).id,
      quantity: Number(quantity),
    })),
    mode,
    ...detailsOf(link, mode),
    ...(optionsOf(link).length > 0 ? { shipping_options: optionsOf(link) } : {}),
    success_url: inner(redirect)['url'] ?? `https://checkout.stripe.com/c/pay/done/${link.id}`,
  };
}

function detailsOf(link: ApiObject, mode: string): FormObject {
  const { application_fee_amount: fee, transfer_data: data, on_behalf_of: behalf } = link;
  const name = mode === 'payment' ? 'payment_intent_data' : 'subscription_data';
  const own = Object.entries({ ...inner(link[name]), transfer_data: data, on_behalf_of: behalf });
  const given = mode === 'payment' ? [...own, ['application_fee_amount', fee] as const] : own;
  const told = given.filter(([, value]) => value !== null && value !== undefined);
  return told.length === 0 ? {} : { [name]: Object.fromEntries(told) as FormObject };
}

function optionsOf({ shipping_options: options }: ApiObject): readonly FormObject[] {
  return (options as readonly { readonly shipping_rate: string }[]).map(
    ({ shipping_rate: rate }) => ({ shipping_rate: rate }),
  );
}
