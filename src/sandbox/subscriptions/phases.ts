// Phases of a subscription schedule, as a request describes them.
// Source: https://docs.stripe.com/api/subscription_schedules/create#create_subscription_schedule-phases

import { ApiError } from '../../wire/api-error.ts';
import type { FormObject } from '../../wire/form.ts';
import type { ApiObject, Call } from '../behaviour.ts';
import { exclusive } from '../checking/exclusive.ts';
import { sorted } from '../objects/skeleton.ts';
import { inner } from '../payment-methods/payment-methods.ts';
import { periodFrom } from '../prices/period.ts';
import { isMetered } from '../prices/pricing.ts';
import { toldPart, toldTerms, type Phase } from './phase-terms.ts';
import { pricedItem } from './subscribing.ts';

export function spanOf({ end_date, start_date }: Phase): object {
  return { end_date, start_date };
}

/** One after the other, from this time on. */
export function phasesFrom(
  asked: readonly FormObject[],
  start: number,
  call: Call,
): readonly Phase[] {
  let from = start;
  const phases = Object.values(asked).map((given, index) => {
    checkLength(given, index);
    const { start_date: chosen } = given;
    const begin = chosen === 'now' ? call.now : Number(chosen ?? from);
    const made = phaseFrom(given, begin, call);
    refuseShort(made, `phases[${index}][end_date]`);
    refuseLongTrial(made, `phases[${index}][trial_end]`);
    from = made.end_date;
    return made;
  });
  refuseMany(phases, call);
  return phases;
}

const phasesMax = 10;

/** What is over counts no more. Source: docs.stripe.com/billing/subscriptions/subscription-schedules */
function refuseMany(phases: readonly Phase[], { now }: Call): void {
  if (phases.filter(({ end_date: end }) => end > now).length <= phasesMax) return;
  throw new ApiError(
    `A subscription schedule can have up to ${phasesMax} current or future phases.`,
    { param: 'phases' },
  );
}

function refuseLongTrial({ trial_end: trial, end_date: end }: Phase, param: string): void {
  if (Number(trial ?? 0) <= end) return;
  throw new ApiError('The trial of a phase has to end with the phase, or before it.', { param });
}

/** How long a phase is can be told in one way. */
function checkLength(given: FormObject, index: number): void {
  const other = ['duration', 'iterations'].find((name) => given[name] !== undefined);
  if (given['end_date'] === undefined || other === undefined) return;
  const names = ['end_date', other].map((name) => `phases[${index}][${name}]`);
  throw exclusive(names, `phases[${index}][${other}]`);
}

function refuseShort({ start_date: start, end_date: end }: Phase, param: string): void {
  if (end > start) return;
  throw new ApiError('A phase has to end after it begins.', { param });
}

/** What is emptied is as if nothing had been said of it. */
function told(settings: FormObject): FormObject {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''));
}

const iterationsMax = 120;

/** As long as is said, or so many periods of its first price. */
export function phaseFrom(given: FormObject, start: number, call: Call): Phase {
  const asked = Object.values((given['items'] ?? []) as readonly FormObject[]);
  const prices = asked.map((item, index) => pricedItem(item, index, call));
  const [first] = prices;
  const end = endOf(given, start, first, call);
  return sorted({
    ...toldTerms(given, call),
    application_fee_percent: null,
    billing_thresholds: null,
    collection_method: given['collection_method'] ?? null,
    currency: given['currency'] ?? first?.['currency'] ?? 'usd',
    default_payment_method: given['default_payment_method'] ?? null,
    description: given['description'] ?? null,
    end_date: end,
    invoice_settings:
      given['invoice_settings'] === undefined
        ? null
        : {
            account_tax_ids: null,
            custom_fields: null,
            days_until_due: null,
            description: null,
            footer: null,
            issuer: null,
            ...told(inner(given['invoice_settings'])),
          },
    items: asked.map((item, index) =>
      sorted({
        billing_thresholds: null,
        ...toldPart(item, ['items', String(index)], call),
        metadata: inner(item['metadata']),
        plan: prices[index]?.id ?? '',
        price: prices[index]?.id ?? '',
        ...(isMetered(prices[index] as ApiObject)
          ? {}
          : { quantity: Number(item['quantity'] ?? 1) }),
      }),
    ),
    metadata: inner(given['metadata']),
    on_behalf_of: null,
    proration_behavior: given['proration_behavior'] ?? 'create_prorations',
    start_date: start,
    transfer_data: null,
    trial_end: given['trial'] === true ? end : (given['trial_end'] ?? null),
  }) as Phase;
}

function endOf(
  { end_date: chosen, duration, iterations }: FormObject,
  start: number,
  first: ApiObject | undefined,
  call: Call,
): number {
  if (chosen !== undefined) return chosen === 'now' ? call.now : Number(chosen);
  const length = duration === undefined ? first : ({ recurring: duration } as unknown as ApiObject);
  if (!length) return start;
  const count = Math.min(Number(iterations ?? 1), iterationsMax);
  return Array.from({ length: count }).reduce<number>(
    (from) => periodFrom(from, length).end,
    start,
  );
}
