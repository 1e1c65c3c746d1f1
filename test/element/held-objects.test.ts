import { expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { heldObjects } from '../../src/element/held-objects.ts';

const key = 'sk_test_heldobjects';

async function filled() {
  const clock = { seconds: 1_767_225_600 };
  const sandbox = createSandbox({ seed: 'held', now: () => clock.seconds * 1000 });
  async function create(path: string, body: string, bearer = key): Promise<string> {
    const request = new Request(`https://api.stripe.com/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}` },
      body,
    });
    clock.seconds += 1;
    return ((await (await sandbox.fetch(request)).json()) as { id: string }).id;
  }
  return { create, page: { snapshot: async () => sandbox.snapshot() } };
}

test('objects of the asked kinds, newest first, each with what tells it apart', async () => {
  const { create, page } = await filled();
  const one = await create('customers', 'name=One&email=one%40example.com');
  const product = await create('products', 'name=Chair');
  const price = await create('prices', `product=${product}&unit_amount=2000&currency=usd`);
  const two = await create('customers', 'description=The%0A+second');
  expect(await heldObjects({ kinds: ['customer'], key }, page)).toEqual([
    { id: two, label: 'The second' },
    { id: one, label: 'One · one@example.com' },
  ]);
  expect(await heldObjects({ kinds: ['price'], key }, page)).toEqual([
    { id: price, label: '2000 usd' },
  ]);
  const all = await heldObjects({ kinds: [], key }, page);
  expect(all.map(({ id }) => id)).toEqual([two, price, product, one]);
});

test('of the key’s own account alone, and none of a kind that there is none of', async () => {
  const { create, page } = await filled();
  await create('customers', 'name=Else', 'sk_test_somebodyelse');
  expect(await heldObjects({ kinds: ['customer'], key }, page)).toEqual([]);
  const mine = await create('customers', 'name=Mine');
  expect(await heldObjects({ kinds: ['customer'], key }, page)).toMatchObject([{ id: mine }]);
  expect(await heldObjects({ kinds: ['refund'], key }, page)).toEqual([]);
});

test('no more than a menu takes', async () => {
  const { create, page } = await filled();
  for (let index = 0; index < 60; index += 1) await create('customers', `name=C${index}`);
  const held = await heldObjects({ kinds: ['customer'], key }, page);
  expect(held).toHaveLength(50);
  expect(held[0]?.label).toBe('C59');
});
