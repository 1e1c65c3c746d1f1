// How the page of a checkout session looks and what it asks for, where the request does not say it.
// Source: https://docs.stripe.com/api/checkout/sessions/create

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { completedPart } from '../objects/complete.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** Whether the page asks for a means of payment though nothing is due today. */
export function collectionOf(
  mode: string,
  { payment_method_collection: given }: FormObject,
): unknown {
  return given ?? (mode === 'payment' ? 'if_required' : 'always');
}

/** Whether whoever pays becomes a customer. */
export function creationOf(mode: string, { customer_creation: given }: FormObject): unknown {
  return given ?? (mode === 'payment' ? 'if_required' : 'always');
}

/** Of a session, or of what is asked for one: whether an invoice comes of it. */
export function hasInvoice({ invoice_creation: asked }: ApiObject | FormObject): boolean {
  return inner(asked)['enabled'] === true;
}

/** Whether there is one who pays, or will be, for whom something can be kept. */
export function hasCustomer(mode: string, params: FormObject): boolean {
  if (mode !== 'payment') return mode === 'subscription';
  return Boolean(params['customer']) || creationOf(mode, params) === 'always' || hasInvoice(params);
}

const usualBranding = {
  background_color: '#ffffff',
  border_style: 'rounded',
  button_color: '#0074d4',
  display_name: 'Sandshell',
  font_family: 'default',
  icon: null,
  logo: null,
};

export function brandingOf({ branding_settings: given }: FormObject): object {
  return { ...usualBranding, ...inner(given) };
}

/** What is asked for is told whole. With cards among them, when their holders are asked is told. */
export function optionsOf(types: readonly string[], call: Call): object | null {
  const { payment_method_options: given } = call.params;
  const asked = Object.entries(inner(given)).map(([kind, told]) => [
    kind,
    completedPart(inner(told), ['checkout.session', 'payment_method_options', kind], call),
  ]);
  const options = Object.fromEntries(asked) as FormObject;
  if (!types.includes('card')) return given === undefined ? null : options;
  const card = { request_three_d_secure: 'automatic', ...inner(options['card']) };
  return sorted({ ...options, card: sorted(card) });
}

/** Only what may always be shown again is, unless the page is told otherwise. */
export function savedOf({ saved_payment_method_options: given }: FormObject): object {
  return {
    allow_redisplay_filters: ['always'],
    payment_method_remove: 'disabled',
    payment_method_save: null,
    ...inner(given),
  };
}

/** Unless it ends in a customer, a page of one payment collects nothing that is told there. */
export function collectedOf(mode: string, params: FormObject): object | null {
  if (mode === 'payment' && !hasCustomer(mode, params)) return null;
  return { business_name: null, individual_name: null, shipping_details: null };
}

/** What is asked for besides, as its fields and the ids of taxes, where it is. */
export function askedOf(mode: string, call: Call): object {
  const { params } = call;
  const { custom_fields: fields, tax_id_collection: taxIds } = params;
  return {
    ...(fields ? { custom_fields: fieldsOf(fields, call) } : {}),
    ...(mode === 'payment'
      ? { invoice_creation: invoiceOf(params, 'checkout.session', call) }
      : {}),
    ...(taxIds ? { tax_id_collection: sorted({ required: 'never', ...inner(taxIds) }) } : {}),
  };
}

/** What each kind of field may hold is told of it. */
function fieldsOf(given: unknown, call: Call): readonly object[] {
  return (given as readonly FormObject[]).map((field) => {
    const type = String(field['type']);
    const told = { ...field, [type]: inner(field[type]) };
    return completedPart(told, ['checkout.session', 'custom_fields'], call);
  });
}

/** Told whole, also where none is wanted: by a session, or by a link. */
export function invoiceOf(
  { invoice_creation: given }: FormObject | ApiObject,
  object: string,
  call: Call,
): object {
  const { enabled = false, invoice_data: data } = inner(given);
  const names = [object, 'invoice_creation', 'invoice_data'];
  return { enabled, invoice_data: completedPart(inner(data), names, call) };
}

const recoverySeconds = 30 * 86_400;

/**
 * Where a page like one that has expired opens, for whoever left it.
 * Source: https://docs.stripe.com/payments/checkout/abandoned-carts
 */
export function recoveryOf({ after_expiration: asked }: ApiObject, call: Call): object {
  const recovery = inner(inner(asked)['recovery']);
  if (recovery['enabled'] !== true) return {};
  const url = `https://buy.stripe.com/r/test_${call.newText(24)}`;
  const told = { ...recovery, expires_at: call.now + recoverySeconds, url };
  return { after_expiration: { ...inner(asked), recovery: told } };
}
