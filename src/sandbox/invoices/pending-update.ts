// A change of a subscription that waits until its invoice is paid, as `payment_behavior` may ask for.
// Source: https://docs.stripe.com/billing/subscriptions/pending-updates

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { change } from '../objects/make.ts';
import type { Values } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { datesOf, periodFrom } from '../prices/period.ts';
import { voidInvoice } from './end-invoice.ts';
import { detailsOf } from './invoice-sums.ts';
import { dataOf, listOf } from './invoicing.ts';

const pendingIfIncomplete = 'pending_if_incomplete';
/** So long it waits at the most. */
const waitingSeconds = 23 * 3600;
/** And so long where its payment is tried again and again. */
const patientSeconds = 365 * 86_400;

const nothing = {
  billing_cycle_anchor: null,
  cancel_at_period_end: null,
  discount: null,
  discounts: null,
  expires_at: 0,
  metadata: null,
  subscription_items: null,
  trial_end: null,
  trial_from_plan: null,
};

interface Resumption {
  /** Where one was asked for. */
  readonly anchor: number | null;
  /** Whether it is paused until it is paid, whatever comes of the attempts. */
  readonly isPatient: boolean;
}

/** What a paused subscription tells that waits for an invoice to go on. */
export function pendingResumption({ anchor, isPatient }: Resumption, { now }: Call): object {
  const expires = now + (isPatient ? patientSeconds : waitingSeconds);
  return { ...nothing, billing_cycle_anchor: anchor, expires_at: expires };
}

/** Whether what it waits for is that it goes on, and nothing about its items. */
export function isResuming({ pending_update: pending }: ApiObject): boolean {
  return Boolean(pending) && inner(pending)['subscription_items'] === null;
}

/** What may be asked for with it: all that can lead to an invoice, and what goes with that. */
const supported: ReadonlySet<string> = new Set([
  'add_invoice_items',
  'billing_cycle_anchor',
  'expand',
  'items',
  'metadata',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
  'trial_from_plan',
]);

/** An update of one of these takes the place of one that waits. */
const replacing = ['add_invoice_items', 'billing_cycle_anchor', 'items', 'trial_end'];

export function mayWait({ payment_behavior: behavior }: FormObject): boolean {
  return behavior === pendingIfIncomplete;
}

/** Throws for what cannot wait. */
export function checkWaiting(params: FormObject, collectionMethod: unknown): void {
  if (!mayWait(params)) return;
  const behavior = `\`payment_behavior=${pendingIfIncomplete}\``;
  if (collectionMethod !== 'charge_automatically') {
    throw new ApiError(
      `You can only set ${behavior} for subscriptions with \`collection_method=charge_automatically\`.`,
      { param: 'payment_behavior' },
    );
  }
  const strange = Object.keys(params).find((name) => !supported.has(name));
  if (strange === undefined) return;
  throw new ApiError(`You cannot pass \`${strange}\` together with ${behavior}.`, {
    param: strange,
  });
}

/**
 * The subscription as it was, with what it would become, where the invoice of the change is not paid;
 * else as it is now. `items` are those of before.
 */
export function heldBack(
  before: ApiObject,
  after: ApiObject,
  items: readonly ApiObject[],
  call: Call,
): ApiObject {
  if (!isUnpaid(after, before, call)) return after;
  const wanted = dataOf(after['items']);
  for (const item of wanted) if (!items.some(({ id }) => id === item.id)) call.remove(item);
  for (const item of items) call.put(item);
  const { params } = call;
  const asked = (name: string): unknown => (params[name] === undefined ? null : after[name]);
  return {
    ...before,
    latest_invoice: after['latest_invoice'],
    pending_update: {
      ...nothing,
      billing_cycle_anchor: asked('billing_cycle_anchor'),
      expires_at: expiryOf(before, items, call),
      metadata: asked('metadata'),
      subscription_items: wanted,
      trial_end: asked('trial_end'),
      trial_from_plan: params['trial_from_plan'] ?? null,
    },
  };
}

function isUnpaid(after: ApiObject, before: ApiObject, { params, get }: Call): boolean {
  const { latest_invoice: invoice } = after;
  if (!mayWait(params) || invoice === before['latest_invoice']) return false;
  return get('invoice', String(invoice))?.['status'] === 'open';
}

/** Or when the trial or the period is over, if that comes first. */
function expiryOf(before: ApiObject, items: readonly ApiObject[], { now }: Call): number {
  const ends = [before['trial_end'], ...items.map((item) => item['current_period_end'])];
  const coming = ends.filter((end): end is number => typeof end === 'number' && end > now);
  return Math.min(now + waitingSeconds, ...coming);
}

/** Whether it waits for this invoice. */
export function isWaitingFor(subscription: ApiObject, invoice: ApiObject): boolean {
  return subscription['latest_invoice'] === invoice.id && Boolean(subscription['pending_update']);
}

/** An attempt to pay has failed: one that went on with it is past due. */
export function failToResume(
  subscription: ApiObject | undefined,
  invoice: ApiObject,
  call: Call,
): void {
  if (!subscription || !isWaitingFor(subscription, invoice) || !isResuming(subscription)) return;
  const { expires_at: expires } = inner(subscription['pending_update']);
  const { finalized_at: since } = Object(invoice['status_transitions']);
  const isPatient = Number(expires) - Number(since) > waitingSeconds;
  if (isPatient) return;
  change(call, subscription, { status: 'past_due' }, 'customer.subscription.updated');
}

/** Its invoice is paid: all that waited is done. */
export function applyPending(before: ApiObject, call: Call): ApiObject {
  return isResuming(before) ? applyResumption(before, call) : applyChange(before, call);
}

/** Its periods begin when the invoice was final, unless that is of the rest of others. */
function applyResumption(before: ApiObject, call: Call): ApiObject {
  const invoice = call.get('invoice', String(before['latest_invoice']));
  const isOfRest = dataOf(invoice?.['lines']).some(({ parent }) => detailsOf(parent)['proration']);
  const { finalized_at: time } = Object(invoice?.['status_transitions']);
  const values = {
    ...(isOfRest ? {} : begunAt(Number(time), before, call)),
    pending_update: null,
  };
  const after = change(call, before, values, 'customer.subscription.updated');
  call.emit('customer.subscription.pending_update_applied', after);
  return after;
}

function begunAt(time: number, before: ApiObject, call: Call): Values {
  const items = dataOf(before['items']).map((item) =>
    change(call, item, datesOf(periodFrom(time, item['price'] as ApiObject))),
  );
  const list = listOf(items, `/v1/subscription_items?subscription=${before.id}`);
  return { billing_cycle_anchor: time, items: list };
}

function applyChange(before: ApiObject, call: Call): ApiObject {
  const {
    expires_at: _time,
    subscription_items: wanted,
    ...rest
  } = inner(before['pending_update']) as Readonly<Record<string, unknown>> & {
    readonly subscription_items?: readonly ApiObject[];
  };
  const items = wanted ?? [];
  for (const item of dataOf(before['items'])) {
    if (!items.some(({ id }) => id === item.id)) call.remove(item);
  }
  for (const item of items) call.put(item);
  const told = ['billing_cycle_anchor', 'metadata', 'trial_end']
    .filter((name) => rest[name] !== null)
    .map((name) => [name, rest[name]] as const);
  const [only] = items;
  const isAlone = items.length === 1 && only !== undefined;
  const values: Values = {
    ...Object.fromEntries(told),
    ...(rest['trial_end'] === null ? {} : { status: 'active' }),
    items: listOf(items, `/v1/subscription_items?subscription=${before.id}`),
    pending_update: null,
    plan: isAlone ? only['plan'] : null,
    quantity: isAlone ? only['quantity'] : null,
  };
  const after = change(call, before, values, 'customer.subscription.updated');
  call.emit('customer.subscription.pending_update_applied', after);
  return after;
}

/** An update, as the request has it, may take the place of what waits. Gives the subscription after. */
export function replacePending(before: ApiObject, call: Call): ApiObject {
  const isReplaced = replacing.some((name) => call.params[name] !== undefined);
  return isReplaced ? expirePending(before, call) : before;
}

/** What waits is given up, and its invoice is void. */
export function expirePending(before: ApiObject, call: Call): ApiObject {
  if (!before['pending_update']) return before;
  const invoice = call.get('invoice', String(before['latest_invoice']));
  if (invoice?.['status'] === 'open') voidInvoice(invoice, call);
  return forgetPending(before, call);
}

/** The same where its invoice is void already. One that did not go on after all is paused again. */
export function forgetPending(before: ApiObject, call: Call): ApiObject {
  const values = { pending_update: null, ...(isResuming(before) ? { status: 'paused' } : {}) };
  const after = change(call, before, values, 'customer.subscription.updated');
  call.emit('customer.subscription.pending_update_expired', after);
  return after;
}
