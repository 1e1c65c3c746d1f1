// Lists: pages from both sides, filters, and what is refused.

import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { FormObject } from '../../src/wire/form.ts';
import { nowSeconds, openSandbox, type Call } from './open-sandbox.ts';

const path = '/v1/customers';

async function many(call: Call, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let n = 0; n < count; n += 1) ids.push((await call('POST', path, `name=c${n}`)).body.id);
  return ids.reverse();
}

const idsOf = (body: { data: readonly { id: string }[] }): string[] =>
  body.data.map(({ id }) => id);

test('a list has the envelope of Stripe, newest first, ten where nothing is said', async () => {
  const { call } = openSandbox();
  const ids = await many(call, 12);
  const { body } = await call('GET', path);
  expect(Object.keys(body)).toEqual(['object', 'data', 'has_more', 'url']);
  expect(body).toMatchObject({ object: 'list', has_more: true, url: '/v1/customers' });
  expect(idsOf(body)).toEqual(ids.slice(0, 10));
});

test('the page before and the page after an object do not hold it', async () => {
  const { call } = openSandbox();
  const ids = await many(call, 7);
  const after = (await call('GET', path, { limit: 2, starting_after: ids[2] ?? '' })).body;
  expect(idsOf(after)).toEqual(ids.slice(3, 5));
  expect(after.has_more).toBe(true);
  const before = (await call('GET', path, { limit: 2, ending_before: ids[4] ?? '' })).body;
  expect(idsOf(before)).toEqual(ids.slice(2, 4));
  expect(before.has_more).toBe(true);
  expect((await call('GET', path, { limit: 5, ending_before: ids[4] ?? '' })).body.has_more).toBe(
    false,
  );
  expect((await call('GET', path, { starting_after: ids[6] ?? '' })).body).toMatchObject({
    data: [],
    has_more: false,
  });
});

test('walking from page to page tells every object once, though some were deleted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 12 }),
      fc.uniqueArray(fc.nat(29), { maxLength: 10 }),
      async (count, limit, deleted) => {
        const { call } = openSandbox();
        const made = await many(call, count);
        const gone = new Set(deleted.map((n) => made[n]));
        for (const id of gone) if (id) await call('DELETE', `${path}/${id}`);
        const left = made.filter((id) => !gone.has(id));
        expect(await walk(call, limit, 'starting_after')).toEqual(left);
        if (left.length > 0) {
          const last = left.at(-1) ?? '';
          const back = await walk(call, limit, 'ending_before', last);
          expect([...back, last]).toEqual(left);
        }
      },
    ),
    { numRuns: 15 },
  );
});

describe('beside a customer who was deleted', () => {
  test('a page begins where they were, whoever else is deleted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 8 }),
        async (count, deleted) => {
          const { call } = openSandbox();
          const made = await many(call, count);
          const gone = deleted.flatMap((n) => made[n] ?? []);
          for (const id of gone) await call('DELETE', `${path}/${id}`);
          const later = (await call('POST', path, 'name=later')).body.id;
          const isLeft = (id: string): boolean => !gone.includes(id);
          for (const id of gone) {
            const place = made.indexOf(id);
            const after = (await call('GET', path, { starting_after: id })).body;
            expect(idsOf(after)).toEqual(
              made
                .slice(place + 1)
                .filter(isLeft)
                .slice(0, 10),
            );
            const before = (await call('GET', path, { ending_before: id, limit: 100 })).body;
            expect(idsOf(before)).toEqual([later, ...made.slice(0, place).filter(isLeft)]);
          }
        },
      ),
      { numRuns: 15 },
    );
  });

  test('filters count as ever, and all can be deleted page by page', async () => {
    const { call } = openSandbox();
    const ids = await many(call, 5);
    for (const id of ids) await call('POST', `${path}/${id}`, 'email=a@example.com');
    await many(call, 2);
    const filter = { email: 'a@example.com', limit: 2 };
    let cursor: string | undefined;
    const found: string[] = [];
    for (;;) {
      const page = { ...filter, ...(cursor ? { starting_after: cursor } : {}) };
      const { body } = await call('GET', path, page);
      for (const id of idsOf(body)) await call('DELETE', `${path}/${id}`);
      found.push(...idsOf(body));
      if (!body.has_more) break;
      cursor = found.at(-1);
    }
    expect(found).toEqual(ids);
  });

  test('the place is kept with what is saved', async () => {
    const { call, sandbox } = openSandbox();
    const [newest = '', middle = '', oldest = ''] = await many(call, 3);
    await call('DELETE', `${path}/${middle}`);
    const other = openSandbox();
    other.sandbox.restore(JSON.parse(JSON.stringify(sandbox.snapshot())));
    const ask = async (page: FormObject) => idsOf((await other.call('GET', path, page)).body);
    expect(await ask({ starting_after: middle })).toEqual([oldest]);
    expect(await ask({ ending_before: middle })).toEqual([newest]);
  });

  test('nothing begins beside a product that was deleted: nothing is left of it', async () => {
    const { call } = openSandbox();
    const { id } = (await call('POST', '/v1/products', 'name=Lamp')).body;
    await call('DELETE', `/v1/products/${id}`);
    const { status, body } = await call('GET', '/v1/products', { starting_after: id });
    expect([status, body.error.param]).toEqual([400, 'starting_after']);
  });
});

test('refunds and disputes of a charge are counted, but not at the path of the charge', async () => {
  const { call } = openSandbox();
  const card = { amount: 2000, currency: 'usd', source: 'tok_visa' };
  const { id: charge } = (await call('POST', '/v1/charges', card)).body;
  for (const amount of [100, 200, 300]) await call('POST', '/v1/refunds', { amount, charge });
  const refunds = (await call('GET', '/v1/refunds', { charge, limit: 2 })).body;
  expect(Object.keys(refunds)).toEqual(['object', 'count', 'data', 'has_more', 'url']);
  expect([refunds.count, refunds.data.length, refunds.has_more]).toEqual([3, 2, true]);
  expect((await call('GET', '/v1/disputes', { charge })).body).toMatchObject({
    count: 0,
    data: [],
  });
  expect((await call('GET', '/v1/refunds')).body).not.toHaveProperty('count');
  expect((await call('GET', `/v1/charges/${charge}/refunds`)).body).not.toHaveProperty('count');
});

async function walk(call: Call, limit: number, param: string, from?: string): Promise<string[]> {
  const found: string[] = [];
  let cursor = from;
  for (;;) {
    const { body } = await call('GET', path, { limit, ...(cursor ? { [param]: cursor } : {}) });
    const page = idsOf(body);
    if (param === 'starting_after') found.push(...page);
    else found.unshift(...page);
    if (!body.has_more) return found;
    cursor = param === 'starting_after' ? page.at(-1) : page[0];
  }
}

describe('a limit that no page can have', () => {
  for (const [limit, length] of [
    [0, 1],
    [-1, 1],
    [101, 100],
    [5000, 100],
  ] as const) {
    test(`${limit} counts as ${length}`, async () => {
      const { call } = openSandbox();
      await many(call, 101);
      const { status, body } = await call('GET', path, { limit });
      expect(status).toBe(200);
      expect(idsOf(body)).toHaveLength(length);
      expect(body.has_more).toBe(true);
    });
  }
});

describe('refusals', () => {
  const cases = [
    ['limit=many', 'parameter_invalid_integer', 'limit', 'Invalid integer: many'],
    ['starting_after=cus_x', 'resource_missing', 'starting_after', "No such customer: 'cus_x'"],
    ['ending_before=cus_x', 'resource_missing', 'ending_before', "No such customer: 'cus_x'"],
    ['test_clock=clock_x', 'resource_missing', 'test_clock', "No such test_clock: 'clock_x'"],
    ['foo=bar', 'parameter_unknown', 'foo', 'Received unknown parameter: foo'],
    [
      'created[after]=1',
      'parameter_unknown',
      'created[after]',
      'Received unknown parameter: created[after]',
    ],
    ['created[gt]=now', 'parameter_invalid_integer', 'created[gt]', 'Invalid integer: now'],
  ] as const;
  for (const [params, code, param, message] of cases) {
    test(`${params} is refused`, async () => {
      const { call } = openSandbox();
      const { status, body } = await call('GET', path, params);
      expect(status).toBe(400);
      expect(body.error).toMatchObject({ code, param, message });
    });
  }

  test('both cursors at once are refused', async () => {
    const { call } = openSandbox();
    const [id = ''] = await many(call, 1);
    const { status, body } = await call('GET', path, { starting_after: id, ending_before: id });
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    );
  });

  test('a filter by an unknown object names the filter', async () => {
    const { call } = openSandbox();
    const { status, body } = await call('GET', '/v1/invoices', 'customer=cus_invalid&limit=12');
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'resource_missing',
      message: "No such customer: 'cus_invalid'",
      param: 'customer',
    });
  });

  test('what the sandbox does not hold is refused honestly', async () => {
    const { call } = openSandbox();
    const { body } = await call('GET', '/v1/climate/program');
    expect(body.error.code).toBe('sandbox_not_simulated');
    expect(body.error.message).toContain('GET /v1/climate/program');
  });
});

describe('filters', () => {
  test('of time: equal, and bounds on both sides', async () => {
    let nowMs = nowSeconds * 1000;
    const { call } = openSandbox({ clock: () => nowMs });
    const times: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      times.push((await call('POST', path)).body.created);
      nowMs += 10_000;
    }
    const [a = 0, b = 0, c = 0, d = 0] = times;
    const created = async (params: string): Promise<number[]> =>
      (await call('GET', path, params)).body.data.map((one: { created: number }) => one.created);
    expect(await created(`created=${b}`)).toEqual([b]);
    expect(await created(`created[gt]=${a}&created[lt]=${d}`)).toEqual([c, b]);
    expect(await created(`created[gte]=${a}&created[lte]=${b}`)).toEqual([b, a]);
  });

  test('of a field, with pages of what is found only', async () => {
    const { call } = openSandbox();
    for (let n = 0; n < 9; n += 1)
      await call('POST', path, `email=${n % 2 ? 'odd' : 'even'}@a.b&name=${n}`);
    const first = (await call('GET', path, 'email=odd@a.b&limit=3')).body;
    expect(first.data.map((one: { name: string }) => one.name)).toEqual(['7', '5', '3']);
    expect(first.has_more).toBe(true);
    const rest = (await call('GET', path, `email=odd@a.b&starting_after=${first.data[2].id}`)).body;
    expect(rest.data.map((one: { name: string }) => one.name)).toEqual(['1']);
    expect(rest.has_more).toBe(false);
  });

  test('of booleans, ids and lists of values', async () => {
    const { call } = openSandbox();
    const product = (await call('POST', '/v1/products', 'name=a')).body.id;
    const other = (await call('POST', '/v1/products', 'name=b&active=false')).body.id;
    await call('POST', '/v1/prices', `currency=usd&unit_amount=1&product=${product}&lookup_key=x`);
    await call(
      'POST',
      '/v1/prices',
      `currency=eur&unit_amount=1&product=${other}&recurring[interval]=month`,
    );
    const found = async (at: string, params: string): Promise<unknown[]> => {
      const { body, text } = await call('GET', at, params);
      expect(body.data, text).toBeDefined();
      return body.data.map((one: { name?: string; currency?: string }) => one.name ?? one.currency);
    };
    expect(await found('/v1/products', 'active=false')).toEqual(['b']);
    expect(await found('/v1/products', `ids[]=${product}&ids[]=prod_x`)).toEqual(['a']);
    expect(await found('/v1/prices', `product=${other}`)).toEqual(['eur']);
    expect(await found('/v1/prices', 'lookup_keys[]=x')).toEqual(['usd']);
    expect(await found('/v1/prices', 'type=recurring')).toEqual(['eur']);
    expect(await found('/v1/prices', 'recurring[interval]=month')).toEqual(['eur']);
  });

  test('subscriptions are listed without the canceled ones unless all are asked for', async () => {
    const { call } = openSandbox();
    const customer = (await call('POST', path, { payment_method: 'pm_card_visa' })).body.id;
    const data = { currency: 'usd', product: 'prod_1', recurring: { interval: 'month' } };
    const items = [{ price_data: { ...data, unit_amount: '100' } }];
    const { data: methods } = (await call('GET', `${path}/${customer}/payment_methods`)).body;
    const made = await call('POST', '/v1/subscriptions', {
      customer,
      default_payment_method: methods[0].id,
      items,
    });
    expect(made.body.status, made.text).toBe('active');
    await call('DELETE', `/v1/subscriptions/${made.body.id}`);
    expect((await call('GET', '/v1/subscriptions')).body.data).toEqual([]);
    expect((await call('GET', '/v1/subscriptions', 'status=all')).body.data).toHaveLength(1);
    expect((await call('GET', '/v1/subscriptions', 'status=canceled')).body.data).toHaveLength(1);
  });
});

test('lists of /v2 have addresses of the next and the previous page', async () => {
  const { call } = openSandbox();
  const at = '/v2/core/event_destinations';
  const made: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const { body, text } = await call('POST', at, {
      name: `d${n}`,
      type: 'webhook_endpoint',
      event_payload: 'thin',
      enabled_events: ['v1.customer.created'],
      webhook_endpoint: { url: 'https://example.com' },
    });
    expect(body.id, text).toBeTypeOf('string');
    made.unshift(body.id);
  }
  const first = (await call('GET', at, 'limit=2')).body;
  expect(Object.keys(first)).toEqual(['data', 'next_page_url', 'previous_page_url']);
  expect(idsOf(first)).toEqual(made.slice(0, 2));
  expect(first.previous_page_url).toBeNull();
  const second = (await call('GET', first.next_page_url)).body;
  expect(idsOf(second)).toEqual(made.slice(2, 4));
  const third = (await call('GET', second.next_page_url)).body;
  expect(idsOf(third)).toEqual(made.slice(4));
  expect(third.next_page_url).toBeNull();
  expect(idsOf((await call('GET', third.previous_page_url)).body)).toEqual(made.slice(2, 4));
  expect((await call('GET', `${at}?page=nonsense`)).status).toBe(400);
});

test('a list is printed as all answers are, and as its objects are by now', async () => {
  const { call } = openSandbox();
  const printed = async (): Promise<string> => {
    const { text, body } = await call('GET', '/v1/customers');
    expect(text).toBe(JSON.stringify(body, null, 2));
    return body.data.map(({ name }: { name: string }) => name).join(', ');
  };
  expect(await printed()).toBe('');
  const names = ['$& and $1', '"data": []', 'two\nlines'];
  for (const name of names) await call('POST', '/v1/customers', { name });
  const { data } = (await call('GET', '/v1/customers')).body;
  expect(await printed()).toBe(names.toReversed().join(', '));
  await call('POST', `/v1/customers/${data[0].id}`, { name: 'one line' });
  expect(await printed()).toBe('one line, "data": [], $& and $1');
});

test('subscriptions are found by their prices, promotion codes by their coupons', async () => {
  const { call } = openSandbox();
  const { body: customer } = await call('POST', '/v1/customers', {
    payment_method: 'pm_card_visa',
    invoice_settings: { default_payment_method: 'pm_card_visa' },
  });
  const { body: product } = await call('POST', '/v1/products', { name: 'Gold' });
  const priced = async (amount: string): Promise<string> =>
    (
      await call('POST', '/v1/prices', {
        product: product.id,
        currency: 'usd',
        unit_amount: amount,
        recurring: { interval: 'month' },
      })
    ).body.id;
  const [one, other] = [await priced('100'), await priced('200')];
  const { body: made } = await call('POST', '/v1/subscriptions', {
    customer: customer.id,
    items: [{ price: one }],
  });
  const found = async (path: string, params: FormObject) =>
    (await call('GET', path, params)).body.data.map(({ id }: { id: string }) => id);
  expect(await found('/v1/subscriptions', { price: one })).toEqual([made.id]);
  expect(await found('/v1/subscriptions', { price: other })).toEqual([]);
  const { body: coupon } = await call('POST', '/v1/coupons', { percent_off: '10' });
  const { body: code } = await call('POST', '/v1/promotion_codes', {
    promotion: { type: 'coupon', coupon: coupon.id },
  });
  expect(await found('/v1/promotion_codes', { coupon: coupon.id })).toEqual([code.id]);
  expect(await found('/v1/promotion_codes', { coupon: 'none' })).toEqual([]);
});
