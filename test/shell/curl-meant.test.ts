import { expect, test } from 'vitest';
import { openShell } from './open-shell.ts';

const key = '-u "sk_test_4eC39HqLyjWDarjtT1zdp7dc:"';

/** The command that is told of a line with curl. */
async function told(line: string): Promise<string | undefined> {
  const { stderr, exitCode } = await openShell().run(line);
  expect(exitCode).toBe(127);
  expect(stderr).toMatch(/^sandshell: curl: command not found\n/);
  expect(stderr).not.toContain('sk_test');
  return /\n(stripe .*)\n/.exec(stderr)?.[1];
}

test.each([
  [`curl https://api.stripe.com/v1/customers ${key}`, 'GET', '/v1/customers', ''],
  [
    `curl https://api.stripe.com/v1/customers \\\n  ${key} \\\n  -d name="Jenny Rosen" \\\n` +
      `  --data-urlencode email="a+b@example.com" -d "metadata[a]=1&metadata[b]=it%27s+%24"`,
    'POST',
    '/v1/customers',
    'name=Jenny+Rosen&email=a%2Bb%40example.com&metadata[a]=1&metadata[b]=it%27s+%24',
  ],
  [
    `curl -G https://api.stripe.com/v1/customers/search ${key} --data-urlencode query="email:'a'"`,
    'GET',
    '/v1/customers/search?query=email%3A%27a%27',
    '',
  ],
  [
    `curl -X DELETE "api.stripe.com/v1/customers/cus_1" ${key}`,
    'DELETE',
    '/v1/customers/cus_1',
    '',
  ],
  [
    `curl -XPOST https://api.stripe.com/v1/refunds -dcharge=ch_1`,
    'POST',
    '/v1/refunds',
    'charge=ch_1',
  ],
  [
    `curl "https://api.stripe.com/v1/charges?limit=3&customer=cus_1" -s -H "Authorization: Bearer sk_test_4eC39HqLyjWDarjtT1zdp7dc"`,
    'GET',
    '/v1/charges?limit=3&customer=cus_1',
    '',
  ],
  [
    `curl https://api.stripe.com/v1/payment_intents/pi_1/confirm ${key} -d ""`,
    'POST',
    '/v1/payment_intents/pi_1/confirm',
    '',
  ],
  [
    `curl -fsSG --location --url https://api.stripe.com/v1/charges ${key} -d limit=3`,
    'GET',
    '/v1/charges?limit=3',
    '',
  ],
])('%s is told as a command that sends the same', async (line, method, path, body) => {
  const shell = openShell();
  await shell.run(`${await told(line)} --confirm`);
  const [sent] = shell.sent;
  expect(sent).toMatchObject({ method, path });
  expect(decodeURIComponent(sent!.body)).toBe(decodeURIComponent(body));
});

test('headers that the CLI has flags for become those', async () => {
  const headers =
    '-H "Stripe-Account: acct_1" -H "stripe-version: 2026-08-26.dahlia" -H "Idempotency-Key: a b"';
  expect(await told(`curl https://api.stripe.com/v1/charges -d amount=1 ${headers}`)).toBe(
    'stripe post /v1/charges -d amount=1 --stripe-account acct_1' +
      ' --stripe-version 2026-08-26.dahlia --idempotency "a b"',
  );
});

test.each([
  'curl',
  'curl -d',
  'curl https://example.com/v1/customers',
  'curl https://api.stripe.com/v1/customers https://api.stripe.com/v1/charges',
  'curl https://api.stripe.com/v1/customers/cus_1 -X PATCH',
  'curl https://api.stripe.com/v2/core/accounts --json {}',
  `curl https://api.stripe.com/v2/core/accounts -d '{"a": 1}'`,
  'curl https://files.stripe.com/v1/files -F file=@a.jpg',
  'curl https://api.stripe.com/v1/files -d @a.txt',
  'curl https://api.stripe.com/v1/customers -H "X-Other: a"',
  'curl https://api.stripe.com/v1/customers -H "constructor: a"',
])('%s has no such command', async (line) => {
  expect(await told(line)).toBeUndefined();
});
