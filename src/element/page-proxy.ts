// A page whose answers come through a proxy: what its elements share then. Fetched by such pages only.

import { openProxyBackend, type ProxyBackend } from '../backend/open-proxy.ts';
import { createFeed } from '../inspector/feed.ts';
import { readStripeEvent, type StripeEvent } from '../inspector/stripe-event.ts';
import type { Options } from './options.ts';
import type { PageConnection } from './page-connection.ts';

const eventsMax = 500;

/**
 * `connectInPage` opens the page's own sandbox, which answers in the proxy's place where the author
 * wants that.
 */
export async function connectProxy(
  { proxyUrl, proxyFallback }: Options,
  connectInPage: () => Promise<PageConnection>,
): Promise<PageConnection> {
  const backend = openProxyBackend({ proxyUrl: proxyUrl ?? '' });
  const trouble = await backend.probe();
  if (trouble === undefined || proxyFallback !== 'sandbox') return connected(backend);
  backend.close();
  const inPage = await connectInPage();
  const words = `${trouble} The sandbox in this page answers instead.`;
  return {
    ...inPage,
    notice: () => [words, inPage.notice()].filter(Boolean).join(' '),
    firstWords: once(`${words}\n`),
  };
}

function connected(backend: ProxyBackend): PageConnection {
  const { log, sandbox, send, host, newestId } = backend;
  const events = createFeed<StripeEvent>(eventsMax);
  const add = (value: unknown): void => {
    const event = readStripeEvent(value);
    if (event && !events.entries().some(({ id }) => id === event.id)) events.add(event);
  };
  backend.earlier().forEach(add);
  sandbox.on('event', ({ event }) => add(event));

  return {
    send,
    requests: log,
    events,
    onEvent: (listener) =>
      sandbox.on('event', (told) => {
        if (told.isOwn) listener(told);
      }),
    onReset: (listener) => sandbox.on('reset', listener),
    isKept: () => false,
    place: `Stripe sandbox behind ${host}`,
    notice() {
      const storage = sandbox.storage();
      return storage.type === 'memory' && storage.reason ? storage.reason : undefined;
    },
    onNotice: (listener) => sandbox.on('storage', listener),
    newestId: async (kind) => newestId(kind),
    snapshot: sandbox.snapshot,
    restore: () => sandbox.restore({} as never),
    reset: sandbox.reset,
    remote: { objects: backend.objects, watch: backend.watch },
  };
}

function once(text: string): () => string {
  let rest = text;
  return () => {
    const told = rest;
    rest = '';
    return told;
  };
}
