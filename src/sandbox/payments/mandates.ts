// Mandates: what a bank account's holder has permitted, once or again and again.
// Source: https://docs.stripe.com/api/mandates

import { ApiError } from '../../wire/api-error.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { change, make } from '../objects/make.ts';
import { sorted, type Values } from '../objects/skeleton.ts';
import { isDebit } from '../payment-methods/debit-accounts.ts';
import { inner } from '../payment-methods/payment-methods.ts';

/** Kept beside the intents, and told nowhere: what was permitted for one that still waits. */
const keptKind = 'mandate.of_intent';

/** Of the confirmation of an intent or a page; undefined where its holder has permitted nothing there. */
export function mandateOf(intent: ApiObject, method: ApiObject, call: Call): string | undefined {
  const { mandate, mandate_data: data } = call.params;
  if (typeof mandate === 'string') return requireObject(call, 'mandate', mandate).id;
  if (!data) return keptFor(intent, method, call);
  const type = String(method['type']);
  const made = make(call, 'mandate', {
    customer_acceptance: acceptanceOf(inner(inner(data)['customer_acceptance']), call),
    payment_method: method.id,
    payment_method_details: sorted({ [type]: detailsOf(intent, method, call), type }),
    status: 'active',
    ...scopeOf(intent, method),
  });
  call.put({ id: intent.id, object: keptKind, mandate: made.id });
  return made.id;
}

/**
 * Throws where an account is to be debited that nobody has permitted to be. The intent is kept, with the
 * account. Source: https://docs.stripe.com/payments/ach-direct-debit#disputed-payments
 */
export function requireMandate(intent: ApiObject, method: ApiObject, call: Call): void {
  const { mandate, mandate_data: data } = call.params;
  if (!isAsked(method, call) || data || mandate !== undefined) return;
  const isForLater = method['type'] === 'sepa_debit' && laterUse(intent, method);
  if (!isForLater && keptFor(intent, method, call)) return;
  const status = 'requires_confirmation';
  const values = { next_action: null, payment_method: method.id, status };
  const after = change(call, intent, values);
  throw new ApiError(isForLater ? missingForLater(intent, method) : missing, {
    details: { payment_intent: after },
    isKept: true,
  });
}

const missing =
  'This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate ' +
  'acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.';

function missingForLater(intent: ApiObject, method: ApiObject): string {
  return (
    'When confirming a PaymentIntent with a `sepa_debit` PaymentMethod and `setup_future_usage` value ' +
    `of ${String(laterUse(intent, method))}, \`mandate_data\` is required.`
  );
}

/** Of a set-up: one that its holder has permitted before has to be permitted again. */
export function requireAcceptance(intent: ApiObject, method: ApiObject, call: Call): void {
  if (!isAsked(method, call) || call.params['mandate_data'] || intent['mandate']) return;
  throw missingParam('mandate_data');
}

/** An account that is a source was permitted with it. Source: https://docs.stripe.com/sources/sepa-debit */
function isAsked(method: ApiObject, { get }: Call): boolean {
  return isDebit(method) && get('source', method.id) === undefined;
}

/** What a means of payment is kept for: the word of its kind goes before that of the intent. */
export function laterUse(intent: ApiObject, { type }: ApiObject): unknown {
  const options = inner(inner(intent['payment_method_options'])[String(type)]);
  const usage = options['setup_future_usage'] ?? intent['setup_future_usage'];
  return usage === 'none' ? undefined : usage;
}

/** What each kind's bank knows it by. */
function detailsOf(intent: ApiObject, { id, type }: ApiObject, call: Call): Values {
  const asked = inner(
    inner(inner(intent['payment_method_options'])[String(type)])['mandate_options'],
  );
  const page = `https://hooks.stripe.com/adapter/${String(type)}/file/${id}/${call.newText(24)}`;
  const known: Readonly<Record<string, Values>> = {
    acss_debit: {
      interval_description: asked['interval_description'] ?? null,
      payment_schedule: asked['payment_schedule'] ?? 'sporadic',
      transaction_type: asked['transaction_type'] ?? 'personal',
    },
    au_becs_debit: { url: page },
    bacs_debit: {
      display_name: null,
      network_status: 'accepted',
      reference: call.newCode(16),
      revocation_reason: null,
      service_user_number: null,
      url: page,
    },
    sepa_debit: { reference: call.newCode(16), url: page },
  };
  return known[String(type)] ?? {};
}

/** For the intent with this account, or for whatever the account is to pay. */
function keptFor(intent: ApiObject, method: ApiObject, call: Call): string | undefined {
  const kept = call.get('mandate', String(call.get(keptKind, intent.id)?.['mandate']));
  if (kept?.['payment_method'] === method.id && kept['status'] === 'active') return kept.id;
  const all = call.having('mandate', 'payment_method', method.id);
  return all.findLast(({ status, type }) => status === 'active' && type === 'multi_use')?.id;
}

function acceptanceOf(told: Values, { now }: Call): Values {
  const type = String(told['type'] ?? 'offline');
  const { accepted_at: at = now } = told;
  return { accepted_at: at, [type]: inner(told[type]), type };
}

/** For one payment, unless the account is set up, subscribes, or is kept for others. */
function scopeOf(intent: ApiObject, method: ApiObject): Values {
  const { object, amount, currency } = intent;
  return object !== 'payment_intent' || laterUse(intent, method)
    ? { multi_use: {}, type: 'multi_use' }
    : { single_use: { amount, currency }, type: 'single_use' };
}

/** That of one payment is over with it. Emits mandate.updated. */
export function useUp(charge: ApiObject, call: Call): void {
  if (mandateBehind(charge, call)?.['type'] === 'single_use') revoke(charge, call);
}

/** Whoever disputes a debit permits no other. Emits mandate.updated. */
export function revoke(charge: ApiObject, call: Call): void {
  const mandate = mandateBehind(charge, call);
  if (mandate?.['status'] !== 'active') return;
  change(call, mandate, { status: 'inactive' }, 'mandate.updated');
}

function mandateBehind({ payment_method_details: details }: ApiObject, call: Call) {
  const { type, ...kinds } = Object(details) as Values;
  const { mandate: id } = Object(kinds[String(type)]) as Values;
  return call.get('mandate', String(id));
}
