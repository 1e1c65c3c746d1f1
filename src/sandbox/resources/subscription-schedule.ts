// Subscription schedules: what a subscription will be, phase by phase.
// Source: https://docs.stripe.com/api/subscription_schedules

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Behaviour, Call } from '../behaviour.ts';
import { clocked } from '../clocked.ts';
import { missingParam } from '../errors.ts';
import { customerOf } from '../invoicing.ts';
import { change } from '../make.ts';
import { subscribe } from '../subscribe.ts';
import { periodFrom } from '../period.ts';
import { requireObject } from '../require-object.ts';
import { priceOf } from '../subscription-item.ts';
import { itemsOf, pricedItem } from '../subscribing.ts';

export const subscriptionSchedule: Behaviour = {
  object: 'subscription_schedule',
  rules: { create, update, cancel, release },
};

/** Of a subscription that is there: its present period is the first phase. */
function createFrom(draft: ApiObject, id: string, call: Call): ApiObject {
  const subscription = requireObject(call, 'subscription', id, 'from_subscription');
  if (subscription['schedule']) {
    throw new ApiError(
      'You cannot migrate a subscription that is already attached to a schedule: ' +
        `${String(subscription['schedule'])}.`,
      { param: 'from_subscription' },
    );
  }
  const items = itemsOf(subscription, call);
  const [first] = items;
  const start = Number(first?.['current_period_start']);
  const asked: FormObject = {
    items: items.map((item) => ({
      price: priceOf(item).id,
      quantity: Number(item['quantity'] ?? 1),
    })),
    end_date: Number(first?.['current_period_end']),
  };
  const phase = phaseFrom(asked, start, call);
  change(call, subscription, { schedule: draft.id }, 'customer.subscription.updated');
  return {
    ...draft,
    current_phase: { end_date: phase.end_date, start_date: phase.start_date },
    customer: subscription['customer'],
    phases: [phase],
    status: 'active',
    subscription: id,
    test_clock: subscription['test_clock'],
  };
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
  let from = start;
  const phases = Object.values(asked).map((phase) => {
    const made = phaseFrom(phase, from, call);
    from = Number(made.end_date);
    return made;
  });
  const isActive = start <= call.now;
  const first = phases[0];
  const made = {
    ...draft,
    current_phase:
      isActive && first ? { end_date: first.end_date, start_date: first.start_date } : null,
    customer: customer.id,
    end_behavior: params['end_behavior'] ?? 'release',
    phases,
    status: isActive ? 'active' : 'not_started',
    test_clock: customer['test_clock'] ?? null,
  };
  if (!isActive || !first) return made;
  const subscription = subscribe(
    call,
    {
      customer: customer.id,
      items: first.items.map(({ price, quantity }) => ({ price, quantity })),
    },
    { isBilledLater: true },
  );
  change(call, subscription, { schedule: draft.id });
  return { ...made, subscription: subscription.id };
}

interface Phase {
  readonly start_date: number;
  readonly end_date: number;
  readonly items: readonly { readonly price: string; readonly quantity: number }[];
  readonly [field: string]: unknown;
}

const iterationsMax = 120;

/** So many periods of its first price long, unless an end is given. */
function phaseFrom(given: FormObject, start: number, call: Call): Phase {
  const asked = Object.values((given['items'] ?? []) as readonly FormObject[]);
  const prices = asked.map((item, index) => pricedItem(item, index, call));
  const [first] = prices;
  const iterations = Number(given['iterations'] ?? 1);
  const count = first ? Math.min(iterations, iterationsMax) : 0;
  const end = Array.from({ length: count }).reduce<number>(
    (from) => (first ? periodFrom(from, first).end : from),
    start,
  );
  return {
    add_invoice_items: [],
    application_fee_percent: null,
    billing_cycle_anchor: null,
    billing_thresholds: null,
    collection_method: null,
    currency: first?.['currency'] ?? 'usd',
    default_payment_method: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    end_date: given['end_date'] === undefined ? end : Number(given['end_date']),
    invoice_settings: null,
    items: asked.map((item, index) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: {},
      plan: prices[index]?.id ?? '',
      price: prices[index]?.id ?? '',
      quantity: Number(item['quantity'] ?? 1),
      tax_rates: [],
    })),
    metadata: {},
    on_behalf_of: null,
    proration_behavior: 'create_prorations',
    start_date: start,
    transfer_data: null,
    trial_end: null,
  };
}

function update(plain: ApiObject, call: Call): ApiObject {
  const before = call.get('subscription_schedule', plain.id) ?? plain;
  requireOpen(before, 'update');
  return { ...plain, phases: before['phases'] };
}

function requireOpen({ status }: ApiObject, verb: string): void {
  if (status === 'active' || status === 'not_started') return;
  throw new ApiError(
    `You cannot ${verb} a subscription schedule that is currently in the \`${String(status)}\` status.`,
  );
}

function cancel(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'cancel');
  const after = { ...before, canceled_at: call.now, current_phase: null, status: 'canceled' };
  const subscription = call.get('subscription', String(before['subscription']));
  if (subscription) {
    const ended = { canceled_at: call.now, ended_at: call.now, status: 'canceled' };
    change(call, subscription, ended, 'customer.subscription.deleted');
  }
  call.emit('subscription_schedule.canceled', after);
  if (before['status'] === 'not_started') call.emit('subscription_schedule.aborted', after);
  return after;
}

function release(before: ApiObject, call: Call): ApiObject {
  requireOpen(before, 'release');
  const subscription = call.get('subscription', String(before['subscription']));
  if (subscription) change(call, subscription, { schedule: null });
  const after = {
    ...before,
    current_phase: null,
    released_at: call.now,
    released_subscription: subscription?.id ?? null,
    status: 'released',
    subscription: null,
  };
  call.emit('subscription_schedule.released', after);
  return after;
}
