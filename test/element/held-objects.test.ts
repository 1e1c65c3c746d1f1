import { expect, test } from 'vitest';
import { createSandbox } from '../../src/backend/in-page.ts';
import { heldObjects } from '../../src/element/held-objects.ts';

const key = 'sk_test_heldobjects';

async function filled() {
  const clock = { seconds: 1_767_225_600 };
  const sandbox = createSandbox({ seed: 'held', now: () => clock.seconds * 1000 });
  interface Reply {
    readonly id: string;
    readonly status?: string;
    readonly error?: { readonly code: string };
  }
  async function post(path: string, body: string, bearer = key): Promise<Reply> {
    const request = new Request(`https://api.stripe.com/v1/${path}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}` },
      body,
    });
    clock.seconds += 1;
    return (await (await sandbox.fetch(request)).json()) as Reply;
  }
  const create = async (path: string, body: string, bearer = key): Promise<string> =>
    (await post(path, body, bearer)).id;
  return { create, page: { snapshot: async () => sandbox.snapshot(), post } };
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

test('the test payment methods of every account come after its own, and do what they say', async () => {
  const { create, page } = await filled();
  const own = await create('payment_methods', 'type=card&card[token]=tok_visa');
  const held = await heldObjects({ kinds: ['payment_method'], key }, page);
  expect(held[0]?.id).toBe(own);
  const pay = async (method: string): Promise<string> => {
    const body = `amount=500&currency=usd&confirm=true&return_url=https%3A%2F%2Fa.example&payment_method=${method}`;
    const { status, error } = await page.post('payment_intents', body);
    return String(status ?? error?.code);
  };
  for (const { id, label } of held.slice(1)) {
    const isDeclined = label.includes('declined');
    const outcome = label.includes('asked') ? 'requires_action' : 'succeeded';
    expect([id, await pay(id)]).toEqual([id, isDeclined ? 'card_declined' : outcome]);
  }
  expect(held.length).toBeGreaterThan(5);
});
