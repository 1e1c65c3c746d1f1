// What a preview shows is what is billed: subscriptions at random, the first invoice of each, changes of
// them at random times, the next period after each change, and their end, previewed first and then made.

import { expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { openChance, type Chance, type Told } from './chance.ts';
import { made, type Given } from './made.ts';
import { nowSeconds } from './open-sandbox.ts';

/** More of them, where there is time: `PREVIEW_PLANS=1500`. */
const plans = Number(process.env['PREVIEW_PLANS'] ?? 30);

const daySeconds = 86_400;
const hourSeconds = 3600;
const previewPath = '/v1/invoices/create_preview';

interface World extends Chance {
  make(path: string, params: Given): Promise<Told>;
}

function openWorld(seed: string): World {
  const chance = openChance(seed);
  return { ...chance, make: (path, params) => made(chance.call, `/v1/${path}`, params) };
}

const sums = [
  ...['currency', 'subtotal', 'total', 'starting_balance', 'period_start', 'period_end'],
  ...['total_discount_amounts', 'total_taxes', 'total_excluding_tax', 'subtotal_excluding_tax'],
];
const parts = [
  ...[
    'amount',
    'description',
    'quantity',
    'period',
    'pricing',
    'taxes',
    'discountable',
    'subtotal',
  ],
];

/** What it costs, and for what. Discounts are named otherwise before they are there. */
function costsOf(invoice: Told): unknown {
  const amountOf = ({ amount }: { amount: number }): number => amount;
  const values = (object: Told, names: readonly string[]): object =>
    Object.fromEntries(names.map((name) => [name, object[name]]));
  return {
    ...values(invoice, sums),
    total_discount_amounts: invoice.total_discount_amounts.map(amountOf),
    lines: invoice.lines.data.map((line: Told) => ({
      ...values(line, parts),
      discount_amounts: line.discount_amounts.map(amountOf),
      isProration: Object.values<Told>(line.parent).find((one) => one?.proration !== undefined)
        ?.proration,
    })),
  };
}

interface Wares {
  readonly prices: readonly string[];
  readonly coupons: readonly string[];
  readonly rates: readonly string[];
  readonly metered: string;
  readonly longer: string;
}

async function openShop({ make, oneOf, random }: World, interval: string): Promise<Wares> {
  const price = async (terms: FormObject, recurring: FormObject = {}): Promise<string> => {
    const product_data = { name: `Plan ${random.below(9)}` };
    const all = { currency: 'usd', product_data, ...terms };
    return (await make('prices', { ...all, recurring: { interval, ...recurring } })).id;
  };
  const amount = (most: number): string => String(1 + random.below(most));
  const licensed = (): FormObject =>
    oneOf<FormObject>([
      { unit_amount: amount(3000) },
      {
        unit_amount: amount(3000),
        transform_quantity: { divide_by: '3', round: oneOf(['up', 'down']) },
      },
      { unit_amount_decimal: `${amount(500)}.${amount(98)}` },
      {
        billing_scheme: 'tiered',
        tiers_mode: oneOf(['graduated', 'volume']),
        tiers: [
          { up_to: '2', unit_amount: amount(900) },
          { up_to: 'inf', unit_amount: amount(500), flat_amount: amount(99) },
        ],
      },
    ]);
  const prices: string[] = [];
  for (let count = 0; count < 4; count += 1) prices.push(await price(licensed()));
  const formula = oneOf(['sum', 'last', 'count']);
  const { id: meter } = await make('billing/meters', {
    display_name: 'Calls',
    event_name: 'calls',
    default_aggregation: { formula },
  });
  const usage = { usage_type: 'metered', meter };
  const half = { duration: 'repeating', duration_in_months: '2', percent_off: '30' };
  return {
    prices,
    metered: await price({ unit_amount_decimal: '3.5' }, usage),
    longer: await price({ unit_amount: '700' }, { interval_count: oneOf(['2', '3']) }),
    coupons: [
      (await make('coupons', { percent_off: '12.5', duration: 'forever' })).id,
      (await make('coupons', { amount_off: '250', currency: 'usd', duration: 'once' })).id,
      (await make('coupons', half)).id,
    ],
    rates: [
      (await make('tax_rates', { display_name: 'VAT', percentage: '19', inclusive: 'true' })).id,
      (await make('tax_rates', { display_name: 'Tax', percentage: '7.25', inclusive: 'false' })).id,
    ],
  };
}

/** Of a subscription, as a preview is told of it. */
function detailsOf(world: World, { prices, coupons, rates, ...wares }: Wares, isYearly: boolean) {
  const { oneOf, isNow, random } = world;
  const item = (price: string): FormObject => ({
    price,
    quantity: String(1 + random.below(6)),
    ...(isNow(5) ? { tax_rates: [oneOf(rates)] } : {}),
    ...(isNow(6) ? { discounts: [{ coupon: oneOf(coupons) }] } : {}),
  });
  const type = oneOf(['flexible', 'classic']);
  const isMixed = type === 'flexible' && !isYearly && isNow(4);
  const hours = 1 + random.below(23);
  return {
    items: [
      item(oneOf(prices.slice(0, 2))),
      ...(isNow(2) ? [item(prices[2] as string)] : []),
      ...(isNow(3) ? [{ price: wares.metered }] : isMixed ? [{ price: wares.longer }] : []),
    ],
    billing_mode: { type },
    ...(isNow(3) ? { default_tax_rates: [oneOf(rates)] } : {}),
    ...oneOf<FormObject>([
      {},
      {},
      { trial_end: String(nowSeconds + daySeconds * (1 + random.below(12))) },
      {
        billing_cycle_anchor: String(nowSeconds + hourSeconds * hours),
        proration_behavior: oneOf(['create_prorations', 'none']),
      },
    ]),
  };
}

function changeOf(world: World, { prices, coupons }: Wares, told: Told, now: number): FormObject {
  const { oneOf, isNow, random } = world;
  const { id } = told.items.data[0];
  const other = prices[3] as string;
  const quantity = String(1 + random.below(9));
  const change = oneOf<FormObject>([
    { items: [{ id, price: oneOf(prices) }] },
    { items: [{ id, quantity }] },
    { items: [{ id, price: oneOf(prices), quantity }] },
    { items: [{ price: other, quantity }] },
    { items: [{ id, deleted: 'true' }, { price: other }] },
    { items: [{ id, quantity, discounts: [{ coupon: oneOf(coupons) }] }] },
    { items: [{ id, quantity }], billing_cycle_anchor: 'now' },
    { billing_cycle_anchor: 'now' },
    { trial_end: String(now + 3 * daySeconds) },
    ...(told.status === 'trialing' ? [{ trial_end: 'now' }] : []),
  ]);
  const behavior = isNow(6) && change['items'] ? 'none' : 'always_invoice';
  return { ...change, proration_behavior: behavior };
}

/** Gives how many previews were compared. */
async function live(seed: string): Promise<number> {
  const world = openWorld(seed);
  const { call, make, read, random, isNow, oneOf } = world;
  /** Of what was asked, to be read where something differs. */
  const asked: unknown[] = [seed];
  let compared = 0;
  const compare = (preview: Told, invoice: Told): void => {
    expect({ asked, costs: costsOf(preview) }).toEqual({ asked, costs: costsOf(invoice) });
    compared += 1;
  };

  const { id: clock } = await make('test_helpers/test_clocks', { frozen_time: String(nowSeconds) });
  const card = 'pm_card_visa';
  const { id: customer } = await make('customers', {
    test_clock: clock,
    payment_method: card,
    invoice_settings: { default_payment_method: card },
    ...(isNow(4) ? { balance: String(random.below(4000) - 2000) } : {}),
  });
  const interval = oneOf(['day', 'week', 'month', 'year']);
  const wares = await openShop(world, interval);
  const details = detailsOf(world, wares, interval === 'year');
  const discounts = isNow(3) ? { discounts: [{ coupon: oneOf(wares.coupons) }] } : {};
  asked.push(details, discounts);
  const first = { customer, subscription_details: details, ...discounts };
  const { status, body: firstPreview } = await call('POST', previewPath, first);
  const made = await make('subscriptions', { customer, ...details, ...discounts });
  const { id: subscription } = made;
  // A trial begins with an invoice of nothing: the preview is of what comes then.
  if (made.status !== 'trialing' && made.latest_invoice !== null) {
    expect([asked, status]).toEqual([asked, 200]);
    compare(firstPreview, await read(`invoices/${made.latest_invoice}`));
  }

  let now = nowSeconds;
  const advance = async (seconds: number): Promise<void> => {
    now += seconds;
    await make(`test_helpers/test_clocks/${clock}/advance`, { frozen_time: String(now) });
  };
  for (let turn = 0; turn < 3; turn += 1) {
    await advance(daySeconds * random.below(30) + hourSeconds * (1 + random.below(23)));
    for (let left = random.below(3); left > 0; left -= 1) {
      await make('billing/meter_events', {
        event_name: 'calls',
        payload: { stripe_customer_id: customer, value: String(1 + random.below(150)) },
        timestamp: String(now),
      });
    }
    if (isNow(3)) {
      const amount = String(random.below(3000) - 1000);
      const item = {
        currency: 'usd',
        amount,
        ...(isNow(3) ? { tax_rates: [wares.rates[0]] } : {}),
      };
      asked.push(item);
      await make('invoiceitems', { customer, subscription, ...(item as FormObject) });
    }
    // A draft is yet to take of the balance.
    const { data: drafts } = await read(`invoices?status=draft&customer=${customer}`);
    if (drafts.length > 0) await advance(2 * hourSeconds);
    const told = await read(`subscriptions/${subscription}`);
    if (!['active', 'trialing'].includes(told.status)) return compared;

    if (isNow(8)) {
      const isGivenBack = isNow(2);
      asked.push(`canceled, given back: ${isGivenBack}`);
      const behavior = isGivenBack ? 'always_invoice' : 'none';
      const { body: last } = await call('POST', previewPath, {
        subscription,
        subscription_details: { cancel_now: 'true', proration_behavior: behavior },
      });
      const asking = { invoice_now: 'true', prorate: String(isGivenBack) };
      const { body: over } = await call('DELETE', `/v1/subscriptions/${subscription}`, asking);
      if (over.latest_invoice === told.latest_invoice) expect(last.lines.data).toEqual([]);
      else compare(last, await read(`invoices/${over.latest_invoice}`));
      return compared;
    }

    const change = changeOf(world, wares, told, now);
    asked.push(change);
    const date = change['proration_behavior'] === 'none' ? {} : { proration_date: String(now) };
    const subscription_details = { ...change, ...date };
    const preview = await call('POST', previewPath, { subscription, subscription_details });
    const after = await call('POST', `/v1/subscriptions/${subscription}`, subscription_details);
    expect([asked, preview.status]).toEqual([asked, after.status]);
    if (after.status !== 200) continue;
    if (after.body.latest_invoice !== told.latest_invoice) {
      compare(preview.body, await read(`invoices/${after.body.latest_invoice}`));
    }

    const next = await call('POST', previewPath, { subscription });
    if (next.status !== 200) continue;
    const ends = after.body.items.data.map((item: Told) => item.current_period_end);
    await advance(Math.min(...ends) - now + 2 * hourSeconds);
    const { latest_invoice: renewal } = await read(`subscriptions/${subscription}`);
    compare(next.body, await read(`invoices/${renewal}`));
  }
  return compared;
}

test('what a preview shows is what is billed', { timeout: 1_200_000 }, async () => {
  let compared = 0;
  for (let plan = 0; plan < plans; plan += 1) compared += await live(`preview ${plan}`);
  console.log(`${compared} previews compared with what was billed`);
  expect(compared).toBeGreaterThan(2 * plans);
});
