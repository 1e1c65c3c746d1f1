// What the customer portal lets customers do, and the configuration that is there before any is made.
// Source: https://docs.stripe.com/api/customer_portal/configurations

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { make } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';

export const configurationKind = 'billing_portal.configuration';

type Features = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** Of a new configuration, where its parameters say nothing. */
const nothing: Features = {
  customer_update: { allowed_updates: [], enabled: false },
  invoice_history: { enabled: false },
  payment_method_update: { enabled: false, payment_method_configuration: null },
  subscription_cancel: {
    cancellation_reason: {
      enabled: false,
      feedback_options: null,
      options: ['too_expensive', 'missing_features', 'switched_service', 'unused', 'other'],
    },
    enabled: false,
    mode: 'at_period_end',
    proration_behavior: 'none',
  },
  subscription_pause: { duration: { interval_options: [], type: 'indefinite' }, enabled: false },
  subscription_update: {
    billing_cycle_anchor: null,
    default_allowed_updates: [],
    enabled: false,
    proration_behavior: 'none',
    schedule_at_period_end: { conditions: [] },
    trial_update_behavior: 'end_trial',
  },
};

/** Of the default one. */
const usual: Features = {
  ...nothing,
  customer_update: {
    allowed_updates: ['address', 'email', 'name', 'phone', 'tax_id'],
    enabled: true,
  },
  invoice_history: { enabled: true },
  payment_method_update: { ...nothing['payment_method_update'], enabled: true },
  subscription_cancel: { ...nothing['subscription_cancel'], enabled: true },
};

/** Feature by feature, and in two of them part by part, what is given goes over what was there. */
export function featuresFrom(given: FormObject, before: unknown = nothing): Features {
  const known = { ...nothing, ...(Object(before) as Features) };
  const merged = Object.entries(known).map(([name, feature]) => {
    const { cancellation_reason: reason, ...parts } = inner(given[name]);
    const after = sorted({ ...feature, ...partsFrom(parts, feature) });
    if (reason === undefined) return [name, after];
    const asked = Object(feature['cancellation_reason']) as FormObject;
    const merge = { ...asked, ...partsFrom(inner(reason), asked) };
    return [name, { ...after, cancellation_reason: merge }];
  });
  return Object.fromEntries(merged) as Features;
}

/** An empty text empties a list, and unsets all else. */
function partsFrom(given: FormObject, before: Readonly<Record<string, unknown>>): object {
  const values = Object.entries(given).map(([part, value]) => [
    part,
    value === '' ? (Array.isArray(before[part]) ? [] : null) : told(part, value),
  ]);
  return Object.fromEntries(values) as object;
}

/** Products are told with the quantities that may be chosen. */
function told(part: string, value: unknown): unknown {
  if (part !== 'products' || !Array.isArray(value)) return value;
  const quantity = { enabled: false, maximum: null, minimum: 1 };
  return (value as readonly FormObject[]).map((product) =>
    sorted({
      ...product,
      adjustable_quantity: sorted({ ...quantity, ...inner(product['adjustable_quantity']) }),
    }),
  );
}

/** Throws Stripe's refusals of what does not go together. */
export function checkFeatures(features: Features): void {
  const { payment_method_update: method, subscription_update: update } = features;
  if (update?.['enabled'] !== true) return;
  if (method?.['enabled'] !== true) {
    throw new ApiError(
      'Cannot enable subscription updates while payment method update is disabled.',
    );
  }
  for (const name of ['default_allowed_updates', 'products']) {
    const value = update[name];
    if (Array.isArray(value) && value.length > 0) continue;
    throw new ApiError(
      `Subscription updates need \`${name}\`: without, there is nothing to choose from.`,
      { param: `features[subscription_update][${name}]` },
    );
  }
}

export function loginPage(isEnabled: boolean, { newText }: Pick<Call, 'newText'>): object {
  const url = isEnabled ? `https://billing.stripe.com/p/login/test_${newText(24)}` : null;
  return { enabled: isEnabled, url };
}

/** Made when it is first needed, as saving the settings in the Dashboard makes it. */
export function defaultConfiguration(call: Call): ApiObject {
  const known = call.all(configurationKind).find((one) => one['is_default'] === true);
  if (known) return known;
  const made = make(call, configurationKind, {
    features: featuresFrom({}, usual),
    is_default: true,
    login_page: loginPage(false, call),
    metadata: {},
  });
  call.emit('billing_portal.configuration.created', made);
  return made;
}
