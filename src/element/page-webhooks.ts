// Webhook endpoints of the page's sandbox. Nothing leaves the page: what is posted to an endpoint's
// address goes to whoever answers to that address in the page. What came of it is told to the
// document as `sandshell:delivery`.

import type { SavedSandbox } from '../backend/saved-sandbox.ts';
import { createEndpointBook, type EndpointBook } from '../backend/webhook-book.ts';
import { createWebhooks, type Webhooks } from '../backend/webhooks.ts';
import type { ToldEvent } from '../sandbox/sandbox.ts';
import { askPage } from './page-handlers.ts';

interface Hooked {
  readonly book: EndpointBook;
  readonly webhooks: Webhooks;
  /** Whether the book lacks what other tabs, or anything before it, changed. */
  isStale: boolean;
}

let hooked: Hooked | undefined;
let last = Promise.resolve();

/** One event after the other, in the order in which they are told. */
export function handOn(sandbox: SavedSandbox, told: ToldEvent): Promise<void> {
  if (!told.isOwn) return last;
  hooked ??= hook(sandbox);
  const place = hooked;
  last = last.then(() => take(place, sandbox, told));
  return last;
}

async function take(place: Hooked, sandbox: SavedSandbox, told: ToldEvent): Promise<void> {
  if (place.isStale) {
    place.isStale = false;
    place.book.learn(await sandbox.snapshot());
  }
  place.webhooks.take(told);
}

function hook(sandbox: SavedSandbox): Hooked {
  const book = createEndpointBook();
  const webhooks = createWebhooks({
    book,
    amend: sandbox.amend,
    clock: Date.now,
    deliver: (request) => askPage(request.url, request),
  });
  const made = { book, webhooks, isStale: true };
  sandbox.on('change', ({ commit }) => {
    if (commit) book.follow(commit.changes);
    else made.isStale = true;
  });
  sandbox.on('reset', () => {
    webhooks.drop();
    made.isStale = true;
  });
  webhooks.on((detail) =>
    document.dispatchEvent(new CustomEvent('sandshell:delivery', { detail })),
  );
  return made;
}
