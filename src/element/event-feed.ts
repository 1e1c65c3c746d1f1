// The events of the page's sandbox as a feed: those kept from before, then each as it comes, from
// any tab.

import type { SavedSandbox } from '../backend/saved-sandbox.ts';
import { createFeed, type Feed } from '../inspector/feed.ts';
import { readStripeEvent, type StripeEvent } from '../inspector/stripe-event.ts';
import type { Snapshot } from '../sandbox/objects/commit.ts';

const eventsMax = 500;

export async function followEvents(
  sandbox: Pick<SavedSandbox, 'on' | 'snapshot'>,
): Promise<Feed<StripeEvent>> {
  const feed = createFeed<StripeEvent>(eventsMax);
  const add = (value: unknown): void => {
    const event = readStripeEvent(value);
    if (event && !feed.entries().some(({ id }) => id === event.id)) feed.add(event);
  };

  async function readAgain(): Promise<void> {
    const kept = eventsIn(await sandbox.snapshot());
    const known = new Set(kept.map(({ id }) => id));
    if (feed.entries().some(({ id }) => !known.has(id))) feed.clear();
    for (const event of kept) add(event.json);
  }

  sandbox.on('event', ({ event }) => add(event));
  sandbox.on('reset', () => void readAgain());
  await readAgain();
  return feed;
}

/** Of all accounts, oldest first, the last `eventsMax`. */
function eventsIn({ accounts }: Snapshot): readonly StripeEvent[] {
  return Object.values(accounts)
    .flatMap(({ records }) => (records['event'] ?? []).slice(-eventsMax))
    .map(({ version }) => readStripeEvent(version))
    .filter((event) => event !== undefined)
    .sort((one, other) => one.created - other.created)
    .slice(-eventsMax);
}
