import { describe, expect, test } from 'vitest';
import { lightHeaders } from '../../src/server/light-headers.ts';
import { lightResponse, partsOf } from '../../src/server/light-response.ts';

const parts = {
  status: 402,
  headers: { 'Request-Id': 'req_1', 'Content-Type': 'application/json' },
  body: '{"name":"Jürgen"}',
};

describe('a light response', () => {
  test('reads like a real one', async () => {
    const light = lightResponse(parts);
    expect(light).toBeInstanceOf(Response);
    expect([light.status, light.ok, light.statusText]).toEqual([402, false, '']);
    expect(light.headers.get('request-id')).toBe('req_1');
    expect(await light.clone().json()).toEqual({ name: 'Jürgen' });
    expect(light.bodyUsed).toBe(false);
    expect(await light.text()).toBe(parts.body);
    expect(light.bodyUsed).toBe(true);
    await expect(light.text()).rejects.toThrow(TypeError);
  });

  test('gives its parts, as no real response does', () => {
    expect(partsOf(lightResponse(parts))).toBe(parts);
    expect(partsOf(new Response('x'))).toBeUndefined();
  });

  test('is sent as what was made of it, once somebody may have changed it', () => {
    const light = lightResponse(parts);
    light.headers.set('Request-Id', 'req_2');
    expect(partsOf(light)).toBeUndefined();
    expect(light.headers.get('Request-Id')).toBe('req_2');
  });
});

describe('light headers', () => {
  const make = (): Headers => lightHeaders({ accept: '*/*', 'stripe-version': '2026' });

  test('find names in any letters, and nothing that was not sent', () => {
    const headers = make();
    expect(headers.get('Stripe-Version')).toBe('2026');
    for (const name of ['constructor', '__proto__', 'toString', 'x']) {
      expect(headers.get(name), name).toBeNull();
    }
    expect(() => headers.get('no name')).toThrow(TypeError);
  });

  test('are listed, copied and changed like real ones', () => {
    const headers = make();
    expect(headers).toBeInstanceOf(Headers);
    expect([...headers]).toEqual([...new Headers(make())]);
    headers.set('Accept', 'text/plain');
    headers.delete('Stripe-Version');
    expect([headers.get('accept'), headers.get('stripe-version')]).toEqual(['text/plain', null]);
    expect([...headers]).toEqual([['accept', 'text/plain']]);
  });
});
