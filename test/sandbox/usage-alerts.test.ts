// Alerts: told once for each customer, when a meter has counted so much.

import { expect, test } from 'vitest';
import { made, post, type Given } from './made.ts';
import { openSandbox } from './open-sandbox.ts';

async function opened(more: (customer: string) => Given = () => ({})) {
  const { call } = openSandbox();
  const formula = { default_aggregation: { formula: 'sum' } };
  const named = { display_name: 'Pages', event_name: 'pages' };
  const meter = (await made(call, '/v1/billing/meters', { ...named, ...formula })).id;
  const customers = [
    (await made(call, '/v1/customers', { name: 'Ann' })).id,
    (await made(call, '/v1/customers', { name: 'Bo' })).id,
  ];
  const threshold = { gte: '100', meter, recurrence: 'one_time', ...more(customers[0]) };
  const asked = { alert_type: 'usage_threshold', title: 'Many', usage_threshold: threshold };
  const alert = await made(call, '/v1/billing/alerts', asked);
  const used = (customer: string, value: string) =>
    made(call, '/v1/billing/meter_events', {
      event_name: 'pages',
      payload: { stripe_customer_id: customer, value },
    });
  const told = async () => {
    const { data } = (await call('GET', '/v1/events', { type: 'billing.alert.triggered' })).body;
    return data
      .map((event: Given) => Object(event['data']).object)
      .map((one: Given) => [one['customer'], one['value']])
      .toReversed();
  };
  return { call, alert, customers, used, told };
}

test('each customer is told of once, with what was counted', async () => {
  const { alert, customers, used, told } = await opened();
  expect(alert.status).toBe('active');
  const [ann, bo] = customers;
  await used(ann, '60');
  expect(await told()).toEqual([]);
  await used(ann, '50');
  await used(ann, '500');
  await used(bo, '100');
  expect(await told()).toEqual([
    [ann, 110],
    [bo, 100],
  ]);
});

test('an alert for one customer looks at no other', async () => {
  const { customers, used, told } = await opened((customer) => ({
    filters: [{ type: 'customer', customer }],
  }));
  await used(customers[1], '500');
  expect(await told()).toEqual([]);
  await used(customers[0], '500');
  expect(await told()).toEqual([[customers[0], 500]]);
});

test('one that is inactive tells nothing, and one that is archived stays so', async () => {
  const { call, alert, customers, used, told } = await opened();
  const at = `/v1/billing/alerts/${alert.id}`;
  expect((await made(call, `${at}/deactivate`)).status).toBe('inactive');
  await used(customers[0], '500');
  expect(await told()).toEqual([]);
  expect((await made(call, `${at}/activate`)).status).toBe('active');
  expect((await made(call, `${at}/archive`)).status).toBe('archived');
  expect((await post(call, `${at}/activate`)).status).toBe(400);
});
