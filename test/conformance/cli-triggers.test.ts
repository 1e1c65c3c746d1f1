// The official CLI's own recipes against `sandshell serve`: each runs to its end, and the event that it
// is named for is there.

import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { triggerNames } from '../../src/triggers/find-recipe.ts';
import { otherEvents } from '../triggers/other-events.ts';
import { createHome, run, serveSandbox, stripeCli, type Home, type Served } from './program.ts';

let home: Home;
let served: Served;
let socket: string;

beforeAll(async () => {
  home = createHome();
  socket = join(home.folder, 'socket');
  served = await serveSandbox('--socket', socket);
});

afterAll(async () => {
  await served.stop();
  home.remove();
});

/** These name a host of their own, which no `--api-base` changes; over a socket all hosts are ours. */
function isStreamed(name: string): boolean {
  return name.startsWith('v1.billing.meter.');
}

/** Each with a key, and so an account, of its own. Empty where all went well. */
async function problemOf(name: string, index: number): Promise<string> {
  const key = `sk_test_trigger${String(index).padStart(6, '0')}`;
  const base = isStreamed(name) ? [] : ['--api-base', served.url];
  const environment = {
    ...home.environment,
    STRIPE_API_KEY: key,
    ...(isStreamed(name) ? { STRIPE_CLI_UNIX_SOCKET: socket } : {}),
  };
  const { exitCode, stderr } = await run(stripeCli, ['trigger', name, ...base], environment);
  if (exitCode !== 0) return stderr.trim().slice(0, 300);
  const type = otherEvents.get(name) ?? name;
  const response = await fetch(`${served.url}/v1/events?limit=1&type=${type}`, {
    headers: { Authorization: `Bearer ${key}` },
  });
  const { data } = (await response.json()) as { readonly data: readonly unknown[] };
  return data.length > 0 ? '' : `no ${type}`;
}

const workers = 4;

test('every trigger makes its event', { timeout: 300_000 }, async () => {
  const problems = new Map<string, string>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < triggerNames.length; index = next++) {
      const name = triggerNames[index] ?? '';
      const problem = await problemOf(name, index);
      if (problem !== '') problems.set(name, problem);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  console.log(
    `triggers of the official CLI that make their event: ${triggerNames.length - problems.size} of ` +
      `${triggerNames.length}`,
  );
  expect(Object.fromEntries(problems)).toEqual({});
});
