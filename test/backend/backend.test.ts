import 'fake-indexeddb/auto';
import { beforeAll, expect, test } from 'vitest';
import { openBackend } from '../../src/backend/backend.ts';
import { testBackend } from './contract.ts';
import { createFakeLocks } from './fake-locks.ts';

beforeAll(() => {
  const navigator = { locks: createFakeLocks() };
  Object.defineProperty(globalThis, 'navigator', { value: navigator, configurable: true });
});

testBackend('the sandbox, saved', (name) => ({ type: 'sandbox', name }));
testBackend('the sandbox, in memory', () => ({ type: 'sandbox', isSaved: false }));

test('a sandbox with a seed begins anew each time, with the same ids', async () => {
  const options = { type: 'sandbox', seed: 'docs', now: '2026-01-31T12:00:00Z' } as const;
  const answer = async (): Promise<string> => {
    const backend = await openBackend(options);
    const headers = { Authorization: 'Bearer sk_test_1' };
    const request = new Request('https://api.stripe.com/v1/customers', { method: 'POST', headers });
    const response = await backend.send(request);
    expect(backend.sandbox.storage()).toEqual({ type: 'memory', reason: '' });
    backend.close();
    return response.text();
  };
  const first = await answer();
  expect(first).toContain('"id": "cus_');
  expect(await answer()).toBe(first);
});

test('a proxy without a usable address is refused with what is wrong', async () => {
  const opening = openBackend({ type: 'proxy', proxyUrl: 'http://docs.example.com' });
  await expect(opening).rejects.toThrow('must begin with https://');
});
