// Banks that answer while nobody asks: when the time of a debit, a payout or a top-up has come, the sandbox
// is moved on, so that the events go out.

import type { Clock } from '../base/clock.ts';
import { catalogs } from '../catalog/load.ts';
import { catchUp } from '../sandbox/catch-up.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { waitingKind, type Waiting } from '../sandbox/objects/waiting-kind.ts';

export interface BankOptions {
  /** Of the sandbox. */
  readonly clock: Clock;
  onError(error: unknown): void;
}

/** Its clock counts whole seconds. */
const lateMs = 50;
/** A clock that is set to another time is not waited for. */
const waitingMsMax = 600_000;

/** What waits already is waited for too. */
export function awaitBanks(
  sandbox: Pick<Sandbox, 'amend' | 'on' | 'snapshot'>,
  { clock, onError }: BankOptions,
): { close(): void } {
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function schedule(account: string, { clock: testClock, time, owner = account }: Waiting): void {
    if (testClock !== null) return;
    const leftMs = time * 1000 - clock() + lateMs;
    if (leftMs > waitingMsMax) return;
    const timer = setTimeout(
      () => {
        timers.delete(timer);
        catchUp(sandbox, { catalogs, clock, account, owner }).catch(onError);
      },
      Math.max(0, leftMs),
    ).unref();
    timers.add(timer);
  }

  for (const [account, { records }] of Object.entries(sandbox.snapshot().accounts)) {
    for (const { version } of records[waitingKind] ?? []) schedule(account, version as Waiting);
  }
  const stop = sandbox.on('commit', ({ changes }) => {
    for (const change of changes) {
      if (change.type !== 'put' || change.record.version.object !== waitingKind) continue;
      schedule(change.account, change.record.version as Waiting);
    }
  });
  return {
    close() {
      stop();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
