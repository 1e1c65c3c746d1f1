// Webhooks of a sandbox that is at hand: follows its changes, and hands its events on.

import type { ApiObject } from '../sandbox/behaviour.ts';
import type { Sandbox, ToldEvent } from '../sandbox/sandbox.ts';
import { createEndpointBook } from './webhook-book.ts';
import { createWebhooks, type WebhookOptions, type Webhooks } from './webhooks.ts';

export interface FollowingWebhooks extends Pick<Webhooks, 'deliveries' | 'on'> {
  close(): void;
}

export function followWebhooks(
  sandbox: Sandbox,
  options: Omit<WebhookOptions, 'book' | 'amend' | 'inVersion'>,
): FollowingWebhooks {
  const book = createEndpointBook();
  const webhooks = createWebhooks({
    ...options,
    book,
    amend: sandbox.amend,
    inVersion: (told, version) => inVersion(told, version, sandbox),
  });
  book.learn(sandbox.snapshot());
  const stops = [
    sandbox.on('commit', ({ changes }) => book.follow(changes)),
    sandbox.on('event', webhooks.take),
    sandbox.on('reset', () => {
      webhooks.drop();
      book.learn(sandbox.snapshot());
    }),
  ];
  return {
    deliveries: webhooks.deliveries,
    on: webhooks.on,
    close() {
      for (const stop of stops) stop();
      webhooks.drop();
    },
  };
}

/** What it takes to know older versions is fetched with the first event that is told in one. */
async function inVersion(
  { account, event }: ToldEvent,
  version: string,
  { amend }: Sandbox,
): Promise<ApiObject> {
  const { versionedEvent } = await import('../sandbox/versioned-event.ts');
  let told = event;
  amend(account, (holdings) => {
    told = versionedEvent(event, version, holdings);
  });
  return told;
}
