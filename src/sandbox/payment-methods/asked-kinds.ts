// Which kinds of means of payment an intent takes; and versions that take no names of them, but those that
// are allowed. Source: https://docs.stripe.com/changelog/dahlia/2026-07-29

import { inWords } from '../../text/in-words.ts';
import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject } from '../behaviour.ts';
import type { Work } from '../objects/work.ts';

/** The first version that takes no names any more; whatever they are sent for, they are told still. */
const unnamedSince = '2026-09-30';

const unnamed: readonly unknown[] = ['payment_intent', 'setup_intent', 'checkout.session'];

/**
 * Throws for kinds that are named in a version that does not take them. What the sandbox asks of itself is
 * not of a version. Source: https://docs.stripe.com/changelog/endive
 */
export function refuseNamedKinds({ plan, params, call, isInner }: Work): void {
  if (isInner || call.version < unnamedSince || !unnamed.includes(plan.objects[0])) return;
  if (params['payment_method_types'] === undefined) return;
  throw new ApiError(
    '`payment_method_types` is no longer supported in this version of the API: leave it out, or tell ' +
      '`allowed_payment_method_types` or `excluded_payment_method_types` instead.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  );
}

interface Use {
  /** `payment_intent` or `setup_intent`. */
  readonly object: string;
  /** Where there is one already. */
  readonly intent?: ApiObject;
}

/** Each in the words that Stripe has for it. */
const wordings: Readonly<Record<string, readonly [noun: string, instead: string, code?: string]>> =
  {
    payment_intent: ['PaymentIntent', 'Alternatively,'],
    setup_intent: ['SetupIntent', 'Alternatively', 'setup_intent_invalid_parameter'],
  };

/** Throws where the intent is for other kinds than this method's, whoever chose them. */
export function refuseOtherKind(
  method: ApiObject,
  types: readonly string[],
  { object, intent }: Use,
): void {
  const type = String(method['type']);
  if (types.includes(type) || types.length === 0) return;
  const [noun, instead, code] = wordings[object] ?? [object, 'Alternatively'];
  throw new ApiError(
    `The PaymentMethod provided (${type}) is not allowed for this ${noun}. Please attach a ` +
      `PaymentMethod of one of the following types: ${inWords(types)}. ${instead} update the allowed ` +
      `payment_method_types for this ${noun} to include "${type}".`,
    { ...(code ? { code } : {}), ...(intent ? { details: { [object]: intent } } : {}) },
  );
}
