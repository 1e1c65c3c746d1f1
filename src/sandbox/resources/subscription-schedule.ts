// Subscription schedules: what a subscription will be, phase by phase.
// Source: https://docs.stripe.com/api/subscription_schedules

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { missingParam } from '../checking/errors.ts';
import { requireObject } from '../checking/require-object.ts';
import { customerOf } from '../invoices/invoicing.ts';
import { clocked, clockedFor } from '../objects/clocked.ts';
import { change } from '../objects/make.ts';
import { sorted } from '../objects/skeleton.ts';
import { chosenDefaults } from '../payment-methods/default-method.ts';
import { automaticTaxOf, selfIssued } from '../prices/taxing.ts';
import { billingMode } from '../subscriptions/billing-mode.ts';
import { canceled } from '../subscriptions/canceling.ts';
import { hasEnded } from '../subscriptions/has-ended.ts';
import { requireCurrency } from '../subscriptions/one-currency.ts';
import type { Phase } from '../subscriptions/phase-terms.ts';
import { phaseFrom, phasesFrom, spanOf } from '../subscriptions/phases.ts';
import { applyPhase, begun, goingOn } from '../subscriptions/schedule-phases.ts';
import { canceledNow, isOpen } from '../subscriptions/scheduled.ts';
import { endOfFirst, itemsOf } from '../subscriptions/subscribing.ts';
import { priceOf } from '../subscriptions/subscription-item.ts';

export const subscriptionSchedule: Behaviour = {
  object: 'subscription_schedule',
  rules: { create, update, cancel, release },
};

/** What its phases fall back on. */
function defaultsOf({ default_settings: told }: ApiObject, customer: unknown, call: Call): object {
  const { collection_method: method, invoice_settings: settings } = Object(told) as ApiObject;
  const given = Object(call.params['default_settings']) as FormObject;
  return sorted({
    ...Object(told),
    automatic_tax: automaticTaxOf(given),
    collection_method: method ?? 'charge_automatically',
    invoice_settings: selfIssued(settings, given['invoice_settings']),
    ...chosenDefaults(given, customer, call, 'default_settings'),
  });
}

/** As a request describes them, one after the other from this time on. */
function phasesOf(
  asked: readonly FormObject[],
  start: number,
  customer: unknown,
  call: Call,
): readonly Phase[] {
  const owned = asked.map((phase, index) => ({
    ...phase,
    ...chosenDefaults(phase, customer, call, `phases[${index}]`),
  }));
  return phasesFrom(owned as readonly FormObject[], start, call);
}

/** Source: https://docs.stripe.com/api/subscription_schedules/create */
function refuseOthers({ expand: _expand, from_subscription: _from, ...others }: FormObject): void {
  const [name] = Object.keys(others);
  if (name === undefined) return;
  throw new ApiError(`You cannot set \`${name}\` if \`from_subscription\` is set.`, {
    param: name,
  });
}

/** Of a subscription that is there: its present period is the first phase. */
function createFrom(draft: ApiObject, id: string, call: Call): ApiObject {
  refuseOthers(call.params);
  const subscription = requireObject(call, 'subscription', id, 'from_subscription');
  if (subscription['schedule']) {
    throw new ApiError(
      'You cannot migrate a subscription that is already attached to a schedule: ' +
        `\`${String(subscription['schedule'])}\`.`,
      { param: 'from_subscription' },
    );
  }
  if (hasEnded(subscription)) {
    throw new ApiError(
      'You cannot migrate a subscription that is currently in the ' +
        `\`${String(subscription['status'])}\` status.`,
      { param: 'from_subscription' },
    );
  }
  const phase = presentPhase(subscription, call);
  change(call, subscription, { schedule: draft.id }, 'customer.subscription.updated');
  return {
    ...draft,
    billing_mode: subscription['billing_mode'],
    default_settings: {
      ...defaultsOf(draft, subscription['customer'], call),
      automatic_tax: subscription['automatic_tax'],
      collection_method: subscription['collection_method'],
      default_payment_method: subscription['default_payment_method'],
    },
    current_phase: spanOf(phase),
    customer: subscription['customer'],
    phases: [phase],
    status: 'active',
    subscription: id,
    test_clock: subscription['test_clock'],
  };
}

/** The period that is over first, of items as they are. */
function presentPhase(subscription: ApiObject, call: Call): Phase {
  const items = itemsOf(subscription, call);
  const end = endOfFirst(items);
  const first = items.find(({ current_period_end: one }) => one === end);
  const { trial_end: trial, default_tax_rates: rates } = subscription;
  const asked = {
    default_tax_rates: rates,
    discounts: heldBy(subscription),
    end_date: end,
    items: items.map((item) => ({
      discounts: heldBy(item),
      metadata: item['metadata'],
      price: priceOf(item).id,
      quantity: Number(item['quantity'] ?? 1),
      tax_rates: item['tax_rates'],
    })),
    ...(Number(trial) > call.now ? { trial_end: trial } : {}),
  } as FormObject;
  return phaseFrom(asked, Number(first?.['current_period_start']), call);
}

function heldBy({ discounts }: ApiObject): readonly object[] {
  return (discounts as readonly string[]).map((discount) => ({ discount }));
}

function create(draft: ApiObject, request: Call): ApiObject {
  const { params } = request;
  const copied = params['from_subscription'];
  if (typeof copied === 'string' && copied !== '') return createFrom(draft, copied, request);
  const customer = customerOf(params['customer'], request);
  const call = clocked(request, customer);
  const asked = (params['phases'] ?? []) as readonly FormObject[];
  if (asked.length === 0) throw missingParam('phases');
  const given = params['start_date'];
  const start = typeof given === 'number' ? given : call.now;
  const phases = phasesOf(asked, start, customer.id, call);
  requireCurrency(customer, phases[0]?.['currency'], call);
  const isActive = start <= call.now;
  const made: ApiObject = {
    ...draft,
    billing_mode: billingMode(params, call),
    default_settings: defaultsOf(draft, customer.id, request),
    current_phase: null,
    customer: customer.id,
    end_behavior: params['end_behavior'] ?? 'release',
    phases,
    status: 'not_started',
    test_clock: customer['test_clock'] ?? null,
  };
  return isActive ? begun(made, call) : made;
}

/** Other phases hold at once: the subscription gets what the present one says. */
function update(told: ApiObject, request: Call): ApiObject {
  const before = request.get('subscription_schedule', told.id) ?? told;
  requireOpen(before, 'update');
  const given = Object(request.params['default_settings']) as FormObject;
  const chosen = chosenDefaults(given, before['customer'], request, 'default_settings');
  const settings = Object(told['default_settings']) as FormObject;
  const tax = { automatic_tax: automaticTaxOf(settings) };
  const plain: ApiObject = {
    ...told,
    default_settings: { ...settings, ...tax, ...chosen },
  };
  const asked = Object.values((request.params['phases'] ?? []) as readonly FormObject[]);
  const [former] = before['phases'] as readonly Phase[];
  if (asked.length === 0 || !former) return { ...plain, phases: before['phases'] };
  const call = clocked(request, customerOf(before['customer'], request));
  const phases = phasesOf(asked, former.start_date, before['customer'], call);
  const after: ApiObject = { ...plain, phases };
  if (before['status'] !== 'active') return after;
  const present = phases.find(({ start_date: start, end_date: end }) => {
    return start <= call.now && call.now < end;
  });
  if (!present) {
    throw new ApiError('One of the phases has to be going on now.', { param: 'phases' });
  }
  const subscription = goingOn(before, call);
  const same = (before['phases'] as readonly Phase[]).find(
    ({ start_date: start }) => start === present.start_date,
  );
  if (subscription)
    applyPhase(subscription, { phase: present, former: same, schedule: after }, call);
  return { ...after, current_phase: spanOf(present) };
}

function requireOpen(schedule: ApiObject, verb: string): void {
  if (isOpen(schedule)) return;
  const status = String(schedule['status']);
  throw new ApiError(
    `You cannot ${verb} a subscription schedule that is currently in the \`${status}\` status.`,
  );
}

/** Its subscription is canceled with it, and billed to the end unless the request says otherwise. */
function cancel(before: ApiObject, request: Call): ApiObject {
  requireOpen(before, 'cancel');
  const call = clockedFor(before['customer'], request);
  const { invoice_now: isBilled = true, prorate = true } = call.params;
  const asked = { isBilled: isBilled === true, isGivenBack: prorate === true };
  const subscription = goingOn(before, call);
  if (subscription) call.put(canceled(subscription, asked, call));
  const after = { ...before, ...canceledNow(call) };
  call.emit('subscription_schedule.canceled', after, before);
  if (before['status'] === 'not_started') call.emit('subscription_schedule.aborted', after);
  return after;
}

function release(before: ApiObject, request: Call): ApiObject {
  requireOpen(before, 'release');
  const call = clockedFor(before['customer'], request);
  const subscription = goingOn(before, call);
  if (subscription) change(call, subscription, { schedule: null }, 'customer.subscription.updated');
  const after = {
    ...before,
    current_phase: null,
    released_at: call.now,
    released_subscription: subscription?.id ?? null,
    status: 'released',
    subscription: null,
  };
  call.emit('subscription_schedule.released', after, before);
  return after;
}
