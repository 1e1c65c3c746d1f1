// What customers may use, by the features of the products that they subscribe to.

import { expect, test } from 'vitest';
import { made, payerOnClock, type Given } from './made.ts';
import { nowSeconds, openSandbox } from './open-sandbox.ts';

const type = 'entitlements.active_entitlement_summary.updated';

async function opened() {
  const { call } = openSandbox();
  const { customer, advance } = await payerOnClock(call, nowSeconds);
  const sold = async (name: string, features: readonly string[]): Promise<string> => {
    const { id: product } = await made(call, '/v1/products', { name });
    for (const feature of features) {
      await made(call, `/v1/products/${product}/features`, { entitlement_feature: feature });
    }
    const monthly = { currency: 'usd', unit_amount: '800', recurring: { interval: 'month' } };
    return (await made(call, '/v1/prices', { product, ...monthly })).id;
  };
  const feature = async (key: string): Promise<string> =>
    (await made(call, '/v1/entitlements/features', { name: key, lookup_key: key })).id;
  const [maps, tours] = [await feature('maps'), await feature('tours')];
  const small = await sold('Small', [maps]);
  const large = await sold('Large', [maps, tours]);
  const keys = async (): Promise<readonly string[]> => {
    const list = await call('GET', '/v1/entitlements/active_entitlements', { customer });
    return list.body.data.map((one: { lookup_key: string }) => one.lookup_key).toSorted();
  };
  const told = async (): Promise<readonly (readonly string[])[]> => {
    const { data } = (await call('GET', '/v1/events', { type })).body;
    return data
      .map((event: Given) => Object(event['data']).object.entitlements.data)
      .map((all: readonly { lookup_key: string }[]) => all.map((one) => one.lookup_key).toSorted())
      .toReversed();
  };
  return { call, customer, advance, maps, small, large, keys, told };
}

test('they come with a subscription, change with its price, and go with it', async () => {
  const { call, customer, maps, small, large, keys, told } = await opened();
  expect(await keys()).toEqual([]);
  const items = [{ price: small }];
  const subscription = await made(call, '/v1/subscriptions', { customer, items });
  const at = `/v1/subscriptions/${subscription.id}`;
  expect(await keys()).toEqual(['maps']);
  const [{ id }] = subscription.items.data;
  await made(call, at, { items: [{ id, price: large }] });
  expect(await keys()).toEqual(['maps', 'tours']);
  const list = '/v1/entitlements/active_entitlements';
  const { data } = (await call('GET', list, { customer, 'expand[]': 'data.feature' })).body;
  expect(data.map((one: Given) => Object(one['feature']).id)).toContain(maps);
  expect((await call('GET', `${list}/${data[0].id}`)).body.lookup_key).toBe(data[0].lookup_key);
  await call('DELETE', at);
  expect(await keys()).toEqual([]);
  expect(await told()).toEqual([['maps'], ['maps', 'tours'], []]);
});

test('they come and go with the features of a product, from the next period on', async () => {
  const { advance, call, customer, small, keys, told } = await opened();
  await made(call, '/v1/subscriptions', { customer, items: [{ price: small }] });
  const { product } = (await call('GET', `/v1/prices/${small}`)).body;
  const at = `/v1/products/${product}/features`;
  const { id: extra } = await made(call, '/v1/entitlements/features', {
    name: 'Extra',
    lookup_key: 'extra',
  });
  const { id } = await made(call, at, { entitlement_feature: extra });
  const [{ id: subscription }] = (await call('GET', '/v1/subscriptions', { customer })).body.data;
  await made(call, `/v1/subscriptions/${subscription}`, { description: 'Still the same' });
  expect(await keys()).toEqual(['maps']);
  await advance(nowSeconds + 32 * 86_400);
  expect(await keys()).toEqual(['extra', 'maps']);
  await call('DELETE', `${at}/${id}`);
  expect(await keys()).toEqual(['extra', 'maps']);
  await advance(nowSeconds + 62 * 86_400);
  expect(await keys()).toEqual(['maps']);
  expect(await told()).toEqual([['maps'], ['extra', 'maps'], ['maps']]);
});

test('they go with a customer, and come with a first payment, at once', async () => {
  const { call, customer, small, keys, told } = await opened();
  const later = { customer, payment_behavior: 'default_incomplete' };
  const waiting = await made(call, '/v1/subscriptions', { ...later, items: [{ price: small }] });
  await made(call, `/v1/invoices/${waiting['latest_invoice']}/pay`);
  expect(await told()).toEqual([['maps']]);
  expect(await keys()).toEqual(['maps']);
  await call('DELETE', `/v1/customers/${customer}`);
  expect(await told()).toEqual([['maps'], []]);
});

test('they are there during a trial, and not before a first payment', async () => {
  const { call, customer, small, large, keys } = await opened();
  const later = { customer, payment_behavior: 'default_incomplete' };
  await made(call, '/v1/subscriptions', { ...later, items: [{ price: large }] });
  expect(await keys()).toEqual([]);
  const tried = { customer, items: [{ price: small }], trial_period_days: '7' };
  await made(call, '/v1/subscriptions', tried);
  expect(await keys()).toEqual(['maps']);
});

test('they end when time ends the subscription', async () => {
  const { call, customer, advance, small, keys, told } = await opened();
  const asked = { customer, items: [{ price: small }], cancel_at_period_end: 'true' };
  await made(call, '/v1/subscriptions', asked);
  await advance(nowSeconds + 31 * 86_400);
  expect(await told()).toEqual([['maps'], []]);
  expect(await keys()).toEqual([]);
});

test('a customer who is not there has none to be listed', async () => {
  const { call } = openSandbox();
  const list = '/v1/entitlements/active_entitlements';
  const { status, body } = await call('GET', list, { customer: 'cus_nobody' });
  expect([status, body.error.param]).toEqual([400, 'customer']);
});

test('they come at once with the payment that a subscription waits for', async () => {
  const { call, customer, small, told } = await opened();
  const { latest_invoice: invoice } = await made(call, '/v1/subscriptions', {
    customer,
    items: [{ price: small }],
    payment_behavior: 'default_incomplete',
  });
  expect(await told()).toEqual([]);
  await made(call, `/v1/invoices/${invoice}/pay`);
  const { data } = (await call('GET', '/v1/events', { limit: '1' })).body;
  expect(data[0]).toMatchObject({ type, data: { object: { customer } } });
  expect(await told()).toEqual([['maps']]);
});

test('an event tells ten of them at the most, and whether there are more', async () => {
  const { call, customer } = await opened();
  const { id: product } = await made(call, '/v1/products', { name: 'All' });
  for (let index = 0; index < 11; index += 1) {
    const asked = { name: 'One', lookup_key: `one_${index}` };
    const { id } = await made(call, '/v1/entitlements/features', asked);
    await made(call, `/v1/products/${product}/features`, { entitlement_feature: id });
  }
  const monthly = { currency: 'usd', unit_amount: '800', recurring: { interval: 'month' } };
  const { id: price } = await made(call, '/v1/prices', { product, ...monthly });
  await made(call, '/v1/subscriptions', { customer, items: [{ price }] });
  const [event] = (await call('GET', '/v1/events', { type })).body.data;
  const { entitlements } = event.data.object;
  expect([entitlements.data.length, entitlements.has_more]).toEqual([10, true]);
  const list = '/v1/entitlements/active_entitlements';
  expect((await call('GET', list, { customer, limit: '20' })).body.data).toHaveLength(11);
});

test('a feature has a key that no other one has', async () => {
  const { call } = await opened();
  const { body } = await call('POST', '/v1/entitlements/features', {
    name: 'More maps',
    lookup_key: 'maps',
  });
  expect(body.error).toMatchObject({ code: 'resource_already_exists', param: 'lookup_key' });
  const { data } = (await call('GET', '/v1/entitlements/features')).body;
  const maps = data.find((one: Given) => one['lookup_key'] === 'maps');
  await made(call, `/v1/entitlements/features/${maps.id}`, { active: 'false' });
  await made(call, '/v1/entitlements/features', { name: 'More maps', lookup_key: 'maps' });
});
