// The mode in which a subscription is billed: as ever (`classic`), or `flexible`.
// Source: https://docs.stripe.com/billing/subscriptions/billing-mode/compare

import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingByPath } from '../checking/errors.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { hasEnded } from './has-ended.ts';

/** The version that made it the mode of whoever asks for none. */
const flexibleSince = '2025-09-30.clover';

/** As a subscription or a schedule tells it. */
export function billingMode({ billing_mode: given }: FormObject, call: Call): object {
  const { flexible, type } = offeredMode(given, call);
  if (type === 'classic') return { flexible: null, type };
  return { flexible, type, updated_at: call.now };
}

interface Mode {
  readonly flexible?: FormObject;
  readonly type: 'classic' | 'flexible';
}

/** As a quote tells it: nothing has begun yet. */
export function offeredMode(given: unknown, { version }: Pick<Call, 'version'>): Mode {
  const usual = version < flexibleSince ? 'classic' : 'flexible';
  if ((inner(given)['type'] ?? usual) === 'classic') return { type: 'classic' };
  const asked = inner(inner(given)['flexible']) as FormObject;
  return { flexible: { proration_discounts: 'included', ...asked }, type: 'flexible' };
}

export function isFlexible({ billing_mode: mode }: ApiObject): boolean {
  return (Object(mode) as Mode).type === 'flexible';
}

/** That of something that was made before, to ask for again. */
export function askedMode({ billing_mode: mode }: ApiObject): FormObject {
  const { flexible, type } = inner(mode);
  if (type === undefined) return {};
  const asked = type === 'flexible' ? { flexible, type } : { type };
  return { billing_mode: asked as FormObject };
}

/** From now on; what has been billed stays. One that is flexible already stays as it is. */
export function migrate(before: ApiObject, call: Call): ApiObject {
  if (hasEnded(before)) throw missingByPath('subscription', before.id);
  if (isFlexible(before)) return before;
  const after = { ...before, billing_mode: billingMode(call.params, call) };
  call.emit('customer.subscription.updated', after, before);
  return after;
}
