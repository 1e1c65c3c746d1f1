// A sandbox that begins with what a named seed holds: each account gets it, with its first request or
// with the next one after `restore` took it away.

import type { Clock } from '../base/clock.ts';
import { createEmitter } from '../base/emitter.ts';
import { catalogs } from '../catalog/load.ts';
import type { StoredRecord } from '../sandbox/objects/commit.ts';
import { accountOfKey, keyOf } from '../sandbox/checking/keys.ts';
import { createSandbox, type Sandbox, type SandboxEvents } from '../sandbox/sandbox.ts';
import { stepsOf } from './named-seeds.ts';
import { play } from './play.ts';

/** By account: the key's own, and those that are connected to it. */
type Planting = ReadonlyMap<string, readonly StoredRecord[]>;

export interface SeededOptions {
  /** Names the seed. */
  readonly seed: string;
  readonly clock: Clock;
}

/** `inner` must have no objects but those that were kept from an earlier time. */
export function seededSandbox(inner: Sandbox, { seed, clock }: SeededOptions): Sandbox {
  const emitter = createEmitter<Pick<SandboxEvents, 'reset'>>();
  const plantings = new Map<string, Promise<Planting>>();
  const grown = new Map<string, Planting>();
  /** Accounts that have what they begin with; unknown until the sandbox is looked at. */
  let settled: Set<string> | undefined;
  let isResetting = false;

  function plant(planting: Planting): void {
    for (const [account, records] of planting) {
      inner.amend(account, (transaction) => records.forEach(transaction.put));
    }
  }

  async function settle(account: string, key: string): Promise<void> {
    settled ??= new Set(Object.keys(inner.snapshot().accounts));
    if (settled.has(account)) return;
    const known = plantings.get(account) ?? grow({ seed, key, account, nowMs: clock() });
    plantings.set(account, known);
    const planting = await known;
    // Another request may have waited for the same.
    if (settled?.has(account)) return;
    settled?.add(account);
    grown.set(account, planting);
    plant(planting);
    emitter.emit('reset', undefined);
  }

  inner.on('reset', () => {
    settled = undefined;
    if (!isResetting) emitter.emit('reset', undefined);
  });

  return {
    ...inner,
    async fetch(request) {
      const key = keyOf(request.headers.get('Authorization'));
      if (isTestKey(key)) await settle(accountOfKey(key), key);
      return inner.fetch(request);
    },
    reset() {
      isResetting = true;
      inner.reset();
      isResetting = false;
      settled = new Set(grown.keys());
      grown.forEach(plant);
      emitter.emit('reset', undefined);
    },
    on: ((type, listener) =>
      type === 'reset'
        ? emitter.on('reset', listener as () => void)
        : inner.on(type, listener)) as Sandbox['on'],
  };
}

/** Others are refused behind it. */
export function isTestKey(key: string): boolean {
  return /^[sr]k_test_\w+$/.test(key);
}

interface Ground {
  readonly seed: string;
  readonly key: string;
  readonly account: string;
  readonly nowMs: number;
}

/** On a sandbox of its own, so that nobody sees it half grown, and the clock can be set back. */
async function grow({ seed, key, account, nowMs }: Ground): Promise<Planting> {
  let timeMs = nowMs;
  const stage = createSandbox({
    catalog: catalogs,
    clock: () => timeMs,
    seed: `${seed} ${account}`,
  });
  const setTime = (ms: number): void => void (timeMs = ms);
  await play(await stepsOf(seed), { send: stage.fetch, key, nowMs, setTime });
  const { accounts } = stage.snapshot();
  const all = Object.entries(accounts).map(
    ([id, { records }]) => [id, Object.values(records).flat()] as const,
  );
  // Its own comes last: where it is there, all the others are.
  return new Map(all.toSorted(([a], [b]) => Number(a === account) - Number(b === account)));
}
