// What the page behind a payment link is like. Source: https://docs.stripe.com/payment-links

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** What a session takes over from its link as it is. */
const handedOn = [
  'allow_promotion_codes',
  'billing_address_collection',
  'custom_fields',
  'custom_text',
  'metadata',
  'payment_method_options',
  'payment_method_types',
  'phone_number_collection',
  'shipping_address_collection',
  'submit_type',
] as const;

/** What a link switches on, or not. */
const switched = ['automatic_tax', 'tax_id_collection'] as const;

/** What a page is told of only where it is for this. */
const ofMode = {
  payment: ['customer_creation', 'invoice_creation'],
  subscription: ['payment_method_collection'],
} as const;

/** Where a page leads whose link leads nowhere. */
const nowhere = 'https://stripe.com';

/** The parameters of a session. */
export function sessionOf(link: ApiObject, call: Call): FormObject {
  const lines = call.all('item').filter((line) => line['payment_link'] === link.id);
  const mode = lines.some(({ price }) => Object(price).type === 'recurring')
    ? 'subscription'
    : 'payment';
  const on = switched.filter((name) => inner(link[name])['enabled'] === true);
  const own = ofMode[mode];
  const { redirect } = inner(link['after_completion']);
  return {
    ...(Object.fromEntries(
      [...handedOn, ...on, ...own].flatMap((name) => {
        const told = withoutNulls(link[name]);
        return told === undefined ? [] : [[name, told]];
      }),
    ) as FormObject),
    cancel_url: nowhere,
    consent_collection: {
      promotions: 'none',
      terms_of_service: 'none',
      ...(withoutNulls(link['consent_collection']) as FormObject | undefined),
    },
    locale: 'auto',
    line_items: lines.toReversed().map(({ price, quantity }) => ({
      price: Object(price).id,
      quantity: Number(quantity),
    })),
    mode,
    ...detailsOf(link, mode),
    ...(optionsOf(link).length > 0 ? { shipping_options: optionsOf(link) } : {}),
    success_url: inner(redirect)['url'] ?? nowhere,
  };
}

/** Nobody asks for nothing. */
function withoutNulls(value: unknown): unknown {
  if (value === null || value === undefined) return undefined;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(withoutNulls);
  if (typeof value !== 'object') return value;
  const told = Object.entries(value)
    .map(([name, one]) => [name, withoutNulls(one)] as const)
    .filter(([, one]) => one !== undefined);
  return told.length === 0 ? undefined : Object.fromEntries(told);
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

/** A link may lead to so many purchases and no more. */
export function countCompleted(id: unknown, call: Call): void {
  const link = call.get('payment_link', String(id));
  const { completed_sessions: limited } = Object(link?.['restrictions']);
  if (!link || !limited) return;
  change(call, link, {
    restrictions: { completed_sessions: { ...limited, count: limited.count + 1 } },
  });
}
