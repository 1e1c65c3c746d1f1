// What came of an event's way to webhook endpoints: a line for each, kept up to date as the page tells
// of it.

import type { Delivery } from '../backend/webhooks.ts';
import { harmless } from '../text/ansi.ts';
import { make } from './dom.ts';

/** By event, then by endpoint. */
const known = new Map<string, Map<string, Delivery>>();
const eventsMax = 500;

interface Shown {
  readonly event: string;
  readonly element: HTMLElement;
}

const shown = new Set<Shown>();

let isFollowing = false;

/** From now on; once a page. */
export function followDeliveries(): void {
  if (isFollowing) return;
  isFollowing = true;
  document.addEventListener('sandshell:delivery', (event) =>
    remember((event as CustomEvent<Delivery>).detail),
  );
}

function remember(delivery: Delivery): void {
  const all = known.get(delivery.event) ?? new Map<string, Delivery>();
  known.set(delivery.event, all.set(delivery.endpoint, delivery));
  for (const old of known.keys()) {
    if (known.size <= eventsMax) break;
    known.delete(old);
  }
  for (const one of shown) {
    if (!one.element.isConnected) shown.delete(one);
    else if (one.event === delivery.event) show(one);
  }
}

/** Empty as long as no endpoint gets the event. */
export function deliveryLines(event: string): HTMLElement {
  const one = { event, element: make('div', 'deliveries') };
  shown.add(one);
  show(one);
  return one.element;
}

function show({ event, element }: Shown): void {
  const lines = [...(known.get(event)?.values() ?? [])].map((delivery) =>
    make('p', 'facts', harmless(sentenceOf(delivery))),
  );
  element.replaceChildren(...lines);
}

/** As in `https://example.com/hook took it: 200, attempt 2`. */
function sentenceOf({ url, status, answer, reason, attempts }: Delivery): string {
  const outcome = {
    succeeded: 'took it',
    failed: 'did not take it',
    pending: 'has not taken it yet',
  };
  return `${url} ${outcome[status]}: ${reason || answer}, attempt ${attempts}`;
}
