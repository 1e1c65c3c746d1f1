// Events of a sandbox that is not in the page: asked for after what may have caused some, and
// steadily only while somebody follows them.

import type { Fetch } from '../base/fetch.ts';
import { createPauses } from './pauses.ts';
import { retryAfterSeconds } from './retrying.ts';
import { isRecord, type SeenObject } from './seen-object.ts';

export interface ProxyEventsOptions {
  readonly send: Fetch;
  /** Whether there can be events from before: whoever comes for the first time has none. */
  readonly isKnown: boolean;
  /** Oldest first, each once. `isNew` is false for those from before the page was opened. */
  onEvent(event: SeenObject, isNew: boolean): void;
  /** Why there are none. Then nothing is asked any more. */
  onRefused(reason: string): void;
  /** Whether the reader sees the page: a hidden one asks nothing. */
  isVisible(): boolean;
}

export interface ProxyEvents {
  /** Something was changed: its events are on their way. */
  nudge(): void;
  /** Asks steadily until the function it gives is called. */
  watch(): () => void;
  close(): void;
}

const url = 'https://api.stripe.com/v1/events';
const olderMax = 20;
const newerMax = 100;
/** After a change: events of a real sandbox come within a second or two, those they cause later. */
const nudgePausesMs = [300, 1700, 5000];
const watchPauseMs = 5000;

export function createProxyEvents(options: ProxyEventsOptions): ProxyEvents {
  const pauses = createPauses();
  let lastId: string | undefined;
  let hasBegun = false;
  let isRefused = false;
  const watchers = new Set<symbol>();
  let asking: Promise<void> | undefined;
  let notBeforeMs = 0;
  // Clocks differ a little.
  const openedSeconds = Math.floor(Date.now() / 1000) - 5;

  async function ask(): Promise<void> {
    if (isRefused || Date.now() < notBeforeMs) return;
    const response = await options.send(new Request(`${url}?${query()}`));
    if (response.status === 429)
      notBeforeMs = Date.now() + 1000 * retryAfterSeconds(response.headers);
    if ([400, 401, 403, 404].includes(response.status)) {
      isRefused = true;
      options.onRefused('Events are not shown: this proxy does not let "events list" through.');
    }
    if (!response.ok) return;
    take(await response.json());
  }

  function query(): string {
    if (lastId !== undefined) return `limit=${newerMax}&ending_before=${lastId}`;
    return hasBegun ? `limit=${newerMax}&created[gte]=${openedSeconds}` : `limit=${olderMax}`;
  }

  function take(list: unknown): void {
    const data = isRecord(list) && Array.isArray(list['data']) ? list['data'] : [];
    for (const event of data.toReversed()) {
      if (!isRecord(event) || typeof event['id'] !== 'string') continue;
      lastId = event['id'];
      options.onEvent(event as SeenObject, hasBegun);
    }
    hasBegun = true;
  }

  /** One at a time; who asks meanwhile waits for the same answer. */
  function askOnce(): Promise<void> {
    asking ??= ask()
      .catch(() => undefined)
      .finally(() => {
        asking = undefined;
      });
    return asking;
  }

  async function askSoon(): Promise<void> {
    pauses.drop();
    const round = pauses.round();
    for (const pauseMs of nudgePausesMs) {
      await pauses.wait(pauseMs);
      if (round !== pauses.round() || isRefused) return;
      await askOnce();
    }
    while (isWatched(round)) {
      await pauses.wait(watchPauseMs);
      if (isWatched(round) && options.isVisible()) await askOnce();
    }
  }

  const isWatched = (round: number): boolean =>
    watchers.size > 0 && round === pauses.round() && !isRefused;

  if (options.isKnown) void askOnce();
  else hasBegun = true;
  return {
    nudge: () => void askSoon(),
    watch() {
      const watcher = Symbol('watcher');
      watchers.add(watcher);
      void askSoon();
      return () => void watchers.delete(watcher);
    },
    close() {
      isRefused = true;
      pauses.drop();
    },
  };
}
