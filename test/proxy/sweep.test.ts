import { expect, test } from 'vitest';
import { visited, visitorOf } from './visiting.ts';

const hourMs = 3600_000;

async function names(place: ReturnType<typeof visited>, path: string): Promise<string[]> {
  const { body } = await place.own('GET', path, { limit: '100' });
  return body.data.map(({ name }: { name: string }) => name);
}

test('what a visitor leaves behind ends with the visit, and nothing else does', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_VISITOR_HOURS: '2' });
  await place.own('POST', '/v1/customers', { name: 'The owner’s' });
  const early = visitorOf(place);
  const { body: early1 } = await early.ask('POST', '/v1/customers', { name: 'Early' });
  await early.ask('POST', '/v1/products', { name: 'Mug' });
  const { body: payment } = await early.ask('POST', '/v1/payment_intents', {
    amount: '100',
    currency: 'usd',
    customer: early1.id,
  });
  place.time.nowMs += hourMs;
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'Late' });

  expect(await place.sweep()).toEqual({ ended: 0, refused: 0 });
  place.time.nowMs += 1.5 * hourMs;
  expect(await place.sweep()).toEqual({ ended: 3, refused: 0 });
  expect(await names(place, '/v1/customers')).toEqual(['Late', 'The owner’s']);
  expect((await place.own('GET', `/v1/payment_intents/${payment.id}`)).body.status).toBe(
    'canceled',
  );
  expect((await place.own('GET', '/v1/products', { active: 'true' })).body.data).toEqual([]);
  // What is over stays over: the next sweep has nothing to do.
  expect(await place.sweep()).toEqual({ ended: 0, refused: 0 });
});

test('accounts of visitors go whole', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'account', SANDSHELL_VISITOR_HOURS: '1' });
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'Jane' });
  await place.own('POST', '/v1/accounts', { type: 'custom', country: 'US' });
  place.time.nowMs += 2 * hourMs;
  await visitorOf(place).ask('POST', '/v1/customers', { name: 'John' });
  expect((await place.own('GET', '/v1/accounts')).body.data).toHaveLength(3);
  expect(await place.sweep()).toEqual({ ended: 1, refused: 0 });
  expect((await place.own('GET', '/v1/accounts')).body.data).toHaveLength(2);
});

test('a sweep waits where the upstream is asked often enough already', async () => {
  const place = visited({ SANDSHELL_VISITORS: 'tag', SANDSHELL_LIMIT_ALL: '2/1' });
  const visitor = visitorOf(place);
  for (const name of ['One', 'Two', 'Three']) {
    await visitor.ask('POST', '/v1/customers', { name });
    place.time.nowMs += 1000;
  }
  place.time.nowMs += 25 * hourMs;
  expect(await place.sweep()).toEqual({ ended: 3, refused: 0 });
});
