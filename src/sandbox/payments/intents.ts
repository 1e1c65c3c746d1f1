// What payment and setup intents have in common: their means of payment, and what the customer is to
// do. Source: https://docs.stripe.com/payments/paymentintents/lifecycle

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject, FormValue } from '../../wire/form.ts';
import type { ApiObject, Call, Entailed } from '../behaviour.ts';
import { requireStatus } from '../checking/require-status.ts';
import { completedPart } from '../objects/complete.ts';
import { replaced } from '../objects/layered.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { refuseOtherKind } from '../payment-methods/asked-kinds.ts';
import { isSetUp, refuseForeign } from '../payment-methods/attach.ts';
import { testCardOf } from '../payment-methods/card-behind.ts';
import { isPresent } from '../payment-methods/card-present.ts';
import { checkBilling } from '../payment-methods/billing-details.ts';
import {
  describedPaymentMethod,
  inner,
  paymentMethodOf,
} from '../payment-methods/payment-methods.ts';
import type { TestCard } from '../payment-methods/test-cards.ts';
import { requireReturn } from './intent-checks.ts';
import { approvalOf } from './told-approval.ts';

/** That which the parameters name or describe; undefined where they do neither. */
export function givenMethod(params: FormObject, call: Call): ApiObject | undefined {
  const { payment_method: id, payment_method_data: data } = params;
  if (typeof id === 'string' && id !== '') return paymentMethodOf(id, call);
  if (data === undefined) return undefined;
  checkBilling(inner(data));
  return describedPaymentMethod(inner(data), call);
}

/** Of a payment that is confirmed at once, where nothing else is told: what a direct charge would take. */
export function defaultSource(types: readonly string[], call: Call): ApiObject | undefined {
  const { confirmation_token: token, customer } = call.params;
  const id = call.get('customer', String(customer))?.['default_source'];
  if (token !== undefined || typeof id !== 'string') return undefined;
  const method = paymentMethodOf(id, call);
  return types.includes(String(method['type'])) ? method : undefined;
}

/** Of a confirmation: that which it gives, else the intent's own. */
function chosenMethod(intent: ApiObject, call: Call): ApiObject | undefined {
  const known = intent['payment_method'];
  const given = givenMethod(call.params, call);
  return given ?? (typeof known === 'string' ? paymentMethodOf(known, call) : undefined);
}

/** Of creations that ask for a confirmation, by their parameters: what is to be paid with. */
const chosen = new WeakMap<FormObject, string>();

/** For the confirmation that is asked for: `payment_intent.created` does not know of it yet. */
export function choose({ id }: ApiObject, { params }: Call): void {
  chosen.set(params, id);
}

export function canceled(intent: ApiObject, { params }: Call): ApiObject {
  const reason = params['cancellation_reason'] ?? null;
  return { ...intent, cancellation_reason: reason, next_action: null, status: 'canceled' };
}

/** Of a code that was asked for once more. */
export function cvcTokenIn(params: FormObject): unknown {
  return inner(inner(params['payment_method_options'])['card'])['cvc_token'];
}

/** That which a creation asks for with `confirm`: `names` are of what it hands on. */
export function confirmationOf(
  { id, object, payment_method: method }: ApiObject,
  params: FormObject,
  names: readonly string[],
): readonly Entailed[] {
  if (params['confirm'] !== true) return [];
  const isByToken = params['confirmation_token'] !== undefined;
  // What the creation says itself goes before what its token holds.
  const own = chosen.get(params) ?? (isByToken ? method : undefined);
  const held = isByToken ? ['confirmation_token', 'setup_future_usage', 'shipping'] : [];
  const told = [...names, ...held, ...(cvcTokenIn(params) ? ['payment_method_options'] : [])];
  const given: Record<string, FormValue> = {};
  for (const name of told) {
    const value = params[name];
    if (value !== undefined) given[name] = value;
  }
  if (typeof own === 'string') given['payment_method'] = own;
  return [{ path: `/v1/${object}s/${id}/confirm`, params: given }];
}

export interface Wording {
  /** As in `PaymentIntent`. */
  readonly noun: string;
  readonly code: string;
}

/** In which an intent waits for its confirmation, or for the customer's part of it. */
export const unconfirmed = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/**
 * The means of payment that a confirmation is about. Throws where the intent is in no state for one,
 * where it has none (`remedy` says what to do then), or one of somebody else.
 */
export function methodToConfirm(
  intent: ApiObject,
  { remedy, noun, code }: Wording & { readonly remedy: string },
  call: Call,
): ApiObject {
  requireStatus(intent, { verb: 'confirm', done: 'confirmed', allowed: unconfirmed });
  requireReturn(intent, noun, call);
  const method = chosenMethod(intent, call);
  if (!method) {
    const { customer, object } = intent;
    const cure =
      object === 'payment_intent' && typeof customer === 'string'
        ? `To confirm the PaymentIntent with ${customer}, specify a payment method attached to this ` +
          'customer along with the customer ID.'
        : remedy;
    throw new ApiError(
      `You cannot confirm this ${noun} because it's missing a payment method. ${cure}`,
      { code, details: { [object]: intent } },
    );
  }
  const { customer, object, payment_method_types: known } = intent;
  refuseForeign(method, { object, customer, intent });
  const types = call.params['payment_method_types'] ?? known;
  refuseOtherKind(method, types as readonly string[], { object, intent });
  return method;
}

/**
 * As a confirmation finds it: with another means of payment, what its customer was to do with the former
 * one is not waited for any more.
 */
export function begunWith(intent: ApiObject, method: ApiObject): ApiObject {
  const isOther = intent['payment_method'] !== method.id;
  const isWaiting = intent['status'] === 'requires_action';
  const fresh = isOther && isWaiting ? { next_action: null, status: 'requires_confirmation' } : {};
  return replaced(intent, fresh, { payment_method: method.id });
}

interface Occasion {
  /** Of the intent. */
  readonly id: string;
  readonly isOffSession: boolean;
  /** Whether the cardholder was asked already. */
  readonly isWaiting: boolean;
  readonly isRequested: boolean;
}

/** Whether the request wants the cardholder to be asked, where the card allows it. */
export function isRequested(intent: ApiObject): boolean {
  const { request_three_d_secure: wish } = inner(inner(intent['payment_method_options'])['card']);
  return wish === 'any' || wish === 'challenge';
}

/** Whether a payment with it is only held at first: its kind's options go before the intent itself. */
export function isHeldFirst(intent: ApiObject, method: ApiObject): boolean {
  const options = inner(inner(intent['payment_method_options'])[String(method['type'])]);
  const how = options['capture_method'] ?? intent['capture_method'];
  return how === 'manual' || how === 'manual_preferred';
}

const askedWhenSetUp: readonly string[] = ['always', 'unless_set_up'];

/** Whether its cardholder is asked before a card can be used later; one that was asked may be known. */
export function isAskedAtSetUp(method: ApiObject, call: Call): boolean {
  const how = testCardOf(method, call)?.authentication ?? 'never';
  return askedWhenSetUp.includes(how) && !isSetUp(method, call);
}

const whilePresent: readonly string[] = ['on_session', 'on_payment'];

export type Authentication = 'none' | 'needed' | 'impossible';

/**
 * Confirmed once more, an intent that waited for the customer counts as approved; so does one that was
 * approved elsewhere. Orders by post or telephone do without, but for banks that always ask.
 */
export function authenticationFor(
  method: ApiObject,
  card: TestCard | undefined,
  { id, isOffSession, isWaiting, isRequested }: Occasion,
  call: Call,
): Authentication {
  const { elsewhere, isRemote } = approvalOf(id, call);
  if (isRemote) return card?.authentication === 'always' ? 'impossible' : 'none';
  const isAsked =
    card?.authentication === 'always' ||
    (whilePresent.includes(card?.authentication ?? '') && !isOffSession) ||
    (isRequested && card?.authentication !== 'never' && !isOffSession) ||
    (card?.authentication === 'unless_set_up' && !(isOffSession && isSetUp(method, call)));
  if (!isAsked || isWaiting || elsewhere || isPresent(method)) return 'none';
  return isOffSession ? 'impossible' : 'needed';
}

export function nextAction(intent: ApiObject, { newText, params }: Call): object {
  const { return_url: returnUrl, use_stripe_sdk: isBySdk } = params;
  const kind = intent.object;
  const secret = String(intent['client_secret']);
  const query = `${kind}=${intent.id}&${kind}_client_secret=${secret}`;
  const url = `https://hooks.stripe.com/3d_secure_2/hosted?${query}`;
  if (isBySdk !== true && typeof returnUrl === 'string' && returnUrl !== '') {
    return { redirect_to_url: { return_url: returnUrl, url }, type: 'redirect_to_url' };
  }
  return {
    type: 'use_stripe_sdk',
    use_stripe_sdk: {
      source: `${kind === 'setup_intent' ? 'setatt' : 'payatt'}_${newText(24)}`,
      stripe_js: url,
      type: 'three_d_secure_redirect',
    },
  };
}

/** Of the kinds given, each with what was asked of it over what is usual; what is asked for is told whole. */
export function optionsOf(
  types: readonly string[],
  { given, object }: { readonly given: unknown; readonly object: string },
  call: Call,
): object {
  const asked = inner(given);
  const usual: Readonly<Record<string, object>> = {
    card: {
      ...(object === 'setup_intent' ? {} : { installments: null }),
      mandate_options: null,
      network: null,
      request_three_d_secure: 'automatic',
    },
    sepa_debit: {},
    us_bank_account: { mandate_options: {}, verification_method: 'automatic' },
  };
  const entries = types.flatMap((type) => {
    const { cvc_token: _code, moto: _, three_d_secure: __, ...told } = inner(asked[type]);
    const own: Values = { ...usual[type], ...told, ...mandateIn(type, asked) };
    const isAsked = asked[type] !== undefined;
    const path = [object, 'payment_method_options', type];
    const whole = isAsked ? completedPart(tellable(own, path, call), path, call) : own;
    return usual[type] || isAsked ? [[type, whole] as const] : [];
  });
  return sorted(Object.fromEntries(entries));
}

/** What is said of a kind goes over what was said of it before. */
export function optionsOver(before: ApiObject, given: FormObject, call: Call): object {
  const known = inner(before['payment_method_options']);
  const { object } = before;
  const after = Object.entries(given).map(([kind, options]) => {
    const asked = { [kind]: { ...inner(known[kind]), ...inner(options) } };
    return [kind, inner(optionsOf([kind], { given: asked, object }, call))[kind]];
  });
  return sorted({ ...known, ...Object.fromEntries(after) });
}

/** That nothing is to be set up is told of the kinds only that have a word for it. */
function tellable(told: Values, path: readonly string[], { shape }: Call): Values {
  const { setup_future_usage: usage, ...others } = told;
  if (usage !== 'none') return told;
  const [object = '', ...names] = [...path, 'setup_future_usage'];
  let fields = shape(object);
  for (const name of names) {
    const type = fields?.get(name)?.type;
    if (type?.type === 'enum' && type.values.includes(usage)) return told;
    fields = type?.type === 'object' ? type.fields : undefined;
  }
  return others;
}

/** Of a card, told whole. */
function mandateIn(type: string, asked: FormObject): object {
  const { mandate_options: mandate } = inner(asked[type]);
  if (type !== 'card' || mandate === undefined || mandate === null) return {};
  const none = { description: null, end_date: null, interval_count: null, supported_types: null };
  return { mandate_options: { ...none, ...inner(mandate) } };
}
