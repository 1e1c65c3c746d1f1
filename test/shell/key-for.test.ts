import { expect, test } from 'vitest';
import { openShell } from './open-shell.ts';

const profileKey = 'sk_test_ofprofile';

test.each([
  ['stripe customers list', profileKey],
  ['stripe customers list --api-key sk_test_a', 'sk_test_a'],
  ['stripe customers list --api-key="sk_test_a" | jq .data', 'sk_test_a'],
  ['STRIPE_API_KEY=sk_test_b stripe customers list --api-key sk_test_a', 'sk_test_b'],
  ['stripe customers list --api-key', profileKey],
])('%s is run with %s', async (line, key) => {
  const shell = openShell(undefined, { profileKey });
  expect(await shell.keyFor(line)).toBe(key);
  await shell.run(line);
  for (const { headers } of shell.sent) expect(headers.get('authorization')).toBe(`Bearer ${key}`);
});

test('an exported variable gives the key of every line after it', async () => {
  const shell = openShell(undefined, { profileKey });
  await shell.run('export STRIPE_API_KEY=sk_test_c');
  expect(await shell.keyFor('stripe customers list --api-key sk_test_a')).toBe('sk_test_c');
});
