// Parameters of older versions. In a file of its own: what has been asked for before must not matter,
// and other tests would have asked for more.

import { expect, test } from 'vitest';
import { openSandbox } from './open-sandbox.ts';

test('one is taken also where the route was used without it before', async () => {
  const { call } = openSandbox();
  const plain = await call('POST', '/v1/customers', { email: 'jane@example.com' });
  expect(plain.status).toBe(200);
  await call('POST', '/v1/coupons', { id: 'half', percent_off: '50' });
  const { body } = await call('POST', '/v1/customers', { coupon: 'half' });
  expect(body.discount).toMatchObject({ source: { coupon: 'half', type: 'coupon' } });
});
