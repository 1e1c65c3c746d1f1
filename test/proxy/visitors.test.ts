import { describe, expect, test } from 'vitest';
import { createVisitorTokens, endOf } from '../../src/proxy/visitor-tokens.ts';
import { visited, visitorOf, type Params, type Visited, type Visitor } from './visiting.ts';

function two(environment: Params = { SANDSHELL_VISITORS: 'tag' }): {
  place: Visited;
  jane: Visitor;
  john: Visitor;
} {
  const place = visited(environment);
  return { place, jane: visitorOf(place), john: visitorOf(place) };
}

describe('the token', () => {
  const clock = (): number => Date.parse('2026-03-01T12:00:00Z');
  const options = { secret: 'one', lifetimeSeconds: 3600, clock };

  test('tells who somebody is, and until when', async () => {
    const tokens = createVisitorTokens(options);
    const visitor = { ...tokens.begin(), account: 'acct_1abc' };
    expect(await tokens.read(await tokens.write(visitor))).toEqual(visitor);
    expect(endOf(visitor.tag)).toBe(clock() / 1000 + 3600);
  });

  test('is read by another machine with the same secret, and by none with another', async () => {
    const token = await createVisitorTokens(options).write(createVisitorTokens(options).begin());
    expect(await createVisitorTokens(options).read(token)).toBeDefined();
    expect(await createVisitorTokens({ ...options, secret: 'two' }).read(token)).toBeUndefined();
  });

  test('is worth nothing after its time, or when anything in it is changed', async () => {
    const token = await createVisitorTokens(options).write(createVisitorTokens(options).begin());
    const later = createVisitorTokens({ ...options, clock: () => clock() + 3600_000 });
    expect(await later.read(token)).toBeUndefined();
    const tokens = createVisitorTokens(options);
    for (let index = 0; index < token.length; index += 1) {
      const other = token[index] === 'A' ? 'B' : 'A';
      const changed = token.slice(0, index) + other + token.slice(index + 1);
      // The last letter holds two bits that say nothing.
      if (index < token.length - 1) expect(await tokens.read(changed)).toBeUndefined();
    }
    for (const odd of ['', '1', '1.a.b.c', '..', 'x'.repeat(2000)]) {
      expect(await tokens.read(odd)).toBeUndefined();
    }
  });
});

describe('by tag', () => {
  test.each(['0', '-3', '101', '1636', '9'.repeat(30), '', ' ', '1e3', '0x10', '3.5', 'all'])(
    'a list with limit=%s holds nothing of others',
    async (limit) => {
      const { place, jane, john } = two();
      const { body: own } = await jane.ask('POST', '/v1/customers', {});
      await john.ask('POST', '/v1/customers', {});
      await place.own('POST', '/v1/customers', { name: 'Owner' });
      const { status, body } = await jane.ask('GET', '/v1/customers', { limit });
      const ids = ((body.data ?? []) as { id: string }[]).map(({ id }) => id);
      if (status === 200) expect(ids).toEqual([own.id]);
      else expect(body.error).toMatchObject({ type: 'invalid_request_error', param: 'limit' });
    },
  );

  test('what one makes, the other neither sees, changes, uses nor deletes', async () => {
    const { place, jane, john } = two();
    const { body: customer } = await jane.ask('POST', '/v1/customers', { name: 'Jane' });
    expect((await jane.ask('GET', `/v1/customers/${customer.id}`)).body.name).toBe('Jane');
    expect((await john.ask('GET', '/v1/customers')).body.data).toEqual([]);
    expect((await jane.ask('GET', '/v1/customers')).body.data).toHaveLength(1);

    const attempts: readonly (readonly [string, string, Params?])[] = [
      ['GET', `/v1/customers/${customer.id}`],
      ['POST', `/v1/customers/${customer.id}`, { name: 'John' }],
      ['DELETE', `/v1/customers/${customer.id}`],
      ['GET', `/v1/customers/${customer.id}/payment_methods`],
      ['POST', `/v1/customers/${customer.id}/sources`, { source: 'tok_visa' }],
    ];
    for (const [method, path, params] of attempts) {
      const { status, body } = await john.ask(method, path, params);
      expect([path, status]).toEqual([path, 404]);
      expect(body.error).toMatchObject({
        code: 'resource_missing',
        message: `No such customer: '${customer.id}'`,
        type: 'invalid_request_error',
      });
    }
    const used = { amount: '1000', currency: 'usd', customer: customer.id };
    const { status, body } = await john.ask('POST', '/v1/payment_intents', used);
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'resource_missing', param: 'customer' });
    expect((await john.ask('GET', '/v1/payment_intents', { customer: customer.id })).status).toBe(
      400,
    );
    expect((await place.own('GET', `/v1/customers/${customer.id}`)).body.name).toBe('Jane');
    expect((await place.own('GET', '/v1/payment_intents')).body.data).toEqual([]);
  });

  test('the tag goes on what a request makes, and on what it makes along', async () => {
    const { place, jane } = two();
    const { body: product } = await jane.ask('POST', '/v1/products', {
      name: 'Mug',
      'metadata[color]': 'red',
    });
    const tag = product.metadata.sandshell_visitor;
    expect(product.metadata).toEqual({ color: 'red', sandshell_visitor: tag });
    const { body: session } = await jane.ask('POST', '/v1/checkout/sessions', {
      mode: 'payment',
      success_url: 'https://example.com',
      'line_items[0][price_data][currency]': 'usd',
      'line_items[0][price_data][unit_amount]': '100',
      'line_items[0][price_data][product_data][name]': 'Cup',
      'line_items[0][quantity]': '1',
      'payment_intent_data[description]': 'One cup',
    });
    expect(session.metadata.sandshell_visitor).toBe(tag);
    const products = (await place.own('GET', '/v1/products')).body.data;
    expect(products.map(({ metadata }: { metadata: Params }) => metadata)).toEqual([
      { sandshell_visitor: tag },
      { color: 'red', sandshell_visitor: tag },
    ]);
  });

  test('what comes of one’s own payment is one’s own, though nothing says so', async () => {
    const { jane, john } = two();
    const { body: customer } = await jane.ask('POST', '/v1/customers', {
      email: 'jane@example.com',
    });
    const { body: payment } = await jane.ask('POST', '/v1/payment_intents', {
      amount: '2000',
      currency: 'usd',
      customer: customer.id,
      payment_method: 'pm_card_visa',
      confirm: 'true',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
    });
    expect(payment.status).toBe('succeeded');
    const charge = `/v1/charges/${payment.latest_charge}`;
    const { body: charged } = await jane.ask('GET', charge);
    expect(charged.amount).toBe(2000);
    const balance = `/v1/balance_transactions/${charged.balance_transaction}`;
    expect((await jane.ask('GET', balance)).status).toBe(200);
    expect((await john.ask('GET', charge)).status).toBe(404);
    expect((await john.ask('GET', balance)).status).toBe(404);

    const types = async (visitor: Visitor): Promise<string[]> =>
      (await visitor.ask('GET', '/v1/events')).body.data.map(({ type }: { type: string }) => type);
    expect(await types(jane)).toContain('payment_intent.succeeded');
    expect(await types(jane)).toContain('charge.succeeded');
    expect(await types(john)).toEqual([]);
  });

  test('a test card is attached to one’s own customer, and to nobody else’s', async () => {
    const { jane, john } = two();
    const { body: customer } = await jane.ask('POST', '/v1/customers', { name: 'Jane' });
    const attach = '/v1/payment_methods/pm_card_visa/attach';
    const taken = await john.ask('POST', attach, { customer: customer.id });
    expect([taken.status, taken.body.error.param]).toEqual([400, 'customer']);
    expect((await jane.ask('POST', attach, {})).status).toBe(404);

    const { status, body: method } = await jane.ask('POST', attach, { customer: customer.id });
    expect([status, method.customer]).toEqual([200, customer.id]);
    const methods = `/v1/customers/${customer.id}/payment_methods`;
    const { body: list } = await jane.ask('GET', methods);
    expect(list.data.map(({ id }: { id: string }) => id)).toEqual([method.id]);
    const own = `/v1/payment_methods/${method.id}`;
    expect((await john.ask('POST', `${own}/detach`, {})).status).toBe(404);
    expect((await jane.ask('POST', `${own}/detach`, {})).status).toBe(200);
  });

  test('the owner’s products and prices are there for all, and stay as they are', async () => {
    const { place, jane } = two();
    const { body: product } = await place.own('POST', '/v1/products', { name: 'Plan' });
    const { body: customer } = await place.own('POST', '/v1/customers', { name: 'Real' });
    expect((await jane.ask('GET', '/v1/products')).body.data).toHaveLength(1);
    const price = { product: product.id, currency: 'usd', unit_amount: '900' };
    expect((await jane.ask('POST', '/v1/prices', price)).status).toBe(200);
    const changed = await jane.ask('POST', `/v1/products/${product.id}`, { name: 'Mine' });
    expect(changed.status).toBe(403);
    expect(changed.body.error.code).toBe('proxy_object_shared');
    expect((await jane.ask('DELETE', `/v1/products/${product.id}`)).status).toBe(403);
    expect((await jane.ask('GET', `/v1/customers/${customer.id}`)).status).toBe(404);
    expect((await jane.ask('GET', '/v1/customers')).body.data).toEqual([]);
  });

  test('lists give as many as are asked for, also where others’ objects lie between', async () => {
    const { jane, john } = two();
    for (let number = 0; number < 6; number += 1) {
      await jane.ask('POST', '/v1/customers', { name: `Jane ${number}` });
      await john.ask('POST', '/v1/customers', { name: `John ${number}` });
    }
    const page = (await jane.ask('GET', '/v1/customers', { limit: '4' })).body;
    const names = page.data.map(({ name }: Params) => name);
    expect(names).toEqual(['Jane 5', 'Jane 4', 'Jane 3', 'Jane 2']);
    expect(page.has_more).toBe(true);
    const after = { limit: '4', starting_after: page.data[3].id };
    const rest = (await jane.ask('GET', '/v1/customers', after)).body;
    expect(rest.data.map(({ name }: Params) => name)).toEqual(['Jane 1', 'Jane 0']);
    expect(rest.has_more).toBe(false);
    const before = { limit: '2', ending_before: rest.data[0].id };
    const back = (await jane.ask('GET', '/v1/customers', before)).body;
    expect(back.data.map(({ name }: Params) => name)).toEqual(['Jane 3', 'Jane 2']);
    expect((await john.ask('GET', '/v1/customers', after)).status).toBe(400);
  });

  test('a search finds one’s own, whatever it asks for', async () => {
    const { jane, john } = two();
    await jane.ask('POST', '/v1/customers', { name: 'Same' });
    await john.ask('POST', '/v1/customers', { name: 'Same' });
    const query = { query: "name:'Same'" };
    expect((await jane.ask('GET', '/v1/customers/search', query)).body.data).toHaveLength(1);
    const either = { query: "name:'Same' OR name:'Other'" };
    expect((await jane.ask('GET', '/v1/customers/search', either)).status).toBe(400);
  });

  test('a tag is neither set, changed nor taken away', async () => {
    const { jane, john, place } = two();
    const { body: mine } = await john.ask('POST', '/v1/customers', { name: 'John' });
    const tag = mine.metadata.sandshell_visitor;
    const forged = { 'metadata[sandshell_visitor]': tag };
    expect((await jane.ask('POST', '/v1/customers', forged)).status).toBe(400);
    const { body: own } = await jane.ask('POST', '/v1/customers', { name: 'Jane' });
    for (const params of [forged, { metadata: '' }, { 'metadata[sandshell_visitor]': '' }]) {
      expect((await jane.ask('POST', `/v1/customers/${own.id}`, params)).status).toBe(400);
    }
    const kept = (await place.own('GET', `/v1/customers/${own.id}`)).body.metadata;
    expect(kept).toEqual({ sandshell_visitor: own.metadata.sandshell_visitor });
    const added = { 'metadata[size]': 'L' };
    expect((await jane.ask('POST', `/v1/customers/${own.id}`, added)).body.metadata.size).toBe('L');
  });

  test('an id that was chosen opens nothing of another kind, and nothing that came in its place', async () => {
    const { place, jane, john } = two();
    await place.own('POST', '/v1/products', { id: 'gold', name: 'Gold' });
    await john.ask('POST', '/v1/products', { id: 'mug', name: 'Mug' });
    const coupon = { percent_off: '10', duration: 'once' };
    for (const id of ['gold', 'mug', 'sale']) {
      expect((await jane.ask('POST', '/v1/coupons', { id, ...coupon })).status).toBe(200);
      expect((await jane.ask('GET', `/v1/coupons/${id}`)).status).toBe(200);
    }
    expect((await jane.ask('POST', '/v1/products/gold', { name: 'Mine' })).status).toBe(403);
    expect((await jane.ask('GET', '/v1/products/mug')).status).toBe(404);
    expect((await jane.ask('DELETE', '/v1/coupons/sale')).status).toBe(200);
    expect((await john.ask('POST', '/v1/coupons', { id: 'sale', ...coupon })).status).toBe(200);
    expect((await jane.ask('GET', '/v1/coupons/sale')).status).toBe(404);
    expect((await jane.ask('POST', '/v1/coupons/sale', { name: 'Mine' })).status).toBe(404);
    expect((await john.ask('POST', '/v1/coupons/sale', { name: 'Sale' })).status).toBe(200);
  });

  test('what is there for all brings along no customer who is not', async () => {
    const { place, jane } = two();
    const { body: customer } = await place.own('POST', '/v1/customers', { name: 'Real' });
    const { body: coupon } = await place.own('POST', '/v1/coupons', { percent_off: '10' });
    const promotion = { 'promotion[type]': 'coupon', 'promotion[coupon]': coupon.id };
    const codes = '/v1/promotion_codes';
    const { body: code } = await place.own('POST', codes, { ...promotion, customer: customer.id });
    const { body: open } = await place.own('POST', codes, promotion);
    const whole = { 'expand[]': 'customer' };
    expect((await jane.ask('GET', `${codes}/${code.id}`, whole)).status).toBe(404);
    expect((await jane.ask('GET', `${codes}/${open.id}`, whole)).status).toBe(200);
    const listed = (await jane.ask('GET', codes, { 'expand[]': 'data.customer' })).body.data;
    expect(listed.map(({ id }: Params) => id)).toEqual([open.id]);
  });

  test('a lookup key stays with the price that has it', async () => {
    const { place, jane } = two();
    await place.own('POST', '/v1/products', { id: 'gold', name: 'Gold' });
    const price = { product: 'gold', currency: 'usd', unit_amount: '900', lookup_key: 'pro' };
    const { body: owners } = await place.own('POST', '/v1/prices', price);
    const { status, body } = await jane.ask('POST', '/v1/prices', {
      ...price,
      unit_amount: '1',
      transfer_lookup_key: 'true',
    });
    expect([status, body.error.param]).toEqual([400, 'transfer_lookup_key']);
    expect((await place.own('GET', `/v1/prices/${owners.id}`)).body.lookup_key).toBe('pro');
  });

  test('texts that only look like ids are texts', async () => {
    const { jane } = two();
    const { status, body } = await jane.ask('POST', '/v1/customers', {
      name: 'plan_b',
      description: 'in_progress',
    });
    expect([status, body.name, body.description]).toEqual([200, 'plan_b', 'in_progress']);
  });

  test.each(['order-1', 'order-1'.padStart(255, '0')])(
    'one’s key %s brings no other’s answer',
    async (key) => {
      const { jane, john } = two();
      const again = { 'Idempotency-Key': key };
      const first = await jane.ask('POST', '/v1/customers', { name: 'A' }, again);
      const replayed = await jane.ask('POST', '/v1/customers', { name: 'A' }, again);
      const other = await john.ask('POST', '/v1/customers', { name: 'A' }, again);
      expect(replayed.body.id).toBe(first.body.id);
      expect(other.status).toBe(200);
      expect(other.body.id).not.toBe(first.body.id);
      expect(replayed.headers.get('Idempotency-Key')).toBe(key);
    },
  );

  test.each<[string, string, Params?]>([
    ['GET', '/v1/balance'],
    ['POST', '/v1/tokens'],
    ['POST', '/v1/test_helpers/test_clocks'],
    ['GET', '/v2/core/events'],
    ['POST', '/v1/payouts', { amount: '100', currency: 'usd' }],
    ['POST', '/v1/webhook_endpoints', { url: 'https://example.com', 'enabled_events[]': '*' }],
  ])('%s %s tells nobody’s objects apart, and is refused', async (method, path, params) => {
    const { place, jane } = two();
    const { status, body } = await jane.ask(method, path, params);
    expect(status).toBe(403);
    expect(body.error.code).toBe('proxy_not_separable');
    expect(place.asked).toEqual([]);
  });

  test.each([
    ['/v1/tax/settings', 'defaults[tax_code]'],
    ['/v1/tokens', 'pii[id_number]'],
    ['/v1/billing/meters', 'display_name'],
  ])('%s is refused, though %s names something of one’s own', async (path, name) => {
    const { jane } = two();
    const { body: own } = await jane.ask('POST', '/v1/customers');
    const { status, body } = await jane.ask('POST', path, { [name]: own.id });
    expect([status, body.error.code]).toEqual([403, 'proxy_not_separable']);
    const session = await jane.ask('POST', '/v1/billing_portal/sessions', { customer: own.id });
    expect(session.status).toBe(200);
  });
});

describe('by account', () => {
  const environment = { SANDSHELL_VISITORS: 'account' };

  test('each has an account of their own, made with the first request', async () => {
    const { place, jane, john } = two(environment);
    const { body: customer } = await jane.ask('POST', '/v1/customers', { name: 'Jane' });
    await john.ask('POST', '/v1/customers', { name: 'John' });
    expect(place.asked.filter((line) => line === 'POST /v1/accounts')).toHaveLength(2);
    expect((await jane.ask('GET', `/v1/customers/${customer.id}`)).body.name).toBe('Jane');
    expect((await john.ask('GET', `/v1/customers/${customer.id}`)).status).toBe(404);
    expect((await john.ask('GET', '/v1/customers')).body.data).toHaveLength(1);
    expect((await place.own('GET', '/v1/customers')).body.data).toEqual([]);
  });

  test('its account takes payments at once, and every operation is its own', async () => {
    const { jane } = two(environment);
    const { body: payment } = await jane.ask('POST', '/v1/payment_intents', {
      amount: '2000',
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: 'true',
      'automatic_payment_methods[enabled]': 'true',
      'automatic_payment_methods[allow_redirects]': 'never',
    });
    expect(payment.status).toBe('succeeded');
    expect((await jane.ask('GET', '/v1/balance')).body.pending[0].amount).toBeGreaterThan(0);
  });

  test('whoever throws the token away again and again gets no more accounts', async () => {
    const place = visited({ ...environment, SANDSHELL_LIMIT_ALL: 'off' });
    const statuses: number[] = [];
    for (let number = 0; number < 12; number += 1) {
      statuses.push((await visitorOf(place).ask('GET', '/v1/customers')).status);
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 200), 429, 429]);
    expect((await visitorOf(place, '198.51.100.1').ask('GET', '/v1/customers')).status).toBe(200);
  });
});

test('a token of another proxy begins a new visit', async () => {
  const { jane } = two();
  await jane.ask('POST', '/v1/customers', { name: 'Jane' });
  const elsewhere = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_SECRET: 'another' });
  const stranger = visitorOf(elsewhere);
  const headers = { 'Sandshell-Visitor': jane.token()! };
  const { status } = await stranger.ask('POST', '/v1/customers', { name: 'Jane' }, headers);
  expect(status).toBe(200);
  expect(stranger.token()).not.toBe(jane.token());
});

test('a visitor who asks too often is told when to go on, and others are not', async () => {
  const { jane, john, place } = two({
    SANDSHELL_VISITORS: 'tag',
    SANDSHELL_LIMIT_VISITOR: '3/60',
  });
  const statuses: number[] = [];
  for (let number = 0; number < 6; number += 1) {
    statuses.push((await jane.ask('GET', '/v1/customers')).status);
  }
  // The first came without a token: who it was is only known from its answer on.
  expect(statuses).toEqual([200, 200, 200, 429, 429, 429]);
  const { headers, body } = await jane.ask('GET', '/v1/customers');
  expect(headers.get('Retry-After')).toBe('60');
  expect(body.error).toMatchObject({ code: 'proxy_rate_limited' });
  expect((await john.ask('GET', '/v1/customers')).status).toBe(200);
  place.time.nowMs += 60_000;
  expect((await jane.ask('GET', '/v1/customers')).status).toBe(200);
});
