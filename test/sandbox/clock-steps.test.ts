// Whatever a subscription goes through, it makes no difference whether its test clock is advanced in one
// step or in many: the same bills, of the same amounts and times, in the same states.

import { expect, test } from 'vitest';
import { createRandom, type Random } from '../../src/base/random.ts';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

/** More of them, where there is time: `CLOCK_PLANS=1500`. */
const plans = Number(process.env['CLOCK_PLANS'] ?? 30);

const daySeconds = 86_400;
const cards = ['pm_card_visa', 'pm_card_visa', 'pm_card_chargeCustomerFail', ''];
const intervals = ['day', 'week', 'month'];

const after = (days: number): string => String(nowSeconds + Math.round(days * daySeconds));

/** What is asked of the subscription at a time; refusals belong to the plan. */
interface Stop {
  readonly days: number;
  act(subscription: string): Promise<unknown>;
}

interface Plan {
  readonly clock: string;
  readonly customer: string;
  readonly stops: readonly Stop[];
  readonly subscription: string | undefined;
}

async function begin(call: Call, random: Random): Promise<Plan> {
  const oneOf = <Item>(items: readonly Item[]): Item => items[random.below(items.length)] as Item;
  const isNow = (of: number): boolean => random.below(of) === 0;
  const make = async (path: string, params: FormObject): Promise<Record<string, unknown>> =>
    (await call('POST', `/v1/${path}`, params)).body;

  const clock = String((await make('test_helpers/test_clocks', { frozen_time: after(0) }))['id']);
  const card = oneOf(cards);
  const { id: customer } = await make('customers', {
    test_clock: clock,
    ...(card ? { payment_method: card } : {}),
    ...(card ? { invoice_settings: { default_payment_method: card } } : {}),
  });
  const interval = oneOf(intervals);
  const price = async (): Promise<string> => {
    const amount = String(100 * (1 + random.below(30)));
    const terms = { currency: 'usd', unit_amount: amount, recurring: { interval } };
    return String((await make('prices', { ...terms, product_data: { name: 'Plan' } }))['id']);
  };
  const [first, second] = [await price(), await price()];
  const isSent = isNow(4) || !card;
  const terms = {
    customer: String(customer),
    billing_mode: { type: oneOf(['flexible', 'classic']) },
  };
  const { subscription, id } = isNow(4)
    ? await make('subscription_schedules', {
        ...terms,
        start_date: 'now',
        end_behavior: oneOf(['release', 'cancel']),
        ...(isSent
          ? {
              default_settings: {
                collection_method: 'send_invoice',
                invoice_settings: { days_until_due: '3' },
              },
            }
          : {}),
        phases: [
          {
            items: [{ price: first }],
            duration: { interval, interval_count: String(1 + random.below(3)) },
            ...(isNow(2) ? { trial_end: after(0.5) } : {}),
          },
          { items: [{ price: second }], duration: { interval, interval_count: '2' } },
        ],
      })
    : await make('subscriptions', {
        ...terms,
        items: [{ price: first }],
        ...(isSent ? { collection_method: 'send_invoice', days_until_due: '3' } : {}),
        ...(isNow(3) ? { trial_end: after(1 + random.below(10)) } : {}),
        ...(isNow(4) ? { cancel_at: after(3 + random.below(40)) } : {}),
        ...(isNow(3) ? { payment_behavior: 'default_incomplete' } : {}),
        ...(isNow(4) ? { proration_behavior: 'none' } : {}),
      });

  const stops: Stop[] = [];
  let days = 0;
  for (let left = 1 + random.below(3); left > 0; left -= 1) {
    days += 2 + random.below(20) + random.below(24) / 24;
    const soon = after(days + 4);
    const turn = random.below(8);
    const quantity = String(1 + random.below(5));
    const behavior = oneOf(['void', 'keep_as_draft', 'mark_uncollectible']);
    stops.push({
      days,
      async act(of) {
        const path = `/v1/subscriptions/${of}`;
        const { items } = (await call('GET', path)).body;
        const item = String(items?.data[0]?.id);
        const changes: readonly FormObject[] = [
          { cancel_at_period_end: 'true' },
          { items: [{ id: item, price: second }] },
          { items: [{ id: item, quantity }], proration_behavior: 'always_invoice' },
          { pause_collection: { behavior } },
          { trial_end: soon },
          { cancel_at: soon },
        ];
        const change = changes[turn];
        if (change) return call('POST', path, change);
        return call('DELETE', path, { invoice_now: turn === 6 ? 'true' : 'false' });
      },
    });
  }
  stops.push({ days: days + 70, act: async () => undefined });
  const made = subscription ?? id;
  return {
    clock,
    customer: String(customer),
    stops,
    subscription: typeof made === 'string' ? made : undefined,
  };
}

/** By path, what is compared of each. */
const told: Readonly<Record<string, readonly string[]>> = {
  invoices: [
    ...['created', 'billing_reason', 'status', 'total', 'amount_paid', 'attempt_count'],
    ...['period_start', 'period_end', 'next_payment_attempt', 'auto_advance'],
  ],
  subscriptions: ['status', 'canceled_at', 'ended_at', 'cancel_at', 'trial_end'],
  subscription_schedules: ['status', 'canceled_at', 'released_at', 'completed_at'],
};

/** Sorted texts of each of `told`. */
async function outcome(seed: string, steps: number): Promise<readonly (readonly string[])[]> {
  const { call } = openSandbox({ seed });
  const { clock, customer, stops, subscription } = await begin(call, createRandom(seed));
  let at = 0;
  for (const { days, act } of stops) {
    for (let step = 1; step <= steps; step += 1) {
      const frozen_time = after(at + ((days - at) * step) / steps);
      const path = `/v1/test_helpers/test_clocks/${clock}/advance`;
      expect((await call('POST', path, { frozen_time })).status).toBe(200);
    }
    at = days;
    if (subscription) await act(subscription);
  }
  const all = Object.entries(told).map(async ([path, names]) => {
    const status = path === 'subscriptions' ? { status: 'all' } : {};
    const { body } = await call('GET', `/v1/${path}`, { customer, limit: '100', ...status });
    const lines = (one: { lines?: { data: { amount: number; period: object }[] } }): string[] =>
      (one.lines?.data ?? []).map(({ amount, period }) => JSON.stringify([amount, period]));
    return body.data
      .map((one: Record<string, unknown>) =>
        JSON.stringify([names.map((name) => one[name]), lines(one).toSorted()]),
      )
      .toSorted();
  });
  return Promise.all(all);
}

test('a clock advanced in many steps bills as one advanced in one', async () => {
  let bills = 0;
  for (let plan = 0; plan < plans; plan += 1) {
    const [one, many] = [await outcome(`plan ${plan}`, 1), await outcome(`plan ${plan}`, 7)];
    expect({ plan, told: many }).toEqual({ plan, told: one });
    bills += one[0]?.length ?? 0;
  }
  expect(bills).toBeGreaterThan(5 * plans);
});
