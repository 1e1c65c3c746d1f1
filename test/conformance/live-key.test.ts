// Keys of live mode that reach `sandshell serve`, in the heads of requests or in their bodies: nothing of them
// is left in the memory of the program or in its file, also while a debit waits for its bank.

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Served, startServer } from './program.ts';

const testKey = `sk_test_${'banks'.repeat(5)}`;
const debit = {
  amount: '2500',
  currency: 'usd',
  confirm: 'true',
  'mandate_data[customer_acceptance][type]': 'offline',
  payment_method: 'pm_usBankAccount_success',
  'payment_method_types[]': 'us_bank_account',
};

let folder = '';
let served: Served;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sandshell-'));
  served = await startServer(['serve', '--port', '0', '--data', join(folder, 'kept')], 'sandbox', {
    NODE_OPTIONS: `--heapsnapshot-signal=SIGUSR2 --diagnostic-dir=${folder}`,
  });
});

afterEach(async () => {
  await served.stop('SIGKILL');
  rmSync(folder, { recursive: true });
});

interface Asked {
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly authorization?: string;
  readonly account?: string;
}

async function post({ path, params, authorization = `Bearer ${testKey}`, account }: Asked) {
  const headers = {
    Authorization: authorization,
    ...(account === undefined ? {} : { 'Stripe-Account': account }),
  };
  const asked = { method: 'POST', headers, body: new URLSearchParams(params) };
  const response = await fetch(served.url + path, asked);
  const { id } = (await response.json()) as { id?: string };
  return { status: response.status, id };
}

/** All that the program can still reach, as Node writes it. */
async function memory(): Promise<string> {
  const written = (): string | undefined =>
    readdirSync(folder).find((name) => name.endsWith('.heapsnapshot'));
  // A connection holds its latest request.
  await post({ path: '/v1/customers', params: {} });
  served.send('SIGUSR2');
  await vi.waitFor(() => expect(written()).toBeDefined(), { timeout: 20_000 });
  // The program does nothing else while it writes: once it answers, the file is whole.
  await post({ path: '/v1/customers', params: {} });
  return readFileSync(join(folder, written() ?? ''), 'utf8');
}

test('while a bank is waited for they are kept nowhere', async () => {
  const { id: account = '' } = await post({
    path: '/v1/accounts',
    params: { type: 'custom', country: 'US' },
  });
  const path = '/v1/payment_intents';
  expect(await post({ path, params: debit, account })).toMatchObject({ status: 200 });

  const secret = randomUUID().replaceAll('-', '');
  const live = `sk_live_${secret}`;
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;
  const authorizations = [
    `Bearer ${live}`,
    `Bearer rk_live_${secret}`,
    `Bearer sk_test_${live}`,
    basic(`${live}:`),
    basic(`${testKey}:${live}`),
  ];
  // For an account each, so that none takes another's place.
  for (const [index, authorization] of authorizations.entries()) {
    const asked = { path, params: debit, account: `${account}${index}`, authorization };
    expect((await post(asked)).status).toBe(401);
  }
  const described = { ...debit, description: live };
  expect((await post({ path, params: described, account })).status).toBe(400);

  const inMemory = await memory();
  expect(inMemory).toContain(testKey);
  // As text: in base64 it would stand in the head of the request.
  const written = [secret, ...authorizations.filter((text) => text.startsWith('Basic'))];
  expect(written.filter((text) => inMemory.includes(text))).toEqual([]);
  expect(readFileSync(join(folder, 'kept'), 'utf8')).not.toContain(secret);
});
