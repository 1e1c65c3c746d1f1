// Checkout sessions that nobody has paid in time.

import { expect, test } from 'vitest';
import { made, post } from './made.ts';
import { nowSeconds, openSandbox, typesOf, type Call } from './open-sandbox.ts';

const sessions = '/v1/checkout/sessions';
const page = {
  mode: 'payment',
  success_url: 'https://example.com',
  line_items: [
    {
      quantity: '1',
      price_data: { currency: 'usd', unit_amount: '500', product_data: { name: 'Book' } },
    },
  ],
};

function openShop() {
  let ms = nowSeconds * 1000;
  const { call } = openSandbox({ clock: () => ms });
  const wait = (seconds: number): void => void (ms += seconds * 1000);
  return { call, wait };
}

const expiredEvents = async (call: Call) =>
  (await call('GET', '/v1/events', 'type=checkout.session.expired')).body.data;

test.each([
  ['after a day', {}, 86_400],
  ['when it was to be', { expires_at: String(nowSeconds + 3600) }, 3600],
])('a session expires %s, with an event of no request', async (_, more, seconds) => {
  const { call, wait } = openShop();
  const { id, url } = await made(call, sessions, { ...page, ...more });
  expect(url).not.toBeNull();
  wait(seconds - 1);
  expect(await expiredEvents(call)).toEqual([]);
  wait(60);
  const [event, ...others] = await expiredEvents(call);
  expect(others).toEqual([]);
  expect(event).toMatchObject({
    request: { id: null },
    data: { object: { id, status: 'expired', url: null, expires_at: nowSeconds + seconds } },
  });
  expect((await call('GET', `${sessions}/${id}`)).body.status).toBe('expired');
  expect((await post(call, `${sessions}/${id}/expire`)).status).toBe(400);
});

test('a cart that was left can be recovered from then on', async () => {
  const { call, wait } = openShop();
  const recovery = { recovery: { enabled: 'true' } };
  await made(call, sessions, { ...page, after_expiration: recovery });
  wait(86_400);
  const [event] = await expiredEvents(call);
  expect(event.data.object.after_expiration.recovery).toMatchObject({
    expires_at: nowSeconds + 31 * 86_400,
    url: expect.stringContaining('https://buy.stripe.com/r/test_'),
  });
});

test.each([
  [
    'is paid',
    (id: string) => `/v1/payment_pages/${id}/confirm`,
    { payment_method: 'pm_card_visa' },
    0,
  ],
  ['is expired by a request', (id: string) => `${sessions}/${id}/expire`, {}, 1],
])('one that %s does not expire later', async (_, path, params, count) => {
  const { call, wait } = openShop();
  const { id } = await made(call, sessions, page);
  await made(call, path(id), params);
  wait(2 * 86_400);
  expect((await typesOf(call)).filter((type) => type === 'checkout.session.expired')).toHaveLength(
    count,
  );
});
