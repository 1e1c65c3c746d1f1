// The official CLI's own recipes against `sandshell serve`: each runs to its end, and the event that it
// is named for is there.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { triggerNames } from '../../src/triggers/find-recipe.ts';
import { notYet, otherEvents } from '../triggers/not-yet.ts';
import { createHome, run, serveSandbox, stripeCli, type Home, type Served } from './program.ts';

let home: Home;
let served: Served;

beforeAll(async () => {
  home = createHome();
  served = await serveSandbox();
});

afterAll(async () => {
  await served.stop();
  home.remove();
});

/** Each with a key, and so an account, of its own. Empty where all went well. */
async function problemOf(name: string, index: number): Promise<string> {
  const key = `sk_test_trigger${String(index).padStart(6, '0')}`;
  const environment = { ...home.environment, STRIPE_API_KEY: key };
  const words = ['trigger', name, '--api-base', served.url];
  const { exitCode, stderr } = await run(stripeCli, words, environment);
  if (exitCode !== 0) return stderr.trim().slice(0, 300);
  const type = otherEvents.get(name) ?? name;
  const response = await fetch(`${served.url}/v1/events?limit=1&type=${type}`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const { data } = (await response.json()) as { readonly data: readonly unknown[] };
  return data.length > 0 ? '' : `no ${type}`;
}

const workers = 4;

/** What the official recipe sends and our own does not. */
const officialOnly: ReadonlyMap<string, string> = new Map([
  [
    'payment_intent.partially_funded',
    'sends jp_bank_account, which the description of that parameter does not have',
  ],
]);

test('every trigger that is simulated makes its event', { timeout: 300_000 }, async () => {
  const names = triggerNames.filter((name) => !notYet.has(name) && !officialOnly.has(name));
  for (const [name, reason] of officialOnly) console.log(`not run: ${name} ${reason}`);
  const problems = new Map<string, string>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < names.length; index = next++) {
      const name = names[index] ?? '';
      const problem = await problemOf(name, index);
      if (problem !== '') problems.set(name, problem);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  console.log(
    `triggers of the official CLI that make their event: ${names.length - problems.size} of ` +
      `${triggerNames.length}`,
  );
  expect(Object.fromEntries(problems)).toEqual({});
});
