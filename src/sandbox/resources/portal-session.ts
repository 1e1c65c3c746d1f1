// Sessions of the customer portal: a page on which a customer looks after subscriptions and cards.
// Source: https://docs.stripe.com/api/customer_portal/sessions

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { checkUrls } from '../checking/check-urls.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { configurationKind, defaultConfiguration } from '../checkout/portal.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const portalSession: Behaviour = {
  object: 'billing_portal.session',
  check: ({ return_url: url }) => checkUrls({ return_url: url }),
  rules: { create },
};

function create(draft: ApiObject, call: Call): ApiObject {
  const { params } = call;
  const { customer: id, customer_account: account } = params;
  if (id === undefined && account === undefined) throw missingParam('customer');
  const customer = requireObject(call, 'customer', String(id ?? account));
  const configuration = configurationFor(call);
  const flow = params['flow_data'];
  return {
    ...draft,
    configuration: configuration.id,
    customer: customer.id,
    flow: flow === undefined ? null : flowOf(inner(flow), { customer, configuration }, call),
    return_url: params['return_url'] ?? configuration['default_return_url'] ?? null,
  };
}

function configurationFor(call: Call): ApiObject {
  const id = call.params['configuration'];
  if (typeof id !== 'string') return defaultConfiguration(call);
  const configuration = requireObject(call, configurationKind, id, 'configuration');
  if (configuration['active'] === true) return configuration;
  throw new ApiError(`The configuration ${id} is inactive, and cannot be used for new sessions.`, {
    param: 'configuration',
  });
}

interface Place {
  readonly customer: ApiObject;
  readonly configuration: ApiObject;
}

/** What has to be enabled for each type of flow, and how its refusal says it. */
const needs: Readonly<Record<string, readonly [feature: string, done: string, said: string]>> = {
  customer_update: ['customer_update', 'updated', 'customer update'],
  payment_method_update: ['payment_method_update', 'updated', 'payment method update'],
  subscription_cancel: ['subscription_cancel', 'canceled', 'subscription cancel'],
  subscription_pause: ['subscription_pause', 'paused', 'subscription pause'],
  subscription_update: ['subscription_update', 'updated', 'subscription update'],
  subscription_update_confirm: ['subscription_update', 'updated', 'subscription update'],
};

const none = {
  customer_update: null,
  subscription_cancel: null,
  subscription_pause: null,
  subscription_update: null,
  subscription_update_confirm: null,
};

function flowOf(given: FormObject, place: Place, call: Call): object {
  const type = String(given['type']);
  requireFeature(type, place);
  const isAboutSubscription = type.startsWith('subscription_');
  const own = inner(given[type]);
  if (isAboutSubscription) requireSubscription(own, type, place, call);
  const told = isAboutSubscription ? { [type]: detailsOf(type, own) } : {};
  const update = type === 'customer_update' ? { customer_update: {} } : {};
  return sorted({
    after_completion: completionOf(inner(given['after_completion'])),
    ...none,
    ...told,
    ...update,
    type,
  });
}

function requireFeature(type: string, { configuration }: Place): void {
  const [feature = '', done = '', said = ''] = needs[type] ?? [];
  const features = inner(configuration['features'] as FormObject);
  if (inner(features[feature])['enabled'] === true) return;
  const noun = type.startsWith('subscription_') ? 'subscription' : 'customer';
  throw new ApiError(
    `This ${noun} cannot be ${done} because the ${said} feature in the portal configuration is ` +
      'disabled.',
    { param: 'flow_data[type]' },
  );
}

function requireSubscription(own: FormObject, type: string, { customer }: Place, call: Call): void {
  const param = `flow_data[${type}][subscription]`;
  const id = own['subscription'];
  if (id === undefined) throw missingParam(param);
  const subscription = requireObject(call, 'subscription', String(id), param);
  const refused = (message: string): ApiError => new ApiError(message, { param });
  if (subscription['customer'] !== customer.id) {
    throw refused(`The subscription ${subscription.id} is not one of the customer ${customer.id}.`);
  }
  if (subscription['status'] === 'canceled') {
    throw refused('This subscription is canceled, and cannot be changed in the portal.');
  }
  if (type === 'subscription_cancel' && subscription['cancel_at_period_end'] === true) {
    throw refused('The subscription is already set to be canceled at period end.');
  }
}

function detailsOf(type: string, own: FormObject): object {
  const { subscription } = own;
  if (type === 'subscription_cancel') return { retention: own['retention'] ?? null, subscription };
  if (type !== 'subscription_update_confirm') return { subscription };
  const items = (own['items'] ?? []) as readonly FormObject[];
  const discounts = own['discounts'] as readonly FormObject[] | undefined;
  return {
    discounts: discounts?.map((one) => ({ coupon: null, promotion_code: null, ...one })) ?? null,
    items: items.map((item) => sorted({ price: null, ...item })),
    subscription,
  };
}

function completionOf(given: FormObject): object {
  const { type = 'portal_homepage', redirect, hosted_confirmation: confirmation } = given;
  if (type === 'redirect' && redirect === undefined) {
    throw missingParam('flow_data[after_completion][redirect]');
  }
  const message = inner(confirmation)['custom_message'] ?? null;
  return {
    hosted_confirmation: type === 'hosted_confirmation' ? { custom_message: message } : null,
    redirect: type === 'redirect' ? { return_url: inner(redirect)['return_url'] } : null,
    type,
  };
}
