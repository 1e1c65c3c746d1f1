// What is offered is what is billed: quotes, checkout pages and payment links at random, and what becomes of them.

import { expect, test } from 'vitest';
import { openChance, type Chance, type Told } from './chance.ts';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds } from './open-sandbox.ts';

/** More of them, where there is time: `OFFERS=1500`. */
const offers = Number(process.env['OFFERS'] ?? 40);

const sumOf = (all: readonly { readonly amount: number }[]): number =>
  all.reduce((sum, { amount }) => sum + amount, 0);

/** What both an offer and an invoice say. */
function costsOf(invoice: Told): object {
  return {
    subtotal: invoice.subtotal,
    total: invoice.total,
    discount: sumOf(invoice.total_discount_amounts),
    tax: sumOf(invoice.total_taxes),
  };
}

function offered({ amount_subtotal: subtotal, amount_total: total, total_details }: Told): object {
  const { amount_discount: discount, amount_tax: tax } = total_details;
  return { subtotal, total, discount, tax };
}

async function termsOf(world: Chance): Promise<{ items: readonly Given[]; more: Given }> {
  const { call, random, oneOf, isNow } = world;
  const amount = (): string => String(100 + random.below(3000));
  const price = async (terms: Given): Promise<string> => {
    const behavior = isNow(2) ? { tax_behavior: oneOf(['inclusive', 'exclusive']) } : {};
    const all = { currency: 'usd', product_data: { name: 'Gold' }, ...behavior, ...terms };
    return (await made(call, '/v1/prices', all)).id;
  };
  const recurring = { recurring: { interval: 'month' } };
  const kinds: readonly Given[] = [
    { unit_amount: amount() },
    { unit_amount: amount(), transform_quantity: { divide_by: '3', round: 'up' } },
    {
      billing_scheme: 'tiered',
      tiers_mode: oneOf(['graduated', 'volume']),
      tiers: [
        { up_to: '2', unit_amount: amount() },
        { up_to: 'inf', unit_amount: amount(), flat_amount: '7' },
      ],
    },
  ];
  // Each tier is taxed in a line of its own on an invoice, and on an offer with all others: by cents not alike.
  const kind = oneOf(kinds);
  const isTiered = kind === kinds[2];
  const rates = [
    { display_name: 'VAT', percentage: '19', inclusive: 'true' },
    { display_name: 'Tax', percentage: '7.25', inclusive: 'false' },
  ];
  const rate = (await made(call, '/v1/tax_rates', oneOf(rates))).id;
  const coupons = [
    { percent_off: '12.5', duration: 'forever' },
    { amount_off: '250', currency: 'usd', duration: 'once' },
  ];
  const coupon = (await made(call, '/v1/coupons', oneOf(coupons))).id;
  const item = (of: string): Given => ({
    price: of,
    quantity: String(1 + random.below(5)),
    ...(isNow(3) && !isTiered ? { tax_rates: [rate] } : {}),
  });
  const items = [item(await price({ ...kind, ...recurring }))];
  if (isNow(2)) items.push(item(await price({ unit_amount: amount() })));
  const discounts = isNow(2) ? { discounts: [{ coupon }] } : {};
  const trial = isNow(4) ? { subscription_data: { trial_period_days: '5' } } : {};
  const automatic = isNow(4) && !isTiered ? { automatic_tax: { enabled: 'true' } } : {};
  return { items, more: { ...discounts, ...trial, ...automatic } };
}

async function takeQuote(world: Chance, asked: Given, advance: (to: number) => Promise<unknown>) {
  const { call, read } = world;
  const quote = await made(call, '/v1/quotes', asked);
  await made(call, `/v1/quotes/${quote.id}/finalize`);
  const { subscription, invoice } = await made(call, `/v1/quotes/${quote.id}/accept`);
  const first = costsOf(await read(`invoices/${invoice}`));
  expect({ asked, ...offered(quote.computed.upfront) }).toEqual({ asked, ...first });
  const { trial_end: tried, items } = await read(`subscriptions/${subscription}`);
  await advance((tried ?? items.data[0].current_period_end) + 2 * 3600);
  const { latest_invoice: renewal } = await read(`subscriptions/${subscription}`);
  const next = await read(`invoices/${renewal}`);
  // What comes off once is off the first that costs, which it is after a trial.
  const { discount: once } = costsOf(next) as { discount: number };
  const { amount_total: total, total_details: details } = quote.computed.recurring;
  if (once === details.amount_discount)
    expect({ asked, total }).toEqual({ asked, total: next.total });
}

async function takePage(world: Chance, asked: Given) {
  const page = await made(world.call, '/v1/checkout/sessions', {
    mode: 'subscription',
    success_url: 'https://example.com',
    ...asked,
  });
  await complete(world, page, asked);
}

/** Whoever follows it comes to a page of their own, and is known by that only. */
async function takeLink(world: Chance, { line_items, subscription_data }: Given) {
  const data = subscription_data === undefined ? {} : { subscription_data };
  const items = (line_items as readonly Given[]).map(({ price, quantity }) => ({
    price,
    quantity,
  }));
  const asked = { line_items: items, ...data };
  const link = await made(world.call, '/v1/payment_links', asked);
  await complete(world, await world.read(`payment_pages/${link.id}`), asked);
}

async function complete({ call, read }: Chance, page: Told, asked: Given) {
  const lines = (await read(`checkout/sessions/${page.id}/line_items`)).data;
  const totals = lines.map((line: Told) => ({ amount: line.amount_total }));
  expect({ asked, total: sumOf(totals) }).toEqual({ asked, total: page.amount_total });
  await made(call, `/v1/payment_pages/${page.id}/confirm`, { payment_method: 'pm_card_visa' });
  const { invoice } = await read(`checkout/sessions/${page.id}`);
  const first = costsOf(await read(`invoices/${invoice}`));
  expect({ asked, ...offered(page) }).toEqual({ asked, ...first });
}

test('what is offered is what is billed', { timeout: 1_200_000 }, async () => {
  for (let offer = 0; offer < offers; offer += 1) {
    const world = openChance(`offer ${offer}`);
    const { customer, advance } = await payerOnClock(world.call, nowSeconds);
    const address = { country: 'US', state: 'CA', postal_code: '94111', line1: '510 Townsend St' };
    await made(world.call, `/v1/customers/${customer}`, { address });
    const { items, more } = await termsOf(world);
    const asked = { customer, line_items: items, ...more };
    const take = world.oneOf([takeQuote, takePage, takeLink]);
    await take(world, asked, advance);
  }
});
