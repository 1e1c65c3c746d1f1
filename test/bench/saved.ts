// Saving in the browser's database (in memory here, so that only our own work is measured): what one
// change costs among few objects and among many.

import 'fake-indexeddb/auto';
import { createSandbox } from '../../src/backend/in-page.ts';
import { openSavedSandbox, type SavedSandbox } from '../../src/backend/saved-sandbox.ts';
import { createFakeLocks } from '../backend/fake-locks.ts';
import { type Figure, median, timeMs } from './figure.ts';

const few = 100;
const many = 20_000;
const times = 200;

export async function measureSaved(): Promise<readonly Figure[]> {
  // The first ones are slow, whatever they find.
  await changeMs(few + times);
  const [small, large] = [await changeMs(few), await changeMs(many)];
  return [
    {
      name: `save one change among ${many.toLocaleString()} objects`,
      unit: 'ms',
      ours: large,
      peer: { name: `ours, among ${few}`, value: small },
      ratio: large / small,
      goal: 'does not grow with the total (≤ 2×)',
      isMet: large / small <= 2,
      note: `median of ${times}: a customer is created, answered and written`,
    },
  ];
}

async function changeMs(count: number): Promise<number> {
  const saved = await openSavedSandbox({
    sandbox: createSandbox({ seed: 'bench' }),
    name: `bench-${count}`,
    isSaved: true,
    locks: createFakeLocks(),
  });
  try {
    for (let index = 0; index < count; index += 1) await change(saved);
    const spent: number[] = [];
    for (let index = 0; index < times; index += 1) {
      // The next turn comes when all is written.
      spent.push(await timeMs(async () => void (await change(saved), await look(saved))));
    }
    return median(spent);
  } finally {
    saved.close();
  }
}

const headers = {
  authorization: 'Bearer sk_test_bench000000000',
  'content-type': 'application/x-www-form-urlencoded',
};

async function change(saved: SavedSandbox): Promise<void> {
  const url = 'https://api.stripe.com/v1/customers';
  const body = 'email=jane.smith%40email.com&name=Jane+Smith';
  await (await saved.fetch(new Request(url, { method: 'POST', headers, body }))).text();
}

async function look(saved: SavedSandbox): Promise<void> {
  const url = 'https://api.stripe.com/v1/customers/cus_none';
  await (await saved.fetch(new Request(url, { headers }))).text();
}
