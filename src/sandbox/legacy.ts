// Parameters of older API versions that guides and the official CLI's recipes still send, and what
// those of a customer come to.

import { present } from '../base/assert.ts';
import type { Field, Fields, Type } from '../catalog/type.ts';
import type { FormObject, FormValue } from '../wire/form.ts';
import { takeAway } from './accounts/source-objects.ts';
import type { ApiObject, Call, Entailed } from './behaviour.ts';
import { missingByParam } from './checking/errors.ts';
import { formerDataParams, formerItemParams } from './checkout/former-session.ts';
import { formerModes } from './checkout/page-modes.ts';
import { noteBalance } from './invoices/customer-balance.ts';
import { requireSource, sourceOf } from './payment-methods/default-method.ts';
import { inner, namedPaymentMethod } from './payment-methods/payment-methods.ts';
import { discountCustomer, namesDiscounts } from './prices/held-discounts.ts';
import { upcomingParams } from './subscriptions/former-upcoming.ts';

/** By kind; taken where it is created or changed. */
const names: Readonly<Record<string, readonly string[]>> = {
  account: ['bank_account', 'requested_capabilities'],
  customer: ['card', 'coupon', 'promotion_code'],
  invoiceitem: ['price', 'unit_amount'],
  promotion_code: ['coupon'],
  source: ['card', 'sepa_debit'],
  subscription: ['coupon', 'promotion_code'],
};

type Loosen = (field: Field) => Field;

/** By kind and name: what the description asks more of than older versions did. */
const loosened: Readonly<Record<string, Readonly<Record<string, Loosen>>>> = {
  // What a person may be told, the one behind an account may, too.
  account: { individual: asPerson, source: asObjectToo },
  charge: { source: asObjectToo },
  'checkout.session': {
    line_items: withFormerItems,
    subscription_data: withFormerData,
    ui_mode: withFormerModes,
  },
  invoice: { schedule_details: withRepeatedPhases },
  payment_intent: {
    payment_method_data: withCard,
    payment_method_options: withJapaneseTransfer,
  },
  // Where a coupon is named in the former way, no promotion is.
  promotion_code: { promotion: (field) => ({ ...field, isRequired: false }) },
  person: { full_name_aliases: () => aliases },
  setup_intent: { payment_method_data: withCard },
  // Without one of its own it is paid as its customer says: Stripe takes an empty text, which the description
  // does not know.
  subscription: { billing_cycle_anchor: asTypedToo, default_payment_method: asClearable },
  // A phase may say how often it is repeated.
  subscription_schedule: { phases: withIterations },
};

/** Besides those of the route, or in place of those of the same names. */
export function legacyFields(object: string, own: Fields): readonly Field[] {
  // What takes nothing is retrieved, or the one to come once was: see refuseUpcomingParams.
  const isLines = object === 'line_item' && own.has('starting_after');
  const isOne = object === 'invoice' && own.size === 0;
  const upcoming = isLines || isOne ? upcomingParams : [];
  const more = [...(names[object] ?? []), ...upcoming].map((name) =>
    optional(name, { type: 'any' }),
  );
  const changed = Object.entries(loosened[object] ?? {}).flatMap(([name, loosen]) => {
    const field = own.get(name);
    return field ? [loosen(field)] : [];
  });
  const isResumed = object === 'subscription' && own.has('proration_date') && !own.has('items');
  const isOpened = object === 'checkout.session' && own.has('ui_mode');
  const newer = [
    ...(isResumed ? [resumption] : []),
    ...(isOpened ? [allowedKinds] : []),
    ...(object === 'charge' && own.has('source') ? [unheeded] : []),
  ];
  return [...more, ...changed, ...newer];
}

/** Source: https://docs.stripe.com/changelog/dahlia/2026-05-27/pause-subscriptions */
const resumption = optional('payment_behavior', {
  type: 'enum',
  values: ['resume_on_payment_attempt', 'resume_on_payment_success'],
  isOpen: false,
});

/** Source: https://docs.stripe.com/changelog/endive */
const allowedKinds = optional('allowed_payment_method_types', {
  type: 'array',
  item: { type: 'string' },
});

/** Charges are paid by sources alone: a means of payment is taken, and not looked at. Source: recordings. */
const unheeded = optional('payment_method', { type: 'string' });

function optional(name: string, type: Type): Field {
  return { name, type, isRequired: false, isNullable: false, isClearable: true };
}

function asPerson(field: Field): Field {
  const more = withInner(field, optional('nationality', { type: 'string' }));
  return withInner(more, aliases);
}

/** A list that may be emptied by an empty text in it: see person.ts. */
const aliases = optional('full_name_aliases', {
  type: 'union',
  options: [
    { type: 'array', item: { type: 'string' } },
    { type: 'map', item: { type: 'any' } },
  ],
});

/** A card or a bank account may be told itself, where its token is asked for. */
function asObjectToo(field: Field): Field {
  return {
    ...field,
    type: { type: 'union', options: [field.type, { type: 'map', item: { type: 'any' } }] },
  };
}

/** A word that newer versions wrap: `now`, or `{ type: 'now' }`. */
function asTypedToo(field: Field): Field {
  const { type } = field;
  if (type.type !== 'enum') return field;
  const named: Field = { ...optional('type', type), isRequired: true };
  const wrapped: Type = { type: 'object', fields: new Map([['type', named]]) };
  return { ...field, type: { type: 'union', options: [type, wrapped] } };
}

function asClearable(field: Field): Field {
  return { ...field, isClearable: true };
}

/** Numbers of cards are for those who may see them, and tokens for everybody. */
function withCard(field: Field): Field {
  const more = withInner(field, optional('card', { type: 'any' }));
  return { ...more, type: withValue(more.type, ['type'], 'card') };
}

function withInner(field: Field, more: Field): Field {
  const { type } = field;
  if (type.type !== 'object') return field;
  return { ...field, type: { ...type, fields: new Map([...type.fields, [more.name, more]]) } };
}

function withRepeatedPhases(field: Field): Field {
  const { type } = field;
  const phases = type.type === 'object' ? type.fields.get('phases') : undefined;
  return phases ? withInner(field, withIterations(phases)) : field;
}

function withIterations(field: Field): Field {
  return withInItems(field, [optional('iterations', { type: 'integer' })]);
}

/** Later versions refuse them: see former-session.ts. */
function withFormerData(field: Field): Field {
  return formerDataParams.reduce(
    (more, name) => withInner(more, optional(name, { type: 'any' })),
    field,
  );
}

/** Later versions refuse them in words that say what took their place. */
function withFormerItems(field: Field): Field {
  return withInItems(
    field,
    formerItemParams.map((name) => optional(name, { type: 'any' })),
  );
}

function withInItems(field: Field, more: readonly Field[]): Field {
  const { type } = field;
  if (type.type !== 'array' || type.item.type !== 'object') return field;
  const added = more.map((one) => [one.name, one] as const);
  const fields = new Map([...type.item.fields, ...added]);
  return { ...field, type: { type: 'array', item: { type: 'object', fields } } };
}

/** An official recipe sends a value that no description has. */
function withJapaneseTransfer(field: Field): Field {
  const path = ['customer_balance', 'bank_transfer', 'type'];
  return { ...field, type: withValue(field.type, path, 'jp_bank_account') };
}

function withFormerModes(field: Field): Field {
  return {
    ...field,
    type: formerModes.reduce((type, mode) => withValue(type, [], mode), field.type),
  };
}

/** A value that fits neither is refused as if today's alone were there. */
function withValue(type: Type, [name, ...path]: readonly string[], value: string): Type {
  if (name === undefined) {
    return { type: 'union', options: [type, { type: 'enum', values: [value], isOpen: false }] };
  }
  if (type.type !== 'object') return type;
  const field = present(type.fields.get(name), name);
  const inner = { ...field, type: withValue(field.type, path, value) };
  return { ...type, fields: new Map([...type.fields, [name, inner]]) };
}

export function entailedByAny(
  version: ApiObject,
  params: FormObject,
  call: Call,
): readonly Entailed[] {
  if (version.object === 'product') makeDefaultPrice(version, params, call);
  return version.object === 'customer' ? entailedByCustomer(version, params, call) : [];
}

/** The price that a product is made with, and names already. */
function makeDefaultPrice(product: ApiObject, params: FormObject, call: Call): void {
  const given = params['default_price_data'];
  if (given === undefined) return;
  const named = { id: String(product['default_price']), product: product.id };
  call.request('/v1/prices', { ...inner(given), ...named });
}

/** A customer's means of payment are objects of their own, as is the discount of a coupon. */
function entailedByCustomer(
  customer: ApiObject,
  params: FormObject,
  call: Call,
): readonly Entailed[] {
  const { id } = customer;
  const { payment_method: method, default_source: chosen } = params;
  if (params['balance'] !== undefined) noteBalance(customer, call);
  if (typeof chosen === 'string' && chosen !== '') {
    requireSource(chosen, { customer: id, param: 'default_source' }, call);
  }
  const source = params['source'] ?? params['card'];
  if (source) giveAwayDefault(customer, source, call);
  if (namesDiscounts(params)) discountCustomer(id, params, call);
  return [
    ...(typeof method === 'string' && method !== ''
      ? [
          {
            path: `/v1/payment_methods/${attachedOf(customer, params, call)}/attach`,
            params: { customer: id },
          },
        ]
      : []),
    ...(source ? [{ path: `/v1/customers/${id}/sources`, params: { source } }] : []),
  ];
}

/** Another source takes the place of the one that was charged until then, which goes. */
function giveAwayDefault(customer: ApiObject, source: FormValue, call: Call): void {
  const { default_source: known } = customer;
  const held = known === source ? undefined : sourceOf(String(known), customer.id, call);
  if (held) takeAway(held, call);
}

/** A test card that is named twice is one method: that which the customer tells already. */
function attachedOf({ invoice_settings: told }: ApiObject, params: FormObject, call: Call): string {
  const { payment_method: method, invoice_settings: settings } = params;
  const name = 'default_payment_method';
  if (inner(settings)[name] === method) return String(inner(told)[name]);
  return namedPaymentMethod(String(method), call)?.id ?? existing(String(method), call);
}

function existing(id: string, { get }: Call): string {
  if (get('payment_method', id)) return id;
  throw missingByParam('payment_method', id, 'payment_method');
}
