// The means of payment that is named for bills to come, on a customer, a subscription or an invoice: it has
// to be the customer's already. Source: https://docs.stripe.com/api/subscriptions/create

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByParam } from '../checking/errors.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { paymentMethodOf } from './payment-methods.ts';

const name = 'default_payment_method';

/** Gives its id. Throws Stripe's refusal where it is nobody's, or somebody else's. */
function requireOwn(
  id: string,
  { customer, param = name }: { readonly customer: unknown; readonly param?: string },
  call: Call,
): string {
  const method = paymentMethodOf(id, call);
  if (method['customer'] === customer) return method.id;
  throw new ApiError(
    `The customer does not have a payment method with the ID ${method.id}. The payment method must ` +
      'be attached to the customer.',
    { code: 'resource_missing', param },
  );
}

/** What the parameters choose of both names; nothing where they say nothing. `path` is before them. */
export function chosenDefaults(
  params: FormObject,
  customer: unknown,
  call: Call,
  path = '',
): Values {
  const { [name]: method, default_source: source } = params;
  const paramOf = (own: string): string => (path === '' ? own : `${path}[${own}]`);
  if (typeof source === 'string' && source !== '') {
    requireSource(source, { customer, param: paramOf('default_source') }, call);
  }
  if (typeof method !== 'string') return {};
  return {
    [name]: method === '' ? null : requireOwn(method, { customer, param: paramOf(name) }, call),
  };
}

/** Throws where it is none of the customer's. */
export function requireSource(
  id: string,
  { customer, param }: { readonly customer: unknown; readonly param: string },
  call: Call,
): void {
  if (!sourceOf(id, customer, call)) throw missingByParam('source', id, param);
}

/** A card, a bank account or a source of the customer; undefined for any other. */
export function sourceOf(id: string, customer: unknown, { get }: Call): ApiObject | undefined {
  const known = ['bank_account', 'card', 'source'].map((kind) => get(kind, id));
  return known.find((source) => source?.['customer'] === customer);
}

/** The same for the settings that a customer is billed by; what the request attaches is meant, too. */
export function withDefault(customer: ApiObject, call: Call): ApiObject {
  const { invoice_settings: settings, payment_method: attached } = call.params;
  const { [name]: id } = Object(settings) as FormObject;
  if (typeof id !== 'string' || id === '') return customer;
  const chosen =
    id === attached
      ? paymentMethodOf(id, call).id
      : requireOwn(id, { customer: customer.id, param: `invoice_settings[${name}]` }, call);
  return {
    ...customer,
    invoice_settings: { ...Object(customer['invoice_settings']), [name]: chosen },
  };
}

/** What is detached is no longer what its customer is billed by. */
export function dropDefault({ id, customer }: ApiObject, call: Call): void {
  const owner = call.get('customer', String(customer));
  const settings = Object(owner?.['invoice_settings']) as Values;
  if (!owner || settings[name] !== id) return;
  change(call, owner, { invoice_settings: { ...settings, [name]: null } }, 'customer.updated');
}
